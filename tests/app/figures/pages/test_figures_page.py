"""统计 on the screen: filters change what is shown, every number leads to its list."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTabBar
from python_calamine import load_workbook

from app.accounts.permissions import Role
from app.council.matters import MatterText, propose_matter
from app.desk.export_flow import Asked
from app.events.events import EventText, report_event
from app.figures.pages.tiles import Tile

COUNTS = ("name", "reported", "finished")


def tile(desk, name):
    """The tile of a figure, by the name it begins with."""

    def found():
        tiles = desk.page.shown.findChildren(Tile)
        return [t for t in tiles if t.isVisible() and t.accessibleName().startswith(name)]

    desk.settle()
    desk.qtbot.waitUntil(lambda: bool(found()), timeout=3000)
    return found()[-1]


def tabs(desk):
    bar = desk.page.findChild(QTabBar)
    return [bar.tabText(place) for place in range(bar.count())]


def test_the_overview_shows_this_month_beside_the_month_before(desk):
    desk.sees("2026-11-01 至 2026-11-24，对比 2026-10-01 至 2026-10-24")
    assert tile(desk, "上报").accessibleName() == "上报 4"
    assert tile(desk, "处置率").accessibleName() == "处置率 100.0%（1/1）"
    assert tile(desk, "矛盾纠纷化解率").accessibleName() == "矛盾纠纷化解率 —"
    assert tile(desk, "到会率").accessibleName() == "到会率 —"
    desk.sees("上期 1，多 3", "上期 —")


def test_the_formula_is_told_on_hover(desk):
    assert tile(desk, "处置率").toolTip() == "处置率＝已处置（含已结案）÷ 已受理"
    assert tile(desk, "上报").toolTip() == "期内上报，不含作废"


def test_a_period_and_a_grid_change_the_figures(desk):
    desk.chip("上月")
    assert tile(desk, "上报").accessibleName() == "上报 1"
    desk.chip("本年")
    assert tile(desk, "上报").accessibleName() == "上报 5"
    desk.page.filters_row.grid.setCurrentIndex(2)
    assert tile(desk, "上报").accessibleName() == "上报 1"
    desk.chip("去年")
    assert tile(desk, "上报").accessibleName() == "上报 0"


def test_two_dates_make_a_period_and_nonsense_is_said_in_words(desk):
    row = desk.page.filters_row
    desk.chip("自定")
    assert row.free.isVisible()
    row.from_day.set_value(date(2026, 10, 5))
    row.until_day.set_value(date(2026, 11, 23))
    row.until_day.line.editingFinished.emit()
    assert tile(desk, "上报").accessibleName() == "上报 1"
    row.until_day.set_value(date(2026, 10, 1))
    row.until_day.line.editingFinished.emit()
    desk.sees("结束日期早于开始日期。")
    assert row.asked() is None


def test_a_count_leads_to_its_events_and_a_rate_to_what_it_misses(desk):
    QTest.mouseClick(tile(desk, "在办"), Qt.MouseButton.LeftButton)
    desk.settle()
    assert len(desk.rows(desk.here.table)) == 3
    desk.window.navigation.go_back()
    desk.settle()
    desk.press("1", tile(desk, "处置率"))
    assert desk.here.title.startswith("处置率：")
    assert len(desk.rows(desk.here.table)) == 1


def test_a_figure_of_the_council_lists_its_records_and_opens_them(desk):
    desk.office.do(propose_matter, text=MatterText("增设晾衣架", "王秀芬"))
    desk.window.go("figures")
    QTest.keyClick(tile(desk, "提出议题"), Qt.Key.Key_Return)
    desk.settle()
    lines = desk.page.lines.table
    assert [lines.model.row(0).title] == ["增设晾衣架"]
    lines.opened.emit(lines.model.row(0))
    desk.settle()
    assert desk.window.navigation.key == "council"
    drawer = desk.window.navigation.page.drawer
    assert "增设晾衣架" in [shown.text() for shown in drawer.findChildren(QLabel)]


def test_bars_have_a_label_each_and_the_same_numbers_as_the_table(desk):
    panel = desk.board("事项", "categories")
    assert desk.lines(panel, *COUNTS) == [("消防通道堵塞", "3", "1"), ("邻里纠纷", "1", "0")]
    assert panel.chart.accessibleDescription() == "消防通道堵塞 3（1）；邻里纠纷 1（0）"


def test_a_bar_and_a_cell_open_the_events_behind_them(desk):
    desk.board("事项", "categories").chart.pressed.emit(0)
    assert len(desk.rows(desk.here.table)) == 3
    desk.window.navigation.go_back()
    heat = desk.board("事项", "heat")
    assert heat.chart.accessibleDescription() == (
        "第一网格·消防通道堵塞 2；第二网格·邻里纠纷 1；未划网格·消防通道堵塞 1"
    )
    heat.chart.pressed.emit((2, 0))
    desk.settle()
    assert desk.here.title == "未划网格，消防通道堵塞 1 件"
    assert len(desk.rows(desk.here.table)) == 1


def test_the_trend_goes_by_days_and_by_months(desk):
    panel = desk.board("事项", "trend")
    desk.qtbot.waitUntil(lambda: panel.chart.drawn, timeout=8000)
    days = desk.lines(panel, "label", "reported", "closed")
    assert len(days) == 24
    assert days[-1] == ("11-24", "4", "1")
    desk.chip("本年")
    months = desk.lines(panel, "label", "reported", "closed")
    assert months[-2:] == [("2026-10", "1", "1"), ("2026-11", "4", "1")]
    panel.chart.pressed.emit(10)
    assert len(desk.rows(desk.here.table)) == 4


@pytest.mark.parametrize(
    ("name", "key", "first"),
    [
        ("议事", "funnel", "民提"),
        ("议事", "council-months", "2026-11"),
        ("积分", "flow", "2026-11"),
    ],
)
def test_every_other_chart_has_its_table_also_without_data(desk, name, key, first):
    panel = desk.board(name, key)
    column = panel.panel.columns[0].key
    assert desk.lines(panel, column)[0] == (first,)
    assert first in panel.chart.accessibleDescription()


def test_a_table_is_copied_whole_with_its_titles(desk):
    desk.board("事项", "categories")
    desk.press("复制表格")
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].startswith("类别\t上报\t已处置")
    assert copied[1].startswith("消防通道堵塞\t3\t1")


def test_an_export_has_the_numbers_on_the_screen_and_is_logged(desk, tmp_path):
    panel = desk.board("事项", "categories")
    target = tmp_path / "类别.xlsx"
    flow = desk.page.shown.flow
    flow.export_to(target, Asked("上报街道", False, panel.chosen()))
    desk.settle()
    rows = load_workbook(str(target)).get_sheet_by_index(0).to_python()
    table = [row[:3] for row in rows if row[0] in ("消防通道堵塞", "邻里纠纷")]
    assert table == [["消防通道堵塞", 3, 1], ["邻里纠纷", 1, 0]]
    assert desk.log()[0] == (
        "导出事项类别统计 2 条（2026-11-01 至 2026-11-24，全社区），用途：上报街道"
    )


def test_ctrl_e_exports_what_is_in_sight_and_nothing_else(desk):
    desk.board("事项", "trend")
    panel = desk.board("事项", "categories")
    panel.table.view.setFocus()
    desk.control(Qt.Key.Key_E)
    dialog = desk.page.shown.flow.dialog
    assert "导出事项类别统计" in [shown.text() for shown in dialog.findChildren(QLabel)]
    dialog.reject()


def test_the_overview_is_exported_with_its_formulas(desk, tmp_path):
    tile(desk, "上报")
    view, target = desk.page.shown, tmp_path / "总览.xlsx"
    view.flow.export_to(target, Asked("存档", False, view.chosen()))
    desk.settle()
    rows = load_workbook(str(target)).get_sheet_by_index(0).to_python()
    assert ["事项", "上报", "4", "1", "期内上报，不含作废"] in rows


def test_who_may_not_export_is_offered_none(desk_of, office):
    desk = desk_of(office, Role.VIEWER)
    desk.board("事项", "categories")
    assert "复制表格" in desk.buttons()
    assert "导出表格…" not in desk.buttons()
    assert tabs(desk) == ["总览", "事项", "议事", "积分"]


def test_what_is_written_meanwhile_is_counted_at_once(desk):
    panel = desk.board("事项", "categories")
    text = EventText("新的一件", category="neighbours", building_id=desk.office.building)
    desk.work.write(report_event, text=text)
    desk.settle()
    assert desk.lines(panel, *COUNTS)[1] == ("邻里纠纷", "2", "0")


def test_the_report_of_the_period_is_previewed_and_left_again(desk):
    desk.chip("上月")
    desk.press("打印月报")
    page = desk.here
    assert page.title == "社区工作月报"
    desk.qtbot.waitUntil(page.preview.bar.print.isEnabled, timeout=8000)
    assert page.preview.outlet.file_name == "人民里社区2026年10月工作月报.pdf"
    desk.window.navigation.go_back()
    assert desk.here is desk.page
