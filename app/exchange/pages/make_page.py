"""制作报送包 at full width: for whom, where to, what goes out; then what came of it."""

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.fields import Choice
from app.desk.fields_choice import ChoiceBox
from app.desk.labels import button, label
from app.desk.page import Page
from app.desk.progress_line import ProgressLine
from app.errors import Cancelled, LirenError
from app.exchange.due import Due
from app.exchange.pages import runs
from app.exchange.pages.at_hand import AtHand
from app.exchange.pages.due_panel import DuePanel
from app.exchange.pages.folders import FolderChoice
from app.exchange.pages.papers import show_slip
from app.exchange.pages.pieces import scrolled
from app.exchange.pages.sent_card import SentCard
from app.exchange.queries import PeerRow, peer_rows
from app.exchange.sending import FAT32, MB, Sent
from app.exchange.words import STAYS_HERE

VOLUMES = (
    Choice(0, "不分卷"),
    Choice(20 * MB, "每卷 20 MB（邮件附件）"),
    Choice(100 * MB, "每卷 100 MB"),
    Choice(1024 * MB, "每卷 1 GB"),
    Choice(FAT32, "每卷 4 GB（FAT32 格式的U盘）"),
)
LEFT_WIDTH = 380


class MakePage(Page):
    """Asks, makes, and shows the result."""

    def __init__(self, hand: AtHand, peer_id: UUID | None = None):
        super().__init__("制作报送包")
        self._hand, self._wanted = hand, peer_id
        self._peers: list[PeerRow] = []
        self.peer = ChoiceBox(())
        self.peer.setAccessibleName("接收单位")
        self.peer.setPlaceholderText("请选择接收单位")
        self.folder = FolderChoice(hand)
        self.volumes = ChoiceBox(VOLUMES)
        self.volumes.setAccessibleName("分卷")
        self.volumes.setCurrentIndex(0)
        self.due = DuePanel()
        self.error = label(role="error", wrap=True)
        self.error.hide()
        self.progress = ProgressLine(hand.work)
        self.why = label(role="soft")
        self.go_button = button("制作", "primary", "package", press=self.make)
        self.result = SentCard()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(theme.px(6))
        for words, field in (
            ("接收单位", self.peer), ("存放到", self.folder), ("分卷", self.volumes),
        ):  # fmt: skip
            left.addWidget(label(words))
            left.addWidget(field)
            left.addSpacing(theme.px(8))
        left.addWidget(
            label("存到U盘或文件夹后，连同打印的移交单一起交给对方。", "soft", wrap=True)
        )
        left.addWidget(label("U盘丢了也不要紧：重新制作一包，内容一样不少。", "soft", wrap=True))
        left.addWidget(self.error)
        left.addStretch(1)
        narrow = QWidget()
        narrow.setLayout(left)
        narrow.setFixedWidth(theme.px(LEFT_WIDTH))
        left.setContentsMargins(0, 0, theme.px(12), 0)
        asked = QWidget()
        row = QHBoxLayout(asked)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(narrow)
        row.addWidget(self.due, 1)
        self._steps = QStackedWidget()
        self._steps.addWidget(asked)
        self._steps.addWidget(scrolled(self.result))
        foot = QHBoxLayout()
        foot.addWidget(self.progress, 1)
        foot.addStretch(1)
        foot.addWidget(self.why)
        foot.addWidget(self.go_button)
        self.body.addWidget(self._steps, 1)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.peer.currentIndexChanged.connect(self._read_due)
        self.folder.changed.connect(self._allow)
        self.result.slip_asked.connect(self._show_slip)
        self.result.again_asked.connect(self.left)

    # -- asking -------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the peers; what is waiting is read anew unless a bundle was just made."""
        if self._steps.currentIndex() == 0 and not self.progress.running:
            self._hand.work.read(peer_rows, then=self._offer, owner=self, latest="peers")

    def _offer(self, rows: list[PeerRow]) -> None:
        self._peers = [row for row in rows if row.is_active]
        self.peer.choices = tuple(
            Choice(row.id, f"{row.name}（{row.relation_name}）") for row in self._peers
        )
        ids = [row.id for row in self._peers]
        wanted = self._wanted if self._wanted in ids else (ids[0] if ids else None)
        self.peer.blockSignals(True)
        self.peer.clear()
        self.peer.addItems([choice.text for choice in self.peer.choices])
        self.peer.setCurrentIndex(ids.index(wanted) if wanted else -1)
        self.peer.blockSignals(False)
        self._read_due()

    def _chosen(self) -> PeerRow | None:
        place = self.peer.currentIndex()
        return self._peers[place] if 0 <= place < len(self._peers) else None

    def _read_due(self, _place: int = 0) -> None:
        row = self._chosen()
        self._allow()
        if row is None:
            return
        self._wanted = row.id
        self.due.wait()
        self._hand.work.make(
            runs.due, self._hand.station, peer_id=row.id, then=partial(self._show_due, row),
            failed=self._fail, owner=self, title="正在统计要送出的内容", latest="due",
        )  # fmt: skip

    def _show_due(self, row: PeerRow, due: Due) -> None:
        self.due.show_due(row, due, STAYS_HERE)
        self._allow()

    def _allow(self) -> None:
        lacks = "" if self.folder.folder() else "请先选择存到哪个U盘或文件夹"
        lacks = lacks if self._chosen() else "请先选择接收单位"
        self.why.setText("" if self.progress.running else lacks)
        self.go_button.setEnabled(not lacks and not self.progress.running)

    # -- making -------------------------------------------------------------------------------

    def make(self) -> None:
        """Make the bundle; the page stays, and other rooms can be gone to meanwhile."""
        row, folder = self._chosen(), self.folder.folder()
        if row is None or folder is None:
            return
        self.error.hide()
        job: Any = self._hand.work.make(
            runs.make, self._hand.station, peer_id=row.id, folder=folder,
            volume_size=self.volumes.choices[max(self.volumes.currentIndex(), 0)].value,
            then=partial(self._made, row, folder), failed=self._fail, owner=self,
            title="正在制作报送包", progress=True,
        )  # fmt: skip
        self.progress.follow(job, "正在制作报送包")
        self._allow()

    def _made(self, row: PeerRow, folder: Path, sent: Sent) -> None:
        self.progress.rest()
        self._hand.remember_folder(folder)
        self.result.show_sent(row, sent)
        self.go_button.hide()
        self.set_title("报送包已制作")
        self._steps.setCurrentIndex(1)

    def _fail(self, error: LirenError) -> None:
        self.progress.rest()
        self._allow()
        self.error.setText("" if isinstance(error, Cancelled) else str(error))
        self.error.setVisible(not isinstance(error, Cancelled))

    def _show_slip(self, record_id: UUID, files: list[str]) -> None:
        show_slip(self, self._hand, record_id, files)

    def print_page(self) -> None:
        """Ctrl+P: the transfer slip of what was just made."""
        if self.entered is not None:
            super().print_page()
        elif self._steps.currentIndex() == 1:
            self.result.ask_slip()

    def start_new(self) -> None:
        """Ctrl+N does nothing here: nobody makes a bundle by a slip of the hand."""
