"""Activities as a list, one with its people, and the tabs' counts."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.points.models import Activity, Participation, PointsProject, PointsRecord, PointsRule
from app.points.people import same_person
from app.points.rows import own_station
from app.points.stages import DEAD, RECORD_STATE_NAMES, RecordState
from app.points.terms import ACTIVITY_STATE_NAMES, ActivityState
from app.residents.queries import rows_of
from db import clock


class ActivityGroup(StrEnum):
    """The tabs of the list."""

    COMING = "coming"
    """Planned, not begun."""
    RUNNING = "running"
    """Begun and not finished: to sign in to, or to finish."""
    FINISHED = "finished"
    ALL = "all"


ACTIVITY_GROUP_NAMES = {
    ActivityGroup.RUNNING: "待结束",
    ActivityGroup.COMING: "未开始",
    ActivityGroup.FINISHED: "已结束",
    ActivityGroup.ALL: "全部",
}


@dataclass(frozen=True)
class ActivityFilter:
    """Which activities; what is not given does not matter."""

    group: ActivityGroup = ActivityGroup.ALL
    text: str = ""
    project_id: UUID | None = None
    resident_id: UUID | None = None
    from_day: date | None = None
    until_day: date | None = None


EVERY = ActivityFilter()


@dataclass(frozen=True)
class ActivityRow:
    """One line of the list."""

    id: UUID
    number: str
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime | None
    rule_id: UUID | None
    item: str
    """By which item it awards; empty: it awards nothing."""
    worth: int
    """Points of one unit."""
    unit: str
    quantity: int
    capacity: int
    organiser: str
    project_id: UUID | None
    project: str
    state: ActivityState
    state_name: str
    """进行中 for what has begun and is not finished."""
    signed_up: int
    signed_in: int
    note: str
    cancelled_reason: str


def _in_group(group: ActivityGroup, now: datetime) -> ColumnElement[bool]:
    planned = Activity.state == ActivityState.PLANNED
    return {
        ActivityGroup.COMING: and_(planned, Activity.starts_at > now),
        ActivityGroup.RUNNING: and_(planned, Activity.starts_at <= now),
        ActivityGroup.FINISHED: Activity.state == ActivityState.FINISHED,
        ActivityGroup.ALL: true(),
    }[group]


def _filtered(session: Session, chosen: Select[Any], where: ActivityFilter) -> Select[Any]:
    words = where.text.lower().split()
    conditions = [
        Activity.owner == own_station(session),
        _in_group(where.group, clock.now()),
        *(Activity.search_text.contains(word, autoescape=True) for word in words),
    ]
    if where.project_id:
        conditions.append(Activity.project_id == where.project_id)
    if where.resident_id:
        mine = same_person(session, [where.resident_id])[where.resident_id]
        parts = select(Participation.activity_id).where(Participation.resident_id.in_(mine))
        conditions.append(Activity.id.in_(parts))
    if where.from_day:
        conditions.append(Activity.starts_at >= clock.moment(where.from_day))
    if where.until_day:
        conditions.append(Activity.starts_at < clock.moment(where.until_day + timedelta(days=1)))
    return chosen.where(*conditions)


def count_activities(session: Session, *, where: ActivityFilter = EVERY) -> int:
    """How many the list has."""
    chosen = _filtered(session, select(func.count()).select_from(Activity), where)
    return session.scalar(chosen) or 0


def group_counts(session: Session, *, where: ActivityFilter = EVERY) -> dict[ActivityGroup, int]:
    """How many stand under each tab, with the rest of the filter."""
    now = clock.now()
    sums = [func.sum(case((_in_group(group, now), 1), else_=0)) for group in ActivityGroup]
    whole = replace(where, group=ActivityGroup.ALL)
    counts = session.execute(_filtered(session, select(*sums).select_from(Activity), whole)).one()
    return {group: count or 0 for group, count in zip(ActivityGroup, counts, strict=True)}


SORTS: dict[str, tuple[Any, ...]] = {
    "number": (func.length(Activity.number), Activity.number),
    "title": (Activity.title,),
    "place": (Activity.place,),
    "starts_at": (Activity.starts_at,),
    "item": (PointsRule.item,),
    "state": (Activity.state,),
}


def _counted(column: Any) -> Any:
    return (
        select(func.count())
        .select_from(Participation)
        .where(Participation.activity_id == Activity.id, column.is_not(None))
        .correlate(Activity)
        .scalar_subquery()
    )


_LINE: tuple[Any, ...] = (
    *(getattr(Activity, name) for name in (
        "id", "number", "title", "place", "starts_at", "ends_at", "rule_id", "quantity",
        "capacity", "organiser", "project_id", "state", "note", "cancelled_reason",
    )),
    PointsRule.item,
    PointsRule.points,
    PointsRule.unit,
    PointsProject.title.label("project"),
    _counted(Participation.signed_up_at).label("signed_up"),
    _counted(Participation.signed_in_at).label("signed_in"),
)  # fmt: skip


def activities(
    session: Session,
    offset: int = 0,
    limit: int = 200,
    sort: str | None = None,
    descending: bool = False,
    *,
    where: ActivityFilter = EVERY,
) -> list[ActivityRow]:
    """A page of the list; without ``sort`` the latest first, what is to come soonest first."""
    soonest = sort is None and where.group is ActivityGroup.COMING
    downwards = descending or (sort is None and not soonest)
    order = [key.desc() if downwards else key for key in SORTS[sort or "starts_at"]]
    chosen = _filtered(session, _joined(), where).order_by(*order, Activity.id)
    return [_row(line) for line in session.execute(chosen.offset(offset).limit(limit))]


def _joined() -> Select[Any]:
    return (
        select(*_LINE)
        .select_from(Activity)
        .outerjoin(PointsRule, PointsRule.id == Activity.rule_id)
        .outerjoin(PointsProject, PointsProject.id == Activity.project_id)
    )


def _row(line: Any) -> ActivityRow:
    state = ActivityState(line.state)
    begun = state is ActivityState.PLANNED and line.starts_at <= clock.now()
    return ActivityRow(
        id=line.id,
        number=line.number,
        title=line.title,
        place=line.place,
        starts_at=line.starts_at,
        ends_at=line.ends_at,
        rule_id=line.rule_id,
        item=line.item or "",
        worth=line.points or 0,
        unit=line.unit or "",
        quantity=line.quantity,
        capacity=line.capacity,
        organiser=line.organiser,
        project_id=line.project_id,
        project=line.project or "",
        state=state,
        state_name="进行中" if begun else ACTIVITY_STATE_NAMES[state],
        signed_up=line.signed_up,
        signed_in=line.signed_in,
        note=line.note,
        cancelled_reason=line.cancelled_reason,
    )


@dataclass(frozen=True)
class PartRow:
    """One person on the list of an activity."""

    resident_id: UUID
    name: str
    address: str
    phone: str
    """masked"""
    signed_up_at: datetime | None
    signed_in_at: datetime | None
    quantity: int
    has_own_quantity: bool
    points: int
    """What was recorded and counts; 0 before the end."""
    record_state: str
    """Name of the record's state; empty: none."""


