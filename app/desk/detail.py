"""What the body of a drawer is made of: facts, tinted notices, groups with a title."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import label

LABEL_WIDTH = 68


def selectable(text: str, role: str = "") -> QLabel:
    """Wrapped words that can be copied."""
    made = label(text, role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class FactList(QWidget):
    """Label and value pairs, one below the other; empty values are left out."""

    def __init__(self, facts: Iterable[tuple[str, str]]):
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnMinimumWidth(0, theme.px(LABEL_WIDTH))
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, value) in enumerate((n, v) for n, v in facts if v):
            grid.addWidget(label(name, "soft"), row, 0, top)
            grid.addWidget(selectable(value), row, 1, top)


class Notice(QFrame):
    """A tinted box: a headline, and sentences below it."""

    def __init__(self, state: str, headline: str, lines: Sequence[str] = ()):
        super().__init__()
        self.setProperty("role", f"banner-{state}")
        self.setAccessibleName("，".join((headline, *lines)))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(9), theme.px(12), theme.px(9))
        column.setSpacing(theme.px(4))
        if headline:
            column.addWidget(label(headline, "section", wrap=True))
        for line in lines:
            column.addWidget(selectable(line))


def section(text: str) -> QLabel:
    """The title of a group in a drawer, with a touch of space above."""
    made = label(text, "section")
    made.setContentsMargins(0, theme.px(10), 0, 0)
    return made


def stacked(*parts: QWidget | None, spacing: int = 10) -> QWidget:
    """Parts one below the other, for the body of a drawer; None is left out."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(spacing))
    for part in parts:
        if part is not None:
            column.addWidget(part)
    column.addStretch(1)
    return whole
