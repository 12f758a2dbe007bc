"""Exporting a list with Ctrl+E, on a real station: nothing leaves without the log knowing."""

import traceback
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from python_calamine import load_workbook
from sqlalchemy import select

from app.accounts.exports import log_export
from app.accounts.models import AuditEntry
from app.accounts.permissions import Actor, Role
from app.bootstrap.station_office import StationOffice
from app.desk import theme
from app.desk.at_hand import AtHand
from app.desk.export_flow import Chosen, Exported, ExportFlow
from app.desk.page import Page
from app.desk.work import Work
from app.errors import InvalidInput, NotAllowed
from app.spreadsheets.exporting import ExportColumn, Footer, export_rows
from db.ids import new_id

PEOPLE = (("王秀芬", "13833551234"), ("=1+1", "13833559999"))
COLUMNS = (ExportColumn("姓名", lambda row: row[0]), ExportColumn("电话", lambda row: row[1]))


def people(session, *, masked, only=""):
    return [(name, "138****" if masked else phone) for name, phone in PEOPLE if only in name]


def write(who, path, rows, *, asked, step):
    footer = Footer(who, asked.purpose, asked.chosen.filters, asked.masked)
    return export_rows(path, "名单", COLUMNS, rows, footer=footer, step=step)


class Room(Page):
    def __init__(self, hand, may_reveal):
        super().__init__("名单")
        self.only = ""
        self.flow = ExportFlow(
            self,
            hand,
            Exported(
                "居民名单", self._chosen, partial(write, hand.actor.name), log_export,
                personal=True, may_reveal=may_reveal,
            ),
        )  # fmt: skip
        self.flow.add_to_menu()

    def _chosen(self):
        return Chosen(partial(people, only=self.only), self.only and f"姓名含“{self.only}”")


class Desk:
    def __init__(self, qtbot, station, work, page, errors):
        self.qtbot, self.station, self.work = qtbot, station, work
        self.page, self.errors = page, errors

    def ask(self):
        self.qtbot.keyClick(self.page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        return self.page.flow.dialog

    def answer(self, purpose, whole=False):
        dialog = self.ask()
        dialog.purpose.setCurrentText(purpose)
        if whole:
            dialog.whole.setChecked(True)
        dialog.accept()
        self.qtbot.waitUntil(self.work.idle, timeout=8000)

    def log(self):
        with self.station.read() as session:
            found = select(AuditEntry.sentence).where(AuditEntry.action == "export")
            return list(session.scalars(found))


@pytest.fixture
def desk_of(qtbot, qapp, station, tmp_path, monkeypatch):
    theme.apply_theme(qapp, dark=False)
    monkeypatch.setattr("app.desk.export_flow.choose_target", lambda *_: tmp_path / "出.xlsx")
    errors, opened = [], []
    monkeypatch.setattr("app.desk.export_flow.show_error", lambda _, error: errors.append(error))

    def sit(role=Role.SECRETARY, may_reveal=True):
        if role is not Role.SECRETARY:
            station.actor = Actor(new_id(), "x", "钱芳", role)
        work = Work(
            StationOffice(station),
            on_error=lambda _, error: errors.append(error),
            on_bug=lambda error: (traceback.print_exception(error), pytest.fail(str(error))),
        )
        opened.append(work)
        page = Room(AtHand(work, None, station.actor), may_reveal)
        qtbot.addWidget(page)
        page.resize(900, 600)
        page.show()
        with qtbot.waitActive(page):
            page.activateWindow()
        return Desk(qtbot, station, work, page, errors)

    yield sit
    for work in opened:
        work.close()


def rows(path):
    return load_workbook(path).get_sheet_by_index(0).to_python(skip_empty_area=False)


def test_the_list_is_written_masked_and_the_log_says_how_many_and_what_for(desk_of, tmp_path):
    desk = desk_of()
    desk.answer("上报街道")
    assert [row[:2] for row in rows(tmp_path / "出.xlsx")[:3]] == [
        ["姓名", "电话"], ["王秀芬", "138****"], ["=1+1", "138****"],
    ]  # fmt: skip
    assert desk.log() == ["导出居民名单 2 条（全部；遮盖证件号和电话），用途：上报街道"]
    assert "已导出 2 条：出.xlsx" in desk.page.flow.toast.text()


def test_the_filter_is_told_to_the_user_the_log_and_the_reader(desk_of, tmp_path):
    desk = desk_of()
    desk.page.only = "王"
    dialog = desk.ask()
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "范围：姓名含“王”" in said
    dialog.reject()
    desk.answer("核对名单", whole=True)
    assert desk.log() == ["导出居民名单 1 条（姓名含“王”；含完整证件号和电话），用途：核对名单"]
    found = [row[0] for row in rows(tmp_path / "出.xlsx")]
    assert "筛选条件：姓名含“王”" in found
    assert "用途：核对名单" in found


def test_without_a_purpose_nothing_goes_out(desk_of, tmp_path):
    desk = desk_of()
    dialog = desk.ask()
    dialog.accept()
    assert dialog.isVisible()
    assert "请写明用途" in dialog.error.text()
    dialog.reject()
    desk.qtbot.waitUntil(desk.work.idle)
    assert desk.log() == []
    assert not (tmp_path / "出.xlsx").exists()


def test_what_the_log_refuses_is_not_written(desk_of, tmp_path):
    desk = desk_of(Role.GRID_WORKER)
    desk.answer("上报街道")
    assert [type(error) for error in desk.errors] == [NotAllowed]
    assert not (tmp_path / "出.xlsx").exists()


def test_who_may_not_see_numbers_cannot_ask_for_them(desk_of):
    dialog = desk_of(may_reveal=False).ask()
    assert not dialog.whole.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(
    ("purpose", "masked", "role", "refusal"),
    [
        (" ", True, Role.SECRETARY, InvalidInput),
        ("长" * 101, True, Role.SECRETARY, InvalidInput),
        ("上报", True, Role.VIEWER, NotAllowed),
        ("上报", None, Role.GRID_WORKER, NotAllowed),
    ],
)
def test_the_log_takes_only_what_may_go_out(station, purpose, masked, role, refusal):
    actor = Actor(new_id(), "x", "钱芳", role)
    with station.write() as session, pytest.raises(refusal):
        log_export(
            session, actor, what="会议", count=1, filter_text="", purpose=purpose, masked=masked
        )


def test_a_list_without_personal_numbers_says_nothing_of_them(station):
    with station.write() as session:
        log_export(
            session, station.actor, what="会议", count=3, filter_text="2026 年", purpose="存档"
        )
    with station.read() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert last.sentence == "导出会议 3 条（2026 年），用途：存档"
