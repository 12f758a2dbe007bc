"""What a record of points means in the ledger: held, posted, released, taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.accounts.permissions import Actor
from app.points import ledger
from app.points.accounts import accounts_of, resident_accounts, system_account
from app.points.ledger import Entry
from app.points.models import PointsRecord, PointsRule, PointsTransfer
from app.points.rules import Lot, lots_left, shared_out
from app.points.stages import RecordState
from app.points.terms import EARNING, AccountKind, TransferKind
from db import clock
from db.replicated import transaction_of

AT_ONCE = 5_000


def hold(session: Session, actor: Actor, rows: Sequence[PointsRecord], rule: PointsRule) -> None:
    """Issue the points of new records and hold them; a deduction holds nothing."""
    issued = system_account(session, AccountKind.ISSUED)
    held = system_account(session, AccountKind.HELD)
    entries = [
        _of_record(row, rule.item, TransferKind.HOLD, (issued, held), row.points)
        for row in rows
        if row.points > 0
    ]
    ledger.write(session, actor, entries)


def release(session: Session, actor: Actor, rows: Iterable[PointsRecord], text: str) -> None:
    """Take the held points of stopped records back."""
    held = system_account(session, AccountKind.HELD)
    back = system_account(session, AccountKind.REVERSED)
    entries = [
        _of_record(row, text, TransferKind.RELEASE, (held, back), row.points)
        for row in rows
        if row.points > 0
    ]
    ledger.write(session, actor, entries)


def _of_record(
    row: PointsRecord, text: str, kind: TransferKind, way: tuple[UUID, UUID], amount: int
) -> Entry:
    return Entry(
        key=f"{kind}:{row.id.hex}",
        kind=kind,
        from_account=way[0],
        to_account=way[1],
        amount=amount,
        text=text,
        record_id=row.id,
        rule_id=row.rule_id,
    )


@dataclass(frozen=True)
class Posted:
    """What came of records that were to be posted."""

    posted: tuple[UUID, ...]
    waiting: tuple[UUID, ...]
    """Deductions that the balance does not hold, where the office does not cut them."""
    points: int
    """Points that went to residents."""
    deducted: int


def post(session: Session, actor: Actor, rows: Sequence[PointsRecord], *, cut: bool) -> Posted:
    """Put public records into the ledger: awards first, so that deductions find them there.

    ``cut``: a deduction larger than the balance takes what there is; otherwise it waits.
    """
    accounts = resident_accounts(session, actor, [row.resident_id for row in rows])
    items = _items(session, rows)
    held = system_account(session, AccountKind.HELD)
    awards = [row for row in rows if row.points > 0]
    entries = [_award(row, items[row.rule_id], (held, accounts[row.resident_id])) for row in awards]
    ledger.write(session, actor, entries)
    posted, waiting, deducted = [row.id for row in awards], [], 0
    for row in awards:
        _mark_posted(session, row)
    for row in rows:
        if row.points > 0:
            continue
        there = purse(session, row.resident_id)
        if there.balance < -row.points and not cut:
            waiting.append(row.id)
            continue
        deducted += _deduct(session, actor, row, items[row.rule_id], there)
        posted.append(row.id)
        _mark_posted(session, row)
    session.flush()
    return Posted(tuple(posted), tuple(waiting), sum(row.points for row in awards), deducted)


def _mark_posted(session: Session, row: PointsRecord) -> None:
    row.state = RecordState.POSTED
    row.posted_at = transaction_of(session).at


def _award(row: PointsRecord, item: str, way: tuple[UUID, UUID]) -> Entry:
    return Entry(
        key=f"{TransferKind.AWARD}:{row.id.hex}",
        kind=TransferKind.AWARD,
        from_account=way[0],
        to_account=way[1],
        amount=row.points,
        text=item,
        earned_on=clock.today(),
        record_id=row.id,
        rule_id=row.rule_id,
    )


def _deduct(session: Session, actor: Actor, row: PointsRecord, item: str, there: "Purse") -> int:
    amount = min(there.balance, -row.points)
    text = item if amount == -row.points else f"{item}（应扣 {-row.points} 分，余额不足）"
    back = system_account(session, AccountKind.REVERSED)
    entries = [
        Entry(
            key=f"{TransferKind.DEDUCT}:{row.id.hex}:{account_id.hex}",
            kind=TransferKind.DEDUCT,
            from_account=account_id,
            to_account=back,
            amount=part,
            text=text,
            record_id=row.id,
            rule_id=row.rule_id,
        )
        for account_id, part in there.share(amount).items()
    ]
    ledger.write(session, actor, entries)
    return amount


def _items(session: Session, rows: Sequence[PointsRecord]) -> dict[UUID, str]:
    ids = {row.rule_id for row in rows}
    found = session.execute(select(PointsRule.id, PointsRule.item).where(PointsRule.id.in_(ids)))
    return {rule_id: item for rule_id, item in found}


@dataclass(frozen=True)
class Purse:
    """What a person has: his accounts with what is on them, oldest points first."""

    lots: dict[UUID, tuple[Lot, ...]]
    closed_on: date | None = None

    @property
    def balance(self) -> int:
        """All of it."""
        return sum(lot.points for held in self.lots.values() for lot in held)

    def share(self, amount: int) -> dict[UUID, int]:
        """From which account how much is taken."""
        return shared_out(self.lots, amount)


def purse(session: Session, resident_id: UUID) -> Purse:
    """What the person whose record this is has on all his accounts.

    Raises:
        NotFound: he has no account.
    """
    accounts = accounts_of(session, resident_id)
    earned = lots_earned(session, [account.id for account in accounts])
    lots = {
        account.id: lots_left(earned[account.id], ledger.balance_of(session, account.id))
        for account in accounts
    }
    return Purse(lots, accounts[0].closed_on)


def lots_earned(session: Session, account_ids: Sequence[UUID]) -> dict[UUID, list[Lot]]:
    """What came to each account and from which day it ages, less what was taken back of it."""
    found: dict[UUID, list[Lot]] = {account_id: [] for account_id in account_ids}
    back = aliased(PointsTransfer)
    for start in range(0, len(account_ids), AT_ONCE):
        rows = session.execute(
            select(
                PointsTransfer.to_account,
                PointsTransfer.earned_on,
                PointsTransfer.amount,
                back.amount.label("back"),
            )
            .outerjoin(back, back.reverses_id == PointsTransfer.id)
            .where(PointsTransfer.to_account.in_(account_ids[start : start + AT_ONCE]))
            .where(PointsTransfer.kind.in_(EARNING))
        )
        for account_id, earned_on, amount, taken in rows:
            if earned_on is not None and amount > (taken or 0):
                found[account_id].append(Lot(earned_on, amount - (taken or 0)))
    return found


def take_back(session: Session, actor: Actor, row: PointsRecord, text: str) -> tuple[int, int]:
    """Reverse what a posted record did; returns points reversed, and those already spent.

    An award is taken back as far as its account still holds it: no balance falls below zero.
    """
    done = _entries_of(session, row)
    reversed_points = short = 0
    for transfer in done:
        there = transfer.amount
        if transfer.kind == TransferKind.AWARD:
            there = min(there, ledger.balance_of(session, transfer.to_account))
        short += transfer.amount - there
        if there:
            ledger.reverse(session, actor, [transfer.id], text=text, at_most=there)
            reversed_points += there
    if row.points > 0:
        _settle_reversed(session, actor, row, reversed_points)
    return reversed_points, short


def _settle_reversed(session: Session, actor: Actor, row: PointsRecord, points: int) -> None:
    """What comes back from a resident stands in held for a moment and ends in reversed."""
    if points == 0:
        return
    held = system_account(session, AccountKind.HELD)
    back = system_account(session, AccountKind.REVERSED)
    entry = _of_record(row, "冲正", TransferKind.RELEASE, (held, back), points)
    ledger.write(session, actor, [entry])


def _entries_of(session: Session, row: PointsRecord) -> list[PointsTransfer]:
    back = aliased(PointsTransfer)
    found = (
        select(PointsTransfer)
        .outerjoin(back, back.reverses_id == PointsTransfer.id)
        .where(PointsTransfer.record_id == row.id, back.id.is_(None))
        .where(PointsTransfer.kind.in_((TransferKind.AWARD, TransferKind.DEDUCT)))
    )
    return list(session.scalars(found.order_by(PointsTransfer.sequence)))
