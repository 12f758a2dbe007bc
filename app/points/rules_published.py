"""Rules of points as a superior publishes them and an office below takes them over.

An item keeps its key on its way down, so that the next publication changes the same item. Where an
office has an item of that name by another key, that one is changed. Its other items stay.
"""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.payloads import FORM, Column, refuse_twice, row_named, rows_of
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput
from app.points.models import PointsRule
from app.points.rows import the
from app.points.rule_versions import RuleText, add_rule, add_version
from app.points.rule_views import RuleRow, rule_choices, rules
from app.points.terms import Trigger
from db import clock

WHAT = "积分细则"
KEY, ITEM = Column("key", "编号", str, longest=64), Column("item", "项目", str)
COLUMNS = (
    KEY,
    Column("category", "类别", str),
    ITEM,
    Column("points", "分值", int),
    Column("unit", "单位", str),
    Column("cap_day", "每日上限", int, is_optional=True),
    Column("cap_month", "每月上限", int, is_optional=True),
    Column("cap_year", "每年上限", int, is_optional=True),
    Column("evidence", "证明材料", str),
    Column("trigger", "自动登记", str),
    Column("note", "说明", str),
)


def published_rules(session: Session) -> dict[str, Any]:
    """The rules in force here today, as a publication carries them; {} where there are none."""
    rows = [_row(rule) for rule in rule_choices(session)]
    return {"form": FORM, "rules": rows} if rows else {}


def _row(rule: RuleRow) -> dict[str, Any]:
    trigger = rule.text.trigger
    return {"key": rule.key, **asdict(rule.text), "trigger": trigger.value if trigger else ""}


def described_rules(payload: dict[str, Any]) -> tuple[str, ...]:
    """Each rule of a payload in a line, for people: 参加议事会议 +5 分/次.

    Where a row cannot be, one line says so instead; adopting would say the same.
    """
    try:
        found = _texts_of(payload)
    except InvalidInput as error:
        return (str(error),)
    return tuple(f"{text.item} {text.points:+d} 分/{text.unit}" for _, text in found)


def _texts_of(payload: dict[str, Any]) -> list[tuple[str, RuleText]]:
    rows = rows_of(payload, "rules", WHAT, COLUMNS)
    refuse_twice(rows, KEY, WHAT)
    refuse_twice(rows, ITEM, WHAT)
    found = []
    for number, row in enumerate(rows, start=1):
        with row_named(WHAT, number, row["item"]):
            found.append((_key(row["key"]), _text(row)))
    return found


def _key(key: str) -> str:
    if not key:
        raise InvalidInput("没有编号。")
    return key


def _text(row: dict[str, Any]) -> RuleText:
    if row["trigger"] and row["trigger"] not in set(Trigger):
        raise InvalidInput(f"本机不认识自动登记方式“{row['trigger']}”。")
    values = {name: value for name, value in row.items() if name not in ("key", "trigger")}
    return RuleText(**values, trigger=Trigger(row["trigger"]) if row["trigger"] else None)


def adopt_rules(
    session: Session, actor: Actor, payload: dict[str, Any], valid_from: date | None
) -> int:
    """Let what was published hold here; returns how many items are new or changed.

    It holds from ``valid_from``, but not before today: what was recorded until now keeps the
    version it was recorded by. An item whose newest version begins later gets the next day.

    Raises:
        NotAllowed.
        InvalidInput: names the row: types, lengths, points, caps, a name that is taken.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    start = max(valid_from or clock.today(), clock.today())
    changed, texts = 0, _texts_of(payload)
    matched = _matched(session, texts)
    # those that are known go first: where one was renamed, another may have its name
    for row in sorted(range(len(texts)), key=lambda row: texts[row][0] not in matched):
        key, text = texts[row]
        with row_named(WHAT, row + 1, text.item):
            changed += _adopt(session, actor, text, start, matched.get(key) or key)
    audit.record(session, actor, "points_rule.adopt", f"采用上级积分细则，更新 {changed} 条")
    return changed


def _matched(session: Session, texts: list[tuple[str, RuleText]]) -> dict[str, RuleRow]:
    """The item here that each published key means: of that key, or else of that name."""
    there, keys = rules(session, with_retired=True), {key for key, _ in texts}
    by_key = {row.key: row for row in there}
    by_item = {row.text.item: row for row in there if row.key not in keys}
    found = {key: by_key.get(key) or by_item.get(text.item) for key, text in texts}
    return {key: row for key, row in found.items() if row is not None}


def _adopt(
    session: Session, actor: Actor, text: RuleText, start: date, last: RuleRow | str
) -> bool:
    """Let a version follow ``last``, or begin an item with this key."""
    if isinstance(last, str):
        rule_id = add_rule(session, actor, text=text, valid_from=start)
        the(session, PointsRule, rule_id).key = last
        return True
    if last.text == text and last.valid_until is None and last.valid_from <= start:
        return False
    start = max(start, last.valid_from + timedelta(days=1))
    add_version(session, actor, rule_id=last.id, text=text, valid_from=start)
    return True
