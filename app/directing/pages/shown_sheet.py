"""A record in a page's drawer: shown, read again when it changes, come back to from its forms."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from app.desk.drawer_forms import DrawerForms
from app.desk.labels import button
from app.desk.page import Page
from app.directing.pages.at_hand import AtHand


class ShownSheet(QObject):
    """Base of the drawers; a subclass says what is read and what is made of it."""

    shown = Signal(object)
    """Id of the record in the drawer."""
    kind = ""
    """What is shown, so that a drawer that shows something else is known."""

    def __init__(self, page: Page, hand: AtHand, tables: Iterable[str]):
        super().__init__(page)
        self.page, self.hand = page, hand
        self.forms = DrawerForms(page, hand)
        self._reading: UUID | None = None
        self._goes_on = False
        """A form was just saved: the next step takes the focus, so that Enter goes on."""
        self._primary: QPushButton | None = None
        page.drawer.closed.connect(self.forget)
        hand.work.watch(self, tables, self.refresh)

    # -- what a subclass says -----------------------------------------------------------------

    def query(self, record_id: UUID) -> Callable[..., Any]:
        """What is read of a record."""
        raise NotImplementedError

    def title(self, sheet: Any) -> str:
        """What stands above it."""
        raise NotImplementedError

    def panel(self, sheet: Any) -> QWidget:
        """The body."""
        raise NotImplementedError

    def buttons(self, sheet: Any) -> tuple[QPushButton, ...]:
        """What may be done, the next step (see :meth:`primary`) last."""
        raise NotImplementedError

    # -- showing ------------------------------------------------------------------------------

    @property
    def record_id(self) -> UUID | None:
        """Of the record in the drawer; None while it is closed or shows something else."""
        body = self.page.drawer.body() if self.page.drawer.isVisible() else None
        return self._reading if body is not None and body.property(self.kind) else None

    def open(self, record_id: UUID) -> None:
        """Show a record, unless something typed in the drawer would be lost."""
        if self.page.drawer.may_leave():
            self.read(record_id)

    def refresh(self) -> None:
        """Read the shown record again; a form that is open stays."""
        if (shown := self.record_id) is not None:
            self.read(shown)

    def forget(self) -> None:
        """Nothing, or something else, is shown in the drawer now."""
        self._reading = None

    def again(self) -> None:
        """Back from a form to the record."""
        if self._reading is not None:
            self._goes_on = True
            self.read(self._reading)
        else:
            self.page.drawer.dismiss()

    def read(self, record_id: UUID) -> None:
        """Read a record and show it in place of what is there."""
        self._reading = record_id
        query, latest = self.query(record_id), self.kind
        self.hand.work.read(query, then=self.show_sheet, owner=self, latest=latest)

    def show_sheet(self, sheet: Any) -> None:
        """Show what was read."""
        if self._reading is None:
            return  # the drawer was closed meanwhile
        goes_on, self._goes_on = self._goes_on or self._has_focus(), False
        self._primary = None
        body = self.panel(sheet)
        body.setProperty(self.kind, True)
        self.page.drawer.show_content(self.title(sheet), body, self.buttons(sheet))
        if goes_on:
            self._focus_primary()
        self.shown.emit(self._reading)

    # -- the next step ------------------------------------------------------------------------

    def primary(self, text: str, press: Callable[[], object]) -> QPushButton:
        """The button of the next step."""
        made = self._primary = button(text, "primary", press=press)
        made.setAutoDefault(True)
        made.setToolTip("列表中按 Ctrl+Enter")
        return made

    def go_on(self) -> None:
        """Press the next step of the record that is shown."""
        if self.record_id is not None and self._primary is not None and isValid(self._primary):
            self._primary.click()

    def _focus_primary(self) -> None:
        if self._primary is not None:
            self._primary.show()  # the layout would do so later; what is hidden takes no focus
            self._primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_focus(self) -> bool:
        primary = self._primary
        return primary is not None and isValid(primary) and primary.hasFocus()
