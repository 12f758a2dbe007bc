"""Reading one record of a bundle: exactly the form of docs/bundle-format.md, or it is refused."""

import re
from functools import lru_cache
from typing import Any
from uuid import UUID

from app.exchange.refusals import Reason, Refused
from db.changelog import Operation
from db.folding import LoggedChange

PARTS = frozenset("oncxtrkv")
HEX = re.compile(r"[0-9a-f]{32}")
LARGEST = 2**63 - 1
OPERATIONS = frozenset(Operation)


def change_from(record: dict[str, Any]) -> LoggedChange:
    """The change that a record stands for.

    Raises:
        Refused: BAD_RECORDS, it has another form.
    """
    if record.keys() != PARTS:
        raise Refused(Reason.BAD_RECORDS)
    operation, values = record["k"], record["v"]
    known = operation in OPERATIONS and isinstance(values, dict) and isinstance(record["t"], str)
    if not known or bool(values) == (operation == Operation.DELETE):
        raise Refused(Reason.BAD_RECORDS)
    return LoggedChange(
        _identifier(record["o"]),
        _number(record["n"]),
        _number(record["c"]),
        _identifier(record["x"]),
        record["t"],
        _identifier(record["r"]),
        operation,
        values,
    )


def _identifier(value: object) -> UUID:
    if not isinstance(value, str):
        raise Refused(Reason.BAD_RECORDS)
    return _uuid(value)


@lru_cache(maxsize=4_096)
def _uuid(value: str) -> UUID:
    """Most come again soon: the database file, the transaction, what a row belongs to."""
    if HEX.fullmatch(value) is None:
        raise Refused(Reason.BAD_RECORDS)
    return UUID(int=int(value, 16))


def _number(value: object) -> int:
    if type(value) is not int or not 0 < value <= LARGEST:
        raise Refused(Reason.BAD_RECORDS)
    return value
