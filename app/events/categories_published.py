"""Categories of events as a superior publishes them and an office below takes them over.

A category keeps its key on its way down. Where an office has one of that name by another key, that
one is changed, so that its events keep theirs. Its other categories stay.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.new_station import LONGEST_NAME
from app.accounts.payloads import FORM, Column, refuse_twice, row_named, rows_of
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, RuleBroken
from app.events.categories import (
    Category,
    CategoryText,
    active_categories,
    all_categories,
    filled,
    is_set_above,
    store,
)
from app.events.rules import Limit, LimitUnit
from db import clock

WHAT = "事项类别"
KEY = Column("key", "编号", str, longest=64)
NAME = Column("name", "类别名称", str, longest=LONGEST_NAME)
COLUMNS = (
    KEY,
    NAME,
    Column("group", "所属大类", str, longest=LONGEST_NAME),
    Column("limit_value", "办理时限", int),
    Column("limit_unit", "时限单位", str),
    Column("is_dispute", "是否矛盾纠纷", bool),
)


def published_categories(session: Session) -> dict[str, Any]:
    """The categories offered here, as a publication carries them."""
    rows = [_row(category) for category in active_categories(session)]
    return {"form": FORM, "categories": rows}


def _row(category: Category) -> dict[str, Any]:
    return {
        "key": category.key,
        "name": category.name,
        "group": category.group,
        "limit_value": category.limit.value,
        "limit_unit": category.limit.unit.value,
        "is_dispute": category.is_dispute,
    }


def described_categories(payload: dict[str, Any]) -> tuple[str, ...]:
    """Each category of a payload in a line, for people: 市容环境 · 环境卫生，24 小时.

    Where a row cannot be, one line says so instead; adopting would say the same.
    """
    try:
        found = _texts_of(payload)
    except InvalidInput as error:
        return (str(error),)
    return tuple(
        f"{text.group} · {text.name}，{Limit(text.limit_value, text.limit_unit).text}"
        for _, text in found
    )


def _texts_of(payload: dict[str, Any]) -> list[tuple[str, CategoryText]]:
    rows = rows_of(payload, "categories", WHAT, COLUMNS)
    refuse_twice(rows, KEY, WHAT)
    refuse_twice(rows, NAME, WHAT)
    found = []
    for number, row in enumerate(rows, start=1):
        with row_named(WHAT, number, row["name"]):
            found.append((row["key"], _text(row)))
    return found


def _text(row: dict[str, Any]) -> CategoryText:
    if not row["key"]:
        raise InvalidInput("没有编号。")
    if row["limit_unit"] not in set(LimitUnit):
        raise InvalidInput(f"本机不认识时限单位“{row['limit_unit']}”。")
    values = {name: value for name, value in row.items() if name not in ("key", "limit_unit")}
    return CategoryText(**values, limit_unit=LimitUnit(row["limit_unit"]))


def adopt_categories(
    session: Session, actor: Actor, payload: dict[str, Any], valid_from: date | None
) -> int:
    """Let what was published hold here; returns how many are new or changed.

    Events already accepted keep their limit. What a superior's own line sets already stays so.

    Raises:
        NotAllowed.
        InvalidInput: names the row: types, lengths, limits, a name that is taken.
        RuleBroken: it does not hold yet.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    if valid_from is not None and valid_from > clock.today():
        raise RuleBroken(f"这份事项类别从 {valid_from} 起执行。", "请到那一天再采用。")
    changed, texts = 0, _texts_of(payload)
    keys, known = {key for key, _ in texts}, all_categories(session)
    # those that are known go first: where one was renamed, another may have its name
    for row in sorted(range(len(texts)), key=lambda row: texts[row][0] not in known):
        key, text = texts[row]
        with row_named(WHAT, row + 1, text.name):
            changed += _adopt(session, key, text, keys)
    audit.record(session, actor, "event_category.adopt", f"采用上级事项类别，更新 {changed} 个")
    return changed


def _adopt(session: Session, key: str, text: CategoryText, keys: set[str]) -> bool:
    """Put one in force; ``keys`` are all that were published, none of which another one means."""
    known = all_categories(session)
    by_name = {
        category.name: category
        for category in known.values()
        if category.is_active and category.key not in keys
    }
    before = known.get(key) or by_name.get(text.name)
    if before is None:
        last = max((category.position for category in known.values()), default=0)
        before = Category(key, "", "", Limit(0, text.limit_unit), position=last + 1)
    wanted = replace(filled(session, before, text), is_active=True)
    if wanted == before or is_set_above(session, before.key):
        return False
    store(session, wanted)
    return True
