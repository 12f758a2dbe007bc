"""Small pieces that drawers and pages of this room are made of."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.council.pills import Tone
from app.council.stages import FIVE_STAGES, STAGE_NAMES, Missing, Stage
from app.desk import theme
from app.desk.icons import icon
from app.desk.labels import label

STATES = {
    Tone.GOOD: "good",
    Tone.WAITING: "waiting",
    Tone.LATE: "late",
    Tone.INFORMATION: "info",
    Tone.QUIET: "plain",
}
"""The pill's state on the screen for a tone of the council."""
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


def missing_notice(headline: str, missing: Sequence[Missing]) -> Notice:
    """What stands in the way, in words with figures, and what to do."""
    said = f"{headline.rpartition('：')[2]}："
    pairs = [(one.what.removeprefix(said), one.todo) for one in missing]
    lines = [" ".join(part for part in pair if part) for pair in pairs]
    return Notice("waiting", headline, lines)


class StageTrack(QWidget):
    """民提 ✓ 民议 ✓ 民决 ● 民办 ○ 民评 ○: how far a matter has come."""

    def __init__(self, stage: Stage):
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(5))
        if stage in FIVE_STAGES:
            here = FIVE_STAGES.index(stage)
        else:
            here = len(FIVE_STAGES) if stage is Stage.ARCHIVED else -1
        words = []
        for place, one in enumerate(FIVE_STAGES):
            name, token, word = _mark(place - here if here >= 0 else 1)
            words.append(f"{STAGE_NAMES[one]}{word}")
            mark = QLabel()
            side = theme.px(16)
            mark.setPixmap(icon(name, token).pixmap(side, side))
            row.addWidget(mark)
            row.addWidget(label(STAGE_NAMES[one], "section" if place == here else "soft"))
            row.addStretch(1)
        self.setAccessibleName("，".join(words))


def _mark(distance: int) -> tuple[str, str, str]:
    """Icon, colour and word for a stage behind, at, or ahead of the matter."""
    if distance < 0:
        return "circle-check", "good", "已完成"
    return ("circle-dot", "accent", "进行中") if distance == 0 else ("circle", "soft", "未到")


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
