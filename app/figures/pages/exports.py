"""Ctrl+E on the figures: the table in sight as a workbook; its purpose is asked and logged."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from app.accounts.exports import log_export
from app.desk.columns import Column
from app.desk.export_flow import Asked, Chosen, Exported, ExportFlow
from app.desk.page import Page
from app.figures.pages.at_hand import AtHand
from app.spreadsheets.containers import Step
from app.spreadsheets.exporting import ExportColumn, Footer, export_rows

WIDE = 8
"""Pixels on the screen for one character of a sheet's column."""


def export_of(
    page: Page,
    hand: AtHand,
    what: str,
    columns: Sequence[Column],
    chosen: Callable[[], Chosen],
) -> ExportFlow | None:
    """The export of a table, off until the table is in sight; None for who may not export."""
    if not hand.exports:
        return None
    write = partial(_write, hand.actor.name, what, columns)
    flow = ExportFlow(page, hand, Exported(what, chosen, write, log_export))
    flow.set_on(False)
    return flow


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
    made = [_column(one) for one in columns if one.title]
    return export_rows(path, what, made, rows, footer=footer, step=step)


def _column(column: Column) -> ExportColumn:
    is_number = column.kind == "number"
    getter = column.getter if is_number else column.text
    width = max(8, column.width / WIDE)
    return ExportColumn(column.title, getter, "number" if is_number else "text", width)
