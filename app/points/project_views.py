"""Projects and tasks to be claimed, and how far each claim is."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.points.models import PointsProject, PointsRule, ProjectClaim
from app.points.projects import HOLDING
from app.points.rows import own_station
from app.points.terms import (
    CLAIM_STATE_NAMES,
    PROJECT_KIND_NAMES,
    ClaimState,
    ProjectKind,
)
from app.residents.queries import rows_of
from db import clock


@dataclass(frozen=True)
class ProjectRow:
    """One line of the list of projects."""

    id: UUID
    title: str
    kind: ProjectKind
    kind_name: str
    content: str
    rule_id: UUID
    item: str
    worth: int
    places: int
    """0: any number."""
    taken: int
    proved: int
    """Claims that wait to be accepted."""
    accepted: int
    from_day: date
    until_day: date | None
    closed_on: date | None
    is_open: bool
    """It can be claimed today, places apart."""
    matter_id: UUID | None


def projects(session: Session, *, open_only: bool = False, text: str = "") -> list[ProjectRow]:
    """Projects, the latest first."""
    chosen = _joined().where(PointsProject.owner == own_station(session))
    for word in text.split():
        chosen = chosen.where(PointsProject.title.contains(word, autoescape=True))
    chosen = chosen.order_by(PointsProject.from_day.desc(), PointsProject.id.desc())
    rows = [_row(line) for line in session.execute(chosen)]
    return [row for row in rows if row.is_open or not open_only]


def _joined() -> Any:
    return (
        select(*_COLUMNS)
        .select_from(PointsProject)
        .join(PointsRule, PointsRule.id == PointsProject.rule_id)
        .outerjoin(ProjectClaim, ProjectClaim.project_id == PointsProject.id)
        .group_by(PointsProject.id)
    )


def _count_if(*states: ClaimState) -> Any:
    return func.sum(case((ProjectClaim.state.in_(states), 1), else_=0))


_COLUMNS: tuple[Any, ...] = (
    PointsProject.id,
    PointsProject.title,
    PointsProject.kind,
    PointsProject.content,
    PointsProject.rule_id,
    PointsRule.item,
    PointsRule.points,
    PointsProject.places,
    PointsProject.from_day,
    PointsProject.until_day,
    PointsProject.closed_on,
    PointsProject.matter_id,
    _count_if(*HOLDING).label("taken"),
    _count_if(ClaimState.PROVED).label("proved"),
    _count_if(ClaimState.ACCEPTED).label("accepted"),
)


def _row(line: Any) -> ProjectRow:
    today, kind = clock.today(), ProjectKind(line.kind)
    ended = line.closed_on is not None or (line.until_day is not None and today > line.until_day)
    return ProjectRow(
        line.id,
        line.title,
        kind,
        PROJECT_KIND_NAMES[kind],
        line.content,
        line.rule_id,
        line.item,
        line.points,
        line.places,
        line.taken,
        line.proved,
        line.accepted,
        line.from_day,
        line.until_day,
        line.closed_on,
        not ended and line.from_day <= today,
        line.matter_id,
    )


@dataclass(frozen=True)
class ClaimRow:
    """Somebody's claim."""

    id: UUID
    project_id: UUID
    project: str
    resident_id: UUID
    name: str
    address: str
    state: ClaimState
    state_name: str
    claimed_on: date
    done_on: date | None
    proof: str
    accepted_by: str


def claims(
    session: Session,
    *,
    project_id: UUID | None = None,
    states: tuple[ClaimState, ...] = (),
) -> list[ClaimRow]:
    """Claims of one project or of all, those that wait to be accepted first."""
    chosen = (
        select(ProjectClaim, PointsProject.title)
        .join(PointsProject, PointsProject.id == ProjectClaim.project_id)
        .where(ProjectClaim.owner == own_station(session))
        .order_by(ProjectClaim.state != ClaimState.PROVED, ProjectClaim.claimed_on.desc())
        .order_by(ProjectClaim.id.desc())
    )
    if project_id is not None:
        chosen = chosen.where(ProjectClaim.project_id == project_id)
    if states:
        chosen = chosen.where(ProjectClaim.state.in_(states))
    found = session.execute(chosen).all()
    people = {row.id: row for row in rows_of(session, [claim.resident_id for claim, _ in found])}
    return [
        ClaimRow(
            claim.id,
            claim.project_id,
            title,
            claim.resident_id,
            people[claim.resident_id].name,
            people[claim.resident_id].address,
            ClaimState(claim.state),
            CLAIM_STATE_NAMES[ClaimState(claim.state)],
            claim.claimed_on,
            claim.done_on,
            claim.proof,
            claim.accepted_by,
        )
        for claim, title in found
    ]


@dataclass(frozen=True)
class ProjectDetail:
    """A project with everybody who claimed it."""

    row: ProjectRow
    claims: tuple[ClaimRow, ...]


def project_detail(session: Session, *, project_id: UUID) -> ProjectDetail:
    """One project.

    Raises:
        NotFound: it is gone.
    """
    line = session.execute(_joined().where(PointsProject.id == project_id)).first()
    if line is None:
        raise NotFound("没有找到这个项目。", "可能已被撤销，请刷新后再试。")
    return ProjectDetail(_row(line), tuple(claims(session, project_id=project_id)))
