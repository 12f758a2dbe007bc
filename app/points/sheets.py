"""Fills the sheets about the scheme: report, yearly account, ranking, register, public list."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.station import profile
from app.points.publicity_views import public_list
from app.points.rankings import RANK_BY_NAMES, RankBy, ranking
from app.points.reports import (
    REPORT_BY_NAMES,
    WITH_PROJECT_NAMES,
    PointsReport,
    ReportBy,
    ReportLine,
    WithProject,
    points_figures,
    points_report,
)
from app.points.reward_views import RedemptionFilter, RedemptionRow, redemptions
from app.points.stages import DEAD
from app.points.yearly import YearlyLine, yearly_account
from app.printing.foot import PrintMark
from app.printing.points_public_list import PublicListSheet, PublicRow
from app.printing.points_ranking import RankingSheet, RankRow
from app.printing.points_register import RegisterRow, RegisterSheet
from app.printing.points_report import PointsLine, PointsReportSheet, PointsTable
from app.printing.points_yearly import YearlyRow, YearlySheet
from app.printing.words import full_date
from app.settings import OBJECTION_PHONE, get
from db import clock

EVERYTHING = 1_000_000


def report_sheet(
    session: Session,
    *,
    from_day: date,
    until_day: date,
    project: WithProject = WithProject.ALL,
    operator: str = "",
) -> PointsReportSheet:
    """The report of a period: one table by category, rule, activity and project."""
    found = {
        by: points_report(session, from_day=from_day, until_day=until_day, by=by, project=project)
        for by in ReportBy
    }
    total = next(iter(found.values())).total
    return PointsReportSheet(
        office_name=profile(session).name,
        title=f"{profile(session).name}文明积分报告",
        period=period(from_day, until_day),
        scope=WITH_PROJECT_NAMES[project],
        figures=tuple(
            (figure.name, str(figure.value), figure.formula) for figure in points_figures(session)
        ),
        tables=tuple(_table(by, report) for by, report in found.items()),
        total=_points_line(total),
        mark=_mark(operator),
    )


def _table(by: ReportBy, report: PointsReport) -> PointsTable:
    return PointsTable(REPORT_BY_NAMES[by], tuple(map(_points_line, report.lines)))


def _points_line(line: ReportLine) -> PointsLine:
    return PointsLine(line.name, line.records, line.people, line.added, line.deducted, line.posted)


def yearly_sheet(session: Session, *, year: int, operator: str = "") -> YearlySheet:
    """The account of a year."""
    found = yearly_account(session, year=year)
    first, *others = map(_yearly_row, found.lines)
    return YearlySheet(
        office_name=profile(session).name,
        year=year,
        issued=first,
        placed=tuple(others),
        flows=tuple((flow.name, flow.entries, flow.points) for flow in found.flows),
        agrees=found.agrees,
        mark=_mark(operator),
    )


def _yearly_row(line: YearlyLine) -> YearlyRow:
    return YearlyRow(line.name, line.opening, line.came, line.went, line.closing)


def ranking_sheet(
    session: Session,
    *,
    by: RankBy,
    from_day: date,
    until_day: date,
    limit: int = 50,
    operator: str = "",
) -> RankingSheet:
    """A ranking for the board; names of minors are masked, and of people the grid alone is told."""
    lines = ranking(session, by=by, from_day=from_day, until_day=until_day, limit=limit)
    of_people = by is RankBy.PERSON
    return RankingSheet(
        office_name=profile(session).name,
        what=RANK_BY_NAMES[by],
        period=period(from_day, until_day),
        rows=tuple(
            RankRow(
                line.place,
                line.public_name,
                line.where.split(" ")[-1] if of_people else line.where,
                line.people,
                line.points,
            )
            for line in lines
        ),
        of_people=of_people,
        mark=_mark(operator),
    )


def register_sheet(
    session: Session, *, from_day: date, until_day: date, operator: str = ""
) -> RegisterSheet:
    """The register of redemptions of a period, oldest first."""
    where = RedemptionFilter(from_day=from_day, until_day=until_day)
    rows = redemptions(session, 0, EVERYTHING, "at", where=where)
    return RegisterSheet(
        office_name=profile(session).name,
        period=period(from_day, until_day),
        rows=tuple(map(_register_row, rows)),
        mark=_mark(operator),
    )


def _register_row(row: RedemptionRow) -> RegisterRow:
    return RegisterRow(
        row.number,
        f"{clock.local(row.at):%Y-%m-%d}",
        row.name,
        row.address,
        row.what,
        row.points,
        row.cancelled_at is not None,
    )


def public_list_sheet(
    session: Session, *, publicity_id: UUID, operator: str = ""
) -> PublicListSheet:
    """A public list for the board; what was taken back meanwhile is left out.

    Raises:
        NotFound: it is gone.
    """
    found, office = public_list(session, publicity_id=publicity_id), profile(session)
    return PublicListSheet(
        office_name=office.name,
        title=found.title,
        from_day=found.from_day,
        until_day=found.until_day,
        rows=tuple(
            PublicRow(line.name, line.building, line.grid, line.item, line.points)
            for line in found.lines
            if line.state not in DEAD
        ),
        objections_to=f"{office.name}居委会（{office.address}）" if office.address else "",
        phone=get(session, OBJECTION_PHONE) or office.phone,
        mark=_mark(operator),
    )


def period(from_day: date | None, until_day: date | None) -> str:
    """2026年1月1日至2026年3月31日; open ends in words."""
    first = full_date(from_day) if from_day else "开户"
    return f"{first}至{full_date(until_day) if until_day else '今日'}"


def _mark(operator: str) -> PrintMark:
    return PrintMark(printed_at=clock.now(), operator=operator)
