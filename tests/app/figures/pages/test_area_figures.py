"""统计 of a district: over all communities or a part of them, and the communities side by side."""

from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtGui import QGuiApplication
from python_calamine import load_workbook

from app.accounts.levels import Level
from app.accounts.permissions import Role
from app.council.stages import Stage
from app.desk.export_flow import Asked
from app.desk.navigation import Room
from app.figures.area_lines import matters_in_area, overdue_in_area
from app.figures.pages.communities_page import CommunitiesPage
from app.figures.pages.figures_page import FiguresPage
from app.figures.periods import Period
from db import clock
from tests.app.desk.room_desk import desks
from tests.app.figures.district_office import NOON, a_district
from tests.app.figures.pages.desk import Desk

DAY = timedelta(days=1)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 24))
RANKED = ("rank", "name", "chosen")


class AreaDesk(Desk):
    """The figures of a superior beside its room of communities."""

    def rooms(self):
        return (
            Room("figures", "统计", "chart-column", self._figures),
            Room("communities", "社区", "building-2", self._communities),
        )

    def _figures(self):
        self.page = FiguresPage(*self.at_hand(), level=Level.DISTRICT)
        return self.page

    def _communities(self):
        return CommunitiesPage(*self.at_hand(), level=Level.DISTRICT)

    def compared(self):
        """What the table of the communities says, the best first."""
        return self.lines(self.board("社区", "compare"), *RANKED)

    def narrow(self, box, name):
        """Choose a street or a community."""
        self.settle()
        found = getattr(self.page.filters_row, box)
        found.setCurrentIndex(found.findText(name))
        self.settle()

    def drawer_lines(self):
        """What the list behind a number says."""
        self.settle()
        model = self.page.lines.table.model
        return [(model.row(n).title, model.row(n).detail) for n in range(model.rowCount())]


@pytest.fixture
def district(tmp_path):
    """人民里 and 河北里 of one street, 燕山里 of another; events, matters, points of November."""
    with clock.set_to(NOON):
        made = a_district(tmp_path)
        made.a_street()
        made.a_street("燕山大街街道", "130302002000")
        made.one = one = made.a_community()
        made.two = two = made.a_community("河北里社区", "130302001002")
        made.far = far = made.a_community("燕山里社区", "130302002001")
        made.an_event(one, title="路灯不亮")
        made.an_event(one, category="neighbours")
        made.an_event(two, "dispatched", at=NOON - 3 * DAY, title="占道经营")
        made.an_event(two, at=NOON - 40 * DAY)
        made.an_event(far, "void")
        made.an_event(far, at=NOON - DAY)
        made.a_matter(one)
        made.a_matter(two, stage="deliberate")
        made.a_meeting(two)
        made.points(one, 30)
        made.points(far, 5)
        yield made
        made.station.close()


@pytest.fixture
def sit_down(qtbot):
    with desks(partial(AreaDesk, qtbot)) as another:
        yield another


@pytest.fixture
def area(sit_down, district):
    return sit_down(district)


def test_the_communities_stand_side_by_side_ranked_by_a_figure_that_is_chosen(area):
    assert area.compared() == [
        ("1", "人民里社区", "100.0%（2/2）"),
        ("1", "燕山里社区", "100.0%（1/1）"),
        ("3", "河北里社区", "0.0%（0/1）"),
    ]
    panel = area.board("社区", "compare")
    assert panel.chart.accessibleDescription() == (
        "1　人民里社区 100.0%；1　燕山里社区 100.0%；3　河北里社区 0.0%"
    )
    panel.rank_by("issued")
    area.sees("发放积分＝期内入账的加分（含期初结转），减去期内冲正的")
    assert area.compared()[0] == ("1", "人民里社区", "30")
    assert panel.chart.accessibleDescription().startswith("1　人民里社区 30；2　燕山里社区 5")


def test_a_community_without_a_base_has_no_place(area):
    panel = area.board("社区", "compare")
    panel.rank_by("settled")
    assert area.compared()[-1] == ("—", "燕山里社区", "—")


def test_a_bar_leads_to_the_community(area, district):
    area.board("社区", "compare").chart.pressed.emit(2)
    area.settle()
    assert area.window.navigation.key == "communities"
    rooms = area.window.navigation.page
    area.qtbot.waitUntil(lambda: rooms.entered is not None, timeout=3000)
    assert rooms.entered.community == district.two


