"""Small pieces of this room's pages: cards, a code in large letters, what a bundle holds."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.desk import theme
from app.desk.detail import selectable
from app.desk.icons import icon
from app.desk.labels import label
from app.exchange.words import Subject


def card(*parts: QWidget, spacing: int = 8) -> QFrame:
    """A box with parts one below the other."""
    made = QFrame()
    made.setProperty("role", "card")
    column = QVBoxLayout(made)
    column.setContentsMargins(*[theme.px(16)] * 4)
    column.setSpacing(theme.px(spacing))
    for part in parts:
        column.addWidget(part)
    return made


def scrolled(inside: QWidget) -> QScrollArea:
    """A column that scrolls where the window is low or the text is large."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside.setObjectName("scrolled")
    made.setWidget(inside)
    return made


def large_code(code: str = "") -> QLabel:
    """Four groups of four, to be read out and compared."""
    made = label(spoken(code), "code")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def spoken(code: str) -> str:
    """A code with the gaps in which it is read out."""
    return code.replace("-", "   ")


def contents(subjects: Iterable[Subject], nothing: str = "没有新的记录。") -> QWidget:
    """What there is, a line for each subject."""
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(14))
    grid.setVerticalSpacing(theme.px(7))
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    row = 0
    for row, subject in enumerate(subjects, start=1):
        grid.addWidget(label(subject.title, "soft"), row, 0, top)
        grid.addWidget(selectable(subject.sentence), row, 1, top)
    if not row:
        grid.addWidget(label(nothing, "soft"), 0, 0, 1, 2)
    return whole


def headed(mark: tuple[str, str], *parts: QWidget) -> QFrame:
    """A card with a mark at the left of its words."""
    made = QFrame()
    made.setProperty("role", "card")
    picture = label()
    picture.setPixmap(icon(*mark).pixmap(theme.px(32), theme.px(32)))
    words = QVBoxLayout()
    words.setSpacing(theme.px(8))
    for part in parts:
        words.addWidget(part)
    row = QHBoxLayout(made)
    row.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
    row.setSpacing(theme.px(16))
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return made
