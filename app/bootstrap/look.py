"""The look chosen on this PC, put in force: theme and text size."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app import settings
from app.desk import theme
from app.desk.machine_memory import MachineMemory


class Look(QObject):
    """Gives the program the look that is remembered."""

    resized = Signal()
    """The text has another size: what is laid out by it has to be built anew."""

    def __init__(self, app: QApplication, memory: MachineMemory):
        super().__init__(app)
        self._app, self._memory = app, memory
        self.apply()

    def apply(self) -> None:
        """Put theme and text size in force as they are remembered."""
        look = self._memory.setting(settings.DARK_THEME)
        dark = None if look == "system" else look == "dark"
        scale, before = self._memory.setting(settings.TEXT_SCALE), theme.current().scale
        theme.apply_theme(self._app, dark=dark, scale=scale)
        if scale != before:
            self.resized.emit()

    def set_scale(self, scale: float) -> None:
        """Remember another text size and put it in force."""
        self._memory.put_setting(settings.TEXT_SCALE, scale)
        self.apply()

    def toggle_dark(self) -> None:
        """Dark when it is light, light when it is dark."""
        look = "light" if theme.current().tokens.is_dark else "dark"
        self._memory.put_setting(settings.DARK_THEME, look)
        self.apply()
