"""Accounts as lists and pickers show them: one line a person, all his accounts together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Subquery, case, func, or_, select
from sqlalchemy.orm import Session

from app.grids.models import Building, Grid, ResidentialUnit
from app.points.accounts import CARD_DIGITS
from app.points.ending import ending_soon
from app.points.models import PointsAccount, PointsBalance, PointsRecord
from app.points.people import merged_records, person, records_of, roots, standing_for
from app.points.rows import own_station
from app.points.stages import PENDING
from app.points.terms import AccountKind
from app.residents.filters import ResidentFilter, conditions
from app.residents.models import Household, Resident, ResidentPlace
from app.residents.queries import joined
from app.residents.rules import age_on
from app.residents.search import hits, matching
from app.residents.terms import STATUS_NAMES, Status
from db import clock


@dataclass(frozen=True)
class AccountRow:
    """One line of the list of accounts: a person."""

    id: UUID
    """Of the resident, by which use cases and other queries name him."""
    name: str
    sex: str
    age: int | None
    address: str
    """3-2-301"""
    grid: str
    status: str
    """在住, 迁出, 去世"""
    card: str
    balance: int
    held: int
    """Recorded, not yet posted."""
    soon: int
    """Of the balance, what ends within the days that the office has set."""
    opened_on: date
    closed_on: date | None
    household_id: UUID


@dataclass(frozen=True)
class AccountFilter:
    """Which accounts; what is not given does not matter."""

    text: str = ""
    """Name, pinyin initials, phone tail, address, or the beginning of a card number."""
    grid_id: UUID | None = None
    building_id: UUID | None = None
    with_points: bool = False
    """Only who has some."""
    closed: bool | None = None


EVERYONE = AccountFilter()


def sums(session: Session, of: Sequence[UUID] | None = None) -> Subquery:
    """Each person with the sum of his accounts: person, balance, card, opened_on, closed_on.

    ``of``: only these people, named by the records that stand for them.
    """
    standing = roots()
    who = person(standing, PointsAccount.resident_id)
    own = PointsAccount.resident_id == who
    card = func.coalesce(func.max(case((own, PointsAccount.card))), func.max(PointsAccount.card))
    columns: tuple[Any, ...] = (
        who.label("person"),
        func.sum(func.coalesce(PointsBalance.balance, 0)).label("balance"),
        card.label("card"),
        func.min(PointsAccount.opened_on).label("opened_on"),
        func.max(case((own, PointsAccount.closed_on))).label("closed_on"),
    )
    chosen = (
        select(*columns)
        .outerjoin(standing, standing.c.id == PointsAccount.resident_id)
        .outerjoin(PointsBalance, PointsBalance.account_id == PointsAccount.id)
        .where(PointsAccount.kind == AccountKind.RESIDENT)
        .where(PointsAccount.owner == own_station(session))
    )
    if of is not None:
        chosen = chosen.where(PointsAccount.resident_id.in_(records_of(session, of)))
    return chosen.group_by(who).subquery("sums")


def _chosen(session: Session, found: Subquery, where: AccountFilter, *columns: Any) -> Select[Any]:
    chosen = joined(*columns).join(found, found.c.person == Resident.id)
    chosen = chosen.where(*conditions(session, ResidentFilter(grid_id=where.grid_id)))
    if where.building_id is not None:
        chosen = chosen.where(Building.id == where.building_id)
    if where.with_points:
        chosen = chosen.where(found.c.balance > 0)
    if where.closed is not None:
        closed = found.c.closed_on.is_not(None)
        chosen = chosen.where(closed if where.closed else ~closed)
    text = where.text.strip()
    if text:
        places = select(ResidentPlace.resident_id).where(ResidentPlace.number.in_(matching(text)))
        chosen = chosen.where(or_(Resident.id.in_(places), *_cards(session, text)))
    return chosen


def _cards(session: Session, text: str) -> list[Any]:
    """By any card of a person, that of a record merged into his, too."""
    if not (text.isascii() and text.isdecimal() and 3 <= len(text) <= CARD_DIGITS):
        return []
    owners = select(PointsAccount.resident_id).where(PointsAccount.card.startswith(text))
    merged = merged_records(session)
    carried = session.scalars(owners.where(PointsAccount.resident_id.in_(merged)))
    people = [merged[resident_id] for resident_id in carried if resident_id is not None]
    return [Resident.id.in_(owners), Resident.id.in_(people)]


def count_accounts(session: Session, *, where: AccountFilter = EVERYONE) -> int:
    """How many people the list has."""
    found = sums(session)
    return session.scalar(_chosen(session, found, where, func.count())) or 0


def accounts(
    session: Session,
    offset: int = 0,
    limit: int = 200,
    sort: str | None = None,
    descending: bool = False,
    *,
    where: AccountFilter = EVERYONE,
) -> list[AccountRow]:
    """A page of the list, by address or as sorted: name, address, grid, card, balance, opened."""
    found = sums(session)
    chosen = _chosen(session, found, where, *_line(found))
    chosen = chosen.outerjoin(ResidentPlace, ResidentPlace.resident_id == Resident.id)
    keys = _sorts(found)[sort or "address"]
    order = [key.desc() if descending else key for key in keys]
    lines = session.execute(chosen.order_by(*order, Resident.id).offset(offset).limit(limit)).all()
    return _rows(session, lines)


def _sorts(found: Subquery) -> dict[str, tuple[Any, ...]]:
    return {
        "name": (Resident.name_pinyin,),
        "address": (ResidentPlace.number,),
        "grid": (Grid.code, ResidentPlace.number),
        "card": (found.c.card,),
        "balance": (found.c.balance,),
        "opened_on": (found.c.opened_on, found.c.card),
    }


def _line(found: Subquery) -> tuple[Any, ...]:
    return (
        Resident.id,
        Resident.name,
        Resident.sex,
        Resident.birth,
        Resident.status,
        Resident.household_id,
        Building.number.label("building"),
        ResidentialUnit.number.label("unit"),
        Household.room,
        Grid.name.label("grid"),
        found.c.balance,
        found.c.card,
        found.c.opened_on,
        found.c.closed_on,
    )


def _rows(session: Session, lines: Sequence[Any]) -> list[AccountRow]:
    today = clock.today()
    ids = [line.id for line in lines]
    held, soon = held_points(session, ids), ending_soon(session, ids)
    return [
        AccountRow(
            id=line.id,
            name=line.name,
            sex=line.sex,
            age=age_on(today, line.birth),
            address=f"{line.building}-{line.unit}-{line.room}",
            grid=line.grid,
            status=STATUS_NAMES[Status(line.status)],
            card=line.card or "",
            balance=line.balance,
            held=held.get(line.id, 0),
            soon=soon.get(line.id, 0),
            opened_on=line.opened_on,
            closed_on=line.closed_on,
            household_id=line.household_id,
        )
        for line in lines
    ]


AT_ONCE = 5_000


def held_points(session: Session, resident_ids: Sequence[UUID]) -> dict[UUID, int]:
    """What is recorded for each standing resident and not yet posted; awards only."""
    standing = roots()
    who = person(standing, PointsRecord.resident_id)
    found: dict[UUID, int] = {}
    records = records_of(session, resident_ids)
    for start in range(0, len(records), AT_ONCE):
        rows = session.execute(
            select(who, func.sum(PointsRecord.points))
            .outerjoin(standing, standing.c.id == PointsRecord.resident_id)
            .where(PointsRecord.state.in_(PENDING), PointsRecord.points > 0)
            .where(PointsRecord.resident_id.in_(records[start : start + AT_ONCE]))
            .group_by(who)
        )
        for resident_id, points in rows:
            found[resident_id] = found.get(resident_id, 0) + points
    return found


def account_row(session: Session, *, resident_id: UUID) -> AccountRow | None:
    """One person's line, by any of his records; None when he has no account."""
    root = standing_for(session, [resident_id])[resident_id]
    return next(iter(_of(session, [root])), None)


def _of(session: Session, people: Sequence[UUID]) -> list[AccountRow]:
    """The lines of these people, in this order, of those who have an account."""
    found = sums(session, of=people)
    lines = session.execute(_chosen(session, found, EVERYONE, *_line(found))).all()
    rows = {row.id: row for row in _rows(session, lines)}
    return [rows[resident_id] for resident_id in people if resident_id in rows]


def find_accounts(session: Session, text: str, limit: int = 8) -> list[AccountRow]:
    """Who a few typed characters or a card may mean, the likeliest first, for the counter."""
    if not text.strip():
        return []
    likely = hits(text, [], 4 * limit)
    people = list(
        session.scalars(select(likely.c.resident_id).order_by(likely.c.rank, likely.c.place))
    )
    by_card = [select(Resident.id).where(condition) for condition in _cards(session, text.strip())]
    people += [one for chosen in by_card for one in session.scalars(chosen.limit(limit))]
    return _of(session, list(dict.fromkeys(people)))[:limit]
