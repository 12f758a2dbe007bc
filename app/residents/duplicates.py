"""Records that may be of one person, side by side.

Probable: the same identity number, or the same name with the same birth date, phone or household.
Records that have been merged or told apart do not come again, nor do namesakes whose birth dates
are known to differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, func, select
from sqlalchemy.orm import Session

from app import settings
from app.residents.details import ResidentDetail, resident_detail
from app.residents.history import resident_history
from app.residents.merges import pair_key
from app.residents.models import Resident
from app.residents.queries import ResidentRow, rows_of
from db import clock

SUREST = "证件号相同"
REASONS: dict[str, tuple[Any, ...]] = {
    SUREST: (Resident.id_number,),
    "姓名、出生日期相同": (Resident.name, Resident.birth),
    "姓名、电话相同": (Resident.name, Resident.phone),
    "姓名、住址相同": (Resident.name, Resident.household_id),
}
"""Why two records may be of one person, the surest first; and what they share."""
MOST_ALIKE = 5
"""Of more records alike only so many are paired."""


@dataclass(frozen=True)
class Pair:
    """Two records that may be of one person."""

    first: ResidentRow
    second: ResidentRow
    reasons: str

    @property
    def id(self) -> tuple[UUID, UUID]:
        """Both ids."""
        return (self.first.id, self.second.id)


@dataclass(frozen=True)
class Compared:
    """One line of the comparison: what it is, both values masked, and whether they differ."""

    key: str
    label: str
    first: str
    second: str
    differs: bool


@dataclass(frozen=True)
class SideBySide:
    """Both records in full view."""

    first: ResidentDetail
    second: ResidentDetail
    lines: tuple[Compared, ...]
    changed: tuple[str, str]
    """When each was changed last, in words."""


def probable_duplicates(session: Session) -> list[Pair]:
    """Every pair, the surest first, then by name."""
    reasons: dict[tuple[UUID, UUID], list[str]] = {}
    for reason, columns in REASONS.items():
        for pair in _sharing(session, columns):
            reasons.setdefault(pair, []).append(reason)
    for pair in _told_apart(session, reasons):
        del reasons[pair]
    ids = list(dict.fromkeys(one for pair in reasons for one in pair))
    rows = {row.id: row for row in rows_of(session, ids)}
    order = list(REASONS)
    pairs = [Pair(rows[a], rows[b], "；".join(why)) for (a, b), why in reasons.items()]
    return sorted(
        pairs, key=lambda pair: (order.index(pair.reasons.split("；")[0]), pair.first.name)
    )


def _told_apart(session: Session, reasons: dict[tuple[UUID, UUID], list[str]]) -> list[Any]:
    """Pairs that somebody ruled out, or of which only the name speaks and the birth does not."""
    told = settings.get(session, settings.NOT_ONE_PERSON)
    ids = {one for pair in reasons for one in pair}
    known = select(Resident.id, Resident.birth).where(Resident.birth.is_not(None))
    births = {one: birth for one, birth in session.execute(known) if one in ids}
    return [
        (first, second)
        for (first, second), why in reasons.items()
        if pair_key(first, second) in told
        or (why[0] != SUREST and _differ(births.get(first), births.get(second)))
    ]


def _differ(first: date | None, second: date | None) -> bool:
    return first is not None and second is not None and first != second


def _sharing(session: Session, columns: tuple[Any, ...]) -> Iterator[tuple[UUID, UUID]]:
    """Pairs of ids with the same values, none of them empty."""
    known = [Resident.merged_into.is_(None), *(_is_known(column) for column in columns)]
    alike = select(*columns).where(*known).group_by(*columns).having(func.count() > 1).subquery()
    same = and_(*(column == alike.c[column.key] for column in columns))
    found = session.execute(
        select(Resident.id, *columns)
        .join(alike, same)
        .where(*known)
        .order_by(*columns, Resident.id)
    )
    groups: dict[tuple[Any, ...], list[UUID]] = {}
    for resident_id, *values in found:
        groups.setdefault(tuple(values), []).append(resident_id)
    for ids in groups.values():
        yield from combinations(ids[:MOST_ALIKE], 2)


def _is_known(column: Any) -> ColumnElement[bool]:
    known: ColumnElement[bool] = (
        column != "" if isinstance(column.type, String) else column.is_not(None)
    )
    return known


def side_by_side(session: Session, first_id: UUID, second_id: UUID) -> SideBySide | None:
    """Two records compared; None when one of them is gone or merged meanwhile."""
    first, second = resident_detail(session, first_id), resident_detail(session, second_id)
    if first is None or second is None or first.merged_into or second.merged_into:
        return None
    numbers = session.execute(
        select(Resident.id, Resident.id_number, Resident.phone).where(
            Resident.id.in_((first_id, second_id))
        )
    )
    full = {resident_id: (number, phone) for resident_id, number, phone in numbers}
    changed = (_changed(session, first_id), _changed(session, second_id))
    lines = tuple(_compared(first, second, full[first_id], full[second_id]))
    return SideBySide(first, second, lines, changed)


def _compared(
    first: ResidentDetail,
    second: ResidentDetail,
    numbers: tuple[str, str],
    others: tuple[str, str],
) -> Iterator[Compared]:
    """Masked numbers may look alike and differ: the full ones decide, and stay here."""
    for key, label, get in SHOWN:
        shown = (get(first) or "—", get(second) or "—")
        differs = shown[0] != shown[1]
        if key in NUMBERS:
            place = NUMBERS[key]
            differs = differs or numbers[place] != others[place]
        yield Compared(key, label, *shown, differs)


NUMBERS = {"id_number": 0, "phone": 1}
SHOWN: tuple[tuple[str, str, Any], ...] = (
    ("name", "姓名", lambda one: one.name),
    ("id_number", "证件号", lambda one: one.id_number),
    ("", "性别", lambda one: one.sex),
    ("", "出生日期", lambda one: f"{one.birth:%Y-%m-%d}" if one.birth else ""),
    ("phone", "电话", lambda one: one.phone),
    ("address", "住址", lambda one: f"{one.address}　{one.relation}"),
    ("tags", "标签", lambda one: "、".join(one.tags)),
    ("residence", "人户情况", lambda one: one.residence_name),
    ("status", "状态", lambda one: one.status_name),
    ("note", "备注", lambda one: one.note),
)
"""What is compared: the key it is taken over by (empty: it goes with the identity number)."""


def _changed(session: Session, resident_id: UUID) -> str:
    history = resident_history(session, resident_id)
    return f"{clock.local(history[0].at):%Y-%m-%d} {history[0].what}" if history else ""
