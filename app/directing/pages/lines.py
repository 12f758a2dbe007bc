"""Lines within a drawer: a word for the state, whose it is, what they said, what can be done."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.detail import selectable
from app.desk.labels import label, pill, rule
from app.pills import Pill


def station_line(
    name: str, state: Pill, words: Sequence[str] = (), doing: Sequence[QPushButton] = ()
) -> QWidget:
    """One station: its name and pill, ``words`` below; ``doing`` under them, or beside the name."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(3))
    head = QHBoxLayout()
    head.setSpacing(theme.px(8))
    head.addWidget(selectable(name), 1)
    column.addLayout(head)
    for each in words:
        column.addWidget(selectable(each))
    place = _foot(column) if words and doing else head
    for one in doing:
        place.addWidget(one)
    head.addWidget(pill(*state.pair))
    column.addWidget(rule())
    return whole


def _foot(column: QVBoxLayout) -> QHBoxLayout:
    """A row for buttons below the words."""
    foot = QHBoxLayout()
    foot.setSpacing(theme.px(4))
    foot.addStretch(1)
    column.addLayout(foot)
    return foot


def told(lines: Iterable[str]) -> str:
    """Lines as one text with space between them: one label, however many they are."""
    return "\n\n".join(lines)


def counted(title: str, count: str) -> QWidget:
    """The title of a group with how many it holds."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, theme.px(10), 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(label(title, "section"))
    row.addWidget(label(count, "soft"))
    row.addStretch(1)
    return whole
