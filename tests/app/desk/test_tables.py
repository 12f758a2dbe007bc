"""Tables: what a person sees, sorts, chooses and copies."""

import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from app.desk.columns import copied_table, copied_text, written
from app.desk.records import SORT_ROLE, RecordModel
from app.desk.tables import Column, RecordTable
from app.desk.work import Work


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    phone: str = "13800138000"
    born: date | None = date(1960, 5, 1)
    points: int | None = 0
    state: tuple[str, str] | None = ("正常", "good")
    number: str = "130302196005010011"


def column(key, title, kind="text", **more):
    return Column(key, title, lambda row: getattr(row, key), kind=kind, **more)


COLUMNS = (
    column("name", "姓名"),
    column("phone", "电话", "phone"),
    column("born", "出生", "date"),
    column("points", "积分", "number"),
    column("state", "状态", "pill"),
    column("number", "证件号", visible=False),
)

PEOPLE = [
    Person(1, "王秀芬", points=1200, born=date(1955, 3, 2)),
    Person(2, "张桂兰", points=None, born=None),
    Person(3, "李建国", points=85, state=("待审核", "waiting")),
    Person(4, "赵敏", points=9),
]


class Keep(dict):
    """What is remembered, without a disk."""

    def put(self, key, value):
        self[key] = value


@pytest.fixture
def table(qtbot):
    table = RecordTable(COLUMNS, name="residents", memory=Keep(), unit="人")
    qtbot.addWidget(table)
    table.resize(900, 400)
    table.set_rows(PEOPLE)
    table.show()
    return table


def shown(table, key):
    place = [c.key for c in COLUMNS].index(key)
    model = table.model
    return [model.index(n, place).data() for n in range(model.rowCount())]


