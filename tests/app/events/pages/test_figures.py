"""Figures: each rate with its formula and its lists; tables and the trend lead to their events."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.events.pages.figure_cards import CountCard, RateCard
from app.events.pages.figures_view import period


def card(desk, name, kind):
    """The card of a figure, by the name it begins with."""
    desk.settle()

    def found():
        cards = desk.page.figures.findChildren(kind)
        return [c for c in cards if c.isVisible() and c.accessibleName().startswith(name)]

    desk.qtbot.waitUntil(lambda: bool(found()), timeout=3000)
    return found()[-1]


@pytest.fixture
def figures(desk, office):
    """One event closed in time, one handled late, one not answered in its hour, one void."""
    office.an_event("按时办结", until="closed")
    late = office.an_event("超期办结", until="dispatched")
    office.an_event("没有响应")
    void = office.an_event("误报")
    office.move(void, "void")
    office.clock.forward(days=3)
    office.move(late, "handle")
    office.clock.forward(minutes=1)
    desk.look("指标")
    desk.settle()
    return desk


def test_a_rate_stands_large_with_its_formula_and_both_numbers(figures):
    handled = card(figures, "处置率", RateCard)
    assert handled.accessibleName() == "处置率 100.0%（2/2）"
    assert handled.toolTip() == "处置率＝已处置（含已结案）÷ 已受理"
    figures.sees("已处置（含已结案）÷ 已受理", "100.0%")
    assert card(figures, "矛盾纠纷化解率", RateCard).accessibleName() == "矛盾纠纷化解率 —"


def test_the_denominator_the_numerator_and_what_is_missing_open_their_lists(figures):
    for words, titles in (
        ("2", {"按时办结", "超期办结"}),
        ("1", {"按时办结"}),
        ("差 1 件", {"超期办结"}),
    ):
        rate = card(figures, "按期办结率", RateCard)
        figures.press(words, rate)
        assert set(figures.rows(figures.here.table)) == titles
        assert figures.here.title.startswith("按期办结率")
        figures.window.navigation.go_back()
        figures.settle()


def test_a_count_opens_its_list_by_mouse_and_by_key(figures):
    opened = card(figures, "在办", CountCard)
    QTest.mouseClick(opened, Qt.MouseButton.LeftButton)
    assert set(figures.rows(figures.here.table)) == {"超期办结", "没有响应"}
    figures.window.navigation.go_back()
    figures.settle()
    void = card(figures, "作废", CountCard)
    QTest.keyClick(void, Qt.Key.Key_Return)
    assert figures.rows(figures.here.table) == ["误报"]


def test_an_event_of_such_a_list_opens_beside_it_and_its_sheet_before_it(figures):
    QTest.mouseClick(card(figures, "已结案", CountCard), Qt.MouseButton.LeftButton)
    page = figures.here
    figures.rows(page.table)
    page.table.view.selectRow(0)
    page.table.view.setFocus()
    figures.enter()
    figures.sees("核查通过")
    figures.choose("打印处置单")
    figures.qtbot.waitUntil(figures.here.preview.bar.print.isEnabled, timeout=8000)
    figures.window.navigation.go_back()
    assert figures.here is page


def test_a_line_of_a_table_leads_to_its_events(figures):
    tables = figures.page.figures.tables
    lines = [tables.categories.model.row(n) for n in range(tables.categories.model.rowCount())]
    assert [(line.name, line.reported) for line in lines] == [("消防通道堵塞", 3)]
    tables.categories.view.selectRow(0)
    QTest.keyClick(tables.categories.view, Qt.Key.Key_Return)
    assert len(figures.rows(figures.here.table)) == 3


def test_the_trend_shows_days_as_a_chart_and_as_a_table(figures):
    tables = figures.page.figures.tables
    tables.tabs.setCurrentIndex(3)
    figures.qtbot.waitUntil(lambda: tables.chart.drawn, timeout=8000)
    days = [tables.trend.model.row(n) for n in range(tables.trend.model.rowCount())]
    assert [(d.label, d.reported, d.closed) for d in days if d.reported] == [("11-24", 3, 1)]
    tables.trend.opened.emit(days[23])
    assert len(figures.rows(figures.here.table)) == 4  # void ones stand in a list of all


def test_another_period_is_read_when_it_is_chosen(figures):
    figures.press("上月")
    assert card(figures, "处置率", RateCard).accessibleName() == "处置率 —"
    figures.sees("2026-10-01 至 2026-10-31 上报的")


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("本周", (date(2026, 11, 23), date(2026, 11, 25))),
        ("本月", (date(2026, 11, 1), date(2026, 11, 25))),
        ("上月", (date(2026, 10, 1), date(2026, 10, 31))),
        ("本季度", (date(2026, 10, 1), date(2026, 11, 25))),
        ("今年", (date(2026, 1, 1), date(2026, 11, 25))),
        ("去年", (date(2025, 1, 1), date(2025, 12, 31))),
    ],
)
def test_a_period_has_its_days(name, days):
    assert period(name, date(2026, 11, 25)) == days
