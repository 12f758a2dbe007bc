"""来件: what a community got from above, and how its whistles stand."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from app.accounts.permissions import Actor
from app.desk.drafts import Drafts
from app.desk.list_keys import ListKeys
from app.desk.page import Page
from app.desk.records_memory import Memory
from app.desk.work import Work
from app.directing.pages.at_hand import AtHand
from app.directing.pages.publication_drawer import PublicationDrawer
from app.directing.pages.publications_view import PublicationsView
from app.directing.pages.waiting_count import WaitingCount
from app.directing.pages.whistle_drawer import WhistleDrawer
from app.directing.pages.whistles_view import WhistlesView
from app.directing.publication_views import PublicationRow
from app.directing.whistle_views import WhistleRow

TITLES = ("上级来件", "吹哨进展")
RECEIVED, WHISTLES = range(2)


class ReceivedPage(Page):
    """The community's room; what it is told to do stands with its events (上级任务)."""

    def __init__(self, work: Work, drafts: Drafts, actor: Actor, memory: Memory | None = None):
        super().__init__("来件")
        self._hand = AtHand(work, drafts, actor, memory)
        self._waiting = WaitingCount(self, self._hand, ("publication", "whistle"))
        self._tabs = self.add_views(TITLES, self._switch)
        self.received = PublicationsView(self._hand, is_own=False)
        self.whistles = WhistlesView(self._hand)
        self.publication = PublicationDrawer(self, self._hand)
        self.whistle = WhistleDrawer(self, self._hand)
        self.views = QStackedWidget()
        self.views.addWidget(self.received)
        self.views.addWidget(self.whistles)
        self.body.addWidget(self.views, 1)
        self.search = self.received.search
        self._connect()

    def _connect(self) -> None:
        of_received = ListKeys(
            self.received.table, self.drawer, self._open_publication, self.publication.go_on
        )
        self.publication.shown.connect(of_received.mark)
        of_whistles = ListKeys(
            self.whistles.table, self.drawer, self._open_whistle, self.whistle.go_on
        )
        self.whistle.shown.connect(of_whistles.mark)
        self.whistle.event_asked.connect(self._go_to_event)

    def reload(self) -> None:
        """Read both lists again, and what waits."""
        self.received.reload()
        self.whistles.reload()
        self._waiting.read()

    def _switch(self, place: int) -> None:
        self.views.setCurrentIndex(place)
        self.search = (self.received, self.whistles)[place].search
        if self.drawer.isVisible():
            self.drawer.close_drawer()

    def open_record(self, what: Any) -> None:
        """Show ("publication", id) or ("whistle", id)."""
        kind, record = what
        self._tabs.setCurrentIndex(WHISTLES if kind == "whistle" else RECEIVED)
        (self.whistle if kind == "whistle" else self.publication).open(record)

    def _open_publication(self, row: PublicationRow) -> None:
        self.publication.open(row.id)

    def _open_whistle(self, row: WhistleRow) -> None:
        self.whistle.open(row.id)

    def _go_to_event(self, event_id: UUID) -> None:
        self.go.emit("events", ("event", event_id))
