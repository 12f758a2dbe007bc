"""Ctrl+E on the figures: the table in sight as a workbook; its purpose is asked and logged."""

from collections.abc import Callable, Sequence

from app.accounts.exports import log_export
from app.desk.columns import Column
from app.desk.export_flow import Chosen, Exported, ExportFlow
from app.desk.page import Page
from app.figures.pages.at_hand import AtHand
from app.spreadsheets.shown_lists import ShownList


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
    write = ShownList(hand.actor.name, what, columns).write
    flow = ExportFlow(page, hand, Exported(what, chosen, write, log_export))
    flow.set_on(False)
    return flow
