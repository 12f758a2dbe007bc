"""Which communities there are, and how fresh what they sent is: bundles, gaps, marks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.accounts.levels import LEVEL_NAMES, Level
from app.accounts.models import Office
from app.directing.models import Mark
from app.directing.terms import MARK_KIND_NAMES, MarkKind
from app.exchange.models import BundleRecord
from app.exchange.terms import Direction
from db import clock
from db.changelog import Change, Replica

STREET_DIGITS = 9
"""Of the 12-digit area code: county and street (统计用区划代码)."""
CLOCK_BITS = 16
"""Of the hybrid clock, below its milliseconds; see :mod:`db.changelog`."""
NEVER = "从未报送"


@dataclass(frozen=True)
class Place:
    """A community below this station."""

    id: UUID
    name: str
    area_code: str
    street: str

    @property
    def street_code(self) -> str:
        """The first nine digits, which all communities of a street share."""
        return self.area_code[:STREET_DIGITS]


@dataclass(frozen=True)
class Reported:
    """How fresh what a community sent is."""

    as_of: datetime | None = None
    """When the newest change we have of it was made; None: nothing came yet."""
    days: int | None = None
    """How many days ago that was."""
    late: bool = True
    serial: int | None = None
    """Of the last bundle from it, or from the street through which it reports."""
    received_at: datetime | None = None
    through: str = ""
    """The office whose bundles bring its records; empty: its own."""
    missing: tuple[int, ...] = ()
    """Numbers of that sender's bundles that were left out."""

    @property
    def words(self) -> str:
        """今天, 3 天前, 从未报送."""
        if self.days is None:
            return NEVER
        return f"{self.days} 天前" if self.days > 0 else "今天"


def places(session: Session, street: str | None = None) -> list[Place]:
    """The communities this station knows, by area code; ``street``: nine digits of one street."""
    offices = list(session.scalars(select(Office).order_by(Office.area_code, Office.name)))
    streets = {
        office.area_code[:STREET_DIGITS]: office.name
        for office in offices
        if office.level == Level.STREET
    }
    return [
        Place(
            office.id,
            office.name,
            office.area_code,
            streets.get(office.area_code[:STREET_DIGITS]) or office.street_name,
        )
        for office in offices
        if office.level == Level.COMMUNITY and office.area_code.startswith(street or "")
    ]


def moment_of(hybrid_clock: int) -> datetime:
    """When a change was made, by the clock of whoever made it."""
    return datetime.fromtimestamp((hybrid_clock >> CLOCK_BITS) / 1000, UTC)


def late_after(session: Session) -> int:
    """Days after which a community's data counts as late; 0: it never does."""
    return settings.get(session, settings.BUNDLE_DAYS_LATE)


def reported(session: Session, known: Iterable[Place]) -> dict[UUID, Reported]:
    """How fresh each community's data is."""
    newest, brought_by = _newest_changes(session)
    names = {row.id: row.name for row in session.execute(select(Office.id, Office.name))}
    received = bundles_in(session)
    limit, today = late_after(session), clock.today()
    found = {}
    for place in known:
        carriers = [one for one in (place.id, *brought_by[place.id]) if one in received]
        peer = max(carriers, key=lambda one: received[one][-1].at, default=None)
        fresh = _fresh(newest.get(place.id), today, limit)
        if peer is not None:
            last = received[peer][-1]
            fresh = replace(
                fresh,
                serial=last.serial,
                received_at=last.at,
                through="" if peer == place.id else names.get(peer, ""),
                missing=tuple(missing_serials(received[peer])),
            )
        found[place.id] = fresh
    return found


def _fresh(as_of: datetime | None, today: date, limit: int) -> Reported:
    days = None if as_of is None else max(0, (today - clock.local(as_of).date()).days)
    return Reported(as_of, days, limit > 0 and (days is None or days > limit))


def _newest_changes(session: Session) -> tuple[dict[UUID, datetime], dict[UUID, set[UUID]]]:
    """The newest change of each station, and through whom it came.

    A replica's clock never runs backwards: its change with the highest number is its newest.
    """
    newest_of_replica = (
        select(Change.clock)
        .where(Change.origin == Replica.id)
        .order_by(Change.counter.desc())
        .limit(1)
        .scalar_subquery()
    )
    newest: dict[UUID, datetime] = {}
    brought_by: dict[UUID, set[UUID]] = defaultdict(set)
    rows = session.execute(select(Replica.station_id, Replica.via, newest_of_replica))
    for station_id, via, hybrid_clock in rows:
        if via is not None:
            brought_by[station_id].add(via)
        if hybrid_clock is not None:
            made = moment_of(hybrid_clock)
            newest[station_id] = max(made, newest.get(station_id, made))
    return newest, brought_by


@dataclass(frozen=True)
class Received:
    """One bundle that was applied here."""

    peer_id: UUID
    replica: UUID
    serial: int
    at: datetime
    made_at: datetime
    period_to: datetime | None
    records: int
    size: int
    """Bytes of the file."""


def bundles_in(session: Session, peer_id: UUID | None = None) -> dict[UUID, list[Received]]:
    """The bundles applied here, by sender, in the order in which they were made."""
    chosen = (
        select(
            BundleRecord.peer_id, BundleRecord.replica, BundleRecord.serial, BundleRecord.at,
            BundleRecord.made_at, BundleRecord.period_to, BundleRecord.records, BundleRecord.size,
        )
        .where(BundleRecord.direction == Direction.IN)
        .order_by(BundleRecord.made_at, BundleRecord.serial)
    )  # fmt: skip
    if peer_id is not None:
        chosen = chosen.where(BundleRecord.peer_id == peer_id)
    found: dict[UUID, list[Received]] = defaultdict(list)
    for row in session.execute(chosen):
        found[row.peer_id].append(Received(*row))
    return found


def missing_serials(received: Sequence[Received]) -> list[int]:
    """Numbers left out before the last bundle of a sender's newest file, which counts from 1.

    What a missing bundle held came with the next one (a bundle is what we had not confirmed); the
    gap is named so that a medium lying about can be looked for (bundle.md, guarantee 4).
    """
    if not received:
        return []
    replica = received[-1].replica
    serials = {one.serial for one in received if one.replica == replica}
    return [number for number in range(1, max(serials)) if number not in serials]


@dataclass(frozen=True)
class Held:
    """A mark an office has."""

    id: UUID
    office_id: UUID
    name: str
    """示范社区."""
    granted_on: date


def marks_in_force(session: Session, level: Level = Level.COMMUNITY) -> dict[UUID, list[Held]]:
    """The marks that hold today, by the office that has them."""
    today = clock.today()
    chosen = select(Mark).where(Mark.granted_on <= today).order_by(Mark.granted_on)
    found: dict[UUID, list[Held]] = defaultdict(list)
    for mark in session.scalars(chosen):
        if mark.revoked_on is None or mark.revoked_on > today:
            name = mark_name(MarkKind(mark.kind), level)
            found[mark.addressee].append(Held(mark.id, mark.addressee, name, mark.granted_on))
    return found


def mark_name(kind: MarkKind, level: Level) -> str:
    """示范社区, 示范街道."""
    return f"{MARK_KIND_NAMES[kind]}{LEVEL_NAMES[level]}"
