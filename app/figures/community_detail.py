"""One community, as far as it sent: its grids, its months, its bundles; read-only, no persons."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.accounts.models import Office
from app.events.models import Event
from app.events.stages import State
from app.figures.community_counts import LIVING, count_by
from app.figures.community_measures import BY_KEY
from app.figures.community_sources import Received, bundles_in, missing_serials
from app.figures.event_trends import in_span
from app.figures.headline import Figure
from app.figures.local_days import local_day
from app.figures.periods import Grain, Period, spans
from app.grids.models import Building, Grid, ResidentialUnit, StaffMember, StaffTerm
from app.grids.rules import GRID_KIND_NAMES, Duty, GridKind
from app.residents.models import Household, Resident
from db import clock
from db.changelog import Replica

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class GridLine:
    """A grid of a community, with the figures of its events in the period."""

    id: UUID
    number: str
    name: str
    kind: str
    worker: str
    """Who holds it full time."""
    households: int
    residents: int
    figures: dict[str, Figure]
    """Of events, by the keys of the measures."""


@dataclass(frozen=True)
class CommunityMonth:
    """Events of a month: how many came, how many were closed."""

    label: str
    reported: int
    closed: int


@dataclass(frozen=True)
class BundleLine:
    """A bundle that brought the records of a community, alone or among others."""

    id: tuple[UUID, int]
    sender: str
    serial: int
    received_at: datetime
    made_at: datetime
    records: int
    size: int
    """Bytes."""


@dataclass(frozen=True)
class CommunityDetail:
    """What the page of one community shows besides its row."""

    grids: tuple[GridLine, ...]
    months: tuple[CommunityMonth, ...]
    """The year up to the end of the period."""
    bundles: tuple[BundleLine, ...]
    """The newest first."""
    missing: tuple[str, ...]
    """Bundles left out, in words."""


def community_detail(session: Session, *, office_id: UUID, period: Period) -> CommunityDetail:
    """A community's grids and bundles, and its events by months."""
    bundles, missing = _bundles(session, office_id)
    return CommunityDetail(
        tuple(_grids(session, office_id, period)),
        tuple(_months(session, office_id, period.until_day)),
        tuple(bundles),
        tuple(missing),
    )


# -- grids ------------------------------------------------------------------------------------


EVENT_KEYS = ("reported", "handled", "responded", "in_time", "overdue")


def _grids(session: Session, office_id: UUID, period: Period) -> list[GridLine]:
    events = count_by(session, Event.grid_id, period, Event.owner == office_id)
    homes = _by_grid(session, select(Building.grid_id, func.count()), Building.owner == office_id)
    people = _by_grid(
        session, select(Building.grid_id, func.count()), Building.owner == office_id, people=True
    )
    workers = _workers(session, office_id)
    chosen = select(Grid).where(Grid.owner == office_id).order_by(Grid.code, Grid.number)
    return [
        GridLine(
            grid.id,
            grid.number,
            grid.name,
            GRID_KIND_NAMES[GridKind(grid.kind)],
            workers.get(grid.id, ""),
            homes.get(grid.id, 0),
            people.get(grid.id, 0),
            {key: BY_KEY[key].figure(events.get(grid.id, Counter())) for key in EVENT_KEYS},
        )
        for grid in session.scalars(chosen)
    ]


def _by_grid(
    session: Session, chosen: Any, owned: ColumnElement[bool], *, people: bool = False
) -> dict[UUID, int]:
    """Households, or the people living in them, of each grid."""
    chosen = chosen.join(ResidentialUnit, ResidentialUnit.building_id == Building.id).join(
        Household, Household.unit_id == ResidentialUnit.id
    )
    if people:
        chosen = chosen.join(Resident, Resident.household_id == Household.id).where(LIVING)
    rows = session.execute(chosen.where(owned).group_by(Building.grid_id))
    return {grid_id: number for grid_id, number in rows}


def _workers(session: Session, office_id: UUID) -> dict[UUID, str]:
    chosen = (
        select(StaffTerm.grid_id, StaffMember.name)
        .join(StaffMember, StaffMember.id == StaffTerm.staff_id)
        .where(StaffTerm.owner == office_id, StaffTerm.duty == Duty.FULL_TIME)
        .where(StaffTerm.until.is_(None), StaffTerm.grid_id.is_not(None))
    )
    return {grid_id: name for grid_id, name in session.execute(chosen) if grid_id}


# -- months -----------------------------------------------------------------------------------


def _months(session: Session, office_id: UUID, last: date) -> list[CommunityMonth]:
    year = Period((last - YEAR).replace(day=1), last)
    reported = _by_day(session, Event.reported_at, office_id, year)
    closed = _by_day(session, Event.closed_at, office_id, year, Event.state == State.CLOSED)
    return [
        CommunityMonth(span.label, in_span(reported, span), in_span(closed, span))
        for span in spans(year, Grain.MONTH)
    ][-12:]


def _by_day(
    session: Session, moment: Any, office_id: UUID, period: Period, *more: ColumnElement[bool]
) -> Counter[date]:
    day = local_day(moment)
    chosen = (
        select(day, func.count())
        .where(Event.owner == office_id, Event.state != State.VOID, *more)
        .where(moment >= clock.moment(period.from_day))
        .where(moment < clock.moment(period.until_day + timedelta(days=1)))
        .group_by(day)
    )
    return Counter({found: number for found, number in session.execute(chosen)})


# -- bundles ----------------------------------------------------------------------------------


def _bundles(session: Session, office_id: UUID) -> tuple[list[BundleLine], list[str]]:
    """From the community itself, and from the street through which its records come."""
    via = session.scalars(select(Replica.via).where(Replica.station_id == office_id))
    carriers = {office_id, *(peer for peer in via if peer is not None)}
    names = {row.id: row.name for row in session.execute(select(Office.id, Office.name))}
    received = {p: found for p, found in bundles_in(session).items() if p in carriers}
    lines = [_line(one, names.get(peer, "")) for peer, found in received.items() for one in found]
    lines.sort(key=lambda line: (line.received_at, line.serial), reverse=True)
    return lines, [gap for peer, found in received.items() for gap in gaps(found, names.get(peer))]


def _line(one: Received, sender: str) -> BundleLine:
    return BundleLine(
        (one.replica, one.serial),
        sender,
        one.serial,
        one.at,
        one.made_at,
        one.records,
        one.size,
    )


def gaps(received: list[Received], sender: str | None) -> list[str]:
    """已收第 17 包，缺第 16 包; nothing where none is left out."""
    missing = missing_serials(received)
    if not missing:
        return []
    numbers = "、".join(str(number) for number in missing)
    return [f"{sender or ''}已收第 {received[-1].serial} 包，缺第 {numbers} 包"]
