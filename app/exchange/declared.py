"""Which tables and fields go out of a station, as ``resources/rules/exchange.toml`` declares.

Minimum data (bundle.md, guarantee 6; 个人信息保护法): what is not declared stays. A new table
joins the exchange by a few lines there and nothing else; a test fails while it has none.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from db.changelog import Operation
from db.folding import LoggedChange


@dataclass(frozen=True)
class Declaration:
    """What of one shared table is sent."""

    table: str
    up: frozenset[str] = frozenset()
    """Fields that go to the superior; empty: nothing goes up."""
    down: bool = False
    """Whether the superior's records come down, whole."""
    only: tuple[str, frozenset[str]] | None = None
    """A column that never changes, and the values with which a row is sent; None: every row."""
    stays: str = ""
    """Why nothing is sent."""


@cache
def declarations() -> Mapping[str, Declaration]:
    """Every shared table's declaration by table name."""
    text = files("resources").joinpath("rules/exchange.toml").read_text("utf-8")
    return {name: _declaration(name, entry) for name, entry in tomllib.loads(text).items()}


def _declaration(name: str, entry: dict[str, Any]) -> Declaration:
    ((column, values),) = entry.get("only", {"": []}).items()
    return Declaration(
        name,
        frozenset(entry.get("up", ())),
        entry.get("down", False),
        (column, frozenset(values)) if column else None,
        entry.get("stays", ""),
    )


def projected(change: LoggedChange) -> dict[str, Any] | None:
    """What of a change goes up; None: nothing of it."""
    declared = declarations().get(change.table)
    if declared is None or not declared.up:
        return None
    if change.operation == Operation.DELETE:
        return {}
    kept = {key: value for key, value in change.values.items() if key in declared.up}
    if change.operation == Operation.INSERT:
        return kept | {"owner": change.values["owner"]}
    return kept or None
