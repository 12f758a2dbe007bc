"""Do the shared rows follow from the change log, and has the log all its numbers?"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.base import to_json
from db.changelog import Change, Replica, stations_of_replicas
from db.folding import fold, in_order
from db.orphans import AT_ONCE, Orphans, history_of
from db.replicated import Merge
from db.shapes import Shape, shapes

Stations = Mapping[UUID, UUID]


def numbers_missing(session: Session) -> str:
    """What is wrong with the numbers of changes; empty: nothing.

    This file's own run from 1 without gaps. Of another's only those are here that are sent to this
    level, none beyond what the version vector says.
    """
    counts = {
        origin: (highest, count)
        for origin, highest, count in session.execute(
            select(Change.origin, func.max(Change.counter), func.count()).group_by(Change.origin)
        )
    }
    for replica in session.scalars(select(Replica)):
        highest, count = counts.pop(replica.id, (0, 0))
        if replica.is_current and not highest == count == replica.counter:
            return f"应有 {replica.counter} 条，实有 {count} 条，最大编号 {highest}"
        if highest > replica.counter:
            return f"编号 {highest} 超出已收到的 {replica.counter}"
    return "有来历不明的变更" if counts else ""


def strays(session: Session, shape: Shape) -> int:
    """How many rows of a table are not what the log leads to, or are missing."""
    stations = stations_of_replicas(session)
    return sum(_strays_among(session, shape, stations)) + _missing(session, shape, stations)


def _strays_among(session: Session, shape: Shape, stations: Stations) -> Iterator[bool]:
    is_fixed = shape.kind.__merge__ is Merge.ADD_ONLY
    """Its rows keep the stamp they were written with, also when they were numbered anew."""
    for rows in _portions(session, shape):
        history = history_of(session.connection(), shape.name, rows)
        ghosts = set()
        for row_id, row in rows.items():
            story = in_order(history.get(row_id, []), stations)
            folded = fold(story)
            if not folded.is_there:
                ghosts.add(row_id)
                folded = fold(story, despite_deletes=True)
            stamp = (row["origin"], row["counter"])
            yield (stamp != folded.stamp and not is_fixed) or any(
                to_json(row[key]) != value for key, value in folded.values.items() if key in row
            )
        kept = Orphans(session.connection(), stations).still_named(shape.name, ghosts)
        yield from (True for _ in ghosts - kept)


def _portions(session: Session, shape: Shape) -> Iterator[dict[UUID, Mapping[str, Any]]]:
    """The table's rows by id, a few hundred at a time."""
    found = session.execute(select(shape.table)).mappings().partitions(AT_ONCE)
    return ({row["id"]: dict(row) for row in part} for part in found)


def _missing(session: Session, shape: Shape, stations: Stations) -> int:
    """Rows that the log knows to be there, and the table does not have."""
    known = select(shape.table.c.id)
    absent = session.scalars(
        select(Change.row_id)
        .where(Change.table_name == shape.name, Change.row_id.not_in(known))
        .distinct()
    ).all()
    history = history_of(session.connection(), shape.name, absent)
    return sum(fold(in_order(story, stations)).is_there for story in history.values())


def all_strays(session: Session) -> dict[str, int]:
    """Tables with rows that do not follow from the log, and how many."""
    counted = {name: strays(session, shape) for name, shape in shapes().items()}
    return {name: count for name, count in counted.items() if count}
