"""A timer for speeches: started by hand, red when the time agreed on is over."""

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk import theme
from app.desk.fields import Choice
from app.desk.fields_choice import ChoiceBox
from app.desk.labels import button, label

LIMITS = (
    Choice(3, "限 3 分钟"),
    Choice(5, "限 5 分钟"),
    Choice(10, "限 10 分钟"),
    Choice(0, "不限时"),
)
LIMIT_WIDTH = 136
TICK = 500
"""Milliseconds between two looks at the clock; the time itself is what Qt measured."""


class SpeechTimer(QWidget):
    """Counts up; the wall shows the same words."""

    told = Signal(str, bool)
    """(words such as 发言 02:10 / 03:00, whether the time is over); empty words: stopped."""

    def __init__(self) -> None:
        super().__init__()
        self._elapsed, self.running = QElapsedTimer(), False
        self._time = label("00:00", "section")
        self._limit = ChoiceBox(LIMITS)
        self._limit.setCurrentIndex(0)
        self._limit.setFixedWidth(theme.px(LIMIT_WIDTH))
        self._limit.setAccessibleName("发言限时")
        self._press = button("计时", icon_name="clock", press=self.toggle)
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self.tick)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        for one in (self._time, self._limit, self._press):
            row.addWidget(one)

    def toggle(self) -> None:
        """Start at zero, or stop."""
        if self.running:
            self.running = False
            self._tick.stop()
            self._press.setText("计时")
            theme.set_property(self._time, "role", "section")
            self.told.emit("", False)
            return
        self.running = True
        self._elapsed.start()
        self._press.setText("停止")
        self._tick.start()
        self.tick()

    def tick(self) -> None:
        """Look at the clock."""
        if self.running:
            self.show_seconds(self._elapsed.elapsed() // 1000)

    def show_seconds(self, seconds: int) -> None:
        """Say that a speech has taken so long."""
        limit = self._limit_minutes() * 60
        over = bool(limit) and seconds > limit
        words = f"{seconds // 60:02d}:{seconds % 60:02d}"
        self._time.setText(words)
        theme.set_property(self._time, "role", "error" if over else "section")
        tail = f" / {limit // 60:02d}:00" if limit else ""
        self.told.emit(f"发言 {words}{tail}{'，时间到' if over else ''}", over)

    def _limit_minutes(self) -> int:
        value = LIMITS[max(self._limit.currentIndex(), 0)].value
        return value if isinstance(value, int) else 0
