"""Small pieces that the drawers of this room are made of."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import button, label, pill
from app.residents.details import Member


def selectable(text: str, role: str = "") -> QLabel:
    """Wrapped words that can be copied."""
    made = label(text, role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def facts(pairs: Iterable[tuple[str, QLabel]]) -> QWidget:
    """Names and values in two columns."""
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(9))
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(pairs):
        grid.addWidget(label(name, "soft"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, row, 1)
    return whole


def tag_pills(tags: Sequence[str], vulnerable: Sequence[str]) -> QWidget:
    """Tags in rows of four, those of people in need of care in the colour of waiting."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    for start in range(0, len(tags), 4):
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        for tag in tags[start : start + 4]:
            words = f"重点 · {tag}" if tag in vulnerable else tag
            row.addWidget(pill(words, "waiting" if tag in vulnerable else "accent"))
        row.addStretch(1)
        column.addLayout(row)
    return whole


def people(members: Iterable[Member], asked: Callable[[UUID], object]) -> QWidget:
    """Who lives somewhere, each a button to go on by; ``asked`` hears the id."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for member in members:
        age = f"{member.age} 岁" if member.age is not None else ""
        words = "　".join(part for part in (member.name, member.relation, age) if part)
        made = button(words, "quiet", "user")
        made.clicked.connect(partial(_ask, asked, member.id))
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    return whole


def _ask(asked: Callable[[UUID], object], member_id: UUID, _checked: bool = False) -> None:
    asked(member_id)


def section(text: str) -> QLabel:
    """The title of a group in a drawer, with a touch of space above."""
    made = label(text, "section")
    made.setContentsMargins(0, theme.px(8), 0, 0)
    return made


def stacked(*parts: QWidget | None) -> QWidget:
    """Parts one below the other, for the body of a drawer; None is left out."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(10))
    for part in parts:
        if part is not None:
            column.addWidget(part)
    column.addStretch(1)
    return whole
