"""Who takes part in an activity: signing up before, signing in on the spot.

Who comes without having signed up is signed in all the same; ``capacity`` limits signing up only.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.permissions import Actor, Permission
from app.errors import NotFound, RuleBroken
from app.points.accounts import resident_by_card
from app.points.activity_rows import new_part, part_of, person_of, planned, tell
from app.points.models import Participation
from app.points.records import MOST_UNITS
from app.points.rows import within
from db.replicated import transaction_of


def sign_up(session: Session, actor: Actor, *, activity_id: UUID, resident_id: UUID) -> UUID:
    """Note that somebody wants to come; returns the record of the standing resident.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: all places are taken, or the activity is over.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    activity, resident = planned(session, activity_id), person_of(session, resident_id)
    part = part_of(session, activity_id, resident.id)
    if part is not None and part.signed_up_at is not None:
        return resident.id
    taken = session.scalar(
        select(func.count())
        .select_from(Participation)
        .where(Participation.activity_id == activity_id, Participation.signed_up_at.is_not(None))
    )
    if activity.capacity and (taken or 0) >= activity.capacity:
        raise RuleBroken(
            f"“{activity.title}”的 {activity.capacity} 个名额已报满。",
            "可以调整名额，或当天到场直接签到。",
        )
    part = part or new_part(session, activity_id, resident.id)
    part.signed_up_at = transaction_of(session).at
    tell(session, actor, activity, "sign_up", f"活动报名：{resident.name}，{activity.title}")
    return resident.id


def drop_out(session: Session, actor: Actor, *, activity_id: UUID, resident_id: UUID) -> None:
    """Take somebody off the list, whether signed up or signed in by mistake.

    Raises:
        NotAllowed.
        NotFound: he is not on it.
        RuleBroken: the activity is over.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    activity, resident = planned(session, activity_id), person_of(session, resident_id)
    part = part_of(session, activity_id, resident.id)
    if part is None:
        raise NotFound(f"{resident.name}不在这次活动的名单上。", "请刷新后再看。")
    session.delete(part)
    tell(session, actor, activity, "drop_out", f"移出活动：{resident.name}，{activity.title}")


@dataclass(frozen=True)
class SignedIn:
    """Who was signed in, for the big line on the screen."""

    resident_id: UUID
    name: str
    at: datetime
    is_again: bool
    """He was signed in before; nothing changed."""
    was_expected: bool
    """He had signed up."""


def sign_in(
    session: Session,
    actor: Actor,
    *,
    activity_id: UUID,
    resident_id: UUID | None = None,
    card: str = "",
) -> SignedIn:
    """Note that somebody is there, by his card or by who he is; a second time changes nothing.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: that is no card (field ``card``).
        RuleBroken: the activity is over.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    activity = planned(session, activity_id)
    resident = person_of(session, resident_id or resident_by_card(session, card))
    part = part_of(session, activity_id, resident.id)
    expected = part is not None and part.signed_up_at is not None
    if part is not None and part.signed_in_at is not None:
        return SignedIn(resident.id, resident.name, part.signed_in_at, True, expected)
    part = part or new_part(session, activity_id, resident.id)
    part.signed_in_at = now = transaction_of(session).at
    tell(session, actor, activity, "sign_in", f"活动签到：{resident.name}，{activity.title}")
    return SignedIn(resident.id, resident.name, now, False, expected)


def set_quantity(
    session: Session,
    actor: Actor,
    *,
    activity_id: UUID,
    resident_id: UUID,
    quantity: int | None,
) -> None:
    """Note that somebody stayed longer or shorter than the others; None: like the others.

    Raises:
        NotAllowed, InvalidInput.
        NotFound: he is not on the list.
        RuleBroken: the activity is over.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    activity, resident = planned(session, activity_id), person_of(session, resident_id)
    part = part_of(session, activity_id, resident.id)
    if part is None:
        raise NotFound(f"{resident.name}不在这次活动的名单上。", "请刷新后再看。")
    if quantity is not None:
        within(quantity, 1, MOST_UNITS, "数量", "quantity")
    part.quantity = quantity
    tell(session, actor, activity, "quantity", f"改活动数量：{resident.name}，{activity.title}")
