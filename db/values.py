"""Values from outside: how each kind of column reads them from their JSON form.

A column that holds words of an enumeration names it in its ``info``, as
``mapped_column(info={"words": State})``, and takes no other word.
"""

import base64
import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
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
    Uuid,
)

from db.base import Moment, to_json

T = TypeVar("T")

LARGEST_INTEGER = {True: 10**12, False: 2**31 - 1}
"""By whether the column is a BigInteger. Sums of millions of them hold in 64 bits, beyond which
SQLite breaks off; PostgreSQL keeps to 32 bits where the column has them, SQLite would not.
"""


def words_of(column: Column[Any]) -> frozenset[str]:
    """The words it may hold, empty among them where that is its default; none: any text."""
    declared = frozenset(map(str, column.info.get("words", ())))
    if not declared or column.default is None:
        return declared
    return declared | {""} if default_of(column) == "" else declared


def default_of(column: Column[Any]) -> Any:
    """What stands in it when nothing is said; it must have a default."""
    default: Any = column.default
    return default.arg(None) if default.is_callable else default.arg


def reader_of(column: Column[Any]) -> Callable[[Any], Any]:
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
    if words := words_of(column):
        return _one_of(words)
    if isinstance(kind, Integer):
        return _integers(LARGEST_INTEGER[isinstance(kind, BigInteger)])
    if isinstance(kind, JSON) and column.default is not None:
        return _of_type(type(default_of(column)))  # a list where a list is read
    return next((read for known, read in READERS if isinstance(kind, known)), lambda value: value)


def _of_type(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError
        return value

    return read


def _one_of(words: frozenset[str]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in words:
            raise ValueError
        return str(value)

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
