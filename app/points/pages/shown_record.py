"""What is the same in all drawers of this room: one record shown, read again, and come back to."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.desk.drawer_forms import DrawerForms
from app.desk.forms import Form
from app.desk.page import Page
from app.errors import LirenError
from app.points.pages.at_hand import AtHand


class ShownRecord(QObject):
    """Shows one record in a page's drawer; a subclass says how it looks and what may be done."""

    kind = ""
    """Names the record in the drawer."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._reading: UUID | None = None
        self._forms = DrawerForms(page, hand)
        page.drawer.closed.connect(self.forget)

    # -- what a subclass says -----------------------------------------------------------------

    def query(self, session: Any, record_id: UUID) -> Any:
        """Everything that the drawer shows; runs beside the screen."""
        raise NotImplementedError

    def title(self, detail: Any) -> str:
        """What stands above it."""
        raise NotImplementedError

    def panel(self, detail: Any) -> QWidget:
        """The body."""
        raise NotImplementedError

    def buttons(self, detail: Any) -> tuple[QPushButton, ...]:
        """What may be done; the last one stands at the right."""
        return ()

    # -- showing ------------------------------------------------------------------------------

    @property
    def record_id(self) -> UUID | None:
        """Of the record in the drawer; None while it is closed or shows something else."""
        body = self._page.drawer.body() if self._page.drawer.isVisible() else None
        return self._reading if body is not None and body.property("shown") == self.kind else None

    def open(self, record_id: UUID) -> None:
        """Show a record, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self.show_record(record_id)

    def show_record(self, record_id: UUID, _result: object = None) -> None:
        """Show a record in place of what is there."""
        self._reading = record_id
        then, latest = self._show, f"shown-{self.kind}"
        self._hand.work.read(self.query, record_id, then=then, owner=self, latest=latest)

    def refresh(self) -> None:
        """Read the shown record again; a form that is open stays, what is gone goes."""
        if (shown := self.record_id) is not None:
            self._hand.work.read(
                self.query, shown, then=self._show, failed=self._gone, owner=self,
                latest=f"shown-{self.kind}",
            )  # fmt: skip

    def _gone(self, _error: LirenError) -> None:
        """Its making was undone meanwhile."""
        if self.record_id is not None:
            self._page.drawer.dismiss()

    def forget(self) -> None:
        """Nothing, or something else, is shown in the drawer now."""
        self._reading = None

    def again(self) -> None:
        """Back from a form to the record."""
        if self._reading is not None:
            self.show_record(self._reading)
        else:
            self._page.drawer.dismiss()

    def _show(self, detail: Any) -> None:
        if self._reading is None:
            return
        drawer, body, made = self._page.drawer, self.panel(detail), self.buttons(detail)
        from_form = isinstance(drawer.body(), Form)
        body.setProperty("shown", self.kind)
        drawer.show_content(self.title(detail), body, made)
        if from_form and made:  # the focus would go wherever Qt finds a place for it
            made[-1].show()  # the layout would do so later, and what is hidden takes no focus
            made[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(
        self, title: str, fields: Any, use_case: Callable[..., object], save: str = "保存"
    ) -> None:
        """Show a form whose values are the keywords of ``use_case``; then the record again."""
        self._forms.ask_and_write(title, fields, use_case, self.again, save=save)

    def do(self, use_case: Callable[..., object], **arguments: Any) -> None:
        """Do it at once; the list and the drawer read again by themselves."""
        self._hand.work.write(use_case, owner=self, **arguments)