def test_events_are_counted_over_all_communities_or_one_street_or_one_community(area):
    panel = area.board("事项", "area-categories")
    assert [int(count) for _, count in area.lines(panel, "name", "reported")] == [3, 1]
    area.narrow("street", "燕山大街街道")
    assert [int(count) for _, count in area.lines(panel, "name", "reported")] == [1]
    offered = [one.text for one in area.page.filters_row.community.choices]
    assert offered == ["全部社区", "燕山里社区"]
    area.narrow("street", "全部街道")
    area.narrow("community", "人民里社区")
    assert [int(count) for _, count in area.lines(panel, "name", "reported")] == [1, 1]
    assert panel.asked.words == "2026-11-01 至 2026-11-24，人民里社区"


def test_another_street_lets_go_of_the_community_chosen(area):
    area.narrow("community", "人民里社区")
    area.narrow("street", "燕山大街街道")
    asked = area.page.filters_row.asked()
    assert (asked.area, asked.place) == ("130302002", "燕山大街街道")


def test_the_trend_and_what_stands_behind_a_day(area, district):
    panel = area.board("事项", "area-trend")
    area.qtbot.waitUntil(lambda: panel.chart.drawn, timeout=8000)
    days = area.lines(panel, "label", "reported", "closed")
    assert days[-4:] == [
        ("11-21", "1", "0"), ("11-22", "0", "0"), ("11-23", "1", "1"), ("11-24", "2", "2")
    ]  # fmt: skip
    panel.chart.pressed.emit(20)
    assert area.drawer_lines() == [("占道经营", "河北里社区 · 处置中")]
    area.page.lines.table.opened.emit(area.page.lines.table.model.row(0))
    area.settle()
    assert area.window.navigation.key == "communities"


def test_matters_and_points_flow_over_all_communities(area):
    funnel = area.board("议事", "area-funnel")
    assert area.lines(funnel, "name", "reached")[0] == ("民提", "2")
    months = area.board("议事", "area-council-months")
    assert area.lines(months, "label", "proposed", "meetings") == [("2026-11", "2", "1")]
    flow = area.board("积分", "area-flow")
    assert area.lines(flow, "label", "issued") == [("2026-11", "35")]
    area.narrow("community", "燕山里社区")
    assert area.lines(flow, "label", "issued") == [("2026-11", "5")]


def test_the_list_of_today_says_what_is_overdue_now(area, district):
    area.page.open_record(("overdue", None))
    area.sees("现在超期的事项")
    assert area.drawer_lines() == [("占道经营", "河北里社区 · 处置中")]
    assert district.ask(overdue_in_area, area="130302001001") == []


def test_the_matters_behind_a_stage_are_those_of_the_area(district):
    asked = {"stage": Stage.PROPOSE, "period": NOVEMBER}
    assert len(district.ask(matters_in_area, area="", **asked)) == 2
    (line,) = district.ask(matters_in_area, area="130302001002", **asked)
    assert (line.place, line.record) == (district.two, district.two)


def test_the_table_is_copied_and_exported_as_it_is_ranked(area, tmp_path):
    panel = area.board("社区", "compare")
    panel.rank_by("overdue")
    area.press("复制表格")
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].startswith("名次\t社区\t数值")
    assert copied[-1].startswith("3\t河北里社区\t1")
    target = tmp_path / "对比.xlsx"
    area.page.shown.flow.export_to(target, Asked("季度分析", False, panel.chosen()))
    area.settle()
    rows = load_workbook(str(target)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows if row[1:2] and "社区" in str(row[1])][-1] == "河北里社区"
    assert "按超期未办结排名" in area.log()[0]


def test_a_district_has_neither_an_overview_nor_the_monthly_report_of_a_community(area):
    assert area.views() == ["社区", "事项", "议事", "积分"]
    assert "打印月报" not in area.buttons()
    area.page.print_page()
    assert area.here is area.page


def test_who_may_not_export_can_still_copy(sit_down, district):
    viewed = sit_down(district, Role.VIEWER)
    assert "复制表格" in viewed.buttons()
    assert "导出表格…" not in viewed.buttons()
