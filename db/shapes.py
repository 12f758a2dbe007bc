"""What the shared tables look like to a merge: columns, references, and values from outside.

Values come in the JSON forms of :func:`db.base.to_json`; whatever is not exactly such a form is
refused (:class:`Unacceptable`), for it was written by another program than this one.
"""

import base64
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from typing import Any, TypeVar
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

from db.base import Base, Moment, to_json
from db.folding import Folded
from db.replicated import STAMPS, Replicated, shared_tables

T = TypeVar("T")

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
        try:
            return self._readers[key](value)
        except (LookupError, ValueError, TypeError, OverflowError) as error:
            raise Unacceptable(BAD_VALUE, f"{self.name}.{key}") from error

    @cached_property
    def _readers(self) -> dict[str, Callable[[Any], Any]]:
        return {key: _reader(column) for key, column in self.columns.items() if key != "id"}

    @cached_property
    def blanks(self) -> dict[str, Any]:
        """Every field but the id as it stands when nothing is sent of it."""
        return {key: self.blank(key) for key in self.columns if key != "id"}

    @cached_property
    def needed(self) -> frozenset[str]:
        """Fields that every record has and nothing can stand in for."""
        return frozenset(
            key
            for key, blank in self.blanks.items()
            if blank is None and not self.columns[key].nullable
        )

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


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    """Makes the Python value of a column from its JSON form; ValueError: it is no such form."""
    exact = _exact_reader(column)
    nullable = column.nullable

    def read(value: Any) -> Any:
        if value is not None:
            return exact(value)
        if nullable:
            return None
        raise ValueError

    return read


def _exact_reader(column: Column[Any]) -> Callable[[Any], Any]:
    kind = column.type
    if isinstance(kind, Integer):
        return _integers(LARGEST_INTEGER[isinstance(kind, BigInteger)])
    if isinstance(kind, JSON) and column.default is not None:
        return _of_type(type(_default(column)))  # a list where a list is read
    return next((read for known, read in READERS if isinstance(kind, known)), lambda value: value)


def _of_type(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError
        return value

    return read


def _integers(largest: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if type(value) is not int or not -largest <= value <= largest:
            raise ValueError
        return value

    return read


def _fraction(value: Any) -> float:
    made = float(value) if type(value) in {int, float} else math.nan
    if not math.isfinite(made) or made != value:  # a whole number of 60 bits is no double
        raise ValueError
    return made


def _text(value: Any) -> str:
    """Without NUL, which PostgreSQL refuses, and halves of surrogate pairs, which no file holds."""
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    if not value.isascii():
        value.encode()
    return value


@lru_cache(maxsize=4_096)
def _identifier(value: str) -> UUID:
    return _exactly(value, UUID(value))


def _moment(value: Any) -> datetime:
    return _exactly(value, datetime.fromisoformat(_text(value)).astimezone(UTC))


def _exactly(value: str, made: T) -> T:
    """What was made of a text, if that is the one text it has in the log."""
    if to_json(made) != value:
        raise ValueError
    return made


READERS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (Boolean, _of_type(bool)),
    (Float, _fraction),
    (Uuid, lambda value: _identifier(_text(value))),
    (Moment, _moment),
    (Date, lambda value: _exactly(value, date.fromisoformat(_text(value)))),
    (LargeBinary, lambda value: _exactly(value, base64.b64decode(_text(value)))),
    (String, _text),
)
"""By kind of column; texts come last, as other kinds are texts too."""


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


def whole_row(
    shape: Shape, row_id: UUID, row: Folded, read: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A row for the table: what is known, and blanks where nothing is sent to this level.

    ``read``: its Python values, where they are known already.

    Raises:
        Unacceptable: a value is none of its kind.
    """
    if read is None:
        read = {key: shape.value(key, value) for key, value in row.values.items() if key != "id"}
    if not read.keys() >= shape.needed:
        raise Unacceptable(BAD_VALUE, f"{shape.name}: {min(shape.needed - read.keys())} missing")
    return {"id": row_id, **shape.blanks, **read, **stamp_of(row)}


def stamp_of(row: Folded, prefix: str = "") -> dict[str, Any]:
    """Origin and counter of a row that is there, under these names."""
    if row.stamp is None:
        raise Unacceptable(BAD_VALUE, "a row without a change")
    return {f"{prefix}origin": row.stamp[0], f"{prefix}counter": row.stamp[1]}
