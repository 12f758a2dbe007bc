"""What waits and the warnings: side by side while there is room, else one of them at a time."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from app.desk import theme

SHARES = (2, 1)
"""How the width is shared …"""
NARROW = 880
"""… from so many pixels on, at normal text size."""


class SideBySide(QWidget):
    """Holds both; where it is narrow, ``tabs`` choose the one that is shown."""

    def __init__(self, panels: tuple[QWidget, QWidget]):
        super().__init__()
        self._panels = panels
        self.tabs: QTabBar | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        for panel, share in zip(panels, SHARES, strict=True):
            row.addWidget(panel, share)

    def choose(self, place: int) -> None:
        """Show a panel and give it the keys."""
        self._show()
        self._panels[place].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def _show(self) -> None:
        if self.tabs is None:
            return
        narrow = self.width() < theme.px(NARROW)
        self.tabs.setVisible(narrow)
        for place, panel in enumerate(self._panels):
            panel.setVisible(not narrow or place == self.tabs.currentIndex())
