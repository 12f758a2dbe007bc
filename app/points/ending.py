"""Which points of a balance end soon: oldest first, by the office's policy."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.points.expiry import kept_since
from app.points.models import PointsAccount, PointsBalance, PointsTransfer
from app.points.people import same_person
from app.points.policy import scheme
from app.points.rules import Policy, cutoff, last_day_of
from app.points.terms import AccountKind
from db import clock

AT_ONCE = 5_000


def ending_soon(session: Session, resident_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Of each standing resident: points that end within the days that the office has set."""
    policy = scheme(session).expiry
    before = cutoff(policy, clock.today() + timedelta(days=policy.warn_days))
    if before is None:
        return {}
    return ending_before(session, resident_ids, before)


def ending_before(session: Session, resident_ids: Sequence[UUID], before: date) -> dict[UUID, int]:
    """Of each standing resident: points of his accounts that were earned before a day."""
    people = same_person(session, resident_ids)
    owner = {record: root for root, records in people.items() for record in records}
    records, found = list(owner), dict.fromkeys(people, 0)
    for start in range(0, len(records), AT_ONCE):
        accounts = session.execute(
            select(PointsAccount.id, PointsAccount.resident_id, PointsBalance.balance)
            .join(PointsBalance, PointsBalance.account_id == PointsAccount.id)
            .where(PointsAccount.kind == AccountKind.RESIDENT, PointsBalance.balance > 0)
            .where(PointsAccount.resident_id.in_(records[start : start + AT_ONCE]))
        ).all()
        kept = _kept(session, before, [account.id for account in accounts])
        for account_id, resident_id, balance in accounts:
            if resident_id is not None:
                found[owner[resident_id]] += max(0, balance - kept.get(account_id, 0))
    return {resident_id: points for resident_id, points in found.items() if points}


def _kept(session: Session, before: date, account_ids: list[UUID]) -> dict[UUID, int]:
    chosen = kept_since(before).where(PointsTransfer.to_account.in_(account_ids))
    return {account_id: points for account_id, points in session.execute(chosen)}


def next_end(policy: Policy, today: date) -> date | None:
    """The last day of the points that end next, as it is announced; None: none ever ends."""
    before = cutoff(policy, today + timedelta(days=policy.warn_days))
    if before is None:
        return None
    return last_day_of(policy, before - timedelta(days=1))
