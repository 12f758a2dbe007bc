"""Records of points by state, with whose they are and by which rule."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.grids.models import Building, Grid, ResidentialUnit
from app.points.models import PointsObjection, PointsRecord, PointsRule
from app.points.people import records_of, standing_for
from app.points.rows import own_station
from app.points.stages import RECORD_STATE_NAMES, RecordState
from app.residents.models import Household, Resident, ResidentPlace
from app.residents.search import matching


@dataclass(frozen=True)
class RecordRow:
    """One line of the list of records."""

    id: UUID
    resident_id: UUID
    name: str
    address: str
    grid: str
    category: str
    item: str
    rule_version: int
    unit: str
    quantity: int
    points: int
    happened_on: date
    evidence: str
    note: str
    source_table: str
    source_id: UUID | None
    state: RecordState
    state_name: str
    recorder: str
    recorder_id: UUID | None
    """Account; a page marks what the viewer may not review."""
    recorded_at: datetime
    reviewer: str
    review_note: str
    publicity_id: UUID | None
    posted_at: datetime | None


@dataclass(frozen=True)
class RecordFilter:
    """Which records; what is not given does not matter."""

    states: tuple[RecordState, ...] = ()
    text: str = ""
    """Name, initials, address of the resident, or words of item and note."""
    resident_id: UUID | None = None
    rule_key: str = ""
    category: str = ""
    grid_id: UUID | None = None
    publicity_id: UUID | None = None
    source_id: UUID | None = None
    from_day: date | None = None
    """Of the day it happened."""
    until_day: date | None = None
    not_recorded_by: UUID | None = None
    """Account; what it may review."""


ANY = RecordFilter()
_STATES = case({state.value: n for n, state in enumerate(RecordState)}, value=PointsRecord.state)
SORTS: dict[str, tuple[Any, ...]] = {
    "name": (Resident.name_pinyin,),
    "address": (Building.number, ResidentialUnit.number, Household.room),
    "grid": (Grid.code,),
    "item": (PointsRule.category, PointsRule.item),
    "points": (PointsRecord.points,),
    "happened_on": (PointsRecord.happened_on,),
    "state": (_STATES,),
    "recorder": (PointsRecord.recorder_name,),
    "recorded_at": (PointsRecord.recorded_at,),
}
LINE: tuple[Any, ...] = (
    PointsRecord.id,
    PointsRecord.resident_id,
    Resident.name,
    Building.number.label("building"),
    ResidentialUnit.number.label("stairs"),
    Household.room,
    Grid.name.label("grid"),
    PointsRule.category,
    PointsRule.item,
    PointsRule.version,
    PointsRule.unit,
    PointsRecord.quantity,
    PointsRecord.points,
    PointsRecord.happened_on,
    PointsRecord.evidence,
    PointsRecord.note,
    PointsRecord.source_table,
    PointsRecord.source_id,
    PointsRecord.state,
    PointsRecord.recorder_name,
    PointsRecord.recorded_by,
    PointsRecord.recorded_at,
    PointsRecord.reviewer_name,
    PointsRecord.review_note,
    PointsRecord.publicity_id,
    PointsRecord.posted_at,
)


def joined_records(*columns: Any) -> Select[Any]:
    """Records with rule, resident, door, building and grid."""
    return (
        select(*columns)
        .select_from(PointsRecord)
        .join(PointsRule, PointsRule.id == PointsRecord.rule_id)
        .join(Resident, Resident.id == PointsRecord.resident_id)
        .join(Household, Household.id == Resident.household_id)
        .join(ResidentialUnit, ResidentialUnit.id == Household.unit_id)
        .join(Building, Building.id == ResidentialUnit.building_id)
        .join(Grid, Grid.id == Building.grid_id)
    )


def _chosen(session: Session, where: RecordFilter, *columns: Any) -> Select[Any]:
    chosen = joined_records(*columns).where(PointsRecord.owner == own_station(session))
    if where.states:
        chosen = chosen.where(PointsRecord.state.in_(where.states))
    if where.resident_id is not None:
        root = standing_for(session, [where.resident_id])[where.resident_id]
        chosen = chosen.where(PointsRecord.resident_id.in_(records_of(session, [root])))
    for column, value in (
        (PointsRule.key, where.rule_key),
        (PointsRule.category, where.category),
        (Building.grid_id, where.grid_id),
        (PointsRecord.publicity_id, where.publicity_id),
        (PointsRecord.source_id, where.source_id),
    ):
        if value:
            chosen = chosen.where(column == value)
    if where.from_day:
        chosen = chosen.where(PointsRecord.happened_on >= where.from_day)
    if where.until_day:
        chosen = chosen.where(PointsRecord.happened_on <= where.until_day)
    if where.not_recorded_by:
        others = PointsRecord.recorded_by != where.not_recorded_by
        chosen = chosen.where(or_(PointsRecord.recorded_by.is_(None), others))
    return _found(chosen, where.text.strip())


def _found(chosen: Select[Any], text: str) -> Select[Any]:
    if not text:
        return chosen
    people = select(ResidentPlace.resident_id).where(ResidentPlace.number.in_(matching(text)))
    words = (PointsRule.item, PointsRecord.note)
    return chosen.where(
        or_(
            PointsRecord.resident_id.in_(people),
            *(column.contains(text, autoescape=True) for column in words),
        )
    )


def count_records(session: Session, *, where: RecordFilter = ANY) -> int:
    """How many the list has."""
    return session.scalar(_chosen(session, where, func.count())) or 0


def records(
    session: Session,
    offset: int = 0,
    limit: int = 200,
    sort: str | None = None,
    descending: bool = False,
    *,
    where: RecordFilter = ANY,
) -> list[RecordRow]:
    """A page of the list; without ``sort`` the latest first."""
    keys = SORTS[sort or "recorded_at"]
    downwards = descending or sort is None
    order = [key.desc() if downwards else key for key in keys]
    last = PointsRecord.id.desc() if downwards else PointsRecord.id
    chosen = _chosen(session, where, *LINE).order_by(*order, last)
    return [row_of(line) for line in session.execute(chosen.offset(offset).limit(limit))]


def row_of(line: Any) -> RecordRow:
    """The line of a found record (columns ``LINE``)."""
    state = RecordState(line.state)
    return RecordRow(
        id=line.id,
        resident_id=line.resident_id,
        name=line.name,
        address=f"{line.building}-{line.stairs}-{line.room}",
        grid=line.grid,
        category=line.category,
        item=line.item,
        rule_version=line.version,
        unit=line.unit,
        quantity=line.quantity,
        points=line.points,
        happened_on=line.happened_on,
        evidence=line.evidence,
        note=line.note,
        source_table=line.source_table,
        source_id=line.source_id,
        state=state,
        state_name=RECORD_STATE_NAMES[state],
        recorder=line.recorder_name,
        recorder_id=line.recorded_by,
        recorded_at=line.recorded_at,
        reviewer=line.reviewer_name,
        review_note=line.review_note,
        publicity_id=line.publicity_id,
        posted_at=line.posted_at,
    )


def state_counts(session: Session, *, where: RecordFilter = ANY) -> dict[RecordState, int]:
    """How many records stand in each state, with the rest of the filter."""
    counted = _chosen(session, where, PointsRecord.state, func.count()).group_by(PointsRecord.state)
    found = {RecordState(state): count for state, count in session.execute(counted)}
    return {state: found.get(state, 0) for state in RecordState}


@dataclass(frozen=True)
class ObjectionRow:
    """An objection or appeal, and its answer."""

    id: UUID
    record_id: UUID
    objector: str
    content: str
    received_on: date
    answer: str
    answered_on: date | None
    answered_by: str
    upheld: bool | None


@dataclass(frozen=True)
class RecordDetail:
    """A record with everything that was said against it."""

    row: RecordRow
    objections: tuple[ObjectionRow, ...]


def record_detail(session: Session, *, record_id: UUID) -> RecordDetail:
    """One record.

    Raises:
        NotFound: it is gone.
    """
    line = session.execute(joined_records(*LINE).where(PointsRecord.id == record_id)).first()
    if line is None:
        raise NotFound("没有找到这条积分记录。", "可能已被撤销，请刷新后再试。")
    return RecordDetail(row_of(line), tuple(_objections(session, record_id)))


def _objections(session: Session, record_id: UUID) -> list[ObjectionRow]:
    found = session.scalars(
        select(PointsObjection)
        .where(PointsObjection.record_id == record_id)
        .order_by(PointsObjection.received_on, PointsObjection.id)
    )
    return [objection_row(row) for row in found]


def objection_row(row: PointsObjection) -> ObjectionRow:
    """An objection as it is shown."""
    return ObjectionRow(
        row.id,
        row.record_id,
        row.objector,
        row.content,
        row.received_on,
        row.answer,
        row.answered_on,
        row.answered_by,
        row.upheld,
    )


def open_objections(session: Session) -> list[ObjectionRow]:
    """Objections that wait for an answer, oldest first."""
    found = session.scalars(
        select(PointsObjection)
        .where(PointsObjection.answered_on.is_(None))
        .where(PointsObjection.owner == own_station(session))
        .order_by(PointsObjection.received_on, PointsObjection.id)
    )
    return [objection_row(row) for row in found]
