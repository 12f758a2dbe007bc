"""Public lists as they are kept and as they hang on the board: names of minors are masked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.points.models import PointsRecord, Publicity
from app.points.record_views import LINE, joined_records, row_of
from app.points.rows import own_station, the
from app.points.stages import RecordState
from app.residents.masking import mask_name
from app.residents.models import Resident
from app.residents.rules import age_on
from db import clock

ADULT = 18


@dataclass(frozen=True)
class PublicityRow:
    """One line of the list of public lists."""

    id: UUID
    title: str
    from_day: date
    until_day: date
    posted_by: str
    records: int
    added: int
    """Points of awards on it, those objected to or taken back included."""
    deducted: int
    objected: int
    """Records that wait for an answer."""
    public: int
    """Records to be posted."""
    closed_at: datetime | None
    is_due: bool
    """The period is over and it can be posted."""


def publicities(session: Session, *, open_only: bool = False) -> list[PublicityRow]:
    """Public lists, the latest first."""
    chosen = (
        select(*_COLUMNS)
        .outerjoin(PointsRecord, PointsRecord.publicity_id == Publicity.id)
        .where(Publicity.owner == own_station(session))
        .group_by(Publicity.id)
        .order_by(Publicity.from_day.desc(), Publicity.id.desc())
    )
    if open_only:
        chosen = chosen.where(Publicity.closed_at.is_(None))
    today = clock.today()
    return [_row(line, today) for line in session.execute(chosen)]


def _sum_if(condition: Any, value: Any = 1) -> Any:
    return func.coalesce(func.sum(case((condition, value), else_=0)), 0)


_COLUMNS: tuple[Any, ...] = (
    Publicity.id,
    Publicity.title,
    Publicity.from_day,
    Publicity.until_day,
    Publicity.posted_by,
    Publicity.closed_at,
    func.count(PointsRecord.id).label("records"),
    _sum_if(PointsRecord.points > 0, PointsRecord.points).label("added"),
    _sum_if(PointsRecord.points < 0, -PointsRecord.points).label("deducted"),
    _sum_if(PointsRecord.state == RecordState.OBJECTED).label("objected"),
    _sum_if(PointsRecord.state == RecordState.PUBLIC).label("public"),
)


def _row(line: Any, today: date) -> PublicityRow:
    over = today > line.until_day or line.until_day == line.from_day
    return PublicityRow(
        line.id,
        line.title,
        line.from_day,
        line.until_day,
        line.posted_by,
        line.records,
        line.added,
        line.deducted,
        line.objected,
        line.public,
        line.closed_at,
        line.closed_at is None and over,
    )


@dataclass(frozen=True)
class PublicLine:
    """One line as the neighbours read it."""

    record_id: UUID
    name: str
    """Of minors the family name and stars."""
    building: str
    """Building alone; a door is nobody's business."""
    grid: str
    item: str
    points: int
    happened_on: date
    state: RecordState
    state_name: str


@dataclass(frozen=True)
class PublicList:
    """A public list in full."""

    id: UUID
    title: str
    from_day: date
    until_day: date
    closed_at: datetime | None
    lines: tuple[PublicLine, ...]


def public_list(session: Session, *, publicity_id: UUID) -> PublicList:
    """A public list with its lines, by building.

    Raises:
        NotFound: it is gone.
    """
    listed = the(session, Publicity, publicity_id)
    today = clock.today()
    found = session.execute(
        joined_records(*LINE, Resident.birth)
        .where(PointsRecord.publicity_id == publicity_id)
        .order_by(PointsRecord.points < 0, Resident.name_pinyin, PointsRecord.happened_on)
    )
    lines = []
    for line in found:
        row, age = row_of(line), age_on(today, line.birth)
        name = mask_name(row.name) if age is not None and age < ADULT else row.name
        lines.append(
            PublicLine(
                row.id,
                name,
                f"{line.building} 号楼",
                row.grid,
                row.item,
                row.points,
                row.happened_on,
                row.state,
                row.state_name,
            )
        )
    return PublicList(
        listed.id,
        listed.title,
        listed.from_day,
        listed.until_day,
        listed.closed_at,
        tuple(lines),
    )
