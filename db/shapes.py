"""What the shared tables look like to a merge: columns, references, and values from outside.

Values come in the JSON forms of :func:`db.base.to_json`; whatever is not exactly such a form is
refused (:class:`Unacceptable`), for it was written by another program than this one.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
)

from db.base import Base, Moment, from_json
from db.folding import Folded
from db.replicated import STAMPS, Replicated, shared_tables

LARGEST_INTEGER = {True: 2**63 - 1, False: 2**31 - 1}
"""By whether the column is a BigInteger; PostgreSQL keeps to it, SQLite would take anything."""


class Unacceptable(Exception):
    """A change from outside that cannot be taken; ``fault`` says why, ``where`` in which record."""

    def __init__(self, fault: str, where: str):
        super().__init__(f"{fault}: {where}")
        self.fault, self.where = fault, where


UNKNOWN_TABLE, BAD_VALUE, NOT_OWNER, NO_PARENT = (
    "unknown_table",
    "bad_value",
    "not_owner",
    "no_parent",
)


@dataclass(frozen=True)
class Reference:
    """A column of a shared table that names a row of another one."""

    column: str
    target: str


@dataclass(frozen=True)
class Shape:
    """One shared table."""

    name: str
    kind: type[Replicated]
    table: Table
    columns: Mapping[str, Column[Any]]
    """By name, without the stamps ``origin`` and ``counter``; with ``owner``."""
    references: tuple[Reference, ...]

    def value(self, key: str, value: Any) -> Any:
        """The Python value of a field from outside.

        Raises:
            Unacceptable: no such field, or the value is none of its kind.
        """
        column = self.columns.get(key)
        if column is None or key == "id":
            raise Unacceptable(BAD_VALUE, f"{self.name}.{key}")
        if value is None and not column.nullable:
            raise Unacceptable(BAD_VALUE, f"{self.name}.{key}")
        if value is not None and not _fits(column, value):
            raise Unacceptable(BAD_VALUE, f"{self.name}.{key}")
        try:
            return from_json(column, value)
        except (ValueError, TypeError) as error:
            raise Unacceptable(BAD_VALUE, f"{self.name}.{key}") from error

    def blank(self, key: str) -> Any:
        """What stands in a field that is not sent to this level (minimum data)."""
        column = self.columns[key]
        if column.default is not None:
            made = _default(column)
            if made is not None:
                return made
        if column.nullable:
            return None
        return next(
            (made() for kind, made in BLANKS if isinstance(column.type, kind)),
            None,
        )


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    return default.arg(None) if default.is_callable else default.arg


BLANKS: tuple[tuple[type, type], ...] = (
    (Boolean, bool),
    (Integer, int),
    (Float, float),
    (String, str),
    (LargeBinary, bytes),
    (JSON, dict),
)


def _fits(column: Column[Any], value: Any) -> bool:
    """Whether a JSON value is of the kind the column's values have in the log."""
    kind = column.type
    if isinstance(kind, Boolean):
        return isinstance(value, bool)
    if isinstance(kind, Integer):
        largest = LARGEST_INTEGER[isinstance(kind, BigInteger)]
        return type(value) is int and -largest <= value <= largest
    if isinstance(kind, Float):
        return type(value) in {int, float} and math.isfinite(value)
    if isinstance(kind, String | Uuid | Moment | Date | LargeBinary):
        return isinstance(value, str) and "\0" not in value and _has_no_halves(value)
    if isinstance(kind, JSON) and column.default is not None:
        return type(value) is type(_default(column))  # a list where a list is read
    return True


def _has_no_halves(text: str) -> bool:
    """No half of a surrogate pair, which no file can hold as UTF-8."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def shapes() -> dict[str, Shape]:
    """Every shared table by name, parents before children."""
    return _shapes(len(Base.metadata.tables))


@lru_cache(maxsize=1)
def _shapes(count: int) -> dict[str, Shape]:
    """Gathered anew when a room added its tables."""
    kinds = shared_tables()
    in_order = [table for table in Base.metadata.sorted_tables if table.name in kinds]
    return {table.name: _shape(table, kinds[table.name]) for table in in_order}


def _shape(table: Table, kind: type[Replicated]) -> Shape:
    columns = {one.name: one for one in table.columns if one.name not in STAMPS - {"owner"}}
    references = tuple(
        Reference(column.name, key.column.table.name)
        for column in columns.values()
        for key in column.foreign_keys
    )
    return Shape(table.name, kind, table, columns, references)


def shape_of(name: str) -> Shape:
    """The shared table with this name.

    Raises:
        Unacceptable: there is none; a newer program may know it.
    """
    shape = shapes().get(name)
    if shape is None:
        raise Unacceptable(UNKNOWN_TABLE, name)
    return shape


@lru_cache(maxsize=64)
def children_of(name: str) -> tuple[tuple[Shape, str], ...]:
    """Shared tables and columns that may name a row of ``name``."""
    return tuple(
        (shape, reference.column)
        for shape in shapes().values()
        for reference in shape.references
        if reference.target == name
    )


def whole_row(shape: Shape, row_id: UUID, row: Folded) -> dict[str, Any]:
    """A row for the table: what is known, and blanks where nothing is sent to this level.

    Raises:
        Unacceptable: a value is none of its kind.
    """
    known = {key: shape.value(key, value) for key, value in row.values.items() if key != "id"}
    blank = {key: shape.blank(key) for key in shape.columns if key not in known and key != "id"}
    return {"id": row_id} | blank | known | stamp_of(row)


def stamp_of(row: Folded, prefix: str = "") -> dict[str, Any]:
    """Origin and counter of a row that is there, under these names."""
    if row.stamp is None:
        raise Unacceptable(BAD_VALUE, "a row without a change")
    return {f"{prefix}origin": row.stamp[0], f"{prefix}counter": row.stamp[1]}
