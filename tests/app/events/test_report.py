"""Figures of a period and the monthly report: every number is a list of events."""

from datetime import date

import pytest

from app.errors import InvalidInput
from app.events.figures import figures
from app.events.report_views import event_report, month_of
from app.events.terms import Satisfaction
from tests.builders import a_building, a_grid

MONTH = {"from_day": date(2026, 11, 1), "until_day": date(2026, 11, 30)}


@pytest.fixture
def busy(office):
    """Four events of two grids: closed, handled late, open, void."""
    other = a_building(office.station, a_grid(office.station, "02", "第二网格"), "9")
    closed = office.an_event("堵塞", until="verified")
    office.move(closed, "close", satisfaction=Satisfaction.FAIRLY)
    late = office.an_event("又堵", until="dispatched", building_id=other)
    office.an_event("开着的", category="neighbours", until="accepted")
    office.move(office.an_event("误报"), "void")
    office.clock.forward(hours=6)
    office.move(late, "handle")
    return office


def numbers(found):
    return {count.key: count.value for count in found.counts}


def rates(found):
    return {rate.key: rate.shown for rate in found.rates}


def test_the_figures_of_a_month(busy):
    found = busy.ask(figures, **MONTH)
    assert numbers(found) == {
        "reported": 3,
        "closed": 1,
        "open": 2,
        "overdue": 0,
        "suspended": 0,
        "escalated": 0,
        "reopened": 0,
        "void": 1,
    }
    assert rates(found) == {
        "handled": "66.7%（2/3）",
        "responded": "100.0%（3/3）",
        "in_time": "50.0%（1/2）",
        "settled": "0.0%（0/1）",
        "satisfied": "100.0%（1/1）",
    }


def test_another_month_and_another_grid_have_their_own(busy):
    october = busy.ask(figures, from_day=date(2026, 10, 1), until_day=date(2026, 10, 31))
    assert numbers(october)["reported"] == 0
    assert set(rates(october).values()) == {"—"}
    assert numbers(busy.ask(figures, **MONTH, grid_id=busy.grid))["reported"] == 2


def test_the_report_cuts_the_month_by_category_grid_and_worker(busy):
    report = busy.ask(event_report, **MONTH)
    by = {
        name: [(line.name, line.reported) for line in getattr(report, name)]
        for name in ("by_category", "by_grid", "by_worker")
    }
    assert by == {
        "by_category": [("消防通道堵塞", 2), ("邻里纠纷", 1)],
        "by_grid": [("第一网格", 2), ("第二网格", 1)],
        "by_worker": [("王强", 2)],
    }
    assert sum(line.reported for line in report.by_grid) == numbers(report)["reported"]
    assert [row.title for row in report.overdue] == ["又堵"]


def test_the_trend_adds_up_to_the_numbers(busy):
    report = busy.ask(event_report, **MONTH)
    assert len(report.trend) == 30
    assert sum(point.reported for point in report.trend) == numbers(report)["reported"]
    assert sum(point.closed for point in report.trend) == numbers(report)["closed"]


def test_a_quarter_is_cut_into_weeks(busy):
    report = busy.ask(event_report, from_day=date(2026, 10, 1), until_day=date(2026, 12, 31))
    assert len(report.trend) == 14
    assert sum(point.reported for point in report.trend) == 3


def test_a_period_that_ends_before_it_begins_is_refused(busy):
    with pytest.raises(InvalidInput):
        busy.ask(event_report, from_day=date(2026, 11, 2), until_day=date(2026, 11, 1))


def test_a_month_is_whole_also_in_a_leap_year():
    assert month_of(date(2028, 2, 10)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert month_of(date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))
