"""A board: columns with counts, cards of three lines; cards move only where they may."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.desk import theme
from app.desk.labels import label, pill

MIME = "application/x-liren-card"


@dataclass(frozen=True)
class Card:
    """One card: three lines."""

    id: Any
    title: str
    detail: str = ""
    pill: str = ""
    state: str = "plain"


@dataclass(frozen=True)
class Column:
    """One column of the board."""

    key: str
    title: str
    cards: Sequence[Card] = ()


class CardFrame(QFrame):
    """A card on the screen; Enter or a click opens it."""

    def __init__(self, card: Card, board: "Board"):
        super().__init__()
        self.card, self._board = card, board
        self._pressed: QPoint | None = None
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("，".join(filter(None, (card.title, card.detail, card.pill))))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(10), theme.px(8), theme.px(10), theme.px(8))
        column.setSpacing(theme.px(4))
        column.addWidget(label(card.title, wrap=True))
        if card.detail:
            column.addWidget(label(card.detail, "hint", wrap=True))
        if card.pill:
            column.addWidget(pill(card.pill, card.state))

    def mark_chosen(self, chosen: bool) -> None:
        """Draw it as the one the drawer shows."""
        theme.set_property(self, "role", "chosen" if chosen else "card")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and self.rect().contains(event.position().toPoint()):
            self._board.opened.emit(self.card.id)
        self._pressed = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if moved < QApplication.startDragDistance():
            return
        self._pressed = None
        drag, data = QDrag(self), QMimeData()
        data.setData(MIME, str(self.card.id).encode())
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        self._board.dragged = self.card
        drag.exec(Qt.DropAction.MoveAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: (0, 1),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._board.opened.emit(self.card.id)
        elif key in steps:
            self._board.step_from(self.card.id, *steps[key])
        else:
            super().keyPressEvent(event)


class ColumnFrame(QFrame):
    """A column on the screen: head with count, cards, and why a card may not come here."""

    def __init__(self, key: str, title: str, board: "Board"):
        super().__init__()
        self.key, self._board = key, board
        self.setProperty("role", "column")
        self.setAcceptDrops(True)
        self._count = pill("0")
        head = QHBoxLayout()
        head.addWidget(label(title, "section"))
        head.addWidget(self._count)
        head.addStretch(1)
        self._why = label(role="error", wrap=True)
        self._why.hide()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(8), theme.px(8), theme.px(8))
        column.addLayout(head)
        column.addWidget(self._why)
        column.addWidget(self._scrolled(), 1)

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._cards.setContentsMargins(0, 0, 0, 0)
        inside.setLayout(self._cards)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def fill(self, cards: Sequence[Card]) -> list[CardFrame]:
        """Show these cards; returns their frames."""
        while (item := self._cards.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._count.setText(str(len(cards)))
        frames = [CardFrame(card, self._board) for card in cards]
        for frame in frames:
            self._cards.addWidget(frame)
        self._cards.addStretch(1)
        return frames

    def say_why(self, text: str) -> None:
        """Say above the cards why a card may not come here; empty text takes it away."""
        self._why.setText(text)
        self._why.setVisible(bool(text))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            self._weigh(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._weigh(event)

    def _weigh(self, event: QDragMoveEvent | QDragEnterEvent) -> None:
        card = self._board.dragged
        why = None
        if card is not None and not self._holds(card):
            why = self._board.may_move(card.id, self.key)
        self._board.say_why(self, why or "")
        event.acceptProposedAction()

    def _holds(self, card: Card) -> bool:
        frame = self._board.frame_of(card.id)
        return frame is not None and self.isAncestorOf(frame)

    def dragLeaveEvent(self, event: object) -> None:
        self.say_why("")

    def dropEvent(self, event: QDropEvent) -> None:
        card, self._board.dragged = self._board.dragged, None
        if card is None or self._holds(card):
            return
        if not self._board.may_move(card.id, self.key):
            self._board.move_asked.emit(card.id, self.key)


def _always(card_id: Any, column: str) -> str | None:
    return None


class Board(QWidget):
    """All columns side by side, sharing the width."""

    opened = Signal(object)
    """Id of a card."""
    move_asked = Signal(object, str)
    """(card id, column key), only when ``may_move`` had nothing against it."""

    def __init__(
        self,
        columns: Sequence[tuple[str, str]],
        may_move: Callable[[Any, str], str | None] = _always,
    ):
        super().__init__()
        self.may_move = may_move
        self.dragged: Card | None = None
        self._columns = {key: ColumnFrame(key, title, self) for key, title in columns}
        self._frames: list[list[CardFrame]] = []
        self._marked: Any = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        for frame in self._columns.values():
            row.addWidget(frame, 1)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these cards; columns not named become empty."""
        by_key = {column.key: column.cards for column in columns}
        focused = next((f.card.id for fs in self._frames for f in fs if f.hasFocus()), None)
        self._frames = [frame.fill(by_key.get(key, ())) for key, frame in self._columns.items()]
        self.say_why(None, "")
        self.mark(self._marked)
        if focused is not None and (frame := self.frame_of(focused)) is not None:
            frame.setFocus()

    def say_why(self, where: ColumnFrame | None, text: str) -> None:
        """Say in one column why a card may not come there, and no longer in the others."""
        for frame in self._columns.values():
            frame.say_why(text if frame is where else "")

    def frame_of(self, card_id: Any) -> CardFrame | None:
        """The frame of a card, when it is on the board."""
        return next((f for frames in self._frames for f in frames if f.card.id == card_id), None)

    def mark(self, card_id: Any) -> None:
        """Mark the card the drawer shows; None marks none."""
        self._marked = card_id
        for frames in self._frames:
            for frame in frames:
                frame.mark_chosen(frame.card.id == card_id)

    def step_from(self, card_id: Any, across: int, down: int) -> None:
        """Move the focus to the neighbouring card."""
        for column, frames in enumerate(self._frames):
            rows = [frame.card.id for frame in frames]
            if card_id in rows:
                self._focus(column + across, rows.index(card_id) + down, across)
                return

    def _focus(self, column: int, row: int, across: int) -> None:
        while 0 <= column < len(self._frames):
            frames = self._frames[column]
            if frames:
                frames[max(0, min(row, len(frames) - 1))].setFocus()
                return
            if not across:
                return
            column += across
