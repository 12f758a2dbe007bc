"""What the tests of ``db`` do with rows, and what they look at."""

from sqlalchemy import JSON, Table, Uuid, select

from app.grids.models import Building, Grid
from db import clock
from db.base import Moment, to_json
from db.changelog import Change, Replica
from db.ids import new_id
from db.replicated import STAMPS, shared_tables

NUMBERS = iter(range(10**6))


def a_grid(name="第一网格", **fields) -> Grid:
    """A grid, not yet added."""
    fields.setdefault("code", f"130302001001{name}")
    return Grid(number="01", name=name, **fields)


def a_building(grid: Grid, number="12", **fields) -> Building:
    """A building of a grid that has its id."""
    return Building(grid_id=grid.id, number=number, **fields)


def add(station, *rows):
    """Add rows in a transaction of their own; returns its id."""
    with station.write() as session:
        session.add_all(rows)
        return session.info["transaction"].id


def changes(station) -> list[Change]:
    """The current replica's log, in order."""
    with station.read() as session:
        current = select(Replica.id).where(Replica.is_current).scalar_subquery()
        chosen = select(Change).where(Change.origin == current).order_by(Change.counter)
        return list(session.scalars(chosen))


def new_changes(station, before: int) -> list[Change]:
    """The log from a number on."""
    return [change for change in changes(station) if change.counter > before]


def highest(station) -> int:
    """Number of the last change."""
    with station.read() as session:
        return session.scalars(select(Replica.counter).where(Replica.is_current)).one()


def shared_rows(station) -> dict[tuple[str, str], dict[str, object]]:
    """Every shared row as it stands, without the stamps of who wrote it last."""
    found = {}
    with station.read() as session:
        for name, kind in shared_tables().items():
            for row in session.scalars(select(kind)):
                keys = [column.name for column in kind.__table__.columns]
                values = {key: to_json(getattr(row, key)) for key in keys if key not in STAMPS}
                found[name, row.id.hex] = values | {"owner": row.owner.hex}
    return found


def filled(table: Table, **given: object) -> dict[str, object]:
    """A row with something in every column."""
    return {column.name: given.get(column.name, some(column.type)) for column in table.columns}


def some(kind: object) -> object:
    """A value of a column's type; numbers and texts are all different."""
    if isinstance(kind, Uuid):
        return new_id()
    if isinstance(kind, JSON):
        return []
    if isinstance(kind, Moment):
        return clock.now()
    if kind.python_type.__name__ == "date":
        return clock.today()
    return kind.python_type(next(NUMBERS))
