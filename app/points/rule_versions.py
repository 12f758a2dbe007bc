"""The rules of points (积分细则) in versions: a used version never changes, a newer one follows it.

An item keeps its key through all versions. On a day the version counts that began last; an item is
retired by giving its newest version a last day.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import line
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, RuleBroken
from app.points.models import Activity, PointsProject, PointsRecord, PointsRule, PointsTransfer
from app.points.rows import own_station, the, within
from app.points.terms import Trigger
from db.ids import new_id

MOST_POINTS = 1000
MOST_CAP = 100_000


@dataclass(frozen=True)
class RuleText:
    """What the form of a rule says."""

    category: str
    item: str
    points: int
    """For one unit; negative: a deduction."""
    unit: str = "次"
    cap_day: int | None = None
    cap_month: int | None = None
    cap_year: int | None = None
    evidence: str = ""
    trigger: Trigger | None = None
    note: str = ""


@cache
def shipped() -> tuple[tuple[str, RuleText], ...]:
    """The examples of ``resources/rules/points.toml``: key and text, in order."""
    text = files("resources").joinpath("rules", "points.toml").read_text("utf-8")
    found = []
    for entry in tomllib.loads(text)["rule"]:
        key, trigger = entry.pop("key"), entry.pop("trigger", "")
        found.append((key, RuleText(**entry, trigger=Trigger(trigger) if trigger else None)))
    return tuple(found)


def adopt_shipped_rules(session: Session, actor: Actor, *, valid_from: date) -> int:
    """Take over the shipped examples that the office does not have yet; returns how many.

    Raises:
        NotAllowed.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    known = set(session.scalars(_own(session, PointsRule.key)))
    new = [(key, text) for key, text in shipped() if key not in known]
    for key, text in new:
        session.add(_row(key, 1, valid_from, text))
    session.flush()
    if new:
        audit.record(session, actor, "points_rule.adopt", f"采用示例积分细则 {len(new)} 条")
    return len(new)


def add_rule(session: Session, actor: Actor, *, text: RuleText, valid_from: date) -> UUID:
    """Add an item; returns the id of its first version.

    Raises:
        NotAllowed.
        InvalidInput: names the field: no item or category, no points, impossible caps, a name
            that is taken.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    text = _checked(text)
    _refuse_taken(session, text, key="", day=valid_from)
    row = _row(new_id().hex, 1, valid_from, text)
    return _stored(session, actor, row, "add", f"新增积分细则：{_named(row)}")


def add_version(
    session: Session, actor: Actor, *, rule_id: UUID, text: RuleText, valid_from: date
) -> UUID:
    """Let a changed version follow; what was recorded by the one before keeps it.

    Raises:
        NotAllowed, NotFound, InvalidInput: as for :func:`add_rule`, or a day that is not after
            the beginning of the version before.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    key = the(session, PointsRule, rule_id).key
    text = _checked(text)
    last = versions_of(session, key)[-1]
    if valid_from <= last.valid_from:
        raise InvalidInput(
            f"现行版本从 {last.valid_from} 起执行，新版本要晚于这一天。",
            "请改执行日期。",
            field="valid_from",
        )
    _refuse_taken(session, text, key=key, day=valid_from)
    row = _row(key, last.version + 1, valid_from, text)
    sentence = f"积分细则新版本：{_named(row)}，{valid_from} 起执行"
    return _stored(session, actor, row, "version", sentence)


def change_rule(session: Session, actor: Actor, *, rule_id: UUID, text: RuleText) -> None:
    """Correct a version that nothing was recorded by yet.

    Raises:
        NotAllowed, NotFound, InvalidInput: as for :func:`add_rule`.
        RuleBroken: it has been used.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    row = the(session, PointsRule, rule_id)
    if is_used(session, rule_id):
        raise RuleBroken(
            f"“{row.item}”第 {row.version} 版已经用过，不能再改。", "请另立新版本，写明执行日期。"
        )
    text = _checked(text)
    _refuse_taken(session, text, key=row.key, day=row.valid_from)
    for name, value in _columns(text).items():
        setattr(row, name, value)
    _stored(session, actor, row, "change", f"修改积分细则：{_named(row)}")


def retire_rule(session: Session, actor: Actor, *, rule_id: UUID, last_day: date) -> None:
    """Use an item no longer after a day; only the end of its validity is written.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: the day lies before the version's first one.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    last = versions_of(session, the(session, PointsRule, rule_id).key)[-1]
    if last_day < last.valid_from:
        raise InvalidInput(
            f"这一版从 {last.valid_from} 起执行。", "停用日期不能更早。", field="last_day"
        )
    last.valid_until = last_day
    _stored(session, actor, last, "retire", f"停用积分细则：{_named(last)}，到 {last_day} 为止")


