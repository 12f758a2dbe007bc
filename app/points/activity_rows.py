"""Rows of an activity and its list of people, shared by the use cases about it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor
from app.errors import RuleBroken
from app.points.models import Activity, Participation
from app.points.people import same_person, standing_for
from app.points.rows import the
from app.points.terms import ACTIVITY_STATE_NAMES, ActivityState
from app.residents.models import Resident
from db.ids import new_id


def planned(session: Session, activity_id: UUID) -> Activity:
    """An activity that is not over.

    Raises:
        NotFound.
        RuleBroken: it is finished or cancelled.
    """
    activity = the(session, Activity, activity_id)
    if activity.state != ActivityState.PLANNED:
        state = ACTIVITY_STATE_NAMES[ActivityState(activity.state)]
        raise RuleBroken(f"“{activity.title}”{state}。", "有误请用“更正积分”。")
    return activity


def person_of(session: Session, resident_id: UUID) -> Resident:
    """The record that stands for a resident."""
    return the(session, Resident, standing_for(session, [resident_id])[resident_id])


def part_of(session: Session, activity_id: UUID, resident_id: UUID) -> Participation | None:
    """Somebody's line on the list of an activity; ``resident_id`` is his standing record."""
    return session.scalars(
        select(Participation).where(
            Participation.activity_id == activity_id,
            Participation.resident_id.in_(same_person(session, [resident_id])[resident_id]),
        )
    ).first()


def new_part(session: Session, activity_id: UUID, resident_id: UUID) -> Participation:
    """A new line on the list of an activity."""
    part = Participation(id=new_id(), activity_id=activity_id, resident_id=resident_id)
    session.add(part)
    return part


def tell(session: Session, actor: Actor, activity: Activity, action: str, sentence: str) -> None:
    """Write a step of an activity into the audit log."""
    subject = (Activity.__tablename__, activity.id)
    audit.record(session, actor, f"activity.{action}", sentence, subject=subject)
