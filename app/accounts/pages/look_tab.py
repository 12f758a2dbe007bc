"""The look of the program on this PC: colours and text size, both at once in force."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import settings
from app.accounts.pages.segments import COLOURS, TEXT_SIZES, Segments
from app.accounts.pages.tab import readable, scrolled
from app.desk import theme
from app.desk.labels import label
from app.desk.machine_memory import MachineMemory
from app.desk.settings_tab import SettingsTab


class LookTab(SettingsTab):
    """Two rows of buttons."""

    def __init__(self, memory: MachineMemory, restyle: Callable[[], object]):
        super().__init__()
        self._memory, self._restyle = memory, restyle
        self.colours = Segments("颜色", COLOURS, memory.setting(settings.DARK_THEME))
        self.sizes = Segments("字号", TEXT_SIZES, memory.setting(settings.TEXT_SCALE))
        self.colours.chosen.connect(self._recolour)
        self.sizes.chosen.connect(self._resize)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(8))
        rows.addWidget(label("颜色", "section"))
        rows.addWidget(self.colours)
        rows.addSpacing(theme.px(16))
        rows.addWidget(label("字号", "section"))
        rows.addWidget(self.sizes)
        rows.addSpacing(theme.px(16))
        rows.addWidget(label("只改这台电脑上的样子，马上生效。", "soft"))
        rows.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(readable(inside)))

    def reload(self) -> None:
        """Show what is set now: the palette changes the colours too."""
        self.colours.set_value(self._memory.setting(settings.DARK_THEME))

    def _recolour(self, value: str) -> None:
        self._memory.put_setting(settings.DARK_THEME, value)
        self._restyle()

    def _resize(self, value: float) -> None:
        self._memory.put_setting(settings.TEXT_SCALE, value)
        self._restyle()
