"""The wall of the room: who is there, what is talked about, how long, and what was decided.

Painted, not laid out: its letters follow the height of the screen. It never shows the figures of
a vote that is still running.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

from app.council.meeting_views import ItemView, MeetingDetail
from app.council.terms import MeetingState, VoteState
from app.council.vote_views import VoteView
from app.desk import theme

MARGIN = 0.06
"""Of the height, on every side."""


@dataclass(frozen=True)
class Line:
    """One passage; sizes are shares of the height."""

    text: str
    size: float
    height: float
    token: str = "ink"
    bold: bool = False


class BigScreen(QWidget):
    """A window of its own; Esc closes it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle("会议大屏")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lines: tuple[Line, ...] = ()
        self._timer, self._over = "", False

    # -- what it shows ------------------------------------------------------------------------

    def show_meeting(self, detail: MeetingDetail, item: ItemView | None) -> None:
        """Show the meeting as it is now, with the item that is talked about."""
        self._lines = tuple(_lines(detail, item))
        self.setAccessibleName(self.words())
        self.update()

    def show_time(self, words: str, over: bool) -> None:
        """The time of the speech that is running; empty when none is."""
        self._timer, self._over = words, over
        self.update()

    def words(self) -> str:
        """All that is on the wall."""
        return "\n".join([*(line.text for line in self._lines), self._timer]).strip()

    # -- where --------------------------------------------------------------------------------

    def show_on_wall(self, beside: QWidget) -> None:
        """Fill the second screen when there is one, else this one."""
        screen = wall_screen(beside.screen(), QGuiApplication.screens())
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # -- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("paper"))
        margin = round(self.height() * MARGIN)
        place = self.rect().adjusted(margin, margin, -margin, -margin)
        for line in self._lines:
            tall = round(self.height() * line.height)
            box = QRect(place.left(), place.top(), place.width(), tall)
            self._write(painter, line, box)
            place.setTop(place.top() + tall)
        if self._timer:
            token = "late" if self._over else "accent"
            tall = round(self.height() * 0.14)
            box = QRect(place.left(), self.height() - margin - tall, place.width(), tall)
            self._write(painter, Line(self._timer, 0.1, 0.14, token, bold=True), box)
        painter.end()

    def _write(self, painter: QPainter, line: Line, box: QRect) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(12, round(self.height() * line.size)))
        font.setBold(line.bold)
        painter.setFont(font)
        painter.setPen(theme.colour(line.token))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, flags | Qt.TextFlag.TextWordWrap, line.text)


def wall_screen(here: QScreen, screens: list[QScreen]) -> QScreen:
    """The first screen that is not this one; this one where it is alone."""
    return next((screen for screen in screens if screen is not here), here)


def _lines(detail: MeetingDetail, item: ItemView | None) -> list[Line]:
    quorum, unit = detail.quorum, detail.rule.unit
    held = "达到法定人数" if quorum.held else f"还差 {quorum.lacking} {unit}"
    lines = [
        Line(detail.row.title, 0.05, 0.1, "soft"),
        Line(f"应到 {quorum.entitled} {unit}，实到 {quorum.present} {unit}", 0.07, 0.11, bold=True),
        Line(held, 0.06, 0.1, "good" if quorum.held else "waiting", bold=True),
    ]
    if item is not None:
        lines.append(Line(f"{item.position}. {item.title}", 0.075, 0.2, bold=True))
        options = [f"方案{n}：{text}" for n, text in enumerate(item.options, start=1)]
        vote = item.votes[-1] if item.votes else None
        if vote is not None:
            lines += _vote_lines(vote)
        elif options:
            lines.append(Line("\n".join(options), 0.042, 0.2))
    if detail.row.state is MeetingState.CLOSED:
        lines.append(Line("会议已结束", 0.05, 0.08, "soft"))
    return lines


def _vote_lines(vote: VoteView) -> list[Line]:
    """A vote; its figures only when it is closed."""
    if vote.state is VoteState.OPEN:
        return [Line(f"正在表决（{vote.method_name}）：{vote.question}", 0.05, 0.16, "info")]
    if vote.state is VoteState.VOID:
        return [Line("表决已中止", 0.05, 0.08, "soft")]
    good = vote.outcome_name == "通过"
    lines = [Line(f"表决{vote.outcome_name}", 0.08, 0.11, "good" if good else "late", bold=True)]
    lines.append(Line(_figures(vote), 0.05, 0.14))
    return lines


def _figures(vote: VoteView) -> str:
    if vote.counts is not None and not vote.options:
        counts = vote.counts
        given = (("赞成", counts.votes_for), ("反对", counts.against), ("弃权", counts.abstain))
        return "，".join(f"{name} {number} 票" for name, number in given)
    chosen = "、".join(option.text for option in vote.options if option.chosen)
    votes = "，".join(f"{option.text} {option.count or 0} 票" for option in vote.options)
    return f"{votes}。{f'选定：{chosen}' if chosen else ''}"