def restore_rule(session: Session, actor: Actor, *, rule_id: UUID) -> None:
    """Use a retired item again.

    Raises:
        NotAllowed, NotFound.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    last = versions_of(session, the(session, PointsRule, rule_id).key)[-1]
    last.valid_until = None
    _stored(session, actor, last, "restore", f"恢复积分细则：{_named(last)}")


def versions_of(session: Session, key: str) -> list[PointsRule]:
    """Every version of an item, oldest first."""
    found = _own(session, PointsRule).where(PointsRule.key == key)
    return list(session.scalars(found.order_by(PointsRule.version)))


def _own(session: Session, what: Any) -> Select[Any]:
    return select(what).where(PointsRule.owner == own_station(session))


def rules_on(session: Session, day: date) -> list[PointsRule]:
    """The version of each item that counts on a day, in the order of categories."""
    found = session.scalars(
        _own(session, PointsRule)
        .where(PointsRule.valid_from <= day)
        .order_by(PointsRule.valid_from, PointsRule.version)
    )
    newest = {row.key: row for row in found}
    return in_order(
        row for row in newest.values() if row.valid_until is None or row.valid_until >= day
    )


def in_order(rows: Iterable[PointsRule]) -> list[PointsRule]:
    """Rules as they were entered, each category together, deductions last."""
    ordered = sorted(rows, key=lambda row: (row.points < 0, row.id))
    categories = list(dict.fromkeys(row.category for row in ordered))
    return sorted(ordered, key=lambda row: (row.points < 0, categories.index(row.category)))


def rule_on(session: Session, key: str, day: date) -> PointsRule | None:
    """The version of an item that counts on a day; None when it is not in force."""
    return next((row for row in rules_on(session, day) if row.key == key), None)


def is_used(session: Session, rule_id: UUID) -> bool:
    """Whether anything was recorded, planned or posted by this version."""
    return any(
        session.scalar(select(kind.id).where(kind.rule_id == rule_id).limit(1)) is not None
        for kind in (PointsRecord, PointsTransfer, Activity, PointsProject)
    )


def _checked(text: RuleText) -> RuleText:
    line(text.category, "类别", "category", required=True)
    line(text.item, "项目", "item", required=True)
    line(text.unit, "单位", "unit", required=True)
    line(text.evidence, "证明材料", "evidence")
    line(text.note, "说明", "note")
    if text.points == 0:
        raise InvalidInput("还没有填写分值。", "加分填正数，扣分填负数。", field="points")
    within(text.points, -MOST_POINTS, MOST_POINTS, "分值", "points")
    caps = (("cap_day", text.cap_day), ("cap_month", text.cap_month), ("cap_year", text.cap_year))
    for field, cap in caps:
        if cap is not None:
            within(cap, 1, MOST_CAP, "上限", field)
            if text.points < 0:
                raise InvalidInput("扣分项没有上限。", "请把上限留空。", field=field)
    return text


def _refuse_taken(session: Session, text: RuleText, *, key: str, day: date) -> None:
    taken = session.scalar(
        _own(session, PointsRule.id)
        .where(PointsRule.item == text.item.strip(), PointsRule.key != key)
        .where(or_(PointsRule.valid_until.is_(None), PointsRule.valid_until >= day))
        .limit(1)
    )
    if taken is not None:
        raise InvalidInput(
            f"已有“{text.item.strip()}”这一条。", "请换一个名称，或修改那一条。", field="item"
        )


def _columns(text: RuleText) -> dict[str, object]:
    return {
        "category": text.category.strip(),
        "item": text.item.strip(),
        "points": text.points,
        "unit": text.unit.strip(),
        "cap_day": text.cap_day,
        "cap_month": text.cap_month,
        "cap_year": text.cap_year,
        "evidence": text.evidence.strip(),
        "trigger": text.trigger or "",
        "note": text.note.strip(),
    }


def _row(key: str, version: int, valid_from: date, text: RuleText) -> PointsRule:
    return PointsRule(
        id=new_id(), key=key, version=version, valid_from=valid_from, **_columns(text)
    )


def _named(row: PointsRule) -> str:
    return f"{row.item}（{row.points:+d} 分/{row.unit}）"


def _stored(session: Session, actor: Actor, row: PointsRule, action: str, sentence: str) -> UUID:
    session.add(row)
    session.flush()
    subject = ("points_rule", row.id)
    audit.record(session, actor, f"points_rule.{action}", sentence, subject=subject)
    return row.id
