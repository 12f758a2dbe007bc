"""Ctrl+E on the communities: a workbook with a sheet for each subject; logged like any export."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from app.accounts.exports import log_export
from app.desk.export_flow import Asked, Chosen, Exported, ExportFlow
from app.desk.page import Page
from app.figures.communities import CommunityRow
from app.figures.pages.at_hand import AtHand
from app.figures.quarterly import quarterly_sheets
from app.spreadsheets.containers import Step
from app.spreadsheets.exporting import Footer
from app.spreadsheets.writing import write_workbook

WHAT = "社区情况表"


def export_of(page: Page, hand: AtHand, chosen: Callable[[], Chosen]) -> ExportFlow | None:
    """The export, in the page's menu and on Ctrl+E; None for who may not."""
    if not hand.exports:
        return None
    write = partial(_write, hand.actor.name)
    flow = ExportFlow(page, hand, Exported(WHAT, chosen, write, log_export))
    flow.add_to_menu()
    return flow


def _write(who: str, path: Path, rows: Sequence[CommunityRow], *, asked: Asked, step: Step) -> Path:
    footer = Footer(who, asked.purpose, asked.chosen.filters).lines(len(rows))
    return write_workbook(path, quarterly_sheets(rows, footer), step)
