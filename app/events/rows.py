"""The row that an id means, or a plain sentence that it is gone; running numbers; refusals."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import InvalidInput, NotFound, RuleBroken
from app.events.models import Event, EventStep, Task
from app.events.stages import Missing
from app.grids.models import Building, Grid, StaffMember
from app.residents.models import Resident
from db.replicated import stamper_of

Row = TypeVar("Row", Event, Task, Grid, Building, StaffMember, Resident)
_NAMES: dict[type, str] = {
    Event: "这个事项",
    Task: "这项任务",
    Grid: "这个网格",
    Building: "这栋楼",
    StaffMember: "这位网格员",
    Resident: "这位居民",
}


def the(session: Session, kind: type[Row], row_id: UUID) -> Row:
    """The row with this id.

    Raises:
        NotFound: it is not there, or no longer.
    """
    row = session.get(kind, row_id)
    if row is None:
        raise NotFound(f"没有找到{_NAMES[kind]}。", "可能已被撤销，请刷新后再试。")
    return row


def own_event(session: Session, event_id: UUID) -> Event:
    """An event of this office, to be changed.

    Raises:
        NotFound: it is not there, or no longer.
        RuleBroken: another office works on it, this one holds a copy.
    """
    event = the(session, Event, event_id)
    if event.owner != stamper_of(session).station_id:
        raise RuleBroken(
            f"事项 {event.number} 由上报单位办理，这里只能查看。", "可用“指派”向该单位下达任务。"
        )
    return event


def steps_of(session: Session, event_id: UUID) -> list[EventStep]:
    """The history of an event, oldest first."""
    found = select(EventStep).where(EventStep.event_id == event_id)
    return list(session.scalars(found.order_by(EventStep.at, EventStep.id)))


def refuse(missing: Iterable[Missing]) -> None:
    """Go on only when nothing is missing.

    Raises:
        InvalidInput: one thing is missing, and a form field would mend it.
        RuleBroken: with everything that is missing, in order.
    """
    answers = tuple(missing)
    if len(answers) == 1 and answers[0].field:
        raise InvalidInput(answers[0].what, answers[0].todo, field=answers[0].field)
    if answers:
        what = " ".join(answer.what for answer in answers)
        raise RuleBroken(what, " ".join(answer.todo for answer in answers))


def next_number(session: Session, year: int) -> str:
    """This station's next running number of a year: 2026-0042."""
    last = session.scalar(
        select(Event.number)
        .where(Event.owner == stamper_of(session).station_id)
        .where(Event.number > f"{year}-", Event.number < f"{year}-:")
        .order_by(func.length(Event.number).desc(), Event.number.desc())
        .limit(1)
    )
    running = int(last.split("-")[1]) if last else 0
    return f"{year}-{running + 1:04d}"
