"""What only this room shows: the way of a matter, what is missing, the tones of its states."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.council.stages import FIVE_STAGES, STAGE_NAMES, Missing, Stage
from app.desk import theme
from app.desk.detail import Notice
from app.desk.icons import icon
from app.desk.labels import label


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
