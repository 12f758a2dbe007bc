"""Points that end: seen before, run as one batch, taken back as a whole.

Oldest first: what a balance holds beyond the points earned since the cutoff has ended. Running it
twice ends nothing twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app.accounts import audit
from app.accounts.entered import line
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, NotFound, RuleBroken
from app.points import ledger
from app.points.accounts import system_account
from app.points.ledger import Entry
from app.points.models import PointsAccount, PointsBalance, PointsTransfer
from app.points.policy import scheme
from app.points.rows import own_station
from app.points.rules import cutoff
from app.points.terms import EARNING, AccountKind, TransferKind
from app.residents.models import Resident
from db import clock
from db.ids import new_id

Step = Callable[[int, int], None]


def no_step(done: int, total: int) -> None:
    """Nobody waits and nobody stops it."""


@dataclass(frozen=True)
class ExpiryLine:
    """What somebody loses, or would lose."""

    account_id: UUID
    resident_id: UUID
    name: str
    balance: int
    points: int

    @property
    def left(self) -> int:
        """What stays."""
        return self.balance - self.points


def expiry_preview(session: Session, *, on: date | None = None) -> list[ExpiryLine]:
    """What ends if points are cleared on a day (today), by name of the resident; may be empty."""
    day = on or clock.today()
    before = cutoff(scheme(session).expiry, day)
    if before is None:
        return []
    rows = session.execute(ending(session, before))
    return [
        ExpiryLine(row.account_id, row.resident_id, row.name, row.balance, row.points)
        for row in rows
    ]


def ending(session: Session, before: date) -> Select[Any]:
    """Accounts with points earned before a day: account_id, resident_id, name, balance, points."""
    kept = kept_since(before).subquery("kept")
    points = PointsBalance.balance - func.coalesce(kept.c.points, 0)
    columns: tuple[Any, ...] = (
        PointsAccount.id.label("account_id"),
        PointsAccount.resident_id,
        Resident.name,
        PointsBalance.balance,
        points.label("points"),
    )
    return (
        select(*columns)
        .join(PointsBalance, PointsBalance.account_id == PointsAccount.id)
        .join(Resident, Resident.id == PointsAccount.resident_id)
        .outerjoin(kept, kept.c.account_id == PointsAccount.id)
        .where(PointsAccount.kind == AccountKind.RESIDENT)
        .where(PointsAccount.owner == own_station(session))
        .where(points > 0)
        .order_by(Resident.name_pinyin, PointsAccount.id)
    )


def kept_since(before: date) -> Select[Any]:
    """What each account earned since a day, less what was taken back of it."""
    back = aliased(PointsTransfer)
    amount = PointsTransfer.amount - func.coalesce(back.amount, 0)
    account: Any = PointsTransfer.to_account.label("account_id")
    return (
        select(account, func.sum(amount).label("points"))
        .outerjoin(back, back.reverses_id == PointsTransfer.id)
        .where(PointsTransfer.kind.in_(EARNING), PointsTransfer.earned_on >= before)
        .group_by(PointsTransfer.to_account)
    )


def run_expiry(
    session: Session, actor: Actor, *, on: date | None = None, step: Step = no_step
) -> tuple[UUID, int]:
    """End what :func:`expiry_preview` shows; returns the batch and how many points ended.

    Raises:
        NotAllowed.
        InvalidInput: a day to come.
        RuleBroken: nothing has ended.
        Cancelled: by ``step``; nothing is left then.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    day = on or clock.today()
    if day > clock.today():
        raise InvalidInput("清零日期还没有到。", "可以先看预览。", field="on")
    lines = expiry_preview(session, on=day)
    if not lines:
        raise RuleBroken("没有到期的积分。", "有效期可在积分办法中查看。")
    batch = new_id()
    ended = system_account(session, AccountKind.EXPIRED)
    text = f"{cutoff(scheme(session).expiry, day)} 以前的积分到期"
    entries = [
        Entry(
            key=f"expire:{batch.hex}:{each.account_id.hex}",
            kind=TransferKind.EXPIRE,
            from_account=each.account_id,
            to_account=ended,
            amount=each.points,
            text=text,
            batch_id=batch,
        )
        for each in lines
    ]
    _in_parts(entries, step, lambda part: ledger.write(session, actor, part))
    total = sum(each.points for each in lines)
    sentence = f"积分到期清零：{len(lines)} 人，{total} 分（{text}）"
    audit.record(session, actor, "points.expire", sentence)
    return batch, total


def reverse_expiry(
    session: Session, actor: Actor, *, batch_id: UUID, reason: str, step: Step = no_step
) -> int:
    """Give back everything that a batch ended; returns how many points.

    Raises:
        NotAllowed.
        NotFound: no such batch.
        InvalidInput: no reason given.
        RuleBroken: it was given back before.
        Cancelled: by ``step``; nothing is left then.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    reason = line(reason, "原因", "reason", required=True)
    found = session.execute(
        select(PointsTransfer.id, PointsTransfer.amount)
        .where(PointsTransfer.batch_id == batch_id, PointsTransfer.kind == TransferKind.EXPIRE)
        .order_by(PointsTransfer.sequence)
    ).all()
    if not found:
        raise NotFound("没有找到这次清零。", "请刷新后再试。")
    ids = [row.id for row in found]
    text = f"撤回清零：{reason}"
    _in_parts(ids, step, lambda part: ledger.reverse(session, actor, part, text=text))
    total: int = sum(row.amount for row in found)
    sentence = f"撤回积分清零：{len(ids)} 人，{total} 分，{reason}"
    audit.record(session, actor, "points.expire_back", sentence)
    return total


STEP_EVERY = 1000


def _in_parts(items: list[Any], step: Step, write: Callable[[list[Any]], object]) -> None:
    for start in range(0, len(items), STEP_EVERY):
        step(start, len(items))
        write(items[start : start + STEP_EVERY])
    step(len(items), len(items))
