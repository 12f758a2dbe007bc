"""Ctrl+E in this room: a list as a workbook, under the columns that are on the screen."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from app.accounts.exports import log_export
from app.desk.columns import Column
from app.desk.export_flow import Asked, Chosen, Exported, ExportFlow
from app.desk.page import Page
from app.exchange.pages.at_hand import AtHand
from app.spreadsheets.containers import Step
from app.spreadsheets.exporting import ExportColumn, Footer, export_rows

WIDE = 8
"""Pixels on the screen for one character of a sheet's column."""


def add_export(
    page: Page, hand: AtHand, what: str, columns: Sequence[Column], chosen: Callable[[], Chosen]
) -> None:
    """Put the export of a list into the page's menu and on Ctrl+E, for whom may."""
    if hand.exports:
        write = partial(_write, hand.actor.name, what, columns)
        ExportFlow(page, hand, Exported(what, chosen, write, log_export)).add_to_menu()


def _write(  # noqa: PLR0913  the first three are bound, the rest are what the flow gives
    who: str,
    what: str,
    columns: Sequence[Column],
    path: Path,
    rows: Sequence[Any],
    *,
    asked: Asked,
    step: Step,
) -> Path:
    footer = Footer(who, asked.purpose, asked.chosen.filters)
    return export_rows(path, what, list(map(_column, columns)), rows, footer=footer, step=step)


def _column(column: Column) -> ExportColumn:
    is_number = column.kind == "number"
    getter = column.getter if is_number else column.text
    width = max(8, column.width / WIDE)
    return ExportColumn(column.title, getter, "number" if is_number else "text", width)
