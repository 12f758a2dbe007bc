"""The demo's events: a year of them, none where the program would not have let it come."""

from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.events.figures import figures
from app.events.models import Event, EventStep
from app.events.queries import group_counts
from app.events.rules import response_due
from app.events.stages import MOVES, State
from app.events.task_views import tasks
from app.events.terms import StateGroup
from app.events.waiting import events_waiting
from app.working_days import is_working_day
from db import clock

WAYS = {(move.key, move.source.value, move.target.value) for move in MOVES}


@pytest.fixture
def session(demo_station):
    with demo_station.read() as session:
        yield session


@pytest.fixture
def histories(session):
    found = defaultdict(list)
    for step in session.scalars(select(EventStep).order_by(EventStep.at, EventStep.id)):
        found[step.event_id].append(step)
    return found


def test_a_year_of_events_is_spread_over_the_grids(session):
    per_grid = Counter(session.scalars(select(Event.grid_id)))
    assert sum(per_grid.values()) > 700
    assert len(per_grid) >= 9
    assert min(per_grid.values()) > 30


def test_every_state_is_there_and_what_presses_too(session):
    assert set(session.scalars(select(Event.state))) == {state.value for state in State}
    counts = group_counts(session)
    for group in (StateGroup.WAITING, StateGroup.OPEN, StateGroup.OVERDUE, StateGroup.NEAR):
        assert counts[group], group
    moves = set(session.scalars(select(EventStep.move)))
    assert {"suspend", "resume", "return", "escalate", "reopen", "void"} <= moves
    assert session.scalars(select(Event.suspended_at).where(Event.suspended_at.is_not(None))).all()
    assert len(events_waiting(session)) > 10


def test_every_line_is_a_move_of_the_table_and_the_times_rise(session, histories):
    for event in session.scalars(select(Event)):
        steps = histories[event.id]
        moments = [event.reported_at, *(step.at for step in steps)]
        assert moments == sorted(moments)
        assert moments[-1] <= clock.now()
        assert steps[-1].to_state == event.state
        for step in steps[1:]:
            assert (step.move, step.from_state, step.to_state) in WAYS


def test_limits_are_those_of_the_rules(session):
    for event in session.scalars(select(Event)):
        assert event.response_due == response_due(event.reported_at)
        if event.due_at and event.limit_unit == "working_days":
            assert is_working_day(clock.local(event.due_at).date())
        if event.handled_at:
            assert event.outcome
            assert bool(event.late_reason) == (event.handled_at > event.due_at)


def test_numbers_run_through_each_year(session):
    numbers = defaultdict(list)
    for number in session.scalars(select(Event.number).order_by(Event.reported_at)):
        year, running = number.split("-")
        numbers[year].append(int(running))
    for found in numbers.values():
        assert found == list(range(1, len(found) + 1))


def test_the_rates_are_good_and_not_perfect(session):
    today = clock.today()
    found = figures(session, from_day=today - timedelta(days=365), until_day=today)
    rates = {rate.key: len(rate.hits) / len(rate.base) for rate in found.rates}
    assert all(0.85 < rate < 1 for rate in rates.values()), rates


def test_one_task_of_the_street_waits(session):
    assert [row.state for row in tasks(session)].count("open") == 1
