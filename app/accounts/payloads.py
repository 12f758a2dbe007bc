"""Tables that came from another station: checked value by value before anything of them is used.

They are signed, but a superior's program may be newer, altered or wrong; so nothing is taken for
granted: not the form, not the types, not the lengths. What is refused names its row.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from app.accounts.new_station import LONGEST_LINE
from app.errors import InvalidInput

FORM = 1
"""Of the payloads this version writes and reads."""
MOST_ROWS = 500
UPDATE = "请更新里仁后再采用，或请上级重新发布。"
WRONG = "请向发布单位反映，由其重新发布。"


@dataclass(frozen=True)
class Column:
    """What one value of a row may be."""

    name: str
    label: str
    kind: type[str] | type[int] | type[bool]
    is_optional: bool = False
    """None is allowed."""
    longest: int = LONGEST_LINE
    """Characters of a text; blanks around it are not allowed either."""


def rows_of(
    payload: object, name: str, what: str, columns: Sequence[Column]
) -> list[dict[str, Any]]:
    """The rows of a payload ``{"form": 1, name: [...]}``; ``what``: 积分细则, 事项类别.

    Raises:
        InvalidInput: another form, too many rows, a value that cannot be; names row and column.
    """
    if not isinstance(payload, dict) or type(payload.get("form")) is not int:
        raise InvalidInput(f"这份{what}的格式不对。", WRONG, field="payload")
    if payload["form"] != FORM:
        raise InvalidInput(f"这份{what}的格式是新版本的，本机读不了。", UPDATE, field="payload")
    rows = payload.get(name)
    if set(payload) != {"form", name} or not isinstance(rows, list) or not rows:
        raise InvalidInput(f"这份{what}的格式不对。", WRONG, field="payload")
    if len(rows) > MOST_ROWS:
        raise InvalidInput(f"这份{what}超过 {MOST_ROWS} 条。", WRONG, field="payload")
    for number, row in enumerate(rows, start=1):
        _check(f"{what}第 {number} 条", row, columns)
    return rows


def _check(where: str, row: object, columns: Sequence[Column]) -> None:
    if not isinstance(row, dict) or set(row) != {column.name for column in columns}:
        raise InvalidInput(f"{where}的栏目不对。", UPDATE, field="payload")
    for column in columns:
        value = row[column.name]
        if value is None and column.is_optional:
            continue
        if type(value) is not column.kind:  # a bool is an int to isinstance
            raise InvalidInput(f"{where}的“{column.label}”填得不对。", WRONG, field="payload")
        if isinstance(value, str) and (len(value) > column.longest or value != value.strip()):
            raise InvalidInput(f"{where}的“{column.label}”太长或有空格。", WRONG, field="payload")


def refuse_twice(rows: Sequence[dict[str, Any]], column: Column, what: str) -> None:
    """Go on only when no two rows agree in a column.

    Raises:
        InvalidInput: names the second row.
    """
    seen: set[Any] = set()
    for number, row in enumerate(rows, start=1):
        value = row[column.name]
        if value in seen:
            raise InvalidInput(
                f"{what}第 {number} 条的“{column.label}”与前面重复。", WRONG, field="payload"
            )
        seen.add(value)


@contextmanager
def row_named(what: str, number: int, name: str) -> Iterator[None]:
    """Let what is refused inside say which row it was.

    Raises:
        InvalidInput: as inside, with the row before it.
    """
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(
            f"{what}第 {number} 条“{name}”：{error.what_happened}", WRONG, field="payload"
        ) from error
