"""Publications as both sides see them: who has read, adopted, replied; or what we did ourselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.station import profile
from app.directing.models import Publication, PublicationReading
from app.directing.queries import OfficeRow, offices_below
from app.directing.rows import the
from app.directing.terms import ADOPTED_WITH, PUBLICATION_KIND_NAMES, PublicationKind
from app.events.pills import span
from app.pills import Pill, Tone
from db import clock


@dataclass(frozen=True)
class PublicationFilter:
    """Which publications a list shows; nothing given: all that hold."""

    text: str = ""
    kinds: tuple[PublicationKind, ...] = ()
    with_withdrawn: bool = False
    only_waiting: bool = False
    """Something is still to be done: below by us, above by somebody."""


@dataclass(frozen=True)
class PublicationRow:
    """One publication with counts (published here) or our own reading (from above)."""

    id: UUID
    kind: PublicationKind
    kind_name: str
    number: str
    title: str
    issuer: str
    published_at: datetime
    valid_from: date | None
    needs_reply: bool
    reply_due: datetime | None
    withdrawn_at: datetime | None
    is_own: bool
    """Published here."""
    pill: Pill
    stations: int
    """Below this office; 0 where it came from above. So are the counts."""
    read: int
    adopted: int
    replied: int
    read_at: datetime | None
    """By this office; so are the next two."""
    adopted_at: datetime | None
    replied_at: datetime | None


@dataclass(frozen=True)
class ReadingRow:
    """What one station below did with a publication."""

    station_id: UUID
    station: str
    pill: Pill
    read_at: datetime | None
    """None: not yet, as far as its bundles tell."""
    read_by: str
    adopted_at: datetime | None
    reply: str
    replied_at: datetime | None


@dataclass(frozen=True)
class PublicationSheet:
    """One publication in full."""

    row: PublicationRow
    content: str
    payload: dict[str, Any]
    """In words by ``described_rules`` (points) and ``described_categories`` (events)."""
    reply: str
    """Ours."""
    readings: tuple[ReadingRow, ...]
    """Of the stations below, where it was published here."""
    can_adopt: bool
    can_reply: bool
    can_withdraw: bool


def publications(
    session: Session, *, where: PublicationFilter | None = None
) -> list[PublicationRow]:
    """Publications of this office and from above, newest first."""
    shown, known = where or PublicationFilter(), _known(session)
    chosen = select(Publication).order_by(Publication.published_at.desc(), Publication.id)
    if shown.kinds:
        chosen = chosen.where(Publication.kind.in_(shown.kinds))
    if not shown.with_withdrawn:
        chosen = chosen.where(Publication.withdrawn_at.is_(None))
    rows = [_row(publication, known) for publication in session.scalars(chosen)]
    return [row for row in rows if _is_shown(row, shown)]


def _is_shown(row: PublicationRow, where: PublicationFilter) -> bool:
    words = " ".join((row.number, row.title, row.issuer))
    done = Tone.GOOD, Tone.QUIET
    return (row.pill.tone not in done or not where.only_waiting) and all(
        word in words for word in where.text.split()
    )


@dataclass(frozen=True)
class _Known:
    """What every row is read against: this office, those below it, and all that was done."""

    own: UUID
    below: list[OfficeRow]
    readings: dict[tuple[UUID, UUID], PublicationReading]
    """By publication and station."""
    now: datetime


def _known(session: Session) -> _Known:
    found = session.scalars(select(PublicationReading).order_by(PublicationReading.id.desc()))
    readings = {(one.publication_id, one.owner): one for one in found}
    return _Known(profile(session).id, offices_below(session), readings, clock.now())


def _row(publication: Publication, known: _Known) -> PublicationRow:
    is_own, ours = publication.owner == known.own, known.readings.get((publication.id, known.own))
    below = known.below if is_own else []
    found = [known.readings.get((publication.id, office.id)) for office in below]
    done = [one for one in found if one is not None]
    read, adopted = len(done), sum(one.adopted_at is not None for one in done)
    replied = sum(one.replied_at is not None for one in done)
    counts = {"已读": read, "已采用": adopted, "已回复": replied}
    kind = PublicationKind(publication.kind)
    return PublicationRow(
        id=publication.id,
        kind=kind,
        kind_name=PUBLICATION_KIND_NAMES[kind],
        number=publication.number,
        title=publication.title,
        issuer=publication.issuer,
        published_at=publication.published_at,
        valid_from=publication.valid_from,
        needs_reply=publication.needs_reply,
        reply_due=publication.reply_due,
        withdrawn_at=publication.withdrawn_at,
        is_own=is_own,
        pill=_counted(publication, counts, len(below), known.now)
        if is_own
        else _done(publication, ours, known.now),
        stations=len(below),
        read=read,
        adopted=adopted,
        replied=replied,
        read_at=ours.read_at if ours else None,
        adopted_at=ours.adopted_at if ours else None,
        replied_at=ours.replied_at if ours else None,
    )


def _last_step(publication: Publication) -> str:
    """What a station below is asked to do in the end."""
    if publication.needs_reply:
        return "已回复"
    return "已采用" if publication.kind in ADOPTED_WITH else "已读"


def _is_late(publication: Publication, now: datetime) -> bool:
    return publication.reply_due is not None and publication.reply_due < now


def _counted(publication: Publication, counts: dict[str, int], of: int, now: datetime) -> Pill:
    """How many stations below did what was asked."""
    if publication.withdrawn_at is not None:
        return Pill("已撤回", Tone.QUIET)
    word = _last_step(publication)
    if counts[word] >= of:
        return Pill(f"{word} {counts[word]}/{of}", Tone.GOOD)
    late = _is_late(publication, now)
    return Pill(f"{word} {counts[word]}/{of}", Tone.LATE if late else Tone.INFORMATION)


def _done(publication: Publication, reading: PublicationReading | None, now: datetime) -> Pill:
    """What one station did, or has still to do."""
    if publication.withdrawn_at is not None:
        return Pill("已撤回", Tone.QUIET)
    if publication.needs_reply and (reading is None or reading.replied_at is None):
        if publication.reply_due is not None and _is_late(publication, now):
            return Pill(f"回复超期 {span(now - publication.reply_due)}", Tone.LATE)
        return Pill("未读" if reading is None else "待回复", Tone.WAITING)
    if reading is None:
        return Pill("未读", Tone.WAITING)
    if publication.kind in ADOPTED_WITH and reading.adopted_at is None:
        return Pill("待采用", Tone.WAITING)
    return Pill(_last_step(publication), Tone.GOOD)


def publication_sheet(session: Session, *, publication_id: UUID) -> PublicationSheet:
    """One publication.

    Raises:
        NotFound: it is gone.
    """
    publication, known = the(session, Publication, publication_id), _known(session)
    row, ours = _row(publication, known), known.readings.get((publication_id, known.own))
    is_valid = row.withdrawn_at is None
    return PublicationSheet(
        row=row,
        content=publication.content,
        payload=publication.payload,
        reply=ours.reply if ours else "",
        readings=tuple(_readings(publication, known)) if row.is_own else (),
        can_adopt=is_valid
        and not row.is_own
        and row.kind in ADOPTED_WITH
        and row.adopted_at is None,
        can_reply=is_valid and not row.is_own and row.needs_reply,
        can_withdraw=is_valid and row.is_own,
    )


def _readings(publication: Publication, known: _Known) -> Iterator[ReadingRow]:
    for office in known.below:
        reading = known.readings.get((publication.id, office.id))
        yield ReadingRow(
            station_id=office.id,
            station=office.name,
            pill=_done(publication, reading, known.now),
            read_at=reading.read_at if reading else None,
            read_by=reading.read_by if reading else "",
            adopted_at=reading.adopted_at if reading else None,
            reply=reading.reply if reading else "",
            replied_at=reading.replied_at if reading else None,
        )
