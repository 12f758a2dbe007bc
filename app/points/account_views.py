"""One person's account: what is on it, when it ends, and every entry with the balance after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.points.accounts import accounts_of, resident_by_card
from app.points.ending import ending_soon, next_end
from app.points.models import PointsAccount, PointsBalance, PointsTransfer
from app.points.people import person, records_of, roots, standing_for
from app.points.policy import scheme
from app.points.postings import lots_earned
from app.points.queries import AccountRow, account_row
from app.points.rules import Lot, last_day_of, lots_left
from app.points.terms import TRANSFER_KIND_NAMES, AccountKind, TransferKind
from app.residents.models import Resident
from db import clock


@dataclass(frozen=True)
class Ending:
    """Points that can be spent until a day."""

    until: date | None
    """None: for good."""
    points: int


@dataclass(frozen=True)
class HouseholdMember:
    """One person of a household with an account."""

    resident_id: UUID
    name: str
    relation: str
    balance: int


@dataclass(frozen=True)
class AccountDetail:
    """Everything that the card of an account shows."""

    row: AccountRow
    cards: tuple[str, ...]
    """More than one after records were merged."""
    endings: tuple[Ending, ...]
    """What the balance consists of, by when it ends, soonest first."""
    soon: int
    """Of it, what ends within the days that the office has set."""
    soon_on: date | None
    household: tuple[HouseholdMember, ...]
    household_points: int


def account_detail(session: Session, *, resident_id: UUID) -> AccountDetail:
    """The account of a person, by any of his records.

    Raises:
        NotFound: he has none.
    """
    row = account_row(session, resident_id=resident_id)
    if row is None:
        raise NotFound("这位居民还没有积分账户。", "登记第一笔积分时会自动开立。")
    accounts = accounts_of(session, row.id)
    policy = scheme(session).expiry
    members = household_members(session, household_id=row.household_id)
    soon = ending_soon(session, [row.id]).get(row.id, 0)
    return AccountDetail(
        row,
        tuple(account.card for account in accounts if account.card),
        tuple(_endings(session, [account.id for account in accounts])),
        soon,
        next_end(policy, clock.today()) if soon else None,
        tuple(members),
        sum(member.balance for member in members),
    )


def account_by_card(session: Session, *, card: str) -> AccountDetail:
    """The account of whoever holds a card.

    Raises:
        InvalidInput: that is no card.
        NotFound: nobody has it.
    """
    return account_detail(session, resident_id=resident_by_card(session, card))


def _endings(session: Session, account_ids: list[UUID]) -> Iterator[Ending]:
    policy = scheme(session).expiry
    found: dict[date | None, int] = {}
    for lot in lots_of(session, account_ids):
        until = last_day_of(policy, lot.earned_on)
        found[until] = found.get(until, 0) + lot.points
    for until, points in sorted(found.items(), key=lambda each: each[0] or date.max):
        yield Ending(until, points)


def lots_of(session: Session, account_ids: list[UUID]) -> list[Lot]:
    """What these accounts hold, oldest first."""
    earned = lots_earned(session, account_ids)
    balances = session.execute(
        select(PointsBalance.account_id, PointsBalance.balance).where(
            PointsBalance.account_id.in_(account_ids)
        )
    )
    lots = [
        lot for account_id, balance in balances for lot in lots_left(earned[account_id], balance)
    ]
    return sorted(lots, key=lambda lot: lot.earned_on)


def household_members(session: Session, *, household_id: UUID) -> list[HouseholdMember]:
    """Everybody of a household who has an account, the head first."""
    people = session.execute(
        select(Resident.id, Resident.name, Resident.relation, Resident.is_head)
        .where(Resident.household_id == household_id, Resident.merged_into.is_(None))
        .order_by(Resident.is_head.desc(), Resident.birth)
    ).all()
    balances = balances_of(session, [line.id for line in people])
    return [
        HouseholdMember(line.id, line.name, line.relation, balances[line.id])
        for line in people
        if line.id in balances
    ]


def balances_of(session: Session, people: list[UUID]) -> dict[UUID, int]:
    """The balance of each standing resident who has an account."""
    standing = roots()
    who = person(standing, PointsAccount.resident_id)
    rows = session.execute(
        select(who, func.sum(func.coalesce(PointsBalance.balance, 0)))
        .select_from(PointsAccount)
        .outerjoin(standing, standing.c.id == PointsAccount.resident_id)
        .outerjoin(PointsBalance, PointsBalance.account_id == PointsAccount.id)
        .where(PointsAccount.kind == AccountKind.RESIDENT)
        .where(PointsAccount.resident_id.in_(records_of(session, people)))
        .group_by(who)
    )
    return {resident_id: balance for resident_id, balance in rows}


@dataclass(frozen=True)
class StatementLine:
    """One entry as the passbook shows it."""

    id: UUID
    at: datetime
    kind: TransferKind
    kind_name: str
    text: str
    change: int
    """Positive: came; negative: went."""
    balance: int
    """After it."""
    actor: str
    record_id: UUID | None
    redemption_id: UUID | None
    is_reversed: bool
    """It was taken back later."""


@dataclass(frozen=True)
class Statement:
    """The passbook of a period."""

    resident_id: UUID
    name: str
    card: str
    address: str
    from_day: date | None
    until_day: date | None
    opening: int
    """Balance before the first line."""
    lines: tuple[StatementLine, ...]
    closing: int


def statement(
    session: Session,
    *,
    resident_id: UUID,
    from_day: date | None = None,
    until_day: date | None = None,
) -> Statement:
    """Every entry of a person's accounts in a period (both days included), oldest first.

    Raises:
        NotFound: he has no account.
    """
    root = standing_for(session, [resident_id])[resident_id]
    accounts = [account.id for account in accounts_of(session, root)]
    row = account_row(session, resident_id=root)
    if row is None:
        raise NotFound("这位居民还没有积分账户。", "登记第一笔积分时会自动开立。")
    lines = _lines(session, accounts)
    first = clock.moment(from_day) if from_day else None
    last = clock.moment(until_day + timedelta(days=1)) if until_day else None
    before = [line for line in lines if first and line.at < first]
    shown = [
        line for line in lines if (not first or line.at >= first) and (not last or line.at < last)
    ]
    opening = before[-1].balance if before else 0
    return Statement(
        root,
        row.name,
        row.card,
        row.address,
        from_day,
        until_day,
        opening,
        tuple(shown),
        shown[-1].balance if shown else opening,
    )


def _lines(session: Session, accounts: list[UUID]) -> list[StatementLine]:
    """All entries with running balance; one between two of the person's accounts is none."""
    rows = session.execute(
        select(*_ENTRY)
        .where(
            or_(
                PointsTransfer.from_account.in_(accounts),
                PointsTransfer.to_account.in_(accounts),
            )
        )
        .order_by(PointsTransfer.at, PointsTransfer.id)
    ).all()
    back = {row.reverses_id for row in rows if row.reverses_id}
    own, balance, found = set(accounts), 0, []
    for row in rows:
        change = row.amount * ((row.to_account in own) - (row.from_account in own))
        balance += change
        kind = TransferKind(row.kind)
        found.append(
            StatementLine(
                row.id,
                row.at,
                kind,
                TRANSFER_KIND_NAMES[kind],
                row.text,
                change,
                balance,
                row.actor_name,
                row.record_id,
                row.redemption_id,
                row.id in back,
            )
        )
    return found


_ENTRY: tuple[Any, ...] = (
    PointsTransfer.id,
    PointsTransfer.at,
    PointsTransfer.kind,
    PointsTransfer.text,
    PointsTransfer.amount,
    PointsTransfer.from_account,
    PointsTransfer.to_account,
    PointsTransfer.actor_name,
    PointsTransfer.record_id,
    PointsTransfer.redemption_id,
    PointsTransfer.reverses_id,
)
