"""Importing a list, as somebody at the desk does it."""

import traceback
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton

from app.bootstrap.station_office import StationOffice
from app.desk import theme
from app.desk.work import Work
from app.residents.importing_file import read_residents_file
from app.residents.pages.at_hand import AtHand
from app.residents.pages.import_page import ImportPage
from app.residents.queries import find_residents
from db import clock
from tests.app.residents.import_lists import HEAD, LI, WANG
from tests.app.spreadsheets.books import FILES, a_list
from tests.builders import a_building, a_grid

BAD = (*WANG[:1], "130302", *WANG[2:])
FAR = ("李明", "", "男", "1990-1-1", "", "12-1-101", "", "", "", "")


class Desk:
    def __init__(self, qtbot, station, work, page):
        self.qtbot, self.station, self.work, self.page = qtbot, station, work, page

    def settle(self):
        self.qtbot.waitUntil(self.work.idle, timeout=8000)

    def open(self, path):
        self.page.read_file(path)
        self.settle()
        self.qtbot.waitUntil(lambda: self.page.run.under.checked is not None, timeout=8000)

    def button(self, text):
        shown = [b for b in self.page.findChildren(QPushButton) if b.text() == text]
        return next((b for b in shown if b.isVisible()), None)

    def press(self, text):
        button = self.button(text)
        assert button is not None, self.words()
        assert button.isEnabled()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def words(self):
        self.settle()
        return "\n".join(x.text() for x in self.page.findChildren(QLabel) if x.isVisible())

    def compare(self):
        self.press("下一步：与已登记的比对")

    def residents(self):
        with self.station.read() as session:
            return [row.name for row in find_residents(session, "3-")]


@pytest.fixture
def desk(qtbot, qapp, station):
    theme.apply_theme(qapp, dark=False)
    bugs, errors = [], []
    with clock.set_to(clock.moment(date(2026, 11, 24), 9)):
        a_building(station, a_grid(station), "3", 2)
        work = Work(
            StationOffice(station),
            on_error=lambda _, error: errors.append(str(error)),
            on_bug=lambda error: (traceback.print_exception(error), bugs.append(error)),
        )
        page = ImportPage(AtHand(work, None, station.actor))
        qtbot.addWidget(page)
        page.resize(1166, 700)
        page.show()
        yield Desk(qtbot, station, work, page)
        work.close()
    assert not bugs
    assert not errors


@pytest.fixture
def a_file(tmp_path):
    def lay(*rows, head=HEAD):
        path = tmp_path / "居民.xlsx"
        path.write_bytes(a_list(*rows, head=head))
        return path

    return lay


def test_a_list_goes_from_the_file_to_the_register(desk, a_file):
    desk.open(a_file(WANG, LI))
    assert "全表：2 行可以导入" in desk.words()
    desk.compare()
    assert desk.page.check.figures["new"].count.text() == "2"
    desk.press("导入 2 人")
    assert "导入完成" in desk.words()
    assert "新增 2 人" in desk.words()
    assert "Ctrl+Z" in desk.words()
    assert sorted(desk.residents()) == ["李建国", "王秀芬"]


def test_the_same_list_again_offers_nothing_to_import(desk, a_file):
    path = a_file(WANG)
    for _ in range(2):
        desk.open(path)
        desk.compare()
        if desk.button("导入 1 人"):
            desk.press("导入 1 人")
            desk.press("再导入一份")
    assert desk.page.check.figures["unchanged"].count.text() == "1"
    assert not desk.button("没有可导入的").isEnabled()


def test_a_file_may_be_dropped_on_the_page(desk, a_file):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(a_file(WANG)))])
    drop = QDropEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    desk.page.file.place.dropEvent(drop)
    desk.settle()
    assert "居民.xlsx，1 行" in desk.words()


def test_a_file_that_cannot_be_read_says_why_where_it_was_chosen(desk):
    desk.page.read_file(FILES / "locked.xlsx")
    assert "设了打开密码" in desk.words()
    assert "第 1 步" in desk.words()


