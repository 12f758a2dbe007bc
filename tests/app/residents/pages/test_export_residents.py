"""The residents' list as a workbook, from the page it belongs to."""

from datetime import date

import pytest
from python_calamine import load_workbook

from app.accounts.permissions import Actor, Role
from app.bootstrap.station_office import StationOffice
from app.desk import theme
from app.desk.page import Page
from app.desk.work import Work
from app.residents.importing_file import read_residents_file
from app.residents.pages.at_hand import AtHand
from app.residents.pages.export_residents import resident_export
from app.residents.pages.filter_row import FilterRow
from db import clock
from db.ids import new_id
from tests.app.residents.import_lists import LI, WANG, Office, a_sheet
from tests.builders import a_building, a_grid


@pytest.fixture
def station(station):
    with clock.set_to(clock.moment(date(2026, 11, 24), 9)):
        a_building(station, a_grid(station), "3", 2)
        Office(station).bring_in(a_sheet(WANG, LI))
        yield station


class Room(Page):
    def __init__(self, hand):
        super().__init__("居民")
        self.row = FilterRow(self, hand)
        self.export = resident_export(self, hand, self.row)


@pytest.fixture
def room(qtbot, qapp, station, tmp_path, monkeypatch):
    theme.apply_theme(qapp, dark=False)
    target = "app.desk.export_flow.choose_target"
    monkeypatch.setattr(target, lambda *_: tmp_path / "名单.xlsx")
    bugs = []
    work = Work(StationOffice(station), on_error=lambda *_: None, on_bug=bugs.append)
    made = Room(AtHand(work, None, station.actor))
    qtbot.addWidget(made)
    made.show()

    def export(purpose, whole=False):
        made.export.ask()
        dialog = made.export.dialog
        dialog.purpose.setCurrentText(purpose)
        dialog.whole.setChecked(whole)
        dialog.accept()
        qtbot.waitUntil(work.idle, timeout=8000)
        return tmp_path / "名单.xlsx"

    made.do = export
    yield made
    work.close()
    assert not bugs


def test_the_list_in_full_can_be_read_in_again_and_changes_nothing(room, station):
    sheet = read_residents_file(room.do("核对", whole=True))
    done = Office(station).plan(sheet)
    assert (len(done.new), len(done.changed), done.unchanged, done.refused) == (0, 0, 2, 0)


def test_masked_numbers_stay_masked(room):
    rows = load_workbook(room.do("上墙")).get_sheet_by_index(0).to_python()
    assert rows[1][:2] == ["王秀芬", "130302**********27"]
    assert rows[1][5] == "138****1234"


def test_only_what_the_filter_shows_is_written_and_said(room):
    room.row.search.setText("lijianguo")
    rows = load_workbook(room.do("核对")).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows][1:] == [
        "李建国", "", "导出人：赵敏", "导出时间：2026-11-24 09:00", "用途：核对",
        "筛选条件：“lijianguo”", "条数：1；证件号、电话已遮盖",
    ]  # fmt: skip


def test_who_may_not_export_is_not_offered_it(qtbot, station):
    actor = Actor(new_id(), "x", "钱芳", Role.GRID_WORKER)
    work = Work(StationOffice(station), on_error=lambda *_: None, on_bug=lambda *_: None)
    page = Room(AtHand(work, None, actor))
    qtbot.addWidget(page)
    assert page.export is None
    work.close()
