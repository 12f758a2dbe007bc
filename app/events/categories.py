"""Categories of events (4+N): those shipped, what the office changed, what the superior set.

An office's own line stands above the shipped one of the same key, the superior's above both. A
retired category is no longer offered; events that have it keep it. What a subordinate added for
itself is known here by its name and not offered.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.levels import Level
from app.accounts.models import Office
from app.accounts.new_station import LONGEST_NAME, check_length, check_name
from app.accounts.permissions import Actor, Permission
from app.accounts.station import profile
from app.errors import InvalidInput, NotFound, RuleBroken
from app.events.models import EventCategory
from app.events.rules import Limit, LimitUnit
from db.ids import new_id

MOST = {LimitUnit.HOURS: 720, LimitUnit.WORKING_DAYS: 120}
"""Longer limits than a month of hours or half a year of days are slips of the pen."""

_LEVELS = (Level.COMMUNITY, Level.STREET, Level.DISTRICT)


@dataclass(frozen=True)
class Category:
    """A category as it is in force."""

    key: str
    name: str
    group: str
    limit: Limit
    is_dispute: bool = False
    is_active: bool = True
    position: int = 0


@dataclass(frozen=True)
class CategoryText:
    """What the form of a category says."""

    name: str
    group: str
    limit_value: int
    limit_unit: LimitUnit = LimitUnit.WORKING_DAYS
    is_dispute: bool = False


@cache
def shipped() -> tuple[Category, ...]:
    """The categories of ``resources/rules/events.toml``, in order."""
    text = files("resources").joinpath("rules", "events.toml").read_text("utf-8")
    return tuple(
        Category(
            entry["key"],
            entry["name"],
            entry["group"],
            Limit(entry["limit"], LimitUnit(entry["unit"])),
            entry.get("dispute", False),
            position=position,
        )
        for position, entry in enumerate(tomllib.loads(text)["category"])
    )


def all_categories(session: Session) -> dict[str, Category]:
    """Every category by key, retired ones too, in the order in which they are offered."""
    found = {category.key: category for category in shipped()}
    rows = list(session.scalars(select(EventCategory)))
    for row in _in_force(session, rows) if rows else ():
        found[row.key] = _of(row)
    for row in rows:
        found.setdefault(row.key, replace(_of(row), is_active=False))
    ordered = sorted(found.values(), key=lambda category: (category.position, category.key))
    groups = list(dict.fromkeys(category.group for category in ordered))
    ordered.sort(key=lambda category: groups.index(category.group))
    return {category.key: category for category in ordered}


def _in_force(session: Session, rows: Iterable[EventCategory]) -> list[EventCategory]:
    """The lines that hold here: the office's own, then the street's, then the district's."""
    own = profile(session)
    levels = {office.id: Level(office.level) for office in session.scalars(select(Office))}
    above = _LEVELS[_LEVELS.index(own.level) + 1 :]
    holding = [row for row in rows if row.owner == own.id or levels.get(row.owner) in above]
    return sorted(holding, key=lambda row: _LEVELS.index(levels[row.owner]))


def active_categories(session: Session) -> list[Category]:
    """What a form offers, in order, the groups together."""
    return [category for category in all_categories(session).values() if category.is_active]


def named(categories: Mapping[str, Category], key: str) -> Category:
    """The category of an event; one that nobody knows here (any more) is called by its key."""
    unknown = Limit(5, LimitUnit.WORKING_DAYS)
    return categories.get(key) or Category(key, key, "其他", unknown, is_active=False)


def _of(row: EventCategory) -> Category:
    limit = Limit(row.limit_value, LimitUnit(row.limit_unit))
    return Category(
        row.key, row.name, row.group_name, limit, row.is_dispute, row.is_active, row.position
    )


