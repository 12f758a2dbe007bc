"""What a tab of the settings is, whichever room it belongs to."""

from PySide6.QtWidgets import QWidget


class SettingsTab(QWidget):
    """One tab; reads what it shows when the page comes into view."""

    def reload(self) -> None:
        """Read again."""
