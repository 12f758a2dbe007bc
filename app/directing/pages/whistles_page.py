"""吹哨: what communities cannot solve alone; departments are sent, arrive, and answer."""

from typing import Any

from app.accounts.levels import Level
from app.accounts.permissions import Actor
from app.desk.drafts import Drafts
from app.desk.list_keys import ListKeys
from app.desk.page import Page
from app.desk.records_memory import Memory
from app.desk.work import Work
from app.directing.pages.at_hand import AtHand
from app.directing.pages.exports import add_export
from app.directing.pages.waiting_count import WaitingCount
from app.directing.pages.whistle_drawer import WhistleDrawer
from app.directing.pages.whistle_lists import columns
from app.directing.pages.whistles_view import WhistlesView
from app.directing.whistle_views import WhistleRow

WAITING = ("whistle", "response")


class WhistlesPage(Page):
    """The room of a street or district."""

    def __init__(
        self,
        work: Work,
        drafts: Drafts,
        actor: Actor,
        level: Level,
        memory: Memory | None = None,
    ):
        super().__init__("吹哨报到")
        self._hand = AtHand(work, drafts, actor, memory, level=level)
        self.view = WhistlesView(self._hand)
        self.search = self.view.search
        self.sheet = WhistleDrawer(self, self._hand)
        keys = ListKeys(self.view.table, self.drawer, self._open, self.sheet.go_on)
        self.sheet.shown.connect(keys.mark)
        self.body.addWidget(self.view, 1)
        add_export(self, self._hand, "吹哨报到台账", columns(self._hand), self.view.chosen)
        self._waiting = WaitingCount(self, self._hand, WAITING)

    def reload(self) -> None:
        """Read the list again, and what waits."""
        self.view.reload()
        self._waiting.read()

    def open_record(self, what: Any) -> None:
        """Show ("whistle", id)."""
        self.sheet.open(what[1])

    def _open(self, row: WhistleRow) -> None:
        self.sheet.open(row.id)
