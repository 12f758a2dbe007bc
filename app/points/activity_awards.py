"""The points of an activity: for everybody at once when it is finished, and put right afterwards.

Finishing records the points; they go through review and publicity like any other. What was wrong
is corrected by taking the record back and recording anew, never by changing it.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.entered import line
from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.errors import RuleBroken
from app.points.activity_rows import new_part, part_of, person_of, planned, tell
from app.points.facts import ActivityFinished
from app.points.models import Activity, Participation, PointsRecord
from app.points.people import same_person, standing_for
from app.points.publicity import reverse_record
from app.points.records import (
    MOST_UNITS,
    RecordText,
    Share,
    ShareResult,
    preview_points,
    record_points,
    withdraw_records,
)
from app.points.rows import the, within
from app.points.stages import DEAD, RecordState
from app.points.terms import ActivityState
from db import clock
from db.replicated import transaction_of

SOURCE = Activity.__tablename__


def award_preview(session: Session, *, activity_id: UUID) -> list[ShareResult]:
    """What everybody who is signed in would get if the activity were finished now.

    Raises:
        NotFound.
    """
    activity = the(session, Activity, activity_id)
    text = _record_text(session, activity)
    if text is None:
        return []
    return preview_points(session, text=text, shares=_shares(session, activity))


def finish_activity(session: Session, actor: Actor, *, activity_id: UUID) -> list[ShareResult]:
    """End an activity and record the points of everybody who was signed in.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: it has not begun, nobody was there, or it is over.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    activity = planned(session, activity_id)
    now = transaction_of(session).at
    if activity.starts_at > now:
        raise RuleBroken("活动还没有开始。", "请核对活动时间，或取消活动。")
    shares = _shares(session, activity)
    if not shares:
        raise RuleBroken("还没有人签到。", "请先签到；没有办成的活动请取消。")
    text = _record_text(session, activity)
    results = record_points(session, actor, text=text, shares=shares) if text else []
    activity.state, activity.finished_at = ActivityState.FINISHED, now
    points = sum(result.points for result in results)
    sentence = f"结束活动 {activity.number} {activity.title}：{len(shares)} 人，{points} 分"
    tell(session, actor, activity, "finish", sentence)
    announce(
        session,
        actor,
        ActivityFinished(activity_id, activity.number, activity.title, len(shares), points),
    )
    return results


def correct_award(
    session: Session,
    actor: Actor,
    *,
    activity_id: UUID,
    resident_id: UUID,
    quantity: int,
    reason: str,
) -> ShareResult | None:
    """Put right what somebody got for a finished activity; 0: he was not there.

    The wrong record is withdrawn, or reversed when it is posted; the right one goes through
    review and publicity anew. Returns what it gives.

    Raises:
        NotAllowed, NotFound, InvalidInput.
        RuleBroken: the activity is not finished or gives no points.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    activity, resident = the(session, Activity, activity_id), person_of(session, resident_id)
    reason = line(reason, "原因", "reason", required=True)
    within(quantity, 0, MOST_UNITS, "数量", "quantity")
    text = _record_text(session, activity)
    if activity.state != ActivityState.FINISHED or text is None:
        raise RuleBroken("这次活动没有可以更正的积分。", "没有结束的活动请直接改签到。")
    number = _take_back_award(session, actor, activity, resident.id, reason)
    _correct_part(session, activity, resident.id, quantity)
    sentence = f"更正活动积分：{resident.name}，{activity.title}，{reason}"
    tell(session, actor, activity, "correct", sentence)
    if quantity == 0:
        return None
    key = f"{_key(activity_id, resident.id)}#{number + 1}"
    share = Share(resident.id, quantity, key, activity_id)
    return record_points(session, actor, text=text, shares=[share])[0]


def _take_back_award(
    session: Session, actor: Actor, activity: Activity, resident_id: UUID, reason: str
) -> int:
    """Stop what counts of a person's records of an activity; returns how many there ever were."""
    found = select(PointsRecord).where(
        PointsRecord.source_table == SOURCE,
        PointsRecord.source_id == activity.id,
        PointsRecord.resident_id.in_(same_person(session, [resident_id])[resident_id]),
    )
    rows = list(session.scalars(found))
    for row in rows:
        if row.state == RecordState.POSTED:
            reverse_record(session, actor, record_id=row.id, reason=reason)
        elif row.state not in DEAD:
            withdraw_records(session, actor, record_ids=[row.id], reason=reason)
    return len(rows)


def _correct_part(session: Session, activity: Activity, resident_id: UUID, quantity: int) -> None:
    part = part_of(session, activity.id, resident_id)
    if quantity == 0:
        if part is not None:
            part.signed_in_at = None
        return
    part = part or new_part(session, activity.id, resident_id)
    part.signed_in_at = part.signed_in_at or activity.starts_at
    part.quantity = quantity if quantity != activity.quantity else None


def _record_text(session: Session, activity: Activity) -> RecordText | None:
    """How the points of an activity are recorded; None when it gives none."""
    if activity.rule_id is None:
        return None
    rule_id, day = activity.rule_id, clock.local(activity.starts_at).date()
    day = min(day, clock.today())
    return RecordText(rule_id, day, f"活动签到 {activity.number}", activity.title, SOURCE)


def _shares(session: Session, activity: Activity) -> list[Share]:
    parts = session.scalars(
        select(Participation)
        .where(Participation.activity_id == activity.id, Participation.signed_in_at.is_not(None))
        .order_by(Participation.signed_in_at, Participation.id)
    ).all()
    people = standing_for(session, [part.resident_id for part in parts])
    found: dict[UUID, Share] = {}
    for part in parts:
        person = people[part.resident_id]
        units = part.quantity or activity.quantity
        found.setdefault(person, Share(person, units, _key(activity.id, person), activity.id))
    return list(found.values())


def _key(activity_id: UUID, resident_id: UUID) -> str:
    return f"activity:{activity_id.hex}:{resident_id.hex}"
