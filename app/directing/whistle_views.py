"""Whistles as lists and as one sheet, for the whistle-blower and its superiors alike."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.accounts.levels import Level
from app.accounts.station import profile
from app.attachments.queries import PictureRow, attachments_of
from app.directing.models import Response, Whistle
from app.directing.queries import UNKNOWN, office_names
from app.directing.response_views import HistoryRow, ResponseRow, history_of, response_row
from app.directing.rows import IN_ORDER, responses_of, state_of, the
from app.directing.terms import (
    OPEN_WHISTLES,
    UNANSWERED,
    WHISTLE_STATE_NAMES,
    ResponseState,
    WhistleState,
)
from app.events.categories import Category, all_categories
from app.events.event_views import satisfaction_name
from app.events.models import Event
from app.pills import Pill, Tone
from app.residents.masking import mask_name, mask_phone
from db import clock

TONES = {
    WhistleState.WAITING: Tone.WAITING,
    WhistleState.WORKING: Tone.INFORMATION,
    WhistleState.TO_RATE: Tone.WAITING,
    WhistleState.ENDED: Tone.GOOD,
    WhistleState.WITHDRAWN: Tone.QUIET,
}
LATE = Pill("已超期", Tone.LATE)
"""A word for what is late, not colour alone."""


@dataclass(frozen=True)
class WhistleFilter:
    """Which whistles a list shows; nothing given: all."""

    states: tuple[WhistleState, ...] = ()
    station_id: UUID | None = None
    text: str = ""
    """In number, title, place or department."""
    only_overdue: bool = False


@dataclass(frozen=True)
class WhistleRow:
    """One whistle."""

    id: UUID
    station_id: UUID
    station: str
    """The whistle-blower's name."""
    is_own: bool
    """This office blew it: it withdraws, evaluates and ends; else it sends departments."""
    event_id: UUID
    event_number: str
    title: str
    category: str
    place: str
    whistled_at: datetime
    state: WhistleState
    pill: Pill
    departments: tuple[str, ...]
    """The leading one first; withdrawn ones are left out."""
    next_due: datetime | None
    is_overdue: bool


@dataclass(frozen=True)
class WhistleSheet:
    """One whistle in full; the contact is masked, in full by ``whistles.reveal_contact``."""

    row: WhistleRow
    content: str
    is_named: bool
    """The reporter was named to the superior on purpose."""
    contact_name: str
    contact_phone: str
    event_is_here: bool
    """The event itself can be opened."""
    responses: tuple[ResponseRow, ...]
    photos: tuple[PictureRow, ...]
    history: tuple[HistoryRow, ...]
    withdrawn_at: datetime | None
    ended_at: datetime | None
    rating: str
    rating_note: str
    """With the rating; of a withdrawn whistle: why."""
    can_assign: bool
    can_end: bool
    can_withdraw: bool


@dataclass(frozen=True)
class _Known:
    """What every row is read against."""

    own: UUID
    level: Level
    names: dict[UUID, str]
    categories: dict[str, Category]
    now: datetime

    def name(self, station: UUID) -> str:
        """What an office is called."""
        return self.names.get(station, UNKNOWN)


def _known(session: Session) -> _Known:
    own = profile(session)
    names, categories = office_names(session), all_categories(session)
    return _Known(own.id, own.level, names, categories, clock.now())


def whistles(session: Session, *, where: WhistleFilter | None = None) -> list[WhistleRow]:
    """Whistles: open ones first, the most pressing first, then the ended, newest first."""
    shown, known = where or WhistleFilter(), _known(session)
    narrow = _narrowed(shown)
    responses = defaultdict(list)
    answering = select(Response).where(Response.whistle_id.in_(select(Whistle.id).where(*narrow)))
    for one in session.scalars(answering.order_by(*IN_ORDER)):
        responses[one.whistle_id].append(one)
    chosen = select(Whistle).where(*narrow).order_by(Whistle.whistled_at.desc(), Whistle.id)
    rows = [_row(whistle, responses[whistle.id], known) for whistle in session.scalars(chosen)]
    rows = [row for row in rows if _is_shown(row, shown)]
    open_ones = [row for row in rows if row.state in OPEN_WHISTLES]
    open_ones.sort(key=lambda row: row.next_due or row.whistled_at)
    return open_ones + [row for row in rows if row.state not in OPEN_WHISTLES]


