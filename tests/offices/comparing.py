"""Whether two offices hold the same shared records, as far as these go from one to the other."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.declared import declarations
from app.exchange.refusals import Refused
from db.base import to_json
from db.shapes import Shape, shapes
from tests.offices.office import OfficeAtWork

Rows = dict[tuple[str, str], dict[str, Any]]


def rows_of(session: Session, shape: Shape, owners: set[UUID], fields: set[str]) -> Rows:
    """Records of some owners with some fields, in the form of the log."""
    table = shape.table
    only = declarations()[shape.name].only
    chosen = select(table).where(table.c.owner.in_(owners))
    if only:
        chosen = chosen.where(table.c[only[0]].in_(only[1]))
    return {
        (shape.name, row.id.hex): {key: to_json(row._mapping[key]) for key in fields}
        for row in session.execute(chosen)
    }


def sent_up(office: OfficeAtWork, owners: set[UUID]) -> Rows:
    """What an office holds of the records that these owners send up."""
    found: Rows = {}
    with office.station.read() as session:
        for name, declared in declarations().items():
            if declared.up:
                found |= rows_of(session, shapes()[name], owners, {*declared.up, "owner"})
    return found


def sent_down(office: OfficeAtWork, owners: set[UUID], addressees: set[UUID] | None) -> Rows:
    """What an office holds of records of superiors, whole; for some addressees, or None for all."""
    found: Rows = {}
    with office.station.read() as session:
        for name, declared in declarations().items():
            if not declared.down:
                continue
            shape = shapes()[name]
            column = shape.kind.__addressee__
            rows = rows_of(session, shape, owners, set(shape.columns))
            if column and addressees is not None:
                wanted = {None, *(one.hex for one in addressees)}
                rows = {key: row for key, row in rows.items() if row[column] in wanted}
            found |= rows
    return found


def shared_rows(office):
    with office.station.read() as session:
        return {
            name: sorted(map(str, session.execute(select(shape.table))))
            for name, shape in shapes().items()
        }


def refused(office, path, reason):
    """Refused for this reason, and the shared tables are as they were."""
    before = shared_rows(office)
    with pytest.raises(Refused) as refusal:
        office.apply(path)
    assert refusal.value.reason is reason
    assert refusal.value.what_happened
    assert refusal.value.what_to_do
    assert shared_rows(office) == before
