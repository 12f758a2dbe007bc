"""How what stands on a tab of the settings is laid out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.desk import theme

WIDTH = 520


def readable(content: QWidget, width: int = WIDTH) -> QWidget:
    """The content as a column at the upper left."""
    content.setMaximumWidth(theme.px(width))
    holder = QWidget()
    row = QHBoxLayout()
    row.addWidget(content, 100)  # all the width there is, up to its own
    row.addStretch(1)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, theme.px(16), 0, theme.px(16))
    column.addLayout(row)
    column.addStretch(1)
    return holder


class _Scrolled(QScrollArea):
    """Scrolls what has the focus into sight, however it got the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, theme.px(48))


def scrolled(content: QWidget) -> QScrollArea:
    """The content in a frame that scrolls, seen only when there is not enough room."""
    content.setObjectName("scrolled")  # the style sheet lets what lies below shine through
    area = _Scrolled()
    area.setWidget(content)
    return area