def test_the_preview_shows_what_each_row_gives_and_counts_the_faults_of_all(desk, a_file):
    desk.open(a_file(WANG, BAD, LI))
    words = desk.words()
    assert "全表：2 行可以导入，1 行有问题" in words
    assert "证件号有误 1" in words
    model = desk.page.columns.preview.table.model
    shown = [[model.index(row, at).data() for at in (0, 1, 2)] for row in range(model.rowCount())]
    assert shown == [
        ["2", "可导入", "王秀芬"],
        ["3", "证件号有误", "王秀芬"],
        ["4", "可导入", "李建国"],
    ]


def test_a_column_nobody_knows_is_given_its_meaning_by_hand_and_remembered(desk, a_file):
    head = ("人", "证", "处")
    path = a_file(("王秀芬", "", "3-2-301"), ("李建国", "", "3-2-302"), head=(*head, "姓"))
    desk.page.read_file(path)
    desk.qtbot.waitUntil(lambda: bool(desk.page.columns.boxes), timeout=8000)
    assert "还要指定：姓名" in desk.words()
    assert not desk.button("下一步：与已登记的比对").isEnabled()
    box = desk.page.columns.boxes[0]
    box.setCurrentIndex([choice.text for choice in box.choices].index("姓名"))
    desk.qtbot.waitUntil(lambda: desk.page.run.under.checked is not None, timeout=8000)
    desk.compare()
    desk.page.run.under.sheet = None
    desk.open(path)
    assert desk.page.columns.columns()[0] == "name"


def test_a_meaning_moves_from_one_column_to_the_other(desk, a_file):
    desk.open(a_file(WANG))
    box = desk.page.columns.boxes[9]
    box.setCurrentIndex([choice.text for choice in box.choices].index("姓名"))
    assert desk.page.columns.columns()[9] == "name"
    assert 0 not in desk.page.columns.columns()


def test_every_problem_is_listed_with_row_column_and_way_out(desk, a_file):
    desk.open(a_file(WANG, BAD))
    desk.compare()
    model = desk.page.check.problems.model
    assert [model.index(0, at).data() for at in range(6)] == [
        "3", "证件号有误", "B 列“证件号”", "130302", "身份证号应为 18 位，现在是 6 位。",
        "请核对身份证。",
    ]  # fmt: skip


def test_missing_places_are_offered_to_be_registered(desk, a_file):
    desk.open(a_file(WANG, FAR))
    desk.compare()
    assert "1 栋楼、1 个单元还没有登记" in desk.words()
    assert desk.button("导入 1 人")
    box = desk.page.check.places.box
    box.setCurrentIndex(1)
    box.activated.emit(1)
    desk.settle()
    desk.press("导入 2 人")
    assert "新登记 1 栋楼、1 个单元、2 户" in desk.words()


def test_rows_that_cannot_be_imported_are_saved_to_be_mended(desk, a_file, tmp_path, monkeypatch):
    target = tmp_path / "需改正.xlsx"
    monkeypatch.setattr("app.residents.pages.import_papers.choose_target", lambda *_: target)
    desk.open(a_file(WANG, BAD))
    desk.compare()
    desk.press("保存不能导入的行…")
    assert "已保存：需改正.xlsx" in desk.page.papers.toast.text()
    assert read_residents_file(target).titles[2] == "证件号·问题"


def test_an_empty_list_can_be_saved(desk, tmp_path, monkeypatch):
    target = tmp_path / "空白.xlsx"
    monkeypatch.setattr("app.residents.pages.import_papers.choose_target", lambda *_: target)
    desk.press("保存一份空白表…")
    assert read_residents_file(target).titles[0] == "姓名"


def test_an_import_that_is_stopped_changes_nothing_and_can_be_begun_again(desk, a_file):
    people = [
        (f"王{n}", "", "女", "1962-3-15", "", f"3-1-{n}", "", "", "", "") for n in range(1200)
    ]
    desk.open(a_file(*people))
    desk.compare()
    begun = []
    desk.page.run.begun.connect(lambda job, what: begun.append(what))
    desk.page.run.begun.connect(lambda job, what: what == "正在导入" and job.stop())
    desk.press("导入 1,200 人")
    assert begun[-1] == "正在导入"
    assert desk.residents() == []
    assert "第 3 步" in desk.words()
    assert desk.button("导入 1,200 人").isEnabled()
