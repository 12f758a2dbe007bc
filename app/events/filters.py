"""Which events a list shows: the tabs of the list and its filter row, as conditions in SQL."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, true

from app.events.models import Event
from app.events.rules import RESPONSE_NEAR
from app.events.stages import IN_HANDLING, OPEN_STATES, State
from app.events.terms import StateGroup
from db import clock


@dataclass(frozen=True)
class EventFilter:
    """What the list asks for; empty means all."""

    group: StateGroup = StateGroup.ALL
    text: str = ""
    """Words and pinyin initials, all of which must be found."""
    grid_id: UUID | None = None
    building_id: UUID | None = None
    category: str = ""
    from_day: date | None = None
    """Day of the report in China."""
    until_day: date | None = None
    """The last day that counts."""
    reporter_id: UUID | None = None
    handler_id: UUID | None = None
    states: tuple[State, ...] = ()
    ids: tuple[UUID, ...] | None = None
    """Only these: the list behind a number."""


def filtered(chosen: Select[Any], where: EventFilter) -> Select[Any]:
    """The statement with the conditions of a filter."""
    conditions = [Event.search_text.contains(w, autoescape=True) for w in _words(where.text)]
    for column, value in (
        (Event.grid_id, where.grid_id),
        (Event.building_id, where.building_id),
        (Event.category, where.category),
        (Event.reporter_id, where.reporter_id),
        (Event.handler_id, where.handler_id),
    ):
        if value:
            conditions.append(column == value)
    if where.states:
        conditions.append(Event.state.in_(where.states))
    if where.ids is not None:
        conditions.append(Event.id.in_(where.ids))
    return chosen.where(
        in_group(where.group, clock.now()), *_period(where.from_day, where.until_day), *conditions
    )


def _words(text: str) -> list[str]:
    return text.lower().split()


def _period(from_day: date | None, until_day: date | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if from_day:
        conditions.append(Event.reported_at >= clock.moment(from_day))
    if until_day:
        conditions.append(Event.reported_at < clock.moment(until_day + timedelta(days=1)))
    return conditions


def in_group(group: StateGroup, now: datetime) -> ColumnElement[bool]:
    """Whether an event stands under a tab at ``now``; the counterpart of the pills."""
    today = clock.moment(clock.local(now).date())
    conditions: dict[StateGroup, ColumnElement[bool]] = {
        StateGroup.WAITING: _unanswered(),
        StateGroup.OPEN: Event.state.in_(OPEN_STATES),
        StateGroup.NEAR: _near(now),
        StateGroup.OVERDUE: _overdue(now),
        StateGroup.TODAY: and_(Event.reported_at >= today, Event.state != State.VOID),
        StateGroup.CLOSED: Event.state == State.CLOSED,
        StateGroup.ALL: true(),
    }
    return conditions[group]


def _unanswered() -> ColumnElement[bool]:
    return and_(Event.state == State.REPORTED, Event.responded_at.is_(None))


def _running() -> ColumnElement[bool]:
    return and_(Event.state.in_(IN_HANDLING), Event.suspended_at.is_(None))


def _near(now: datetime) -> ColumnElement[bool]:
    response = and_(
        _unanswered(), Event.response_due >= now, Event.response_due <= now + RESPONSE_NEAR
    )
    return or_(response, and_(_running(), Event.near_at <= now, Event.due_at >= now))


def _overdue(now: datetime) -> ColumnElement[bool]:
    response = and_(_unanswered(), Event.response_due < now)
    return or_(response, and_(_running(), Event.due_at < now))