@dataclass(frozen=True)
class ActivityDetail:
    """An activity with its people: who is signed in first, latest on top, then who is expected."""

    row: ActivityRow
    people: tuple[PartRow, ...]
    points: int
    """Everybody's together."""


def activity_detail(session: Session, *, activity_id: UUID) -> ActivityDetail:
    """One activity.

    Raises:
        NotFound: it is gone.
    """
    line = session.execute(_joined().where(Activity.id == activity_id)).first()
    if line is None:
        raise NotFound("没有找到这次活动。", "可能已被撤销，请刷新后再试。")
    row = _row(line)
    people = _people(session, row)
    return ActivityDetail(row, tuple(people), sum(part.points for part in people))


def _people(session: Session, activity: ActivityRow) -> list[PartRow]:
    parts = session.execute(
        select(
            Participation.resident_id,
            Participation.signed_up_at,
            Participation.signed_in_at,
            Participation.quantity,
        ).where(Participation.activity_id == activity.id)
    ).all()
    residents = {row.id: row for row in rows_of(session, [part.resident_id for part in parts])}
    records = _records(session, activity.id)
    found = []
    for part in parts:
        resident = residents[part.resident_id]
        points, state = records.get(part.resident_id, (0, ""))
        found.append(
            PartRow(
                part.resident_id,
                resident.name,
                resident.address,
                resident.phone,
                part.signed_up_at,
                part.signed_in_at,
                part.quantity or activity.quantity,
                part.quantity is not None,
                points,
                state,
            )
        )
    found.sort(key=lambda part: part.signed_up_at or part.signed_in_at or activity.starts_at)
    found.sort(key=lambda part: part.signed_in_at or activity.starts_at, reverse=True)
    return sorted(found, key=lambda part: part.signed_in_at is None)


def _records(session: Session, activity_id: UUID) -> dict[UUID, tuple[int, str]]:
    """What counts of each person; else the last state of what was stopped."""
    rows = session.execute(
        select(PointsRecord.resident_id, PointsRecord.points, PointsRecord.state)
        .where(PointsRecord.source_table == Activity.__tablename__)
        .where(PointsRecord.source_id == activity_id)
        .order_by(PointsRecord.recorded_at, PointsRecord.id)
    )
    return {
        resident_id: (
            0 if state in DEAD else points,
            RECORD_STATE_NAMES[RecordState(state)],
        )
        for resident_id, points, state in rows
    }
