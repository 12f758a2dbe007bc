"""The row that an id means, or a plain sentence that it is gone; running numbers; who is who."""

import re
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.entered import passage
from app.accounts.levels import Level
from app.accounts.station import profile
from app.directing.models import Mark, Publication, PublicationReading, Response, Whistle
from app.directing.rules import whistle_state
from app.directing.terms import ResponseState, WhistleState
from app.errors import InvalidInput, NotFound, RuleBroken
from app.events.models import Task
from db import clock
from db.replicated import stamper_of, transaction_of

Row = TypeVar("Row", Whistle, Response, Publication, Mark, Task)
_NAMES: dict[type, str] = {
    Whistle: "这次吹哨",
    Response: "这次派单",
    Publication: "这份通知",
    Mark: "这块牌子",
    Task: "这项任务",
}
_WORDS = {Level.DISTRICT: "区", Level.STREET: "街", Level.COMMUNITY: "社"}

IN_ORDER = (Response.is_lead.desc(), Response.assigned_at, Response.id)
"""Of responses: the leading department first, then as they were sent."""


def the(session: Session, kind: type[Row], row_id: UUID) -> Row:
    """The row with this id.

    Raises:
        NotFound: it is not there, or no longer.
    """
    row = session.get(kind, row_id)
    if row is None:
        raise NotFound(f"没有找到{_NAMES[kind]}。", "可能已被撤销，请刷新后再试。")
    return row


def writing_station(session: Session) -> UUID:
    """Whose file this is; only in a writing session."""
    return stamper_of(session).station_id


def responses_of(session: Session, whistle_id: UUID) -> list[Response]:
    """Every response to a whistle, the leading one first, then as they were sent."""
    found = select(Response).where(Response.whistle_id == whistle_id)
    return list(session.scalars(found.order_by(*IN_ORDER)))


def state_of(whistle: Whistle, responses: list[Response]) -> WhistleState:
    """Where a whistle stands."""
    return whistle_state(
        is_withdrawn=whistle.withdrawn_at is not None,
        is_ended=whistle.ended_at is not None,
        responses=[ResponseState(response.state) for response in responses],
    )


def own_reading(session: Session, publication_id: UUID, station: UUID) -> PublicationReading | None:
    """What this station did with a publication; None: nothing yet."""
    return session.scalars(
        select(PublicationReading).where(
            PublicationReading.publication_id == publication_id,
            PublicationReading.owner == station,
        )
    ).first()


def require_superior(session: Session, *, at_least: Level = Level.STREET) -> None:
    """Go on only in an office that has others below it.

    Raises:
        RuleBroken: it is a community's, or not the district's where that is needed.
    """
    level = profile(session).level
    if level is Level.COMMUNITY:
        raise RuleBroken("社区没有下级单位。", "这一步由街道或区办理。")
    if at_least is Level.DISTRICT and level is not Level.DISTRICT:
        raise RuleBroken("授牌和撤牌由区办理。", "街道可向区推荐。")


def next_number(session: Session, kind: type[Task] | type[Publication], suffix: str = "") -> str:
    """This office's next running number of the year: 区-2026-007, or 区发-2026-007 with 发."""
    year = clock.local(transaction_of(session).at).year
    beginning = f"{_WORDS[profile(session).level]}{suffix}-{year}-"
    taken = session.scalars(
        select(kind.number)
        .where(kind.owner == writing_station(session))
        .where(kind.number.startswith(beginning, autoescape=True))
    )
    ends = (number.removeprefix(beginning) for number in taken)
    running = max((int(end) for end in ends if re.fullmatch("[0-9]{1,9}", end)), default=0)
    return f"{beginning}{running + 1:03d}"


def reason_given(text: str, what: str) -> str:
    """Why something is taken back.

    Raises:
        InvalidInput: nothing is said, or it is too long.
    """
    reason = passage(text, what, "reason")
    if not reason:
        raise InvalidInput(f"还没有写明{what}。", "请填写原因，以后可以查到。", field="reason")
    return reason
