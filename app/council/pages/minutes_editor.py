"""The text of minutes, edited in place: head, blocks, names."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.council.minutes_text import BLOCK_KIND_NAMES, Block, BlockKind, MinutesText
from app.desk import theme
from app.desk.labels import label, tool

HEAD = (("title", "会议名称"), ("held", "时间"), ("place", "地点"), ("chair", "主持"),
        ("recorder", "记录"))  # fmt: skip
NAMES = (("present", "出席"), ("on_leave", "请假"), ("absent", "缺席"), ("observers", "列席"))
ADDABLE = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.SPEECH, BlockKind.DECISION)
SEPARATORS = "、，,；;\n"


class GrowingText(QTextEdit):
    """A plain text as high as its words."""

    def __init__(self, text: str, name: str):
        super().__init__()
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.setPlainText(text)

    def _fit(self, size: QSizeF) -> None:
        self.setFixedHeight(round(size.height()) + theme.px(14))


class BlockRow(QWidget):
    """One block: what it is, its words, and the tools beside it."""

    changed = Signal()
    remove_asked = Signal(object)
    move_asked = Signal(object, int)
    add_asked = Signal(object, object)

    def __init__(self, block: Block, *, read_only: bool):
        super().__init__()
        self.kind = block.kind
        self.edit = GrowingText(block.text, BLOCK_KIND_NAMES[block.kind])
        self.edit.setReadOnly(read_only or block.kind is BlockKind.VOTE)
        self.edit.textChanged.connect(self.changed)
        head = QHBoxLayout()
        head.setSpacing(0)
        heading = block.kind is BlockKind.HEADING
        head.addWidget(label(BLOCK_KIND_NAMES[block.kind], "section" if heading else "hint"))
        if block.kind is BlockKind.VOTE:
            head.addWidget(label("　按表决记录，不能改", "hint"))
        head.addStretch(1)
        if not read_only:
            self._add_tools(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8) if heading else 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addLayout(head)
        column.addWidget(self.edit)

    def _add_tools(self, head: QHBoxLayout) -> None:
        add = tool("plus", "在下面加一段")
        menu = QMenu(self)
        for kind in ADDABLE:
            act = partial(self._add, kind)
            menu.addAction(BLOCK_KIND_NAMES[kind]).triggered.connect(act)
        add.setMenu(menu)
        add.setPopupMode(add.ToolButtonPopupMode.InstantPopup)
        up, down = partial(self._move, -1), partial(self._move, 1)
        head.addWidget(add)
        head.addWidget(tool("chevron-up", "上移", press=up))
        head.addWidget(tool("chevron-down", "下移", press=down))
        if self.kind is not BlockKind.VOTE:
            head.addWidget(tool("trash-2", "删去这一段", press=self._remove))

    def _add(self, kind: BlockKind, _checked: bool = False) -> None:
        self.add_asked.emit(self, kind)

    def _move(self, step: int, _checked: bool = False) -> None:
        self.move_asked.emit(self, step)

    def _remove(self, _checked: bool = False) -> None:
        self.remove_asked.emit(self)

    def block(self) -> Block:
        """The block as it stands."""
        return Block(self.kind, self.edit.toPlainText().strip())


class NameBox(QWidget):
    """A list of names, with their number above it."""

    def __init__(self, name: str, people: Sequence[str]):
        super().__init__()
        self._name = name
        self._title = label(role="soft")
        self.edit = GrowingText("、".join(people), name)
        self.edit.textChanged.connect(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._title)
        column.addWidget(self.edit)
        self._count()

    def _count(self) -> None:
        number = len(_split(self.edit.toPlainText()))
        self._title.setText(f"{self._name}（{number} 人，用顿号隔开）")


class MinutesEditor(QScrollArea):
    """Edits one :class:`MinutesText`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._base: MinutesText | None = None
        self._head: dict[str, QLineEdit] = {}
        self._names: dict[str, GrowingText] = {}
        self.rows: list[BlockRow] = []
        self._blocks = QVBoxLayout()

    def show_text(self, text: MinutesText, *, read_only: bool) -> None:
        """Show ``text`` for editing, or only for reading."""
        self._base = text
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(10), theme.px(16))
        column.setSpacing(theme.px(8))
        self._head = {key: self._line(column, key, name, text) for key, name in HEAD}
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(theme.px(8))
        self.rows = []
        for block in text.blocks:
            self._insert(len(self.rows), block, read_only=read_only)
        column.addLayout(self._blocks)
        self._names = {key: self._people(column, key, name, text) for key, name in NAMES}
        column.addStretch(1)
        for line in self._head.values():
            line.setReadOnly(read_only)
        for people in self._names.values():
            people.setReadOnly(read_only)
        self.setWidget(inside)

    def _line(self, column: QVBoxLayout, key: str, name: str, text: MinutesText) -> QLineEdit:
        line = QLineEdit(getattr(text, key))
        line.setAccessibleName(name)
        line.setCursorPosition(0)
        line.textEdited.connect(self._say_changed)
        row = QHBoxLayout()
        title = label(name, "soft")
        title.setFixedWidth(theme.px(64))
        row.addWidget(title)
        row.addWidget(line, 1)
        column.addLayout(row)
        return line

    def _people(self, column: QVBoxLayout, key: str, name: str, text: MinutesText) -> GrowingText:
        box = NameBox(name, getattr(text, key))
        box.edit.textChanged.connect(self._say_changed)
        column.addWidget(box)
        return box.edit

    def _say_changed(self, *_: object) -> None:
        self.changed.emit()

    # -- blocks -------------------------------------------------------------------------------

    def _insert(self, place: int, block: Block, *, read_only: bool = False) -> BlockRow:
        row = BlockRow(block, read_only=read_only)
        row.changed.connect(self.changed)
        row.remove_asked.connect(self._remove)
        row.move_asked.connect(self._move)
        row.add_asked.connect(self._add)
        self.rows.insert(place, row)
        self._blocks.insertWidget(place, row)
        return row

    def _add(self, after: BlockRow, kind: BlockKind) -> None:
        row = self._insert(self.rows.index(after) + 1, Block(kind, ""))
        row.edit.setFocus()
        self.changed.emit()

    def _move(self, row: BlockRow, step: int) -> None:
        place = self.rows.index(row)
        to = max(0, min(place + step, len(self.rows) - 1))
        self.rows.insert(to, self.rows.pop(place))
        self._blocks.insertWidget(to, row)
        self.changed.emit()

    def _remove(self, row: BlockRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self.changed.emit()

    # -- the text -----------------------------------------------------------------------------

    def text(self) -> MinutesText | None:
        """What is written now; blocks without words are left out. None before a text is shown."""
        if self._base is None:
            return None
        head = {key: line.text().strip() for key, line in self._head.items()}
        names = {key: _split(edit.toPlainText()) for key, edit in self._names.items()}
        blocks = tuple(block for block in (row.block() for row in self.rows) if block.text)
        return replace(self._base, **head, **names, blocks=blocks)  # type: ignore[arg-type]


def _split(text: str) -> tuple[str, ...]:
    """Names apart at any of the usual separators."""
    for mark in SEPARATORS[1:]:
        text = text.replace(mark, SEPARATORS[0])
    return tuple(name.strip() for name in text.split(SEPARATORS[0]) if name.strip())
