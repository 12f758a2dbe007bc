"""The list of events: rows by page, counts for the tabs, and what may be the same thing."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.events.categories import Category, all_categories, named
from app.events.filters import EventFilter, filtered, in_group
from app.events.models import Event
from app.events.pills import Clocks, pill_of
from app.events.rules import SIMILAR_WITHIN, is_late_entry
from app.events.stages import OPEN_STATES, STATE_NAMES, State
from app.events.terms import SOURCE_NAMES, EventSource, StateGroup
from app.grids.models import Grid
from app.pills import Pill
from db import clock


@dataclass(frozen=True)
class EventRow:
    """One line of the list."""

    id: UUID
    number: str
    title: str
    category: str
    """Name of the category."""
    group: str
    """Its group: 市容环境 …"""
    place: str
    grid: str
    source: str
    reporter: str
    handler: str
    state: State
    state_name: str
    """已挂起 while it stands still."""
    pill: Pill
    """How its limit stands."""
    reported_at: datetime
    due: datetime | None
    """End of the clock that runs now: the response's, then the handling's; None at the end."""
    is_urgent: bool
    is_late_entry: bool
    """补录"""
    is_suspended: bool
    is_escalated: bool
    rounds: int


LINE: tuple[Any, ...] = (
    Event.id,
    Event.number,
    Event.title,
    Event.category,
    Event.place,
    Event.source,
    Event.reporter_name,
    Event.handler_name,
    Event.state,
    Event.reported_at,
    Event.entered_at,
    Event.response_due,
    Event.responded_at,
    Event.due_at,
    Event.near_at,
    Event.suspended_at,
    Event.escalated_at,
    Event.is_urgent,
    Event.rounds,
    Grid.name.label("grid"),
)
"""What a line is made of; columns and no objects, which would take twice as long."""

_DUE = case((Event.state == State.REPORTED, Event.response_due), else_=Event.due_at)
_STATES = case({state.value: place for place, state in enumerate(State)}, value=Event.state)
SORTS: dict[str, tuple[Any, ...]] = {
    "number": (func.substr(Event.number, 1, 4), func.length(Event.number), Event.number),
    "title": (Event.title,),
    "category": (Event.category,),
    "place": (Event.place,),
    "grid": (Grid.code,),
    "source": (Event.source,),
    "reporter": (Event.reporter_name,),
    "handler": (Event.handler_name,),
    "state": (_STATES,),
    "reported_at": (Event.reported_at,),
    "due": (_DUE,),
    "open": (case((Event.state.in_(OPEN_STATES), 1), else_=0), Event.reported_at),
}
"""Sort keys of the list's columns."""
_BY_DUE = (StateGroup.WAITING, StateGroup.NEAR, StateGroup.OVERDUE, StateGroup.OPEN)


def count_events(session: Session, *, where: EventFilter | None = None) -> int:
    """How many the list has."""
    chosen = filtered(select(func.count()).select_from(Event), where or EventFilter())
    return session.scalar(chosen) or 0


def events(
    session: Session,
    offset: int = 0,
    limit: int = 200,
    sort: str | None = None,
    descending: bool = False,
    *,
    where: EventFilter | None = None,
) -> list[EventRow]:
    """A page of the list; without ``sort`` what is open by its due time, the rest newest first."""
    asked = where or EventFilter()
    chosen = filtered(_joined(), asked).order_by(*_order(asked, sort, descending), Event.id)
    return _rows(session, chosen.offset(offset).limit(limit))


def _order(asked: EventFilter, sort: str | None, descending: bool) -> list[Any]:
    if sort is None and asked.group in _BY_DUE:
        checked_later = Event.state.in_((State.HANDLED, State.VERIFIED))
        return [checked_later, Event.suspended_at.is_not(None), Event.is_urgent.desc(), _DUE]
    keys = SORTS[sort or "reported_at"]
    downwards = descending or sort is None
    return [key.desc() if downwards else key for key in keys]


def _joined() -> Select[Any]:
    chosen: Select[Any] = select(*LINE)
    return chosen.outerjoin(Grid, Event.grid_id == Grid.id)


def _rows(session: Session, chosen: Select[Any]) -> list[EventRow]:
    categories, now = all_categories(session), clock.now()
    return [row_of(found, categories, now) for found in session.execute(chosen)]


def row_of(line: Row[Any], categories: dict[str, Category], now: datetime) -> EventRow:
    """The line of a found record (columns ``LINE``)."""
    state, category = State(line.state), named(categories, line.category)
    clocks = Clocks(
        state, line.response_due, line.responded_at, line.due_at, line.near_at, line.suspended_at
    )
    return EventRow(
        id=line.id,
        number=line.number,
        title=line.title,
        category=category.name,
        group=category.group,
        place=line.place,
        grid=line.grid or "",
        source=SOURCE_NAMES[EventSource(line.source)],
        reporter=line.reporter_name,
        handler=line.handler_name,
        state=state,
        state_name="已挂起" if line.suspended_at else STATE_NAMES[state],
        pill=pill_of(clocks, now),
        reported_at=line.reported_at,
        due=_due(state, line),
        is_urgent=line.is_urgent,
        is_late_entry=is_late_entry(line.reported_at, line.entered_at),
        is_suspended=line.suspended_at is not None,
        is_escalated=line.escalated_at is not None,
        rounds=line.rounds,
    )


def _due(state: State, line: Row[Any]) -> datetime | None:
    if state is State.REPORTED:
        due: datetime | None = None if line.responded_at else line.response_due
        return due
    return line.due_at if state in (State.ACCEPTED, State.DISPATCHED) else None


def event_row(session: Session, *, event_id: UUID) -> EventRow:
    """One event's line.

    Raises:
        NotFound: it is gone.
    """
    found = _rows(session, _joined().where(Event.id == event_id))
    if not found:
        raise NotFound("没有找到这个事项。", "可能已被撤销，请刷新后再试。")
    return found[0]


def group_counts(session: Session, *, where: EventFilter | None = None) -> dict[StateGroup, int]:
    """How many stand under each tab, with the rest of the filter."""
    now = clock.now()
    asked = where or EventFilter()
    sums = [func.sum(case((in_group(group, now), 1), else_=0)) for group in StateGroup]
    whole = replace(asked, group=StateGroup.ALL)
    counts = session.execute(filtered(select(*sums).select_from(Event), whole)).one()
    return {group: count or 0 for group, count in zip(StateGroup, counts, strict=True)}


def similar_events(
    session: Session,
    *,
    building_id: UUID,
    category: str,
    at: datetime | None = None,
    but: UUID | None = None,
) -> list[EventRow]:
    """Reports of the same building and category within 72 hours: perhaps the same thing."""
    moment = at or clock.now()
    chosen = _joined().where(
        Event.building_id == building_id,
        Event.category == category,
        Event.state != State.VOID,
        Event.reported_at.between(moment - SIMILAR_WITHIN, moment + SIMILAR_WITHIN),
    )
    if but:
        chosen = chosen.where(Event.id != but)
    return _rows(session, chosen.order_by(Event.reported_at.desc()).limit(5))