def _narrowed(where: WhistleFilter) -> list[ColumnElement[bool]]:
    """What the database can tell: whose, and whether what is over is left out."""
    narrow = [Whistle.owner == where.station_id] if where.station_id is not None else []
    if where.only_overdue or (where.states and set(where.states) <= set(OPEN_WHISTLES)):
        narrow += [Whistle.withdrawn_at.is_(None), Whistle.ended_at.is_(None)]
    return narrow


def _is_shown(row: WhistleRow, where: WhistleFilter) -> bool:
    words = " ".join((row.event_number, row.title, row.place, row.station, *row.departments))
    return (
        (not where.states or row.state in where.states)
        and (row.is_overdue or not where.only_overdue)
        and all(word in words for word in where.text.split())
    )


def _row(whistle: Whistle, responses: list[Response], known: _Known) -> WhistleRow:
    state = state_of(whistle, responses)
    wanted = [one for one in responses if one.state != ResponseState.WITHDRAWN]
    dues = [one.due_at for one in wanted if one.due_at and one.state in UNANSWERED]
    next_due = min(dues, default=None) if state in OPEN_WHISTLES else None
    is_overdue = next_due is not None and next_due < known.now
    category = known.categories.get(whistle.category)
    return WhistleRow(
        id=whistle.id,
        station_id=whistle.owner,
        station=known.name(whistle.owner),
        is_own=whistle.owner == known.own,
        event_id=whistle.event_id,
        event_number=whistle.event_number,
        title=whistle.title,
        category=category.name if category else "其他",
        place=whistle.place,
        whistled_at=whistle.whistled_at,
        state=state,
        pill=LATE if is_overdue else Pill(WHISTLE_STATE_NAMES[state], TONES[state]),
        departments=tuple(one.department for one in wanted),
        next_due=next_due,
        is_overdue=is_overdue,
    )


def whistle_sheet(session: Session, *, whistle_id: UUID) -> WhistleSheet:
    """One whistle.

    Raises:
        NotFound: it is gone.
    """
    whistle, known = the(session, Whistle, whistle_id), _known(session)
    responses = responses_of(session, whistle_id)
    row = _row(whistle, responses, known)
    is_open, is_own = row.state in OPEN_WHISTLES, row.is_own
    return WhistleSheet(
        row=row,
        content=whistle.content,
        is_named=bool(whistle.contact_name or whistle.contact_phone),
        contact_name=mask_name(whistle.contact_name),
        contact_phone=mask_phone(whistle.contact_phone),
        event_is_here=session.get(Event, whistle.event_id) is not None,
        responses=tuple(response_row(one, known.own, known.now, is_open) for one in responses),
        photos=tuple(attachments_of(session, record_table="whistle", record_id=whistle_id)),
        history=history_of(whistle, responses, known.names),
        withdrawn_at=whistle.withdrawn_at,
        ended_at=whistle.ended_at,
        rating=satisfaction_name(whistle.rating),
        rating_note=whistle.rating_note,
        can_assign=is_open and not is_own and known.level is not Level.COMMUNITY,
        can_end=is_open and is_own and bool(responses) and row.state is not WhistleState.WORKING,
        can_withdraw=is_open and is_own,
    )


def whistle_of_event(session: Session, *, event_id: UUID) -> WhistleSheet | None:
    """The latest whistle of an event; None where it never went up."""
    latest = (
        select(Whistle.id)
        .where(Whistle.event_id == event_id)
        .order_by(Whistle.whistled_at.desc(), Whistle.id.desc())
        .limit(1)
    )
    found = session.scalar(latest)
    return None if found is None else whistle_sheet(session, whistle_id=found)
