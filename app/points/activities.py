"""Planning activities, changing them, calling them off.

Signing up and in: :mod:`app.points.participation`. Finishing with points for everybody:
:mod:`app.points.activity_awards`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.entered import line, passage
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput
from app.points.activity_rows import planned, tell
from app.points.models import Activity, PointsProject, PointsRule
from app.points.records import MOST_UNITS
from app.points.rows import next_number, the, within
from app.points.rule_versions import rule_on
from app.points.search_text import search_text
from app.points.terms import ActivityState
from db import clock
from db.ids import new_id

MOST_PLACES = 10_000


@dataclass(frozen=True)
class ActivityText:
    """What the form of an activity says."""

    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    rule_id: UUID | None = None
    """Any version of the item; the one of the day counts. None: no points."""
    quantity: int = 1
    """Units everybody gets who was there: hours, times."""
    capacity: int = 0
    """How many may sign up; 0: any number."""
    organiser: str = ""
    project_id: UUID | None = None
    note: str = ""


def plan_activity(session: Session, actor: Actor, *, text: ActivityText) -> UUID:
    """Plan an activity and give it its number.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: names the field: no title, an end before the beginning, an item not in force.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    activity = Activity(
        id=new_id(),
        number=next_number(session, Activity, clock.local(text.starts_at).year),
        state=ActivityState.PLANNED,
    )
    _fill(session, activity, text)
    session.add(activity)
    return _told(session, actor, activity, "plan", "安排活动")


def change_activity(
    session: Session, actor: Actor, *, activity_id: UUID, text: ActivityText
) -> None:
    """Change an activity that is not over.

    Raises:
        NotAllowed, NotFound, InvalidInput: as for :func:`plan_activity`.
        RuleBroken: it is finished or cancelled.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    activity = planned(session, activity_id)
    _fill(session, activity, text)
    _told(session, actor, activity, "change", "修改活动")


def cancel_activity(session: Session, actor: Actor, *, activity_id: UUID, reason: str) -> None:
    """Call an activity off; nobody gets points.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no reason given.
        RuleBroken: it is finished or cancelled.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    activity = planned(session, activity_id)
    activity.cancelled_reason = line(reason, "原因", "reason", required=True)
    activity.state = ActivityState.CANCELLED
    _told(session, actor, activity, "cancel", "取消活动")


def _fill(session: Session, activity: Activity, text: ActivityText) -> None:
    if text.ends_at is not None and text.ends_at <= text.starts_at:
        raise InvalidInput("结束时间不在开始时间之后。", "请核对时间。", field="ends_at")
    if text.project_id is not None:
        the(session, PointsProject, text.project_id)
    activity.title = line(text.title, "活动名称", "title", required=True)
    activity.place = line(text.place, "地点", "place")
    activity.organiser = line(text.organiser, "组织者", "organiser")
    activity.note = passage(text.note, "备注", "note")
    activity.starts_at, activity.ends_at = text.starts_at, text.ends_at
    day = clock.local(text.starts_at).date()
    activity.rule_id = _rule_of_day(session, text.rule_id, day)
    activity.quantity = within(text.quantity, 1, MOST_UNITS, "数量", "quantity")
    activity.capacity = within(text.capacity, 0, MOST_PLACES, "名额", "capacity")
    activity.project_id = text.project_id
    words = (activity.number, activity.title, activity.place, activity.organiser)
    activity.search_text = search_text(words, words[1:2])


def _rule_of_day(session: Session, rule_id: UUID | None, day: date) -> UUID | None:
    if rule_id is None:
        return None
    rule = the(session, PointsRule, rule_id)
    found = rule_on(session, rule.key, day)
    if found is None or found.points < 0:
        raise InvalidInput(
            f"“{rule.item}”在 {day} 不能用来加分。", "请选择当天有效的加分项。", field="rule_id"
        )
    return found.id


def _told(session: Session, actor: Actor, activity: Activity, action: str, word: str) -> UUID:
    session.flush()
    tell(session, actor, activity, action, f"{word} {activity.number}：{activity.title}")
    return activity.id
