"""What happened to a record, newest first: date, what, detail, who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.desk import theme
from app.desk.columns import CHINA


@dataclass(frozen=True)
class Entry:
    """One thing that happened. ``when`` is a day, or an aware moment."""

    when: date | datetime
    title: str
    detail: str = ""
    actor: str = ""


class Timeline(QWidget):
    """Entries one below the other, in the order given; grows with them and does not scroll."""

    def __init__(self, entries: Sequence[Entry] = (), parent: QWidget | None = None):
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(2))
        self._grid.setColumnStretch(1, 1)
        self.set_entries(entries)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show ``entries`` instead of those before; without any it says so."""
        self._clear()
        if not entries:
            self._grid.addWidget(self._label("还没有记录", "soft"), 0, 0, 1, 2)
            return
        newest = max(_day(entry.when).year for entry in entries)
        for number, entry in enumerate(entries):
            self._add(entry, number * 3, newest)

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(row, 0)

    def _add(self, entry: Entry, row: int, newest: int) -> None:
        day = self._label(_short(entry.when, newest), "soft")
        day.setToolTip(_long(entry.when))
        title = self._label(entry.title, "")
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(day, row, 0, top)
        self._grid.addWidget(title, row, 1, top)
        small = " · ".join(part for part in (entry.detail, entry.actor) if part)
        if small:
            self._grid.addWidget(self._label(small, "soft"), row + 1, 1, top)
        self._grid.setRowMinimumHeight(row + 2, theme.px(10))

    def _label(self, text: str, role: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(role == "" or len(text) > 24)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if role:
            label.setProperty("role", role)
        return label


def _day(when: date | datetime) -> date:
    return when.astimezone(CHINA).date() if isinstance(when, datetime) else when


def _short(when: date | datetime, newest: int) -> str:
    """11-20, with its time when it has one, with its year when that is not the newest year."""
    day = _day(when)
    text = day.strftime("%m-%d") if day.year == newest else day.isoformat()
    return f"{text} {when.astimezone(CHINA):%H:%M}" if isinstance(when, datetime) else text


def _long(when: date | datetime) -> str:
    if isinstance(when, datetime):
        return f"{when.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return when.isoformat()
