"""Lines of a list within a page: a word for the state, what it is, and what can be done."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.detail import selectable
from app.desk.labels import label, pill

STATE_WIDTH = 64


def line(
    state: tuple[str, str], title: str, detail: str = "", doing: Sequence[QPushButton] = ()
) -> QWidget:
    """One line; ``state`` is (word, the pill's state), ``doing`` stands at the right."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, theme.px(2), 0, theme.px(2))
    row.setSpacing(theme.px(8))
    mark = pill(*state)
    mark.setFixedWidth(theme.px(STATE_WIDTH))
    row.addWidget(mark)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(selectable(title))
    if detail:
        words.addWidget(selectable(detail, "hint"))
    row.addLayout(words, 1)
    for one in doing:
        row.addWidget(one)
    return whole


def group(title: str, lines: Sequence[QWidget], nothing: str, *doing: QPushButton) -> QWidget:
    """A titled group of lines; ``nothing`` is said where there are none."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, theme.px(10))
    column.setSpacing(theme.px(4))
    head = QHBoxLayout()
    head.addWidget(label(title, "section"))
    head.addStretch(1)
    for one in doing:
        head.addWidget(one)
    column.addLayout(head)
    for part in lines:
        column.addWidget(part)
    if not lines and nothing:
        column.addWidget(label(nothing, "soft", wrap=True))
    return whole


class Columns(QWidget):
    """Columns of parts side by side; each :meth:`show_parts` takes the place of the last."""

    def __init__(self, *shares: int):
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.px(8), 0)
        row.setSpacing(theme.px(32))
        self._columns: list[QVBoxLayout] = []
        for share in shares:
            column = QVBoxLayout()
            column.setSpacing(theme.px(8))
            row.addLayout(column, share)
            self._columns.append(column)
        self.setObjectName("scrolled")

    def show_parts(self, *columns: Sequence[QWidget]) -> None:
        """Show these parts, a sequence for each column; those that stay are not made anew."""
        staying = {part for parts in columns for part in parts}
        for column, parts in zip(self._columns, columns, strict=True):
            while (item := column.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None and widget not in staying:
                    widget.hide()
                    widget.deleteLater()
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
