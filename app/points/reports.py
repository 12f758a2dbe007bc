"""Figures of a period by category, activity and rule, with, without and regardless of a project."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session

from app.points.models import (
    Activity,
    Participation,
    PointsProject,
    PointsRecord,
    PointsRule,
    ProjectClaim,
)
from app.points.people import person, roots
from app.points.rows import own_station
from app.points.stages import COUNTING, RecordState
from app.points.terms import ActivityState
from app.points.yearly import totals
from db import clock


class ReportBy(StrEnum):
    """What a report has a line for."""

    CATEGORY = "category"
    RULE = "rule"
    ACTIVITY = "activity"
    PROJECT = "project"


REPORT_BY_NAMES = {
    ReportBy.CATEGORY: "类别",
    ReportBy.RULE: "细则",
    ReportBy.ACTIVITY: "活动",
    ReportBy.PROJECT: "项目",
}


class WithProject(StrEnum):
    """Which records a report counts."""

    ALL = "all"
    WITH = "with"
    WITHOUT = "without"


WITH_PROJECT_NAMES = {
    WithProject.ALL: "全部",
    WithProject.WITH: "属于项目的",
    WithProject.WITHOUT: "不属于项目的",
}


@dataclass(frozen=True)
class ReportLine:
    """One line of a report."""

    name: str
    records: int
    people: int
    added: int
    deducted: int
    posted: int
    """Of added less deducted, what is in the ledger."""


@dataclass(frozen=True)
class PointsReport:
    """The figures of a period (both days included), by the day it happened."""

    from_day: date
    until_day: date
    by: ReportBy
    project: WithProject
    lines: tuple[ReportLine, ...]
    total: ReportLine


def points_report(
    session: Session,
    *,
    from_day: date,
    until_day: date,
    by: ReportBy = ReportBy.CATEGORY,
    project: WithProject = WithProject.ALL,
) -> PointsReport:
    """Records that count (not rejected, withdrawn or reversed), the most points first."""
    chosen = _chosen(session, from_day, until_day, project)
    name, key = _NAMES[by]
    lines = [
        _line(row.name or _NONE[by], row)
        for row in session.execute(chosen.add_columns(name.label("name")).group_by(key))
    ]
    total = _line("合计", session.execute(chosen).one())
    lines.sort(key=lambda line: (-line.added, line.deducted, line.name))
    return PointsReport(from_day, until_day, by, project, tuple(lines), total)


_PROJECT: Any = func.coalesce(Activity.project_id, ProjectClaim.project_id)
_NAMES: dict[ReportBy, tuple[Any, Any]] = {
    ReportBy.CATEGORY: (PointsRule.category, PointsRule.category),
    ReportBy.RULE: (PointsRule.item, PointsRule.key),
    ReportBy.ACTIVITY: (Activity.title, Activity.id),
    ReportBy.PROJECT: (PointsProject.title, PointsProject.id),
}
_NONE = {
    ReportBy.CATEGORY: "未分类",
    ReportBy.RULE: "未列细则",
    ReportBy.ACTIVITY: "不通过活动登记",
    ReportBy.PROJECT: "不属于项目",
}


def _chosen(session: Session, from_day: date, until_day: date, project: WithProject) -> Select[Any]:
    standing = roots()
    who = person(standing, PointsRecord.resident_id)
    columns: tuple[Any, ...] = (
        func.count(PointsRecord.id).label("records"),
        func.count(who.distinct()).label("people"),
        _sum(PointsRecord.points > 0, PointsRecord.points).label("added"),
        _sum(PointsRecord.points < 0, -PointsRecord.points).label("deducted"),
        _sum(PointsRecord.state == RecordState.POSTED, PointsRecord.points).label("posted"),
    )
    of_activity = and_(
        Activity.id == PointsRecord.source_id,
        PointsRecord.source_table == Activity.__tablename__,
    )
    of_claim = and_(
        ProjectClaim.id == PointsRecord.source_id,
        PointsRecord.source_table == ProjectClaim.__tablename__,
    )
    chosen = (
        select(*columns)
        .select_from(PointsRecord)
        .outerjoin(standing, standing.c.id == PointsRecord.resident_id)
        .join(PointsRule, PointsRule.id == PointsRecord.rule_id)
        .outerjoin(Activity, of_activity)
        .outerjoin(ProjectClaim, of_claim)
        .outerjoin(PointsProject, PointsProject.id == _PROJECT)
        .where(PointsRecord.owner == own_station(session))
        .where(PointsRecord.state.in_(COUNTING))
        .where(PointsRecord.happened_on.between(from_day, until_day))
    )
    if project is not WithProject.ALL:
        has = PointsProject.id.is_not(None)
        chosen = chosen.where(has if project is WithProject.WITH else ~has)
    return chosen


def _sum(condition: Any, value: Any) -> Any:
    return func.coalesce(func.sum(case((condition, value), else_=0)), 0)


def _line(name: str, row: Any) -> ReportLine:
    return ReportLine(name, row.records, row.people, row.added, row.deducted, row.posted)


@dataclass(frozen=True)
class PointsFigure:
    """A headline figure: a count, with its formula in words."""

    key: str
    name: str
    value: int
    formula: str


def points_figures(session: Session) -> list[PointsFigure]:
    """What a scheme is measured by: people registered, activities, participations, points."""
    found = totals(session)
    finished = Activity.state == ActivityState.FINISHED
    own = Activity.owner == own_station(session)
    parts = (
        select(func.count())
        .select_from(Participation)
        .join(Activity, Activity.id == Participation.activity_id)
        .where(finished, own, Participation.signed_in_at.is_not(None))
    )
    held = select(func.count()).select_from(Activity).where(finished, own)
    return [
        PointsFigure(
            "points_registered",
            "积分注册居民",
            found.people,
            "开立积分账户的人，合并的记录算一人",
        ),
        PointsFigure("activities", "活动", session.scalar(held) or 0, "已结束的活动"),
        PointsFigure(
            "participations", "参加人次", session.scalar(parts) or 0, "已结束活动中签到的人次"
        ),
        PointsFigure(
            "points_posted", "累计积分", found.posted, "已入账的加分（含期初结转），不含冲正的"
        ),
        PointsFigure("points_redeemed", "累计兑换积分", found.redeemed, "兑换的积分，不含取消的"),
        PointsFigure("points_balance", "居民现有积分", found.residents, "全部居民账户余额之和"),
    ]


def points_this_year(session: Session) -> tuple[date, date]:
    """From the first of January to today, the period a report begins with."""
    today = clock.today()
    return date(today.year, 1, 1), today


def activities_of(session: Session, *, project_id: UUID) -> int:
    """How many activities belong to a project."""
    chosen = select(func.count()).select_from(Activity).where(Activity.project_id == project_id)
    return session.scalar(chosen) or 0