def press(qtbot, table, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(table.view, key, modifier)


def click_title(qtbot, table, key):
    header = table.view.horizontalHeader()
    place = header.sectionViewportPosition([c.key for c in COLUMNS].index(key)) + 20
    spot = header.rect().topLeft() + type(header.rect().topLeft())(place, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def pick(table, *numbers):
    for number in numbers:
        table.view.selectionModel().select(
            table.model.index(number, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )


def test_the_model_keeps_qts_contract(qtmodeltester):
    model = RecordModel(COLUMNS)
    model.set_rows(PEOPLE)
    qtmodeltester.check(model, force_py=True)


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (date(2026, 11, 24), "date", "2026-11-24"),
        (datetime(2026, 11, 24, 1, 30, tzinfo=UTC), "datetime", "2026-11-24 09:30"),
        (datetime(2026, 11, 23, 16, 0, tzinfo=UTC), "date", "2026-11-24"),
        (datetime(2026, 11, 24, 1, 30, tzinfo=UTC), "time", "09:30"),
        ("13800138000", "phone", "138 0013 8000"),
        ("0335-8051234", "phone", "0335-8051234"),
        (202000, "number", "202,000"),
        (Decimal("12.50"), "number", "12.5"),
        (None, "number", "—"),
        (None, "date", ""),
    ],
)
def test_values_are_written_as_the_office_writes_them(value, kind, text):
    assert written(value, kind) == text


def test_clicking_a_title_sorts_by_value_and_not_by_its_text(qtbot, table):
    click_title(qtbot, table, "points")
    assert shown(table, "points") == ["9", "85", "1,200", "—"]
    click_title(qtbot, table, "points")
    assert shown(table, "points") == ["1,200", "85", "9", "—"]
    click_title(qtbot, table, "points")
    assert shown(table, "name") == ["王秀芬", "张桂兰", "李建国", "赵敏"]


def test_the_sort_role_gives_native_values(table):
    assert table.model.index(0, 2).data(SORT_ROLE) == date(1955, 3, 2)
    assert table.model.index(0, 3).data(SORT_ROLE) == 1200


def test_chosen_people_stay_chosen_through_sorting_and_reading_again(qtbot, table):
    pick(table, 0, 3)
    assert [row.name for row in table.chosen()] == ["王秀芬", "赵敏"]
    click_title(qtbot, table, "points")
    assert {row.name for row in table.chosen()} == {"王秀芬", "赵敏"}
    table.set_rows([Person(9, "新来的"), *PEOPLE[:1]])
    assert [row.name for row in table.chosen()] == ["王秀芬"]
    assert table.foot.text() == "共 2 人，已选 1"
    assert len(table.view.selectionModel().selectedRows()) == 1


def test_the_status_line_counts(qtbot, table):
    assert table.foot.text() == "共 4 人"
    with qtbot.waitSignal(table.selected) as told:
        table.view.selectAll()
    assert table.foot.text() == "共 4 人，已选 4"
    assert len(told.args[0]) == 4


def test_enter_opens_the_row_with_the_focus(qtbot, table):
    table.view.setCurrentIndex(table.model.index(2, 0))
    with qtbot.waitSignal(table.opened) as told:
        press(qtbot, table, Qt.Key.Key_Return)
    assert told.args[0].name == "李建国"


def test_a_double_click_opens_the_row(qtbot, table):
    spot = table.view.visualRect(table.model.index(1, 0)).center()
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    with qtbot.waitSignal(table.opened) as told:
        qtbot.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told.args[0].name == "张桂兰"


def test_copying_keeps_long_numbers_whole_and_skips_hidden_columns(qtbot, table):
    pick(table, 2)
    press(qtbot, table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "李建国\t13800138000\t1960-05-01\t85\t待审核"
    table.columns.show_column("number")
    press(qtbot, table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().endswith('\t="130302196005010011"')


def test_copying_with_titles(qtbot, table):
    pick(table, 2)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(qtbot, table, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text().splitlines()[0] == "姓名\t电话\t出生\t积分\t状态"


COPY_AND_END = """
from PySide6.QtWidgets import QApplication
from app.desk.columns import Column
from app.desk.records_view import copy_rows
app = QApplication([])
copy_rows(["王秀芬"], [Column("name", "姓名", str)], titles=True)
assert app.clipboard().mimeData().hasHtml()
"""


def test_a_program_that_ends_with_copied_rows_ends_without_a_crash():
    subprocess.run([sys.executable, "-c", COPY_AND_END], check=True, timeout=60)


@pytest.mark.parametrize("name", ["=1+1", "+86", "-cmd", "@sum", "\t=1", "＝1", " =1"])
def test_a_copied_name_never_becomes_a_formula(name):
    assert copied_text([Person(1, name)], COLUMNS[:1]).startswith("'")


@given(st.text(max_size=30))
def test_a_copied_row_is_one_line_of_as_many_cells_whatever_is_typed(text):
    copied = copied_text([Person(1, text, number=text)], [COLUMNS[0], COLUMNS[5]])
    assert len(copied.splitlines()) <= 1
    cells = copied.split("\t")
    assert len(cells) == 2
    assert all(not cell.startswith(("+", "-", "@")) for cell in cells)
    assert all(not cell.startswith("=") or cell.startswith('="') for cell in cells)


def test_the_copied_table_marks_text_as_text():
    copied = copied_table([Person(1, "<b>", points=-5)], [COLUMNS[0], COLUMNS[3], COLUMNS[5]])
    assert "&lt;b&gt;" in copied
    assert "<td>-5</td>" in copied
    assert "mso-number-format:'\\@'\">130302196005010011</td>" in copied


def test_columns_chosen_by_right_click_are_remembered(qtbot, table):
    memory = Keep()
    first = RecordTable(COLUMNS, name="residents", memory=memory)
    qtbot.addWidget(first)
    menu = first.columns.menu()
    assert [a.text() for a in menu.actions() if a.isChecked()] == [
        "姓名", "电话", "出生", "积分", "状态",
    ]  # fmt: skip
    next(a for a in menu.actions() if a.text() == "出生").trigger()
    next(a for a in menu.actions() if a.text() == "证件号").trigger()
    first.view.horizontalHeader().moveSection(0, 2)
    first.view.horizontalHeader().resizeSection(1, 177)
    first.view.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    first.columns.remember()

    again = RecordTable(COLUMNS, name="residents", memory=memory)
    qtbot.addWidget(again)
    assert [c.key for c in again.columns.shown()] == ["phone", "name", "points", "state", "number"]
    assert again.view.horizontalHeader().sectionSize(1) == 177
    again.set_rows(PEOPLE)
    assert shown(again, "points") == ["1,200", "85", "9", "—"]
    next(a for a in again.columns.menu().actions() if a.text() == "恢复原来的列").trigger()
    assert [c.key for c in again.columns.shown()] == ["name", "phone", "born", "points", "state"]


def test_the_last_column_cannot_be_hidden(table):
    for key in ("name", "phone", "born", "points", "state"):
        table.columns.show_column(key, False)
    assert [c.key for c in table.columns.shown()] == ["state"]


def words(table):
    inside = table.empty
    if not inside.isVisibleTo(table):
        return None
    texts = [w.text() for w in inside.findChildren(QLabel)]
    buttons = [b.text() for b in inside.findChildren(QPushButton) if b.isVisibleTo(table)]
    return texts + buttons


def test_an_empty_table_says_why(qtbot, table):
    table.set_empty("还没有居民。先从表格导入，或登记第一位。", "登记居民")
    assert words(table) is None
    table.set_rows([])
    assert words(table) == ["还没有居民。先从表格导入，或登记第一位。", "登记居民"]
    table.set_filtered(True)
    assert words(table) == ["没有符合条件的记录。", "清除筛选"]
    clear = next(b for b in table.empty.findChildren(QPushButton) if b.text() == "清除筛选")
    with qtbot.waitSignal(table.clear_asked):
        clear.click()
    table.forbid("查阅账号不能看居民名单，请找书记开通。")
    assert words(table) == ["查阅账号不能看居民名单，请找书记开通。"]


def test_a_table_that_waits_for_its_first_rows_does_not_claim_to_be_empty(qtbot):
    table = RecordTable(COLUMNS)
    qtbot.addWidget(table)
    table.show()
    assert words(table) is None


# -- paged ------------------------------------------------------------------------------------


class Many:
    """An office of 100,000 residents that sorts where the rows are."""

    def __init__(self):
        self.total = 100_000
        self.fetched = []
        self.gate = threading.Event()
        self.gate.set()

    def read(self, query, /, *args, **kwargs):
        self.gate.wait(10)
        return query(self, *args, **kwargs)


def count(many, **_):
    return many.total


def fetch(many, *, offset, limit, sort, descending, **_):
    many.fetched.append(offset)
    numbers = range(many.total)[::-1] if descending else range(many.total)
    return [Person(n, f"居民{n}", points=n) for n in numbers[offset : offset + limit]]


@pytest.fixture
def crowd(qtbot):
    many, bugs = Many(), []
    work = Work(many, on_error=lambda *_: None, on_bug=bugs.append)
    table = RecordTable(COLUMNS, unit="人")
    qtbot.addWidget(table)
    table.resize(900, 500)
    table.show()
    table.load_pages(work, count, fetch)
    qtbot.waitUntil(work.idle)
    yield table, work, many
    work.close()
    assert not bugs


def test_a_hundred_thousand_residents_are_shown_from_their_first_page(crowd):
    table, _, many = crowd
    assert table.foot.text() == "共 100 000 人"
    assert table.model.index(0, 0).data() == "居民0"
    assert len(many.fetched) <= 2


def test_scrolling_to_the_end_fetches_the_end_only(qtbot, crowd):
    table, work, many = crowd
    table.view.scrollToBottom()
    last = table.model.index(99_999, 0)
    qtbot.waitUntil(lambda: last.data() == "居民99999")
    qtbot.waitUntil(work.idle)
    assert len(many.fetched) < 8


def test_a_paged_table_sorts_at_the_source(qtbot, crowd):
    table, work, _ = crowd
    click_title(qtbot, table, "points")
    click_title(qtbot, table, "points")
    qtbot.waitUntil(work.idle)
    assert table.model.index(0, 0).data() == "居民99999"


def test_old_rows_stay_dimmed_until_the_new_arrive(qtbot, crowd):
    table, work, many = crowd
    many.gate.clear()
    many.total = 50
    table.load_pages(work, count, fetch)
    assert table.model.index(0, 0).data() == "居民0"
    qtbot.waitUntil(lambda: table.view.delegate.dimmed)
    many.gate.set()
    qtbot.waitUntil(lambda: table.model.rowCount() == 50)
    assert not table.view.delegate.dimmed


def test_choosing_across_pages_fetches_what_lies_between(qtbot, crowd):
    table, work, _ = crowd
    table.view.setCurrentIndex(table.model.index(0, 0))
    table.view.scrollTo(table.model.index(900, 0))
    spot = table.view.visualRect(table.model.index(900, 0)).center()
    qtbot.mouseClick(
        table.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, spot
    )
    qtbot.waitUntil(work.idle)
    assert [row.id for row in table.chosen()] == list(range(901))


def test_choosing_more_than_can_be_fetched_is_refused_in_words(crowd):
    table, _, _ = crowd
    table.view.selectAll()
    assert table.chosen() == []
    assert any("请先筛选" in label.text() for label in table.findChildren(QLabel))


def test_a_chosen_row_on_a_later_page_is_found_again(qtbot, crowd):
    table, work, _ = crowd
    table.choose([3, 450])
    assert [row.id for row in table.chosen()] == [3]
    table.model.want(400, 500)
    qtbot.waitUntil(work.idle)
    assert [row.id for row in table.chosen()] == [3, 450]
    table.load_pages(work, count, fetch)
    qtbot.waitUntil(work.idle)
    assert [row.id for row in table.chosen()] == [3, 450]


def test_the_paged_model_keeps_qts_contract(qtbot, qtmodeltester, crowd):
    table, work, many = crowd
    many.total = 450
    table.load_pages(work, count, fetch)
    qtbot.waitUntil(lambda: table.model.rowCount() == 450)
    qtmodeltester.check(table.model, force_py=True)
    qtbot.waitUntil(work.idle)
