"""Points as the ledger has them, month by month; and how households were visited."""

from datetime import date, timedelta

import pytest

from app.figures.behind import lines_behind, points_behind
from app.figures.periods import Period, month_period
from app.figures.points_flow import activity_figures, flow_figures, points_flow
from app.figures.visit_coverage import coverage_figure, visit_coverage
from app.points.redemptions import cancel_redemption
from app.points.reward_views import redemptions
from app.points.yearly import totals
from app.residents.queries import find_residents
from app.residents.visit_views import round_view
from app.residents.visits import VisitText, record_visit
from db import clock
from tests.app.points.builders import Clock, PointsOffice
from tests.builders import a_building, a_grid, a_resident

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), 12)


@pytest.fixture
def office(station):
    shown = Clock()
    with clock.set_to(shown):
        yield PointsOffice(station, shown)


def months(office, **where):
    found = office.ask(points_flow, period=YEAR, **where)
    return {
        m.label: (m.issued, m.deducted, m.redeemed, m.expired)
        for m in found
        if any((m.issued, m.deducted, m.redeemed, m.expired))
    }


def test_a_year_without_points_has_twelve_months_of_nothing(office):
    found = office.ask(points_flow, period=YEAR)
    assert len(found) == 12
    assert [figure.shown for figure in flow_figures(found)] == ["0"] * 4


def test_points_are_issued_when_they_are_posted_and_redeemed_at_the_counter(office):
    someone = office.resident()
    office.award(someone, 50)  # recorded on 10 March, posted six days later
    office.clock.at = clock.moment(date(2026, 4, 1))
    office.redeem(someone, office.reward(price=20))
    assert months(office) == {"2026-03": (50, 0, 0, 0), "2026-04": (0, 0, 20, 0)}


def test_midnight_in_china_parts_two_months_of_the_ledger(office):
    someone, reward = office.resident(), office.reward(price=5)
    office.award(someone, 50)
    office.clock.at = clock.moment(date(2026, 4, 30), 23, 59, 59)
    office.redeem(someone, reward)
    office.clock.at = clock.moment(date(2026, 5, 1))
    office.redeem(someone, reward)
    assert {month: flows[2] for month, flows in months(office).items()} == {
        "2026-03": 0,
        "2026-04": 5,
        "2026-05": 5,
    }


def test_what_is_taken_back_lessens_the_month_it_is_taken_back_in(office):
    someone = office.resident()
    office.award(someone, 50)
    office.redeem(someone, office.reward(price=20), 2)
    office.clock.forward(days=31)
    bought = office.ask(redemptions)[0].id
    office.do(cancel_redemption, redemption_id=bought, reason="拿错了")
    assert [flows[2] for flows in months(office).values()] == [40, -40]


def test_all_months_together_are_what_the_scheme_says_of_itself(office):
    first, second = office.resident(), office.resident("李建国", "3-2-302")
    office.award(first, 60)
    office.award(second, 30)
    office.redeem(first, office.reward(price=20))
    figures = {one.key: one.value for one in flow_figures(office.ask(points_flow, period=YEAR))}
    found = office.ask(totals)
    assert figures["points_issued"] == found.posted == 90
    assert figures["points_redeemed"] == found.redeemed == 20
    assert figures["points_expired"] == found.expired == 0


def test_a_grid_has_the_points_of_its_own_residents(office):
    here = a_grid(office.station, "01")
    a_building(office.station, here, "3")
    there = a_grid(office.station, "02", "第二网格")
    a_building(office.station, there, "12")
    office.award(office.resident(), 50)
    other = office.resident("李建国", "12-1-101")
    office.award(other, 30)
    office.redeem(other, office.reward(price=20))
    assert list(months(office, grid_id=here).values()) == [(50, 0, 0, 0)]
    assert list(months(office, grid_id=there).values()) == [(30, 0, 20, 0)]


def test_the_entries_behind_a_month_add_up_to_it(office):
    someone = office.resident()
    office.award(someone, 50)
    office.redeem(someone, office.reward("洗衣液", price=20))
    march = month_period(date(2026, 3, 10))
    lines = office.ask(points_behind, period=march)
    assert [(line.number, line.detail) for line in lines] == [
        ("发放", "1 笔，50 分"),
        ("兑换", "1 笔，20 分"),
    ]
    assert len(office.ask(lines_behind, key="points_issued", period=march)) == 1
    assert office.ask(lines_behind, key="coverage", period=march) == []


def test_activities_of_a_period_that_had_none(office):
    assert [one.shown for one in office.ask(activity_figures, period=YEAR)] == ["0", "0"]


# -- visits ---------------------------------------------------------------------------------------

TODAY = date(2026, 11, 24)


@pytest.fixture
def street(station):
    """Three doors in two grids; the second grid has one of them."""
    a_building(station, a_grid(station, "01"), "3")
    a_building(station, a_grid(station, "02", "第二网格"), "12")
    for name, address in (("王建国", "3-1-101"), ("李秀英", "3-1-102"), ("张桂兰", "12-1-101")):
        a_resident(station, name, address)
    with clock.set_to(clock.moment(TODAY, 9)):
        yield station


def visit(station, address, day, *, answered=True):
    with station.read() as session:
        door = find_residents(session, address)[0].household_id
    with station.write() as session:
        text = VisitText(day, "赵敏", answered=answered)
        record_visit(session, station.actor, door, text=text)


def covered(station, period):
    with station.read() as session:
        return visit_coverage(session, period=period)


def test_households_are_covered_once_and_only_where_somebody_answered(street):
    for _ in range(2):
        visit(street, "3-1-101", TODAY)
    visit(street, "12-1-101", TODAY, answered=False)
    found = covered(street, month_period(TODAY))
    assert [(g.name, g.coverage.visited, g.coverage.households) for g in found] == [
        ("第一网格", 1, 2),
        ("第二网格", 0, 1),
    ]
    assert coverage_figure(found).shown == "33.3%（1/3）"


def test_coverage_is_that_of_the_round_that_visits_everybody(street):
    visit(street, "3-1-101", TODAY)
    visit(street, "12-1-101", TODAY - timedelta(days=40))
    with street.read() as session:
        said = round_view(session).coverage
    figure = coverage_figure(covered(street, Period(TODAY.replace(day=1), TODAY, 1)))
    assert (figure.value, figure.base) == (said.visited, said.households)


def test_nobody_to_visit_is_a_dash(station):
    assert coverage_figure(covered(station, month_period(TODAY))).shown == "—"
