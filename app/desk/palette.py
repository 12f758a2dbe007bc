"""The palette (Ctrl+K): find any page, command, resident or matter by text or pinyin initials."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.desk import theme
from app.desk.icons import icon
from app.desk.initials import initials
from app.desk.labels import label, rule

MOST_ROWS = 12
ASK_AFTER = 120
"""Milliseconds of quiet before records are asked for."""


Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class PaletteEntry:
    """One thing the palette can do."""

    group: str
    """去, 新建, 打印, 查人 …"""
    title: str
    run: Callable[[], object]
    detail: str = ""
    icon: str = "arrow-right"
    shortcut: str = ""


Found = Callable[[list[PaletteEntry]], object]
Provider = Callable[[str, Found], object]
"""Given the text, calls back with entries, now or later; stale answers are dropped."""


def _fits(entry: PaletteEntry, text: str) -> bool:
    return text in entry.title or text.lower() in initials(entry.title)


class PaletteModel(QAbstractListModel):
    """The entries shown, in order."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.entries: list[PaletteEntry] = []

    def set_entries(self, entries: list[PaletteEntry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.group} {entry.title} {entry.detail}"
        return None


class EntryDelegate(QStyledItemDelegate):
    """Draws icon, title, detail in soft ink, and group or shortcut at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: PaletteEntry = index.data(Qt.ItemDataRole.UserRole)
        rect = option.rect.adjusted(theme.px(6), 0, -theme.px(6), 0)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_tint"))
            painter.drawRoundedRect(rect, theme.px(4), theme.px(4))
        side, middle = theme.size("icon"), rect.center().y()
        icon(entry.icon, "soft").paint(
            painter, rect.left() + theme.px(8), middle - side // 2, side, side
        )
        left = rect.adjusted(theme.px(16) + side, 0, -theme.px(10), 0)
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.text_font())
        painter.setPen(theme.colour("ink"))
        metrics = painter.fontMetrics()
        right_text = entry.shortcut or entry.group
        room = left.width() - theme.px(80)
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(left, flags, title)
        painter.setFont(theme.text_font("small"))
        painter.setPen(theme.colour("soft"))
        rest = left.adjusted(metrics.horizontalAdvance(title) + theme.px(12), 0, -theme.px(70), 0)
        detail = painter.fontMetrics().elidedText(
            entry.detail, Qt.TextElideMode.ElideRight, max(rest.width(), 0)
        )
        painter.drawText(rest, flags, detail)
        painter.drawText(left, flags | Qt.AlignmentFlag.AlignRight, right_text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        hint.setHeight(theme.px(36))
        return hint


class Palette(QFrame):
    """The field and the list, over the middle of the window; Enter runs, Esc closes."""

    def __init__(
        self, window: QWidget, commands: Callable[[], list[PaletteEntry]], provider: Provider
    ):
        super().__init__(window)
        self._window = window
        self.setProperty("role", "palette")
        self._commands, self._provider = commands, provider
        self._recent: list[tuple[str, str]] = []
        self._asked = 0
        self.field = QLineEdit()
        self.field.setPlaceholderText("查居民、事项、议题、会议，或输入要做的事（支持拼音首字母）")
        self.field.addAction(icon("search", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self._typed)
        self.model = PaletteModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.clicked.connect(self._run)
        self._nothing = label(role="soft", wrap=True)
        self._nothing.setContentsMargins(*(theme.px(12),) * 4)
        self._before: QWidget | None = None
        self._moved = False
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(4), theme.px(4), theme.px(4), theme.px(8))
        column.setSpacing(theme.px(4))
        for widget in (self.field, rule(), self.list, self._nothing):
            column.addWidget(widget)
        self._timer = QTimer(self, singleShot=True, interval=ASK_AFTER)
        self._timer.timeout.connect(self._ask)
        self.hide()

    def open_palette(self, text: str = "") -> None:
        """Show the palette with the cursor in the field."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self.field.setText(text)
        self._typed()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Hide it and give the focus back to where it was."""
        before, self._before = self._before, None
        self._leave()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        else:
            self._window.setFocus()

    def _leave(self) -> None:
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self._asked += 1
        self._timer.stop()
        self.hide()

    def _place(self) -> None:
        window = self._window
        width = min(theme.px(620), window.width() - theme.px(40))
        rows = max(1, min(len(self.model.entries), MOST_ROWS))
        height = theme.px(70) + rows * theme.px(36)
        self.setFixedSize(width, min(height, window.height() - theme.px(100)))
        self.move(QPoint((window.width() - width) // 2, theme.px(72)))

    def _typed(self) -> None:
        self._asked += 1
        self._moved = False
        self._show(self._matching_commands())
        self._timer.start() if self.field.text().strip() else self._timer.stop()

    def _matching_commands(self) -> list[PaletteEntry]:
        text = self.field.text().strip()
        found = [entry for entry in self._commands() if _fits(entry, text)]
        recent = {key: place for place, key in enumerate(self._recent)}
        return sorted(found, key=lambda entry: recent.get((entry.group, entry.title), 99))

    def _ask(self) -> None:
        asked = self._asked
        self._provider(self.field.text().strip(), lambda entries: self._answered(asked, entries))

    def _answered(self, asked: int, entries: list[PaletteEntry]) -> None:
        if asked == self._asked:
            self._show(entries + self._matching_commands(), whole=True)

    def _show(self, entries: list[PaletteEntry], *, whole: bool = False) -> None:
        """Show ``entries``; ``whole`` when no more are to come for what was typed."""
        at = self.list.currentIndex()
        chosen = self.model.entries[at.row()] if self._moved and at.isValid() else None
        self.model.set_entries(entries)
        if entries:
            row = entries.index(chosen) if chosen in entries else 0
            self.list.setCurrentIndex(self.model.index(row))
        text = self.field.text().strip()
        self._nothing.setText(f"没有找到“{text}”。可以输姓名、拼音首字母、电话尾号或 3-2-301。")
        self._nothing.setVisible(whole and not entries)
        self.list.setVisible(not self._nothing.isVisibleTo(self))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field; and a press of the mouse beside the palette closes it."""
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            if watched is not self and not self.isAncestorOf(watched):
                self._leave()
            return False
        if watched is not self.field or not isinstance(event, QKeyEvent):
            return False
        return event.type() is QEvent.Type.KeyPress and self._pressed(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        """Do what a key says; False leaves it to the field."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        count = len(self.model.entries)
        if count:
            self._moved = True
            row = (self.list.currentIndex().row() + step) % count
            self.list.setCurrentIndex(self.model.index(row))

    def _run(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        entry = self.model.entries[index.row()]
        key = (entry.group, entry.title)
        self._recent = [key, *(other for other in self._recent if other != key)][:MOST_ROWS]
        self.close_palette()
        entry.run()
