"""Ctrl+E on the residents' list: everybody the filter shows, as a workbook."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from app.accounts.exports import log_export
from app.accounts.permissions import Permission
from app.desk.export_flow import Asked, Chosen, Exported, ExportFlow
from app.desk.page import Page
from app.residents.exporting import COLUMNS, resident_lines
from app.residents.pages.at_hand import AtHand
from app.residents.pages.filter_row import FilterRow
from app.spreadsheets.containers import Step
from app.spreadsheets.exporting import Footer, export_rows

WHAT = "居民名单"


def resident_export(page: Page, hand: AtHand, row: FilterRow) -> ExportFlow | None:
    """The export of ``page``, in its menu and on Ctrl+E; None for accounts that may not."""
    if not hand.actor.may(Permission.EXPORT):
        return None
    flow = ExportFlow(
        page,
        hand,
        Exported(
            WHAT,
            partial(_chosen, row),
            partial(_write, hand.actor.name),
            log_export,
            personal=True,
            may_reveal=hand.reveals,
        ),
    )
    flow.add_to_menu()
    return flow


def _chosen(row: FilterRow) -> Chosen:
    said = [box.currentText() for box in row.boxes if box.currentIndex() > 0]
    typed = [f"“{row.text}”"] if row.text else []
    return Chosen(
        partial(resident_lines, text=row.text, where=row.where()), "、".join(typed + said)
    )


def _write(who: str, path: Path, rows: Sequence[Any], *, asked: Asked, step: Step) -> Path:
    footer = Footer(who, asked.purpose, asked.chosen.filters, asked.masked)
    return export_rows(path, WHAT, COLUMNS, rows, footer=footer, step=step)
