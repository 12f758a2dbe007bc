"""Turns an assessment into the frozen sheet that :mod:`app.printing` sets."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.station import profile
from app.assessment.models import Assessment
from app.assessment.queries import WorkerRow, confirmed, draft, weights
from app.assessment.rules import FORMULAS, MEASURE_NAMES, Measure
from app.errors import NotFound
from app.printing.assessment_sheet import AssessmentSheet, MeasureLine, WorkerLine
from app.printing.foot import PrintMark
from db import clock


def assessment_sheet(
    session: Session, *, assessment_id: UUID, operator: str = ""
) -> AssessmentSheet:
    """The sheet of a confirmed assessment.

    Raises:
        NotFound: it is gone.
    """
    one = session.get(Assessment, assessment_id)
    if one is None:
        raise NotFound("没有找到这次考核。", "可能已被撤销，请刷新后再试。")
    points = {Measure(key): int(count) for key, count in one.weights.items()}
    rows = confirmed(session, assessment_id=assessment_id)
    return _sheet(session, one.title, (one.from_day, one.until_day), points, rows, operator)


def draft_sheet(
    session: Session, *, from_day: date, until_day: date, operator: str = ""
) -> AssessmentSheet:
    """The sheet of an assessment that is not yet confirmed; its title says so."""
    rows, points = draft(session, from_day=from_day, until_day=until_day), weights(session)
    title = "网格员考核（未确认）"
    return _sheet(session, title, (from_day, until_day), points, rows, operator)


def _sheet(
    session: Session,
    title: str,
    period: tuple[date, date],
    points: Mapping[Measure, int],
    rows: Sequence[WorkerRow],
    operator: str,
) -> AssessmentSheet:
    measures = [measure for measure in Measure if points.get(measure)]
    return AssessmentSheet(
        office_name=profile(session).name,
        title=title,
        period=f"{period[0]} 至 {period[1]}",
        measures=tuple(
            MeasureLine(MEASURE_NAMES[one], f"{points[one]}分", FORMULAS[one]) for one in measures
        ),
        workers=tuple(_line(row, measures) for row in rows),
        mark=PrintMark(clock.now(), operator),
    )


def _line(row: WorkerRow, measures: Sequence[Measure]) -> WorkerLine:
    shares = (row.results[one].share for one in measures)
    return WorkerLine(
        rank="" if row.rank is None else str(row.rank),
        name=row.name,
        grid=row.grid,
        score="—" if row.score is None else f"{row.score:.1f}",
        adjustment=f"{row.adjustment:+g}" if row.adjustment else "",
        adjustment_reason=row.adjustment_reason,
        shares=tuple("—" if share is None else f"{float(share) * 100:.0f}%" for share in shares),
    )
