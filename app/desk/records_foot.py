"""The line below a table: how many there are, how many are chosen, what was just done."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget


def counted(number: int) -> str:
    """A count as the status line writes it: 3 812."""
    return f"{number:,}".replace(",", " ")


class RecordFoot(QWidget):
    """共 3 812 条，已选 14 at the left, a note at the right."""

    def __init__(self, unit: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._unit = unit
        self._counts = QLabel(self)
        self._counts.setProperty("role", "soft")
        self._note = QLabel(self)
        self._note.setProperty("role", "hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._counts)
        row.addStretch(1)
        row.addWidget(self._note)

    def show_counts(self, total: int, chosen: int) -> None:
        """Show how many rows there are and how many of them are chosen."""
        text = f"共 {counted(total)} {self._unit}"
        self._counts.setText(f"{text}，已选 {counted(chosen)}" if chosen else text)

    def text(self) -> str:
        """What stands at the left."""
        return self._counts.text()

    def say_copied(self, rows: int) -> None:
        """Say that the chosen rows are on the clipboard."""
        self._note.setText(f"已复制 {counted(rows)} {self._unit}")

    def say_too_many(self, most: int) -> None:
        """Say that no more than ``most`` can be chosen at once."""
        self._note.setText(f"一次最多选 {counted(most)} {self._unit}，请先筛选")

    def forget_note(self) -> None:
        """Take the note away."""
        self._note.clear()
