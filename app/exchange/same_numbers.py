"""Two lives of one station gave the same number to different records: the later one gets a suffix.

The lost life of a restored file numbered an event 2026-0043 and sent it; the restored file gave the
number again. Both have happened and both stay; a paper may name either, so the one that was
entered later becomes 2026-0043-2, by a change of our own that goes to the superior like any other.
"""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor
from db.replicated import stamper_of
from db.shapes import Shape, shapes

NUMBERED = ("owner", "number")


def part_same_numbers(session: Session, actor: Actor) -> list[str]:
    """Give the later of two own records with one number another one; returns the new numbers."""
    given = []
    for shape in shapes().values():
        if NUMBERED in shape.kind.__unique__:
            given += list(_part(session, shape))
    for number in given:
        sentence = f"恢复备份前后编号相同，后登记的改为 {number}"
        audit.record(session, actor, "exchange.renumber", sentence)
    return given


def _part(session: Session, shape: Shape) -> Iterator[str]:
    owner, number = shape.table.c.owner, shape.table.c.number
    here = stamper_of(session).station_id
    twice = session.scalars(
        select(number).where(owner == here).group_by(number).having(func.count() > 1)
    ).all()
    for same in twice:
        rows = session.scalars(
            select(shape.kind)
            .where(owner == here, number == same)
            .order_by(shape.table.c.id)  # in the order in which they were entered
        ).all()
        for row in rows[1:]:
            row.number = _free(session, shape, same)  # type: ignore[attr-defined]
            session.flush()
            yield row.number  # type: ignore[attr-defined]


def _free(session: Session, shape: Shape, number: str) -> str:
    """The number with the first suffix that nobody has."""
    here = stamper_of(session).station_id
    suffix = 2
    while session.scalar(
        select(func.count())
        .select_from(shape.table)
        .where(shape.table.c.owner == here, shape.table.c.number == f"{number}-{suffix}")
    ):
        suffix += 1
    return f"{number}-{suffix}"
