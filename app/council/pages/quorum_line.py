"""The head counts of a meeting in one line, large enough to be read from across the room."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.council.meeting_views import MeetingDetail
from app.council.terms import MeetingState
from app.desk import theme
from app.desk.labels import label


class QuorumLine(QFrame):
    """应到 61  实到 28  过半数 31  还差 3 人; the word tells the state, the tint repeats it."""

    def __init__(self) -> None:
        super().__init__()
        self._entitled, self._present = label("—", "figure"), label("—", "figure")
        self._needed, self._state = label("—", "figure"), label("", "figure")
        self._needed_name, self._rest = label("", "soft"), label("", "soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
        row.setSpacing(theme.px(8))
        for name, figure in (
            (label("应到", "soft"), self._entitled),
            (label("实到", "soft"), self._present),
            (self._needed_name, self._needed),
        ):
            row.addWidget(name)
            row.addWidget(figure)
            row.addSpacing(theme.px(18))
        row.addWidget(self._state)
        row.addStretch(1)
        row.addWidget(self._rest)

    def show_meeting(self, detail: MeetingDetail) -> None:
        """Show the figures of a meeting as they are now."""
        quorum, figures, unit = detail.quorum, detail.figures, detail.rule.unit
        self._entitled.setText(str(quorum.entitled))
        self._present.setText(str(quorum.present))
        self._needed.setText(str(quorum.needed))
        self._needed_name.setText(detail.rule.quorum.words())
        word = "达到法定人数" if quorum.held else f"还差 {quorum.lacking} {unit}"
        if detail.row.state is MeetingState.CANCELLED:
            word = "会议已取消"
        self._state.setText(word)
        rest = [("请假", figures.on_leave), ("列席", figures.observers)]
        self._rest.setText("　".join(f"{name} {n} 人" for name, n in rest if n))
        theme.set_property(self, "role", "banner-good" if quorum.held else "banner-waiting")
        self.setAccessibleName(quorum.sentence)

    def words(self) -> str:
        """What it says, for those who cannot see it."""
        return f"{self._present.text()} {self._state.text()}"
