"""The room's first page: superiors as cards, subordinates as a list, the history below."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.detail import Notice
from app.desk.labels import button
from app.desk.page import Page
from app.exchange.pages.at_hand import AtHand
from app.exchange.pages.history_view import HistoryView
from app.exchange.pages.inbox_bar import InboxBar
from app.exchange.pages.lists import peer_table
from app.exchange.pages.peer_card import PeerCard
from app.exchange.queries import PeerRow
from app.exchange.terms import Relation

PEERS, HISTORY = range(2)
NOBODY = (
    "还没有与任何单位配对",
    "先与上级或下级单位交换身份文件、核对对照码，以后才能互相报送。只需做一次。",
)


class Standing(Page):
    """Shows; what is done with it, the page itself says."""

    peer_opened = Signal(object)
    pair_asked = Signal()

    def __init__(self, hand: AtHand):
        super().__init__("报送")
        self._hand = hand
        self.bar = InboxBar()
        self.cards = QVBoxLayout()
        self.cards.setSpacing(theme.px(8))
        self.peers = peer_table(hand)
        self.history = HistoryView(hand)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for title in ("下级单位", "收发记录"):
            self.tabs.addTab(title)
        self._views = QStackedWidget()
        self._views.addWidget(self.peers)
        self._views.addWidget(self.history)
        self.body.addWidget(self.bar)
        self.body.addLayout(self.cards)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._views, 1)
        self.tabs.currentChanged.connect(self._views.setCurrentIndex)
        self.tabs.setVisible(hand.is_above)
        self.tabs.setCurrentIndex(PEERS if hand.is_above else HISTORY)
        self._views.setCurrentIndex(self.tabs.currentIndex())
        self.search = self.history.search
        self.peers.first_asked.connect(self.pair_asked)

    def show_peers(self, rows: list[PeerRow]) -> None:
        """Show how everybody stands."""
        while (item := self.cards.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        below = [row for row in rows if row.relation is Relation.SUBORDINATE]
        for row in rows:
            if row.relation is Relation.SUPERIOR:
                self._add_card(row)
        if not rows:
            self._add_nobody()
        self.peers.set_rows(below)
        late = sum(row.is_overdue for row in below)
        words = f"下级单位 {len(below)}" + (f"，迟报 {late}" if late else "")
        self.tabs.setTabText(PEERS, words)

    def _add_card(self, row: PeerRow) -> None:
        made = PeerCard(row)
        made.opened.connect(self.peer_opened)
        self.cards.addWidget(made)

    def _add_nobody(self) -> None:
        notice: QWidget = Notice("info", NOBODY[0], [NOBODY[1]])
        if self._hand.pairs:
            pair = button("与单位配对", "primary", "key-round", press=self.pair_asked.emit)
            layout = notice.layout()
            if isinstance(layout, QVBoxLayout):
                layout.addWidget(pair)
        self.cards.addWidget(notice)
