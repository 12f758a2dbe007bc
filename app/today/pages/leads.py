"""Where the lines and figures of today lead: to a record in its room, or to a list of events."""

from collections.abc import Callable

from app.desk.page import Page
from app.events.filters import EventFilter
from app.today.figure import Figure
from app.today.waiting import Item
from app.today.warning import EarlyWarning

RULES = "预警规则"
"""The tab of the settings where the figures of warnings are changed."""
ShowEvents = Callable[[EventFilter, str], None]
"""Show the events behind a number under these words."""
EventsBehind = Callable[[Page], ShowEvents]
"""How such a list is shown in place of a page; bootstrap knows the room that has it."""


class Leads:
    """Follows what is clicked on ``page``."""

    def __init__(self, page: Page, events_behind: EventsBehind):
        self._page = page
        self._show_events = events_behind(page)

    def item(self, item: Item) -> None:
        """Go to something that waits."""
        self._page.go.emit(item.room, item.record)

    def figure(self, figure: Figure) -> None:
        """Go to what a figure counts."""
        if figure.where is not None:
            self._show_events(figure.where, f"{figure.name} {figure.value} 件")
        else:
            self._page.go.emit(figure.room, figure.record)

    def warning(self, warning: EarlyWarning) -> None:
        """Go to what a warning is about."""
        if warning.ids:
            self._show_events(EventFilter(ids=warning.ids), f"{warning.title}：{warning.reason}")
        else:
            self._page.go.emit(warning.room, warning.record)

    def rules(self) -> None:
        """Go to the rules of warnings."""
        self._page.go.emit("settings", RULES)
