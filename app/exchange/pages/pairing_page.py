"""与单位配对 at full width: give one's own identity file, take the other's, compare the code."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.accounts.levels import LEVEL_NAMES
from app.desk import theme
from app.desk.detail import FactList, Notice
from app.desk.drop_place import dropped_files
from app.desk.labels import button, label
from app.desk.messages import choose_file, choose_target
from app.desk.page import Page
from app.errors import Cancelled, LirenError
from app.exchange.media import identity_name
from app.exchange.pages.at_hand import AtHand
from app.exchange.pages.pieces import card, headed, large_code, scrolled, spoken
from app.exchange.pairing import Introduction, export_identity, read_introduction
from app.exchange.peers import pair
from app.exchange.terms import RELATION_NAMES

KINDS = "身份文件 (*.lirenid)"
WHY = (
    "双方各导出一份身份文件交给对方，再打电话核对对照码。对照码一致，才说明文件没有被人换过。"
    "以后只收取配对单位的报送包。"
)
ASK = "请给对方打电话，由对方读出他屏幕上的对照码，您在下面输入。不要用随文件一起送来的对照码。"


class PairingPage(Page):
    """Three blocks, from the top."""

    paired = Signal(object)
    """Id of the station that was paired with."""

    def __init__(self, hand: AtHand):
        super().__init__("与单位配对")
        self._hand = hand
        self._found: Introduction | None = None
        self.setAcceptDrops(True)
        self.export = button("导出本站身份文件…", "plain", "upload", press=self.ask_export)
        self.exported = label(role="soft", wrap=True)
        self.choose = button("选择对方的身份文件…", "plain", "folder-open", press=self._choose)
        self.error = label(role="error", wrap=True)
        self.code = large_code()
        self.typed = QLineEdit()
        self.typed.setAccessibleName("对方读出的对照码")
        self.typed.setPlaceholderText("对方读出的四组字母和数字，例如 7K3M Q8XA 0V2D ZZ19")
        self.typed.setMaximumWidth(theme.px(420))
        self.typed.returnPressed.connect(self.confirm)
        self.wrong = label(role="error", wrap=True)
        self.go_button = button("对照码一致，确认配对", "primary", "check", press=self.confirm)
        self._lay_out()
        for one in (self.exported, self.error, self.wrong):
            one.hide()

    def _lay_out(self) -> None:
        self._who = QVBoxLayout()
        self._who.setContentsMargins(0, 0, 0, 0)
        who = QWidget()
        who.setLayout(self._who)
        self._compare = card(
            label("第三步：核对对照码", "section"),
            who,
            label("对照码（双方屏幕上应当一样）", "soft"),
            self.code,
            label(ASK, wrap=True),
            self.typed,
            self.wrong,
            _at_left(self.go_button),
        )
        self._compare.hide()
        inside = QWidget()
        self._scroll = scrolled(inside)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._follow)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(12))
        self.body.addWidget(self._scroll, 1)
        column.addWidget(label(WHY, "soft", wrap=True))
        column.addWidget(
            card(
                label("第一步：把本站的身份文件交给对方", "section"),
                _at_left(self.export),
                self.exported,
            )
        )
        column.addWidget(
            card(
                label("第二步：收取对方的身份文件", "section"),
                label("也可以把文件拖到这里。", "soft"),
                _at_left(self.choose),
                self.error,
            )
        )
        column.addWidget(self._compare)
        self._done = QVBoxLayout()
        column.addLayout(self._done)
        column.addStretch(1)

    # -- one's own file -----------------------------------------------------------------------

    def ask_export(self) -> None:
        """Ask where to, and write the identity file."""
        folders = [folder for folder in self._hand.folders() if folder.is_dir()]
        name = identity_name(self._hand.station.office.name)
        suggested = str(folders[0] / name) if folders else name
        target = choose_target(self, "导出本站身份文件", suggested, KINDS)
        if target is not None:
            self.export_to(target)

    def export_to(self, target: Path) -> None:
        """Write the identity file."""
        self._hand.work.make(
            export_identity, self._hand.station, target, then=self._say_exported,
            failed=partial(self._fail, self.error), owner=self, title="正在导出身份文件",
        )  # fmt: skip

    def _say_exported(self, path: Path) -> None:
        self._hand.remember_folder(path.parent)
        self.exported.setText(f"已导出：{path}")
        self.exported.show()

    # -- the other's --------------------------------------------------------------------------

    def _choose(self) -> None:
        folders = self._hand.folders()
        start = str(folders[0]) if folders else ""
        path = choose_file(self, "选择对方的身份文件", KINDS, start)
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Read the other's identity file and show the code."""
        self.error.hide()
        self._compare.hide()
        self._hand.work.make(
            read_introduction, self._hand.station, path, then=self._show,
            failed=partial(self._fail, self.error), owner=self, title="正在读取身份文件",
        )  # fmt: skip

    def _show(self, found: Introduction) -> None:
        self._found = found
        identity = found.identity
        _clear(self._who)
        self._who.addWidget(
            FactList(
                (
                    ("对方", f"{identity.name}（{LEVEL_NAMES[identity.level]}）"),
                    ("关系", RELATION_NAMES[found.relation]),
                    ("区划代码", identity.area_code),
                )
            )
        )
        if found.replaces:
            self._who.addWidget(Notice("waiting", "", [found.replaces]))
        self.code.setText(spoken(found.code))
        self.typed.clear()
        self.wrong.hide()
        self._compare.show()
        self.typed.setFocus()

    def _follow(self, _lowest: int, highest: int) -> None:
        """Bring what has just come below into sight, where not all of the page is."""
        if self._compare.isVisible() or self._done.count():
            self._scroll.verticalScrollBar().setValue(highest)

    def confirm(self) -> None:
        """Pair, when the code that was typed is the one both sides see."""
        if self._found is None:
            return
        found = self._found
        use_case = partial(pair, own=found.own, identity=found.identity, code=self.typed.text())
        self._hand.work.write(
            use_case, then=self._say_paired, failed=partial(self._fail, self.wrong), owner=self
        )

    def _say_paired(self, station_id: UUID) -> None:
        if self._found is None:
            return
        name = self._found.identity.name
        self._found = None
        self._compare.hide()
        _clear(self._done)
        words = "请确认对方也完成了配对。之后就可以制作和收取报送包了。"
        back = button("回到报送", "primary", press=self.left.emit)
        said = label(f"已与{name}配对", "title")
        made = headed(("circle-check", "good"), said, label(words, wrap=True), _at_left(back))
        self._done.addWidget(made)
        self.paired.emit(station_id)

    def _fail(self, where: QLabel, error: LirenError) -> None:
        if not isinstance(error, Cancelled):
            where.setText(str(error))
            where.show()

    # -- dragging -----------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if files := dropped_files(event):
            event.acceptProposedAction()
            self.read_file(files[0])

    def start_new(self) -> None:
        """Ctrl+N does nothing here."""


def _at_left(made: QWidget) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(made)
    row.addStretch(1)
    return whole


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
