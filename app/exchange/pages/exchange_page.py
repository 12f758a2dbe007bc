"""报送: with whom this station exchanges, what waits and is missing, and what went and came."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent

from app.accounts.station import Station
from app.desk.drafts import Drafts
from app.desk.drop_place import dropped_files
from app.desk.labels import button
from app.desk.list_keys import ListKeys
from app.desk.records_memory import Memory
from app.desk.work import Work
from app.exchange.pages.at_hand import EXCHANGE_KINDS, AtHand
from app.exchange.pages.bundle_drawer import BundleDrawer
from app.exchange.pages.exports import add_export
from app.exchange.pages.inbox_watch import InboxWatch
from app.exchange.pages.lists import BUNDLE_COLUMNS
from app.exchange.pages.make_page import MakePage
from app.exchange.pages.pairing_page import PairingPage
from app.exchange.pages.papers import show_slip
from app.exchange.pages.peer_drawer import PeerDrawer
from app.exchange.pages.receive_page import ReceivePage
from app.exchange.pages.room_forms import RoomForms
from app.exchange.pages.standing import Standing
from app.exchange.queries import PeerRow, peer_rows
from app.exchange.terms import Relation


class ExchangePage(Standing):
    """The room; making, taking, pairing and papers take its place while they are open."""

    def __init__(self, work: Work, drafts: Drafts, station: Station, memory: Memory | None = None):
        super().__init__(AtHand(work, drafts, station.actor, memory, station=station))
        hand = self._hand
        self.setAcceptDrops(hand.exchanges)
        self.peer_drawer, self.bundle_drawer = PeerDrawer(self, hand), BundleDrawer(self, hand)
        self.forms, self.inbox = RoomForms(self, hand), InboxWatch(self, hand)
        if hand.exchanges:
            self.set_primary("制作报送包", self.make, "package")
            self.add_header_button(button("收取报送包", "plain", "download", press=self.receive))
        self._fill_menu()
        self._connect()
        hand.work.watch(self, EXCHANGE_KINDS, self._refresh)

    def _fill_menu(self) -> None:
        hand = self._hand
        if hand.pairs:
            self.add_action("与单位配对…", self.pair, "key-round")
            self.add_action("更换密钥…", self.forms.ask_rotation, "refresh-cw")
        if hand.exchanges:
            self.add_action("收件夹…", self.forms.ask_inbox, "inbox")
        if hand.sets:
            self.add_action("报送设置…", self.forms.ask_settings, "settings")
        add_export(self, hand, "收发记录", BUNDLE_COLUMNS, self.history.chosen)

    def _connect(self) -> None:
        self.peer_opened.connect(self.peer_drawer.open)
        self.pair_asked.connect(self.pair)
        self.peer_drawer.make_asked.connect(self.make)
        self.peer_drawer.pair_asked.connect(self.pair)
        self.peer_drawer.changed.connect(self._refresh)
        self.bundle_drawer.slip_asked.connect(partial(show_slip, self, self._hand))
        self.bar.take_asked.connect(self.receive)
        self.inbox.found.connect(self.bar.show_arrived)
        self.forms.inbox_changed.connect(self.inbox.look)
        ListKeys(self.history.table, self.drawer, self._open_bundle)
        ListKeys(self.peers, self.drawer, self._open_peer)

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read again how everybody stands, and look into the watched folder."""
        self._refresh()
        self.inbox.look()
        if self.entered is not None:
            self.entered.reload()

    def _refresh(self) -> None:
        self._hand.work.read(peer_rows, then=self._show_rows, owner=self, latest="peers")
        if self.entered is None:
            self.history.reload()

    def _show_rows(self, rows: list[PeerRow]) -> None:
        self.show_peers(rows)
        self.waiting_changed.emit(sum(row.is_overdue for row in rows))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.inbox.look()

    # -- opening ------------------------------------------------------------------------------

    def make(self, peer_id: Any = None) -> None:
        """Make a bundle, for this peer or for the one that is chosen there."""
        self.enter(MakePage(self._hand, peer_id if isinstance(peer_id, UUID) else None))

    def receive(self, files: Any = ()) -> None:
        """Take bundles: these files, or one that is chosen there."""
        listed: Sequence[Path] = files if isinstance(files, list) else ()
        page = ReceivePage(self._hand, listed)
        page.make_asked.connect(self.make)
        self.enter(page)

    def pair(self, _checked: bool = False) -> None:
        """Pair with an office."""
        self.enter(PairingPage(self._hand))

    def open_record(self, what: Any) -> None:
        """make, receive; ("bundle", peer's id): make one for a superior, look at a subordinate."""
        kind, record = what if isinstance(what, tuple) else (what, None)
        self.leave_entered()
        if kind == "make":
            self.make()
        elif kind == "receive":
            self.receive()
        elif kind == "bundle" and isinstance(record, UUID):
            self._hand.work.read(
                peer_rows, then=partial(self._open_waiting, record), owner=self, latest="open"
            )

    def _open_waiting(self, peer_id: UUID, rows: list[PeerRow]) -> None:
        row = next((row for row in rows if row.id == peer_id), None)
        if row is None:
            return
        if row.relation is Relation.SUPERIOR and self._hand.exchanges and row.is_active:
            self.make(peer_id)
        else:
            self.peer_drawer.open(peer_id)

    def _open_bundle(self, row: Any) -> None:
        self.bundle_drawer.open(row.id)

    def _open_peer(self, row: Any) -> None:
        self.peer_drawer.open(row.id)

    # -- dragging -----------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.entered is None and dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.entered is None and (files := dropped_files(event)):
            event.acceptProposedAction()
            self.receive(files)
