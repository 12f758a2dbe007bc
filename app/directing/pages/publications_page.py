"""发布: what goes to all stations below, who has read, adopted and replied; and what came to us."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget

from app.accounts.levels import Level
from app.accounts.permissions import Actor
from app.desk.drafts import Drafts
from app.desk.list_keys import ListKeys
from app.desk.page import Page
from app.desk.records_memory import Memory
from app.desk.work import Work
from app.directing.pages.at_hand import AtHand
from app.directing.pages.exports import add_export
from app.directing.pages.mark_forms import MarkForms
from app.directing.pages.marks_view import MarkedOffice, MarksView
from app.directing.pages.publication_drawer import PublicationDrawer
from app.directing.pages.publication_lists import OWN_COLUMNS
from app.directing.pages.publications_view import PublicationsView
from app.directing.pages.publish_forms import PublishForms
from app.directing.pages.waiting_count import WaitingCount
from app.directing.publication_views import PublicationRow

RECEIVED, MARKS = "上级来件", "示范单位"
BESIDE = {Level.STREET: RECEIVED, Level.DISTRICT: MARKS}
"""What stands beside our own: nothing comes from above to a district, and it alone gives marks."""


class PublicationsPage(Page):
    """The room of a street or district."""

    def __init__(
        self,
        work: Work,
        drafts: Drafts,
        actor: Actor,
        level: Level,
        memory: Memory | None = None,
    ):
        super().__init__("发布")
        self._hand = AtHand(work, drafts, actor, memory, level=level)
        self.own = PublicationsView(self._hand, is_own=True)
        self.sheet = PublicationDrawer(self, self._hand)
        self.forms = PublishForms(self, self._hand)
        self.beside = self._make_beside(BESIDE[level])
        self.views = QStackedWidget()
        self.views.addWidget(self.own)
        self.views.addWidget(self.beside)
        self._tabs = self.add_views(("本级发布", BESIDE[level]), self._switch)
        self.search = self.own.search
        self.body.addWidget(self.views, 1)
        self._waiting = WaitingCount(self, self._hand, ("publication",))
        self._offer()
        self._connect()

    def _make_beside(self, title: str) -> PublicationsView | MarksView:
        if title == RECEIVED:
            return PublicationsView(self._hand, is_own=False)
        view = MarksView(self._hand)
        self._mark_forms = MarkForms(self, self._hand)
        view.asked.connect(self._ask_mark)
        return view

    def _offer(self) -> None:
        if self._hand.assigns:
            self.set_primary("发布通知", self.forms.notice)
            self.add_action("发布积分细则", self.forms.rules, "award")
            self.add_action("发布事项类别", self.forms.categories, "clipboard-list")
        add_export(self, self._hand, "发布台账", OWN_COLUMNS, self.own.chosen)

    def _connect(self) -> None:
        for view in (self.own, self.beside):
            if isinstance(view, MarksView):
                continue
            keys = ListKeys(view.table, self.drawer, self._open, self.sheet.go_on)
            self.sheet.shown.connect(keys.mark)
        self.own.table.first_asked.connect(self.forms.notice)
        self.forms.published.connect(self.sheet.read)

    def reload(self) -> None:
        """Read both lists again, and what waits."""
        self.own.reload()
        self.beside.reload()
        self._waiting.read()

    def _switch(self, place: int) -> None:
        self.views.setCurrentIndex(place)
        self.search = (self.own, self.beside)[place].search
        if self.drawer.isVisible():
            self.drawer.close_drawer()

    def open_record(self, what: Any) -> None:
        """Show ("publication", id)."""
        self.sheet.open(what[1])

    def _ask_mark(self, row: MarkedOffice) -> None:
        office, back = row.office, self.drawer.dismiss
        self._mark_forms.open(office.id, office.name, office.level, back)

    def _open(self, row: PublicationRow) -> None:
        self.sheet.open(row.id)
