"""Ctrl+E in this room: a list as a workbook, under the columns that are on the screen."""

from collections.abc import Callable, Sequence

from app.accounts.exports import log_export
from app.desk.columns import Column
from app.desk.export_flow import Chosen, Exported, ExportFlow
from app.desk.page import Page
from app.exchange.pages.at_hand import AtHand
from app.spreadsheets.shown_lists import ShownList


def add_export(
    page: Page, hand: AtHand, what: str, columns: Sequence[Column], chosen: Callable[[], Chosen]
) -> None:
    """Put the export of a list into the page's menu and on Ctrl+E, for whom may."""
    if hand.exports:
        write = ShownList(hand.actor.name, what, columns).write
        ExportFlow(page, hand, Exported(what, chosen, write, log_export)).add_to_menu()
