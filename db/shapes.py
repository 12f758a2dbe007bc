"""What the shared tables look like to a merge: columns, references, and values from outside.

Values come in the JSON forms of :func:`db.base.to_json`; whatever is not exactly such a form is
refused (:class:`Unacceptable`), for it was written by another program than this one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Column, Float, Integer, LargeBinary, String, Table

from db.base import Base
from db.folding import Folded
from db.replicated import STAMPS, Replicated, shared_tables
from db.values import default_of, reader_of, words_of


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
        return {key: reader_of(column) for key, column in self.columns.items() if key != "id"}

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
            made = default_of(column)
            if made is not None:
                return made
        if column.nullable:
            return None
        if self.words(key):
            return None  # no word stands for one that is not known
        return next(
            (made() for kind, made in BLANKS if isinstance(column.type, kind)),
            None,
        )

    def words(self, key: str) -> frozenset[str]:
        """The words a field may hold; none: it is none of an enumeration."""
        return words_of(self.columns[key])


BLANKS: tuple[tuple[type, type], ...] = (
    (Boolean, bool),
    (Integer, int),
    (Float, float),
    (String, str),
    (LargeBinary, bytes),
    (JSON, dict),
)


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
