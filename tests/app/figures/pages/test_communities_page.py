"""社区 on the screen: ranked, filtered, drilled into, marked, printed and exported."""

from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from python_calamine import load_workbook

from app.accounts.levels import Level
from app.accounts.permissions import Role
from app.desk.detail import Notice
from app.desk.export_flow import Asked
from app.figures.pages.communities_cards import HeadlineCard
from app.figures.pages.communities_views import BARS, REPORTS
from db import clock
from tests.app.desk.room_desk import desks
from tests.app.figures.district_office import NOON, a_district
from tests.app.figures.pages.district_desk import DistrictDesk

DAY = timedelta(days=1)


@pytest.fixture
def district(tmp_path):
    """人民里 settles all, 河北里 half, 燕山里 in another street sent nothing."""
    with clock.set_to(NOON):
        made = a_district(tmp_path)
        made.a_street()
        made.one = one = made.a_community()
        made.other = other = made.a_community("河北里社区", "130302001002")
        made.a_community("燕山里社区", "130302002001", street="燕山大街街道")
        made.an_event(one)
        made.an_event(one, at=NOON - 40 * DAY)
        made.an_event(one, "accepted", at=NOON - 40 * DAY)
        made.an_event(other)
        made.an_event(other, "dispatched", at=NOON - 3 * DAY)
        made.homes(one, 2, 1)
        made.a_matter(one)
        made.a_meeting(one)
        made.an_activity(one)
        made.a_change(one, NOON - DAY)
        made.a_change(other, NOON - 9 * DAY)
        for serial in (1, 2, 4):
            made.a_bundle(one, serial)
        yield made
        made.station.close()


@pytest.fixture
def desk_at(qtbot):
    with desks(partial(DistrictDesk, qtbot)) as sit_down:
        yield sit_down


@pytest.fixture
def desk(desk_at, district):
    return desk_at(district)


def test_communities_are_ranked_with_their_change_and_those_without_a_base_come_last(desk):
    assert desk.cells(desk.page.table, "rank", "name", "chosen", "change") == [
        ("1", "人民里社区", "100.0%（1/1）", "↑ 升 50 个百分点"),
        ("2", "河北里社区", "50.0%（1/2）", ""),
        ("—", "燕山里社区", "—", ""),
    ]
    desk.sees("3 个社区，2 个迟报或从未报送")
    assert desk.waiting[-1] == 2


def test_another_figure_ranks_anew_and_a_low_one_is_the_better(desk):
    desk.rank_by("超期未办结")
    assert desk.cells(desk.page.table, "rank", "name", "chosen") == [
        ("1", "人民里社区", "0"), ("1", "燕山里社区", "0"), ("3", "河北里社区", "1"),
    ]  # fmt: skip


def test_cells_show_a_figure_with_a_mark_and_sort_by_its_value(desk):
    table = desk.page.table
    assert desk.cells(table, "reported", "handled") == [
        ("1 ↓", "100.0% ↑"), ("2 ↑", "50.0%"), ("0", "—"),
    ]  # fmt: skip
    place = [column.key for column in table.model.columns].index("handled")
    table.view.sortByColumn(place, Qt.SortOrder.AscendingOrder)
    assert desk.cells(table, "name") == ["河北里社区", "人民里社区", "燕山里社区"]
    desk.rank_by("上报")
    assert desk.cells(table, "rank", "name")[0] == ("1", "河北里社区")
    desk.rank_by("处置率")
    assert desk.cells(table, "rank", "name")[0] == ("1", "人民里社区")


def test_a_street_initials_or_a_mark_narrow_the_table_and_the_places_stay(desk):
    desk.page.filter.street.setCurrentIndex(2)
    assert desk.cells(desk.page.table, "name") == ["燕山里社区"]
    desk.page.filter.clear()
    desk.page.search.setText("hbl")
    assert desk.cells(desk.page.table, "rank", "name") == [("2", "河北里社区")]
    desk.page.search.setText("没有这个")
    desk.press("清除筛选")
    assert len(desk.cells(desk.page.table, "name")) == 3


def test_another_period_is_counted_when_it_is_chosen(desk):
    chips = desk.page.filter.periods.findChildren(QPushButton)
    next(chip for chip in chips if chip.text() == "上月").click()
    assert desk.cells(desk.page.table, "name", "chosen")[0] == ("人民里社区", "50.0%（1/2）")


def test_the_headline_stands_above_with_the_formula_on_hover(desk):
    desk.settle()
    cards = {c.accessibleName(): c for c in desk.page.findChildren(HeadlineCard)}
    assert cards["民生事项办结 60.0%（3/5）"].toolTip() == (
        "民生事项办结＝已处置（含已结案）÷ 已受理，不含作废\n3 ÷ 5"
    )
    assert "示范社区 0.0%（0/3）" in cards


def test_bars_stand_side_by_side_and_lead_to_a_community(desk):
    desk.page.show_view(BARS)
    desk.sees("处置率＝已处置（含已结案）÷ 已受理。点一个社区查看详情。")
    chart = desk.page.views.bars.chart
    assert chart.accessibleDescription().startswith("1. 人民里社区 100.0%（1/1）")
    desk.qtbot.waitUntil(lambda: not chart.area_at(1).isEmpty(), timeout=3000)
    at = chart.area_at(1).center().toPoint()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    desk.settle()
    assert desk.here.title == "河北里社区"


