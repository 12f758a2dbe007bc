"""收取报送包 at full width: a file, what it is and from whom, then what it changed here."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.detail import Notice
from app.desk.drop_place import DropPlace
from app.desk.labels import button
from app.desk.messages import choose_file
from app.desk.page import Page
from app.desk.progress_line import ProgressLine
from app.errors import Cancelled, LirenError
from app.exchange.applying import Applied
from app.exchange.pages import runs
from app.exchange.pages.at_hand import AtHand
from app.exchange.pages.pieces import scrolled
from app.exchange.pages.preview_card import PreviewCard
from app.exchange.pages.taken_card import TakenCard
from app.exchange.taking import Examined

KINDS = "报送包和分卷 (*.liren *.liren.*);;所有文件 (*)"
FILE, PREVIEW, RESULT = range(3)
KEPT = "文件原样保留，本站没有任何改动。"


class ReceivePage(Page):
    """Three steps; several files are taken one after the other."""

    make_asked = Signal(object)
    """Id of the peer for whom a bundle with the receipt is to be made."""

    def __init__(self, hand: AtHand, files: Sequence[Path] = ()):
        super().__init__("收取报送包")
        self._hand, self._queue = hand, list(files)
        self._path: Path | None = None
        self.place = DropPlace(
            "package", "把报送包拖到这里", "后缀为 .liren；分卷的选其中任何一卷", "选择报送包…"
        )
        self.preview, self.taken = PreviewCard(), TakenCard()
        self.progress = ProgressLine(hand.work)
        self.go_button = button("收取", "primary", "download", press=self.take)
        self.other = button("换一个文件", press=self._begin_again)
        self.problems = QVBoxLayout()
        self._lay_out()
        self._connect()
        self._show_step(FILE)

    def _lay_out(self) -> None:
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(self.problems)
        column.addWidget(self.place, 1)
        self._steps = QStackedWidget()
        for step in (first, self.preview, scrolled(self.taken)):
            self._steps.addWidget(step)
        foot = QHBoxLayout()
        foot.addWidget(self.progress, 1)
        foot.addStretch(1)
        foot.addWidget(self.other)
        foot.addWidget(self.go_button)
        self.body.addWidget(self._steps, 1)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.place.dropped.connect(self.look_at)
        self.place.choose.clicked.connect(self._choose)
        self.taken.make_asked.connect(self.make_asked)
        self.taken.next_asked.connect(self._begin_again)
        self.taken.back_asked.connect(self.left)
        self.preview.slip.returnPressed.connect(self.take)

    def reload(self) -> None:
        """Begin with the files that were offered."""
        if self._queue and self._path is None:
            self.look_at(self._queue.pop(0))

    # -- steps --------------------------------------------------------------------------------

    def _show_step(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self.go_button.setVisible(step == PREVIEW)
        self.other.setVisible(step == PREVIEW)
        self._allow()

    def _allow(self) -> None:
        idle = not self.progress.running
        for one in (self.go_button, self.other, self.place):
            one.setEnabled(idle)

    def _choose(self) -> None:
        folders = self._hand.folders()
        path = choose_file(self, "选择报送包", KINDS, str(folders[0]) if folders else "")
        if path is not None:
            self.look_at(path)

    def _begin_again(self) -> None:
        self._path = None
        self._say()
        self._show_step(FILE)
        self.reload()

    def look_at(self, path: Path) -> None:
        """Check a file; nothing of it is taken yet."""
        self._path = path
        self._say()
        job: Any = self._hand.work.make(
            runs.look_at, self._hand.station, path, then=self._show_preview, failed=self._fail,
            owner=self, title="正在核对报送包", progress=True, latest="look",
        )  # fmt: skip
        self.progress.follow(job, "正在核对报送包")
        self._allow()

    def _show_preview(self, examined: Examined) -> None:
        self.progress.rest()
        self.preview.show_examined(examined)
        self._show_step(PREVIEW)
        (self.preview.slip if examined.needs_slip else self.go_button).setFocus()

    def take(self) -> None:
        """Take it; everything or nothing."""
        if self._path is None or self.progress.running:
            return
        self.preview.say("")
        job: Any = self._hand.work.make(
            runs.take, self._hand.station, self._path, slip_code=self.preview.slip.text(),
            then=partial(self._show_taken, self._path), failed=self._fail, owner=self,
            title="正在收取报送包", progress=True,
        )  # fmt: skip
        self.progress.follow(job, "正在收取报送包")
        self._allow()

    def _show_taken(self, path: Path, applied: Applied) -> None:
        self.progress.rest()
        self._hand.remember_folder(path.parent)
        self.taken.show_applied(applied, len(self._queue), may_make=self._hand.exchanges)
        self._show_step(RESULT)

    # -- what went wrong ----------------------------------------------------------------------

    def _fail(self, error: LirenError) -> None:
        self.progress.rest()
        self._allow()
        if isinstance(error, Cancelled):
            if self._steps.currentIndex() == FILE:
                self._path = None
        elif self._steps.currentIndex() == PREVIEW:
            self.preview.say(f"{error}{KEPT}")
        else:
            name = self._path.name if self._path else ""
            self._path = None
            self._say(Notice("late", f"没有收取“{name}”", [str(error), KEPT]))

    def _say(self, notice: Notice | None = None) -> None:
        while (item := self.problems.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if notice is not None:
            self.problems.addWidget(notice)

    def start_new(self) -> None:
        """Ctrl+N does nothing here: nobody takes a bundle by a slip of the hand."""
