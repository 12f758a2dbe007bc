"""Rules of points as a list and a choice: the version that counts on a day, and all before it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.points.models import PointsRecord, PointsRule
from app.points.rows import own_station, the
from app.points.rule_versions import RuleText, in_order, is_used, rules_on, versions_of
from app.points.terms import TRIGGER_NAMES, Trigger
from db import clock


@dataclass(frozen=True)
class RuleRow:
    """One version of an item."""

    id: UUID
    key: str
    version: int
    valid_from: date
    valid_until: date | None
    is_current: bool
    """It counts today."""
    uses: int
    """Records made by this version."""
    text: RuleText

    @property
    def caps(self) -> str:
        """每日 20 · 每月 60, or empty."""
        text = self.text
        pairs = (("每日", text.cap_day), ("每月", text.cap_month), ("每年", text.cap_year))
        return " · ".join(f"{name} {cap}" for name, cap in pairs if cap is not None)

    @property
    def worth(self) -> str:
        """+10 分/小时."""
        return f"{self.text.points:+d} 分/{self.text.unit}"

    @property
    def trigger_name(self) -> str:
        """What awards it by itself; empty: recorded by hand."""
        return TRIGGER_NAMES[self.text.trigger] if self.text.trigger else ""


def rules(session: Session, *, with_retired: bool = False) -> list[RuleRow]:
    """The newest version of each item, by category, deductions last."""
    own = PointsRule.owner == own_station(session)
    newest: dict[str, PointsRule] = {}
    for row in session.scalars(select(PointsRule).where(own).order_by(PointsRule.version)):
        newest[row.key] = row
    current, uses = {row.id for row in rules_on(session, clock.today())}, _uses(session)
    rows = [_row(row, current, uses) for row in in_order(newest.values())]
    today = clock.today()
    return [
        row for row in rows if with_retired or row.valid_until is None or row.valid_until >= today
    ]


def _uses(session: Session) -> dict[UUID, int]:
    counted = select(PointsRecord.rule_id, func.count()).group_by(PointsRecord.rule_id)
    return {rule_id: count for rule_id, count in session.execute(counted)}


def rule_history(session: Session, *, rule_id: UUID) -> list[RuleRow]:
    """Every version of an item, newest first.

    Raises:
        NotFound.
    """
    key = the(session, PointsRule, rule_id).key
    current, uses = {row.id for row in rules_on(session, clock.today())}, _uses(session)
    return [_row(row, current, uses) for row in reversed(versions_of(session, key))]


def rule_choices(
    session: Session, *, on: date | None = None, awards_only: bool = False
) -> list[RuleRow]:
    """The versions in force on a day (today), for a form."""
    found = rules_on(session, on or clock.today())
    ids = {row.id for row in found}
    return [_row(row, ids, {}) for row in found if row.points > 0 or not awards_only]


def rule_can_change(session: Session, *, rule_id: UUID) -> bool:
    """Whether nothing was made by this version yet, so that it can be corrected in place."""
    return not is_used(session, rule_id)


def categories(session: Session) -> list[str]:
    """The categories in use, in order."""
    return list(dict.fromkeys(row.text.category for row in rules(session, with_retired=True)))


def _row(row: PointsRule, current: set[UUID], uses: dict[UUID, int]) -> RuleRow:
    return RuleRow(
        row.id,
        row.key,
        row.version,
        row.valid_from,
        row.valid_until,
        row.id in current,
        uses.get(row.id, 0),
        RuleText(
            row.category,
            row.item,
            row.points,
            row.unit,
            row.cap_day,
            row.cap_month,
            row.cap_year,
            row.evidence,
            Trigger(row.trigger) if row.trigger else None,
            row.note,
        ),
    )
