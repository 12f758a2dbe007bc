"""The handling clock of one event, reckoned anew from its history whenever something changes it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.events.categories import all_categories, named
from app.events.models import Event, EventStep
from app.events.rows import steps_of
from app.events.rules import Calendar, Limit, LimitUnit, Pause, handling_due, near_from
from app.events.stages import STARTS_CLOCK
from app.working_days import add_working_days, working_days_between

OFFICIAL = Calendar(add_working_days, working_days_between)


def start_clock(session: Session, event: Event, at: datetime) -> None:
    """The limit of the category, as it is now, runs from ``at``."""
    limit = named(all_categories(session), event.category).limit
    event.limit_value, event.limit_unit = limit.value, limit.unit
    _set(event, at, limit, ())


def move_due_on(session: Session, event: Event, resumed_at: datetime) -> None:
    """The suspension that ends now, and those before it in this round, move the limit's end on."""
    steps = steps_of(session, event.id)
    pauses = _pauses(steps, resumed_at)
    _set(event, clock_started(steps, event), limit_of(event), pauses)


def take_new_limit(session: Session, event: Event) -> None:
    """The category was corrected: its limit runs from the same moment. No clock, no change."""
    if event.due_at is None:
        return
    limit = named(all_categories(session), event.category).limit
    event.limit_value, event.limit_unit = limit.value, limit.unit
    steps = steps_of(session, event.id)
    _set(event, clock_started(steps, event), limit, _pauses(steps, None))


def limit_of(event: Event) -> Limit:
    """The limit that was set when the clock began."""
    return Limit(event.limit_value, LimitUnit(event.limit_unit or LimitUnit.HOURS))


def clock_started(steps: Sequence[EventStep], event: Event) -> datetime:
    """When the clock of the present round began: at its acceptance, or when it was reopened."""
    started = event.accepted_at or event.reported_at
    for step in steps:
        if step.move == "reopen":
            started = step.at
    return started


def _pauses(steps: Sequence[EventStep], resumed_at: datetime | None) -> tuple[Pause, ...]:
    """Suspensions of the present round that have ended; one still open ends at ``resumed_at``."""
    pauses: list[Pause] = []
    since: datetime | None = None
    for step in steps:
        if step.move == "reopen":
            pauses, since = [], None
        elif step.move == "suspend":
            since = step.at
        elif step.move == "resume" and since is not None:
            pauses.append((since, step.at))
            since = None
    if since is not None and resumed_at is not None:
        pauses.append((since, resumed_at))
    return tuple(pauses)


def _set(event: Event, started: datetime, limit: Limit, pauses: tuple[Pause, ...]) -> None:
    event.due_at = handling_due(started, limit, OFFICIAL, pauses)
    event.near_at = near_from(started, event.due_at, limit)


def starts_clock(event: Event, move: str) -> bool:
    """Whether a move begins the clock: the first acceptance, or a new round."""
    return move in STARTS_CLOCK and (event.accepted_at is None or move == "reopen")