def add_category(session: Session, actor: Actor, *, text: CategoryText) -> str:
    """Add a category of the office's own; returns its key.

    Raises:
        NotAllowed, InvalidInput: no name or group, a name that is taken, an impossible limit.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    row_id = new_id()
    position = max(category.position for category in all_categories(session).values()) + 1
    blank = Category(f"own-{row_id.hex}", "", "", Limit(0, text.limit_unit), position=position)
    wanted = filled(session, blank, text)
    session.add(EventCategory(id=row_id, **_columns(wanted)))
    _tell(session, actor, "add", f"增加事项类别：{wanted.name}", row_id)
    return wanted.key


def change_category(session: Session, actor: Actor, *, key: str, text: CategoryText) -> None:
    """Change a category from now on; events already accepted keep their limit.

    Raises:
        NotAllowed, NotFound, InvalidInput: as for :func:`add_category`.
        RuleBroken: the superior set it.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    wanted = filled(session, _the(session, key), text)
    sentence = f"修改事项类别：{wanted.name}，时限 {wanted.limit.text}"
    _tell(session, actor, "change", sentence, store(session, wanted))


def retire_category(session: Session, actor: Actor, *, key: str, retired: bool = True) -> None:
    """Offer a category no longer, or again.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: the superior set it.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    wanted = replace(_the(session, key), is_active=not retired)
    word = "停用" if retired else "恢复使用"
    _tell(session, actor, "retire", f"{word}事项类别：{wanted.name}", store(session, wanted))


def _the(session: Session, key: str) -> Category:
    found = all_categories(session).get(key)
    if found is None:
        raise NotFound("没有找到这个事项类别。", "请刷新后再试。")
    return found


def filled(session: Session, category: Category, text: CategoryText) -> Category:
    """The category with what the form says.

    Raises:
        InvalidInput: no name or group, a name that is taken, an impossible limit.
    """
    check_name(text.name, "类别名称", "name")
    check_name(text.group, "所属大类", "group")
    check_length(text.group, "所属大类", "group", LONGEST_NAME)
    most = MOST[text.limit_unit]
    if not 1 <= text.limit_value <= most:
        raise InvalidInput(
            f"办理时限应在 1 到 {most} 之间，现在是 {text.limit_value}。",
            "请填写合理的时限。",
            field="limit_value",
        )
    for other in active_categories(session):
        if other.name == text.name.strip() and other.key != category.key:
            raise InvalidInput(
                f"已有“{other.name}”这个类别（{other.group}）。", "请换一个名称。", field="name"
            )
    limit = Limit(text.limit_value, text.limit_unit)
    return replace(
        category,
        name=text.name.strip(),
        group=text.group.strip(),
        limit=limit,
        is_dispute=text.is_dispute,
    )


def _columns(category: Category) -> dict[str, object]:
    return {
        "key": category.key,
        "name": category.name,
        "group_name": category.group,
        "limit_value": category.limit.value,
        "limit_unit": category.limit.unit,
        "is_dispute": category.is_dispute,
        "is_active": category.is_active,
        "position": category.position,
    }


def is_set_above(session: Session, key: str) -> bool:
    """Whether a superior's own line says how a category is."""
    own_id = profile(session).id
    return any(row.owner != own_id for row in _lines(session, key))


def _lines(session: Session, key: str) -> list[EventCategory]:
    found = session.scalars(select(EventCategory).where(EventCategory.key == key))
    return _in_force(session, found)


def store(session: Session, category: Category) -> UUID:
    """Put a category on the office's own line, made when there is none.

    Raises:
        RuleBroken: the superior set it.
    """
    if is_set_above(session, category.key):
        raise RuleBroken("这个类别由上级统一规定，不能在本社区修改。", "需要改动请向上级反映。")
    rows = _lines(session, category.key)
    if not rows:
        row = EventCategory(id=new_id(), **_columns(category))
        session.add(row)
        return row.id
    for name, value in _columns(category).items():
        setattr(rows[0], name, value)
    return rows[0].id


def _tell(session: Session, actor: Actor, action: str, sentence: str, row_id: UUID) -> None:
    subject = ("event_category", row_id)
    audit.record(session, actor, f"event_category.{action}", sentence, subject=subject)
