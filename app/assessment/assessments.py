"""Setting the weights, and confirming the assessment of a period: frozen from then on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app import settings
from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.assessment.models import Assessment, AssessmentScore
from app.assessment.queries import WorkerRow, draft, weights
from app.assessment.rules import MEASURE_NAMES, MOST_ADJUSTMENT, Measure, check_weights
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id


@dataclass(frozen=True)
class Adjustment:
    """Points given or taken by hand."""

    points: float
    reason: str


NONE = Adjustment(0, "")


def set_weights(session: Session, actor: Actor, *, points: Mapping[Measure, int]) -> None:
    """Change how much each measure counts, from the next assessment on.

    Raises:
        NotAllowed.
        InvalidInput: a weight out of range, or they do not make 100.
    """
    actor.require(Permission.ASSESS_STAFF)
    check_weights(points)
    settings.put(session, settings.ASSESSMENT_WEIGHTS, {str(m): n for m, n in points.items()})
    words = "、".join(f"{MEASURE_NAMES[measure]} {count} 分" for measure, count in points.items())
    audit.record(session, actor, "assessment.weights", f"修改考核分值：{words}")


def confirm_assessment(
    session: Session,
    actor: Actor,
    *,
    heading: str,
    from_day: date,
    until_day: date,
    adjustments: Mapping[UUID, Adjustment],
) -> UUID:
    """Freeze weights, figures and scores of a period.

    ``adjustments`` by staff member; each needs its reason.

    Raises:
        NotAllowed.
        InvalidInput: no title, dates in the wrong order or to come, an adjustment without a
            reason or of more than ten points.
        RuleBroken: nobody was full-time grid worker at the end of the period.
    """
    actor.require(Permission.ASSESS_STAFF)
    _check(heading, from_day, until_day, adjustments)
    rows = draft(session, from_day=from_day, until_day=until_day)
    if not rows:
        raise RuleBroken("期末没有在任的专职网格员。", "请先在“力量”里任命，或换一个期间。")
    one = Assessment(
        id=new_id(),
        title=heading.strip(),
        from_day=from_day,
        until_day=until_day,
        weights={str(measure): count for measure, count in weights(session).items()},
        confirmed_at=clock.now(),
        confirmed_by=actor.name,
    )
    session.add(one)
    session.add_all(_frozen(one.id, row, adjustments.get(row.id, NONE)) for row in rows)
    session.flush()
    sentence = f"确认网格员考核：{one.title}，{len(rows)} 人"
    audit.record(session, actor, "assessment.confirm", sentence, subject=("assessment", one.id))
    return one.id


def _frozen(assessment_id: UUID, row: WorkerRow, given: Adjustment) -> AssessmentScore:
    return AssessmentScore(
        assessment_id=assessment_id,
        staff_id=row.id,
        staff_name=row.name,
        figures={
            "grid": row.grid,
            "results": {str(key): [r.value, r.base] for key, r in row.results.items()},
        },
        adjustment=given.points,
        adjustment_reason=given.reason.strip(),
        score=round((row.score or 0) + given.points, 1),
    )


def _check(
    heading: str, from_day: date, until_day: date, adjustments: Mapping[UUID, Adjustment]
) -> None:
    if not heading.strip():
        raise InvalidInput("还没有填写考核名称。", "例如：2026 年第四季度考核。", field="heading")
    if until_day < from_day:
        raise InvalidInput("结束日期早于开始日期。", "请改正。", field="until_day")
    if until_day > clock.today():
        raise InvalidInput("考核期还没有结束。", "结束日期不能晚于今天。", field="until_day")
    for given in adjustments.values():
        if abs(given.points) > MOST_ADJUSTMENT:
            raise InvalidInput(
                f"加减分最多 {MOST_ADJUSTMENT} 分，现在是 {given.points:g} 分。", "请改正。",
                field="points",
            )  # fmt: skip
        if given.points and not given.reason.strip():
            raise InvalidInput("加减分没有写明原因。", "请填写原因，会一并印出。", field="reason")
