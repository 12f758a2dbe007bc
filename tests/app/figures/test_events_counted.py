"""Events counted by the database: every number is that of the rules, every sum the whole."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.dialects import postgresql

from app.events.figures import figures
from app.events.models import Event
from app.events.rules import RATES
from app.events.stages import State
from app.figures.behind import Part, events_counted, events_in_cell
from app.figures.event_tallies import COUNTS, tallies_by_category, together
from app.figures.event_trends import event_heat, event_trend
from app.figures.local_days import local_day
from app.figures.periods import Period, month_period
from db import clock
from tests.app.events.builders import Clock, EventsOffice
from tests.app.figures.builders import an_event, at, put
from tests.builders import a_grid

NOVEMBER = month_period(date(2026, 11, 24))
DAY = date(2026, 11, 10)


@pytest.fixture
def office(station):
    shown = Clock()
    with clock.set_to(shown):
        yield EventsOffice(station, shown)


def tally(office, period=NOVEMBER, grid_id=None):
    return together(office.ask(tallies_by_category, period=period, grid_id=grid_id))


def shown(found):
    return {figure.key: figure.shown for figure in found.figures()}


def test_a_month_without_events_has_zeros_and_dashes(office):
    assert shown(tally(office)) == dict.fromkeys(COUNTS, "0") | {rule.key: "—" for rule in RATES}
    assert office.ask(tallies_by_category, period=NOVEMBER) == []
    assert {step.reported for step in office.ask(event_trend, period=NOVEMBER).steps} == {0}


def test_a_month_counted_by_hand(office):
    put(
        office,
        {"reported_at": at(DAY), "state": State.CLOSED, "satisfaction": "fairly"},
        {"reported_at": at(DAY), "state": State.HANDLED,
         "handled_at": at(DAY) + timedelta(days=2)},
        {"reported_at": at(DAY), "state": State.DISPATCHED},
        {"reported_at": at(DAY), "category": "neighbours", "state": State.CLOSED,
         "settled": False, "satisfaction": "dissatisfied"},
        {"reported_at": at(DAY)},
        {"reported_at": at(DAY), "state": State.VOID},
    )  # fmt: skip
    assert shown(tally(office)) == {
        "reported": "5",
        "closed": "2",
        "open": "3",
        "overdue": "1",
        "handled": "75.0%（3/4）",
        "responded": "80.0%（4/5）",
        "in_time": "50.0%（2/4）",
        "settled": "0.0%（0/1）",
        "satisfied": "50.0%（1/2）",
    }
    by = office.ask(tallies_by_category, period=NOVEMBER)
    assert [(one.name, one.reported, one.finished, one.overdue) for one in by] == [
        ("消防通道堵塞", 4, 2, 1),
        ("邻里纠纷", 1, 1, 0),
    ]


def test_a_suspended_event_is_overdue_only_if_it_was_when_it_was_suspended(office):
    before, after = at(DAY, 20), at(DAY + timedelta(days=3))
    for moment in (before, after):
        put(
            office,
            {"reported_at": at(DAY), "state": State.DISPATCHED, "suspended_at": moment},
        )
    assert tally(office).overdue == 1


def test_midnight_in_china_parts_two_days_and_two_months(office):
    last = at(date(2026, 10, 31), 23, 59, 59) + timedelta(microseconds=999_999)
    put(office, {"reported_at": last}, {"reported_at": at(date(2026, 11, 1), 0)})
    assert tally(office).reported == 1
    assert tally(office, NOVEMBER.before).reported == 1
    october = office.ask(event_trend, period=NOVEMBER.before).steps
    november = office.ask(event_trend, period=NOVEMBER).steps
    assert [(s.label, s.reported) for s in october if s.reported] == [("10-31", 1)]
    assert [(s.label, s.reported) for s in november if s.reported] == [("11-01", 1)]


def test_an_event_is_closed_on_the_day_it_was_closed_whenever_it_was_reported(office):
    put(
        office,
        {"reported_at": at(date(2026, 10, 1)), "state": State.CLOSED,
         "closed_at": at(date(2026, 11, 2), 0)},
    )  # fmt: skip
    steps = office.ask(event_trend, period=NOVEMBER).steps
    assert [(s.label, s.closed) for s in steps if s.closed] == [("11-02", 1)]
    assert sum(s.reported for s in steps) == 0


def test_grids_against_categories_leave_out_what_is_void_and_keep_what_has_no_grid(office):
    second = a_grid(office.station, "02", "第二网格")
    put(
        office,
        *[{"reported_at": at(DAY), "grid_id": office.grid}] * 2,
        {"reported_at": at(DAY), "grid_id": second, "category": "neighbours"},
        {"reported_at": at(DAY), "grid_id": second, "state": State.VOID},
        {"reported_at": at(DAY), "category": "neighbours"},
    )
    heat = office.ask(event_heat, period=NOVEMBER)
    assert heat.grids == ("第一网格", "第二网格", "未划网格")
    assert heat.categories == ("消防通道堵塞", "邻里纠纷")
    assert heat.rows() == ((2, 0), (0, 1), (0, 1))
    assert heat.at(0, 1) is None
    cell = heat.at(2, 1)
    behind = office.ask(events_in_cell, category=cell.category, period=NOVEMBER)
    assert len(behind) == cell.count == 1
    assert office.ask(event_heat, period=NOVEMBER, grid_id=second).rows() == ((1,),)


def test_the_list_behind_a_rate_has_as_many_events_as_the_rate_says(office):
    put(office, {"reported_at": at(DAY), "state": State.CLOSED}, {"reported_at": at(DAY)})
    rate = tally(office).rate("responded")
    counted = {
        part: len(office.ask(events_counted, key="responded", part=part, period=NOVEMBER))
        for part in Part
    }
    assert counted == {Part.HITS: rate.value, Part.BASE: rate.base, Part.MISSES: 1}
    assert len(office.ask(events_counted, key="open", period=NOVEMBER)) == 1


def test_a_server_is_asked_for_the_day_in_shanghai():
    chosen = select(local_day(Event.closed_at))
    words = str(chosen.compile(dialect=postgresql.dialect()))
    assert "AT TIME ZONE 'Asia/Shanghai')::date" in words


FIRST = clock.moment(date(2026, 10, 20))
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=41)).map(lambda after: FIRST + after)
AFTER = st.one_of(st.none(), st.timedeltas(timedelta(0), timedelta(days=4)))
CATEGORIES = ("fire_lane", "neighbours", "noise", "gone")


@st.composite
def events(draw):
    """Any event, also one whose moments contradict its state."""
    reported = draw(MOMENTS)
    later = {
        name: reported + after
        for name in ("responded_at", "accepted_at", "due_at", "handled_at", "suspended_at",
                     "closed_at")
        if (after := draw(AFTER)) is not None
    }  # fmt: skip
    missing = dict.fromkeys(
        ("responded_at", "accepted_at", "due_at", "handled_at", "suspended_at", "closed_at")
    )
    return {
        "reported_at": reported,
        "category": draw(st.sampled_from(CATEGORIES)),
        "state": draw(st.sampled_from(State)),
        "settled": draw(st.sampled_from((None, True, False))),
        "satisfaction": draw(st.sampled_from(("", "satisfied", "fairly", "dissatisfied"))),
        "in_grid": draw(st.booleans()),
        **missing,
        **later,
    }


def periods():
    days = st.dates(date(2026, 10, 20), date(2026, 12, 5))
    return st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair)))


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(added=st.lists(events(), min_size=1, max_size=8), period=periods(), one=st.booleans())
def test_the_database_counts_what_the_rules_count_and_every_cut_sums_to_the_whole(
    office, added, period, one
):
    with office.station.write() as session:
        for fields in added:
            grid = office.grid if fields["in_grid"] else None
            rest = {key: value for key, value in fields.items() if key != "in_grid"}
            an_event(session, grid_id=grid, **rest)
    where = {"grid_id": office.grid if one else None}
    found = tally(office, period, **where)
    rules = office.ask(figures, from_day=period.from_day, until_day=period.until_day, **where)
    counts = {count.key: str(count.value) for count in rules.counts if count.key in COUNTS}
    assert shown(found) == counts | {rate.key: rate.shown for rate in rules.rates}
    by_category = office.ask(tallies_by_category, period=period, **where)
    trend = office.ask(event_trend, period=period, **where)
    heat = office.ask(event_heat, period=period, **where)
    whole = found.reported
    assert sum(one.reported for one in by_category) == whole
    assert sum(step.reported for step in trend.steps) == whole
    assert sum(map(sum, heat.rows())) == sum(cell.count for cell in heat.cells) == whole
    assert replace(found, name="") == replace(together(by_category), name="")
