"""How a table is drawn and what its keys do."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.desk import theme
from app.desk.columns import Column, copied_table, copied_text
from app.desk.records import ROW_ROLE, STATE_ROLE, RecordModel

ROW_HEIGHT = 34
"""Pixels at normal text size."""
_DIMMED = 0.45
DIMMED_AFTER = 150
"""Milliseconds an answer may take before the old rows are dimmed: most come sooner, and a table
that blinks at every key is slower to paint and hard to read."""
_PILL_TOKENS = {"good", "waiting", "late", "info", "accent"}
_FIGURES = {"number", "date", "time", "datetime", "phone"}

_Index = QModelIndex | QPersistentModelIndex


class RecordDelegate(QStyledItemDelegate):
    """Draws cells: tabular figures, pills with their word, a hairline below each row."""

    def __init__(self, columns: tuple[Column, ...], parent: QWidget):
        super().__init__(parent)
        self._columns = columns
        self.dimmed = False
        """True while the rows shown are older than what was asked for."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        if self._columns[index.column()].kind in _FIGURES:
            option.font.setFeature(QFont.Tag("tnum"), 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        if self.dimmed:
            painter.setOpacity(_DIMMED)
        state = index.data(STATE_ROLE)
        if state is None:
            super().paint(painter, option, index)
        else:
            self._paint_pill(painter, option, index, str(state))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _paint_pill(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, state: str
    ) -> None:
        word = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = bare.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, bare, painter, bare.widget)
        paint_pill(painter, QRectF(option.rect), word, state, bare.font)


def paint_pill(painter: QPainter, cell: QRectF, word: str, state: str, font: QFont) -> None:
    """Draw ``word`` on a tint of its state's colour, at the left of ``cell``, half a row high."""
    colour = theme.colour(state if state in _PILL_TOKENS else "soft")
    tint = theme.colour(f"{state}_tint" if state in _PILL_TOKENS else "sunken")
    metrics = QFontMetricsF(font)
    inside, margin = theme.px(8), theme.px(8)
    room = cell.width() - 2 * margin - 2 * inside
    text = metrics.elidedText(word, Qt.TextElideMode.ElideRight, room)
    height = metrics.height() + theme.px(2)
    pill = QRectF(
        cell.left() + margin,
        cell.center().y() - height / 2,
        metrics.horizontalAdvance(text) + 2 * inside,
        height,
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawRoundedRect(pill, theme.px(4), theme.px(4))
    painter.setPen(colour)
    painter.setFont(font)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class RecordView(QTableView):
    """A table of whole rows: Enter opens, Ctrl+C copies, Tab leaves it."""

    opened = Signal(object)
    """The row of Enter or a double click."""
    edit_asked = Signal(object)
    """The row of F2."""
    copy_pressed = Signal(bool)
    """True when the titles are wanted too."""

    def __init__(self, model: RecordModel, parent: QWidget):
        super().__init__(parent)
        self.setModel(model)
        self.delegate = RecordDelegate(model.columns, self)
        self.setItemDelegate(self.delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self._set_headers()
        self._fit_rows()
        self._soon = QTimer(self, singleShot=True, interval=DIMMED_AFTER)
        self._soon.timeout.connect(self._dim)
        model.stale.connect(self._mind)
        self.doubleClicked.connect(self._open)

    def _set_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        titles = self.horizontalHeader()
        titles.setSectionsMovable(True)
        titles.setSectionsClickable(True)
        titles.setHighlightSections(False)
        titles.setStretchLastSection(True)
        titles.setSortIndicatorClearable(True)
        titles.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _fit_rows(self) -> None:
        height = theme.px(ROW_HEIGHT)
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setMinimumSectionSize(height)
            self.verticalHeader().setDefaultSectionSize(height)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not plain:
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_F2:
            if (row := self.currentIndex().data(ROW_ROLE)) is not None:
                self.edit_asked.emit(row)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_pressed.emit(False)
        elif event.key() == Qt.Key.Key_C and plain == both:
            self.copy_pressed.emit(True)
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if (row := index.data(ROW_ROLE)) is not None:
            self.opened.emit(row)

    def _mind(self, stale: bool) -> None:
        if stale:
            self._soon.start()
            return
        self._soon.stop()
        if self.delegate.dimmed:
            self.delegate.dimmed = False
            self.viewport().update()

    def _dim(self) -> None:
        self.delegate.dimmed = True
        self.viewport().update()


def copy_rows(rows: list[Any], columns: list[Column], *, titles: bool) -> None:
    """Put ``rows`` on the clipboard, as text and as the table a spreadsheet prefers."""
    data = _data_made_by_qt()
    data.setText(copied_text(rows, columns, titles=titles))
    data.setHtml(copied_table(rows, columns, titles=titles))
    QGuiApplication.clipboard().setMimeData(data)


def _data_made_by_qt() -> QMimeData:
    """Empty data for the clipboard that outlives Python.

    Qt may destroy what lies on the clipboard after the interpreter has ended. A ``QMimeData()``
    made here calls back into Python then, and the program ends in a crash.
    """
    model = QStringListModel([""])
    data = model.mimeData([model.index(0)])
    for kind in data.formats():
        data.removeFormat(kind)
    return data
