"""Where the focus goes in a form, and when a field is checked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from app.desk import theme
from app.desk.forms_keys import FormKeys
from app.desk.forms_row import FieldRow


class FormMoves(QObject):
    """Leads from field to field by the form's keys, and checks the field that is left."""

    save_asked = Signal()
    leave_asked = Signal()

    def __init__(
        self,
        rows: Sequence[FieldRow],
        save: QPushButton,
        close: QPushButton,
        scroll: QScrollArea,
    ):
        super().__init__(scroll)
        self._rows, self._save, self._scroll = rows, save, scroll
        self._keys = FormKeys(self)
        for row in rows:
            for part in row.editor.parts():
                self._keys.watch(part)
        for button in (save, close):
            self._keys.watch(button)
        self._keys.forward.connect(self._go_on)
        self._keys.back.connect(self._go_back)
        self._keys.save.connect(self.save_asked)
        self._keys.escape.connect(self._escape)
        self._keys.left.connect(self._check_left)

    def to_first(self) -> None:
        """Put the focus into the first field that can be filled in."""
        self._focus(self._stops()[0])

    def lead_to(self, row: FieldRow) -> None:
        """Put the focus into ``row`` and bring it into sight with its message."""
        self._focus(row.editor.stops()[0])

    def _stops(self) -> list[QWidget]:
        rows = (row for row in self._rows if not row.field.read_only)
        return [*(stop for row in rows for stop in row.editor.stops()), self._save]

    def _row_of(self, part: QWidget) -> FieldRow | None:
        return next((row for row in self._rows if row.isAncestorOf(part)), None)

    def _go_on(self, part: QWidget) -> None:
        row = self._row_of(part)
        if row is None and isinstance(part, QPushButton):
            part.click()
        elif row is not None and not row.editor.enter():
            self._go(part, 1)

    def _go_back(self, part: QWidget) -> None:
        self._go(part, -1)

    def _go(self, part: QWidget, step: int) -> None:
        stops = self._stops()
        if part not in stops:
            row = self._row_of(part)
            part = row.editor.stops()[-1] if row is not None else stops[-1]
        if part not in stops:  # a field that is only shown
            return
        place = stops.index(part) + step
        if 0 <= place < len(stops):
            self._focus(stops[place])

    def _focus(self, stop: QWidget) -> None:
        stop.setFocus(Qt.FocusReason.TabFocusReason)  # selects the text, as Tab does
        if self._scroll.isAncestorOf(stop):
            self._scroll.ensureWidgetVisible(stop, 0, theme.px(48))

    def _escape(self, part: QWidget) -> None:
        row = self._row_of(part)
        if row is None or not row.editor.escape():
            self.leave_asked.emit()

    def _check_left(self, part: QWidget) -> None:
        row, now = self._row_of(part), QApplication.focusWidget()
        if row is not None and (now is None or not row.isAncestorOf(now)):
            row.leave()
