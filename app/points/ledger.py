"""The ledger: the only place that writes transfers.

An entry takes an amount from one account and gives it to another, so the sum of all accounts is
always zero. Entries are never changed: a mistake is answered by a linked reversal, once. The key of
an entry names what it is for; writing it again gives back the first one, unchanged, which makes a
double click, a retry and a bundle applied twice harmless. Entries of one database file are
numbered without gaps and chained by hash. Triggers (migration 0003) refuse changes, removals,
balances below zero and reversals that do not mirror their entry, whoever writes.

The way of points: ``hold`` (issued to held) when they are recorded, ``award`` (held to the
resident) when they are posted, or ``release`` (held to reversed) when they are rejected, withdrawn
or objected to. ``deduct`` goes from the resident to reversed, ``redeem`` to redeemed, ``expire`` to
expired. So at every moment: issued = held + residents + redeemed + expired + reversed.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.errors import NotFound, RuleBroken
from app.points.models import PointsBalance, PointsTransfer
from app.points.terms import EARNING, TransferKind
from db.ids import new_id
from db.replicated import stamper_of, transaction_of

START = "0" * 64
AT_ONCE = 5_000
"""Keys asked for by one statement: SQLite takes 32,766 parameters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be written; fields as those of :class:`~app.points.models.PointsTransfer`.

    Raises:
        ValueError: points that a resident earns do not say from which day they age.
    """

    key: str
    kind: TransferKind
    from_account: UUID
    to_account: UUID
    amount: int
    text: str = ""
    earned_on: date | None = None
    record_id: UUID | None = None
    rule_id: UUID | None = None
    redemption_id: UUID | None = None
    reverses_id: UUID | None = None
    batch_id: UUID | None = None

    def __post_init__(self) -> None:
        if self.kind in EARNING and self.earned_on is None:
            raise ValueError(f"{self.key}: earned points age from a day")


def write(session: Session, actor: Actor, entries: Sequence[Entry]) -> list[UUID]:
    """Write entries, in order, and return their ids; those with a known key are there already.

    The caller has checked permission, amounts and balances; what it overlooked, the database
    refuses.

    Raises:
        RuleBroken: an account would fall below zero.
    """
    known = _known(session, [entry.key for entry in entries])
    sequence, chain = _tip(session)
    for entry in entries:
        if entry.key in known:
            continue
        sequence += 1
        row = _row(session, actor, entry, sequence)
        chain = row.chain = link(chain, row, stamper_of(session).replica_id)
        known[entry.key] = row.id
        session.add(row)
    _flush(session)
    return [known[entry.key] for entry in entries]


def reverse(
    session: Session, actor: Actor, transfer_ids: Sequence[UUID], *, text: str, at_most: int = 0
) -> list[UUID]:
    """Take entries back, each once, by entries that mirror them; returns the ids of those.

    ``at_most`` (not 0) takes back only so many points of a single entry.

    Raises:
        NotFound: no such entry.
        RuleBroken: one has been taken back before, is itself a reversal, or has been spent.
    """
    found = {row.id: row for row in _by_id(session, transfer_ids)}
    if len(found) != len(set(transfer_ids)):
        raise NotFound("没有找到要冲正的分录。", "请刷新后再试。")
    _refuse_twice(session, found.values())
    return write(
        session,
        actor,
        [_mirror(found[transfer_id], text, at_most) for transfer_id in transfer_ids],
    )


def _mirror(row: PointsTransfer, text: str, at_most: int) -> Entry:
    return Entry(
        key=f"reverse:{row.id.hex}",
        kind=TransferKind.REVERSE,
        from_account=row.to_account,
        to_account=row.from_account,
        amount=min(row.amount, at_most or row.amount),
        text=text,
        record_id=row.record_id,
        rule_id=row.rule_id,
        redemption_id=row.redemption_id,
        reverses_id=row.id,
        batch_id=row.batch_id,
    )


def _refuse_twice(session: Session, rows: Iterable[PointsTransfer]) -> None:
    rows = list(rows)
    if any(row.kind == TransferKind.REVERSE for row in rows):
        raise RuleBroken("冲正的分录不能再冲正。", "请重新登记一笔。")
    for ids in _parts([row.id for row in rows]):
        again = session.scalar(
            select(PointsTransfer.id).where(PointsTransfer.reverses_id.in_(ids)).limit(1)
        )
        if again is not None:
            raise RuleBroken("这笔积分已经冲正过。", "请刷新后再看。")


def _by_id(session: Session, ids: Sequence[UUID]) -> Iterator[PointsTransfer]:
    for part in _parts(ids):
        yield from session.scalars(select(PointsTransfer).where(PointsTransfer.id.in_(part)))


def balance_of(session: Session, account_id: UUID) -> int:
    """What an account holds, entries of the running transaction included."""
    session.flush()
    found = select(PointsBalance.balance).where(PointsBalance.account_id == account_id)
    return session.scalar(found) or 0


def _known(session: Session, keys: Sequence[str]) -> dict[str, UUID]:
    own = stamper_of(session).station_id
    found: dict[str, UUID] = {}
    for part in _parts(keys):
        rows = session.execute(
            select(PointsTransfer.key, PointsTransfer.id)
            .where(PointsTransfer.owner == own)
            .where(PointsTransfer.key.in_(part))
        )
        found.update((key, transfer_id) for key, transfer_id in rows)
    return found


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def _tip(session: Session) -> tuple[int, str]:
    """Number and chain value of this file's last entry."""
    last = session.execute(
        select(PointsTransfer.sequence, PointsTransfer.chain)
        .where(PointsTransfer.origin == stamper_of(session).replica_id)
        .order_by(PointsTransfer.sequence.desc())
        .limit(1)
    ).first()
    return (last.sequence, last.chain) if last else (0, START)


def _row(session: Session, actor: Actor, entry: Entry, sequence: int) -> PointsTransfer:
    return PointsTransfer(
        id=new_id(),
        key=entry.key,
        kind=entry.kind,
        from_account=entry.from_account,
        to_account=entry.to_account,
        amount=entry.amount,
        at=transaction_of(session).at,
        earned_on=entry.earned_on,
        record_id=entry.record_id,
        rule_id=entry.rule_id,
        redemption_id=entry.redemption_id,
        reverses_id=entry.reverses_id,
        batch_id=entry.batch_id,
        text=entry.text,
        actor_name=actor.name,
        sequence=sequence,
    )


CHAINED = (
    "id", "key", "kind", "from_account", "to_account", "amount", "at", "earned_on", "record_id",
    "rule_id", "redemption_id", "reverses_id", "batch_id", "text", "actor_name", "sequence",
)  # fmt: skip
"""Fields that the hash covers, in order."""


def link(previous: str, row: PointsTransfer | Row[Any], origin: UUID) -> str:
    """The chain value of an entry: SHA-256 over the value before and everything it says."""
    parts = [previous, origin.hex, *(_shown(getattr(row, name)) for name in CHAINED)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, UUID):
        return value.hex
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _flush(session: Session) -> None:
    try:
        session.flush()
    except DBAPIError as error:
        if "below zero" in str(error.orig):
            raise RuleBroken("积分余额不足。", "请刷新后再试。") from error
        raise
