"""Ctrl+E in this room: a list as a workbook, under the columns that are on the screen."""

from collections.abc import Callable, Sequence

from app.accounts.exports import log_export
from app.desk.columns import Column
from app.desk.export_flow import Chosen, Exported, ExportFlow
from app.desk.page import Page
from app.points.pages.at_hand import AtHand
from app.spreadsheets.shown_lists import ShownList


def export_of(
    page: Page,
    hand: AtHand,
    what: str,
    columns: Sequence[Column],
    chosen: Callable[[], Chosen],
) -> ExportFlow | None:
    """The export of a list, in the page's menu and on Ctrl+E; None for who may not."""
    if not hand.exports:
        return None
    write = ShownList(hand.actor.name, what, columns).write
    flow = ExportFlow(page, hand, Exported(what, chosen, write, log_export))
    flow.add_to_menu()
    return flow
