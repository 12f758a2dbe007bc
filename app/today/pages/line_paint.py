"""How the lines of today are drawn: headings, things that wait, warnings."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desk import theme
from app.desk.records_view import paint_pill
from app.today.pages.line_list import LINE_ROLE, Heading

Index = QModelIndex | QPersistentModelIndex
ROW, TWO_ROWS, HEADING = 34, 52, 36
PILL, DUE, PUT_AWAY = 132, 104, 56
"""Widths of the parts of a line, in pixels at normal text size."""
MARGIN = 8
PUT_AWAY_WORDS = "知道了"
MIDDLE = Qt.AlignmentFlag.AlignVCenter
RIGHT = MIDDLE | Qt.AlignmentFlag.AlignRight


class LineDelegate(QStyledItemDelegate):
    """Draws headings, and the ground and hairline of a line; a subclass draws what stands on it."""

    height = ROW

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        is_heading = isinstance(index.data(LINE_ROLE), Heading)
        return QSize(0, theme.px(HEADING if is_heading else self.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        painter.save()
        if isinstance(line, Heading):
            _paint_heading(painter, option.rect, line)
        else:
            self._paint_ground(painter, option, index)
            self.paint_line(painter, option.rect, line)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        if not bare.widget.hasFocus():  # of two lists only the one the keys go to shows where
            bare.state &= ~QStyle.StateFlag.State_Selected
        style = bare.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, bare, painter, bare.widget)

    def paint_line(self, painter: QPainter, rect: QRect, line: Any) -> None:
        """Draw what a line says."""
        raise NotImplementedError


class ItemDelegate(LineDelegate):
    """One row: pill, title, detail in soft ink, and at the right until when."""

    def paint_line(self, painter: QPainter, rect: QRect, line: Any) -> None:
        pill = QRectF(rect.left(), rect.top(), theme.px(PILL), rect.height())
        word, state = line.pill.pair
        paint_pill(painter, pill, word, state, theme.text_font("table"))
        inside = rect.adjusted(theme.px(PILL), 0, -theme.px(DUE), 0)
        used = _words(painter, inside, line.title, "ink")
        rest = inside.adjusted(used + theme.px(12), 0, 0, 0)
        _words(painter, rest, line.detail, "soft")
        due = rect.adjusted(0, 0, -theme.px(MARGIN), 0)
        _words(painter, due, line.due_words, "soft", align=RIGHT)


class WarningDelegate(LineDelegate):
    """Two rows: what it is about, and by which figure it came; at the right, to put it away."""

    height = TWO_ROWS

    def paint_line(self, painter: QPainter, rect: QRect, line: Any) -> None:
        inside = rect.adjusted(theme.px(MARGIN), theme.px(6), -theme.px(MARGIN), -theme.px(6))
        upper, lower = QRect(inside), QRect(inside)
        upper.setBottom(inside.center().y())
        lower.setTop(inside.center().y() + 1)
        if line.can_go:
            _words(painter, put_away_place(rect), PUT_AWAY_WORDS, "accent", align=RIGHT)
            for part in (upper, lower):
                part.setRight(part.right() - theme.px(PUT_AWAY))
        _words(painter, upper, line.title, "ink")
        _words(painter, lower, line.reason, "soft", "small")


def put_away_place(rect: QRect) -> QRect:
    """Where on a warning a click puts it away."""
    place = rect.adjusted(0, 0, -theme.px(MARGIN), 0)
    place.setLeft(rect.right() - theme.px(PUT_AWAY))
    return place


def _paint_heading(painter: QPainter, rect: QRect, line: Heading) -> None:
    token = "late" if line.is_late else "ink"
    low = rect.adjusted(theme.px(MARGIN), theme.px(6), -theme.px(MARGIN), 0)
    used = _words(painter, low, line.title, token, bold=True)
    _words(painter, low.adjusted(used + theme.px(8), 0, 0, 0), str(line.count), "soft")


def _words(  # noqa: PLR0913  (all but the first four are keywords)
    painter: QPainter,
    rect: QRect,
    text: str,
    token: str,
    size: str = "table",
    *,
    bold: bool = False,
    align: Qt.AlignmentFlag = MIDDLE,
) -> int:
    """Write one line of words, cut where there is no room; the width they took."""
    font = theme.text_font(size, bold=bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    painter.setFont(font)
    painter.setPen(theme.colour(token))
    metrics = painter.fontMetrics()
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
    painter.drawText(rect, align, cut)
    return metrics.horizontalAdvance(cut)