def test_reporting_shows_who_is_late_and_which_bundle_is_missing(desk):
    desk.page.show_view(REPORTS)
    reports = desk.page.views.reports
    assert desk.cells(reports, "name", "fresh", "serial", "missing") == [
        ("燕山里社区", "从未报送", "", ""),
        ("河北里社区", "9 天前，迟报", "", ""),
        ("人民里社区", "1 天前", "第 4 包", "缺第 3 包"),
    ]
    assert not desk.page.filter.periods.isVisible()


def test_one_community_shows_what_it_sent_and_no_more(desk):
    page = desk.open_first()
    assert page.title == "人民里社区"
    figures = dict(desk.cells(page.overview.table, "name", "value"))
    assert (figures["处置率"], figures["户"]) == ("100.0%（1/1）", "2")
    desk.qtbot.waitUntil(lambda: page.overview.chart.drawn, timeout=8000)
    notices = [n.accessibleName() for n in page.findChildren(Notice)]
    assert len(notices) == 1
    assert notices[0].startswith("人民里社区已收第 4 包，缺第 3 包")
    for tab, key, expected in (
        ("网格", "households", ["2"]),
        ("事项", "title", ["楼道堆物"]),
        ("议题", "title", ["加装电梯"]),
        ("会议", "title", ["议事会"]),
        ("活动", "came", ["0"]),
        ("报送", "serial", ["4", "2", "1"]),
    ):
        page.tabs.setCurrentIndex(list(page.tables).index(tab) + 1)
        assert desk.cells(page.tables[tab], key) == expected


def test_back_leads_to_the_list_as_it_was(desk):
    desk.page.search.setText("人民")
    desk.open_first()
    desk.window.navigation.go_back()
    desk.settle()
    assert desk.here is desk.page
    assert desk.cells(desk.page.table, "name") == ["人民里社区"]


def test_a_mark_is_given_and_taken_back_with_a_reason(desk):
    page = desk.open_first()
    desk.press("授牌")
    desk.submit(granted_on=date(2026, 11, 20), note="海政〔2026〕8 号")
    desk.qtbot.waitUntil(lambda: "示范社区" in desk.words(), timeout=3000)
    assert desk.cells(desk.page.table, "mark")[0] == "示范社区"
    desk.settle()
    assert desk.here is page
    desk.press("撤牌")
    desk.submit(on=date(2026, 11, 24), reason="连续两季排名末位")
    desk.qtbot.waitUntil(lambda: page.mark_button.text() == "授牌", timeout=3000)
    assert "连续两季排名末位" in desk.log()[0]


def test_leaving_the_form_of_a_mark_changes_nothing(desk):
    page = desk.open_first()
    desk.press("授牌")
    desk.keys(Qt.Key.Key_Escape)
    assert not page.drawer.isVisible()
    assert page.mark_button.text() == "授牌"


def test_a_viewer_and_a_street_give_no_marks(desk_at, district):
    assert "授牌" not in _buttons_of_one(desk_at(district, level=Level.STREET))
    desk = desk_at(district, role=Role.VIEWER)
    assert "授牌" not in _buttons_of_one(desk)
    assert desk.page.export is None


def _buttons_of_one(desk):
    desk.open_first()
    return desk.buttons()


def test_a_street_is_offered_no_choice_of_streets(desk_at, district):
    desk = desk_at(district, level=Level.STREET)
    desk.settle()
    assert not desk.page.filter.street.isVisible()


def test_the_report_of_the_last_quarter_is_offered_and_previewed(desk):
    desk.press("打印季报")
    assert desk.form().rows["quarter"].editor.value().from_day == date(2026, 7, 1)
    desk.submit()
    page = desk.here
    desk.qtbot.waitUntil(page.preview.bar.print.isEnabled, timeout=15000)
    assert page.preview.outlet.file_name == "海港区2026年第三季度社区工作情况报告.pdf"


def test_the_workbook_has_a_sheet_for_each_subject_and_is_logged(desk, tmp_path):
    target = tmp_path / "社区.xlsx"
    desk.settle()
    desk.page.export.export_to(target, Asked("存档", False, desk.page.chosen()))
    desk.settle()
    book = load_workbook(str(target))
    assert book.sheet_names == ["事项", "吹哨和任务", "网格", "议事", "积分"]
    rows = book.get_sheet_by_name("事项").to_python()
    heads = rows[0]
    place = heads.index("处置率（%）")
    assert rows[1][:2] == ["人民里社区", "文化路街道"]
    assert rows[1][place : place + 5] == [100, 1, 1, 1, "升 50 个百分点"]
    assert rows[3][place : place + 4] == ["", 0, 0, ""]
    assert any(row[0].startswith("处置率＝已处置") for row in rows[4:])
    assert desk.log()[0].startswith("导出社区情况表 3 条（2026-11-01 至 2026-11-24），用途：存档")


def test_rows_are_copied_as_they_stand(desk):
    desk.settle()
    desk.page.table.view.selectRow(0)
    desk.page.table.view.setFocus()
    desk.control(Qt.Key.Key_C)
    assert "人民里社区\t100.0%（1/1）" in QGuiApplication.clipboard().text()
