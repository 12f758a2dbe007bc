"""The yearly account of the scheme, to the point: issued = held + residents + redeemed + expired
+ reversed.

It is reckoned both ways: once from every entry, once from the balances the database keeps; they
must agree, and ``liren check`` says so.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import case, func, literal, select
from sqlalchemy.orm import Session, aliased

from app.points.models import PointsAccount, PointsBalance, PointsTransfer
from app.points.people import merged_records
from app.points.rows import own_station
from app.points.terms import (
    ACCOUNT_KIND_NAMES,
    EARNING,
    SYSTEM_KINDS,
    TRANSFER_KIND_NAMES,
    AccountKind,
    TransferKind,
)
from db import clock


@dataclass(frozen=True)
class YearlyLine:
    """One kind of account in a year. Issued counts what was given out, as a positive number."""

    kind: AccountKind
    name: str
    opening: int
    came: int
    went: int
    closing: int


@dataclass(frozen=True)
class Flow:
    """What was written in the year, by kind of entry."""

    name: str
    entries: int
    points: int


@dataclass(frozen=True)
class YearlyAccount:
    """The account of one calendar year."""

    year: int
    lines: tuple[YearlyLine, ...]
    flows: tuple[Flow, ...]
    by_balances: tuple[tuple[str, int], ...]
    """What the kept balances say now, by kind of account; issued as a positive number."""
    by_entries: tuple[tuple[str, int], ...]
    """What all entries up to now say."""

    @property
    def issued(self) -> int:
        """Points given out until the end of the year."""
        return self.lines[0].closing

    @property
    def placed(self) -> int:
        """Where they are: all other accounts together."""
        return sum(line.closing for line in self.lines[1:])

    @property
    def agrees(self) -> bool:
        """The equation holds, and balances and entries say the same."""
        return self.issued == self.placed and self.by_balances == self.by_entries


ORDER = (
    AccountKind.ISSUED,
    AccountKind.HELD,
    AccountKind.RESIDENT,
    AccountKind.REDEEMED,
    AccountKind.EXPIRED,
    AccountKind.REVERSED,
)


def yearly_account(session: Session, *, year: int) -> YearlyAccount:
    """The account of a year, by the day of the entries in China."""
    sums: dict[tuple[AccountKind, str], int] = {}
    flows: dict[str, tuple[int, int]] = {}
    for row in _flows(session, year):
        _add(sums, AccountKind(row.giver), f"{row.when} went", row.points)
        _add(sums, AccountKind(row.taker), f"{row.when} came", row.points)
        if row.when == DURING:
            entries, points = flows.get(row.kind, (0, 0))
            flows[row.kind] = (entries + row.entries, points + row.points)
    lines = tuple(_line(sums, kind) for kind in ORDER)
    told = tuple(
        Flow(TRANSFER_KIND_NAMES[kind], *flows[kind]) for kind in TransferKind if kind in flows
    )
    balances = kept_balances(session)
    return YearlyAccount(
        year,
        lines,
        told,
        tuple((ACCOUNT_KIND_NAMES[kind], _sign(kind) * balances.get(kind, 0)) for kind in ORDER),
        tuple((ACCOUNT_KIND_NAMES[kind], _all(sums, kind)) for kind in ORDER),
    )


BEFORE, DURING, AFTER = "before", "during", "after"


def _flows(session: Session, year: int) -> Any:
    begin, end = clock.moment(date(year, 1, 1)), clock.moment(date(year + 1, 1, 1))
    kinds = _system_ids(session)
    when = case((PointsTransfer.at < begin, BEFORE), (PointsTransfer.at < end, DURING), else_=AFTER)
    giver, taker = (
        case(kinds, value=column, else_=literal(AccountKind.RESIDENT.value))
        for column in (PointsTransfer.from_account, PointsTransfer.to_account)
    )
    return session.execute(
        select(
            when.label("when"),
            PointsTransfer.kind,
            giver.label("giver"),
            taker.label("taker"),
            func.count().label("entries"),
            func.sum(PointsTransfer.amount).label("points"),
        )
        .where(PointsTransfer.owner == own_station(session))
        .group_by("when", PointsTransfer.kind, "giver", "taker")
    )


def _system_ids(session: Session) -> dict[UUID, str]:
    """The scheme's own accounts; their ids follow from the station (accounts.py)."""
    station = own_station(session)
    return {uuid5(station, f"points:{kind}"): kind.value for kind in SYSTEM_KINDS}


def _add(
    sums: dict[tuple[AccountKind, str], int], kind: AccountKind, which: str, points: int
) -> None:
    sums[kind, which] = sums.get((kind, which), 0) + points


def _sign(kind: AccountKind) -> int:
    return -1 if kind is AccountKind.ISSUED else 1


def _line(sums: dict[tuple[AccountKind, str], int], kind: AccountKind) -> YearlyLine:
    def of(when: str, way: str) -> int:
        return sums.get((kind, f"{when} {way}"), 0)

    came, went = of(DURING, "came"), of(DURING, "went")
    opening = of(BEFORE, "came") - of(BEFORE, "went")
    if kind is AccountKind.ISSUED:
        came, went, opening = went, came, -opening
    closing = opening + came - went
    return YearlyLine(kind, ACCOUNT_KIND_NAMES[kind], opening, came, went, closing)


def _all(sums: dict[tuple[AccountKind, str], int], kind: AccountKind) -> int:
    came = sum(sums.get((kind, f"{when} came"), 0) for when in (BEFORE, DURING, AFTER))
    went = sum(sums.get((kind, f"{when} went"), 0) for when in (BEFORE, DURING, AFTER))
    return _sign(kind) * (came - went)


def kept_balances(session: Session) -> dict[AccountKind, int]:
    """What the database keeps as balances, by kind of account; issued is below zero."""
    rows = session.execute(
        select(PointsAccount.kind, func.sum(PointsBalance.balance))
        .join(PointsBalance, PointsBalance.account_id == PointsAccount.id)
        .where(PointsAccount.owner == own_station(session))
        .group_by(PointsAccount.kind)
    )
    return {AccountKind(kind): balance for kind, balance in rows}


@dataclass(frozen=True)
class Totals:
    """The scheme at a glance, now."""

    people: int
    """With an account; merged records are one person."""
    posted: int
    """Points that ever went to residents, less what was taken back of them."""
    held: int
    residents: int
    redeemed: int
    expired: int


def totals(session: Session) -> Totals:
    """The sums over the whole scheme."""
    own, balances = own_station(session), kept_balances(session)
    owners = set(
        session.scalars(
            select(PointsAccount.resident_id).where(
                PointsAccount.kind == AccountKind.RESIDENT, PointsAccount.owner == own
            )
        )
    )
    merged = merged_records(session)
    people = {merged.get(owner, owner) for owner in owners if owner is not None}
    back = aliased(PointsTransfer)
    posted = session.scalar(
        select(func.sum(PointsTransfer.amount - func.coalesce(back.amount, 0)))
        .outerjoin(back, back.reverses_id == PointsTransfer.id)
        .where(PointsTransfer.owner == own, PointsTransfer.kind.in_(EARNING))
    )
    return Totals(
        len(people),
        posted or 0,
        balances.get(AccountKind.HELD, 0),
        balances.get(AccountKind.RESIDENT, 0),
        balances.get(AccountKind.REDEEMED, 0),
        balances.get(AccountKind.EXPIRED, 0),
    )
