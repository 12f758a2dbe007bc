"""The buttons below an event in the drawer: the next step, what stands beside it, the menu."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton
from shiboken6 import isValid

from app.desk.labels import button
from app.desk.phones import spaced
from app.events.event_views import EventDetail, MoveOffer
from app.events.events import reveal_reporter
from app.events.pages.at_hand import AtHand
from app.events.pages.event_forms import EventForms
from app.events.stages import IN_HANDLING, State

ONWARDS = frozenset({"accept", "dispatch", "handle", "verify", "close", "resume"})
"""Moves that may stand on a button of their own; what stops an event is in the menu."""
MAY_BE_MERGED = (State.REPORTED, *IN_HANDLING)


class EventFoot(QObject):
    """Makes the buttons of an event by what may be done with it, and by whom."""

    sheet_asked = Signal(object)
    """Id of an event whose sheet is to be previewed."""
    revealed = Signal(object)
    """The detail with the reporter's phone in full."""

    def __init__(self, parent: QObject, hand: AtHand, forms: EventForms):
        super().__init__(parent)
        self._hand, self._forms = hand, forms
        self._primary: QPushButton | None = None

    def buttons(self, detail: EventDetail) -> tuple[QPushButton, ...]:
        """Those of an event, the next step last."""
        self._primary = None
        if not self._hand.reports:
            printing = partial(self._ask_sheet, detail.row.id)
            return (button("打印处置单", icon_name="printer", press=printing),)
        steps = self._next_steps(detail)
        more = button("其他操作")
        more.setMenu(self._menu(detail, more, steps))
        made = [self._step(detail, offer) for offer in steps]
        if made:
            self._primary = made[0]
            self._primary.setProperty("role", "primary")
            self._primary.setAutoDefault(True)
            self._primary.setToolTip("列表中按 Ctrl+Enter")
        return (more, *reversed(made))

    # -- the next step ------------------------------------------------------------------------

    def press(self) -> None:
        """Press the next step, where there is one."""
        if self._primary is not None and isValid(self._primary):
            self._primary.click()

    def has_focus(self) -> bool:
        """Whether Enter would press the next step."""
        return self._primary is not None and isValid(self._primary) and self._primary.hasFocus()

    def focus(self) -> None:
        """Let Enter press the next step."""
        if self._primary is not None:
            self._primary.show()  # the layout would do so later, and what is hidden takes no focus
            self._primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offers(self, detail: EventDetail) -> list[MoveOffer]:
        """The moves that this account may make."""
        return [offer for offer in detail.moves if self._hand.actor.may(offer.permission)]

    def _next_steps(self, detail: EventDetail) -> list[MoveOffer]:
        """The next step, and the one that stands beside it, where there are such."""
        possible = [offer for offer in self._offers(detail) if not offer.missing]
        return [offer for offer in possible if offer.key in ONWARDS][:2]

    def _step(self, detail: EventDetail, offer: MoveOffer) -> QPushButton:
        return button(offer.label, press=partial(self._forms.move, detail, offer))

    # -- the menu -----------------------------------------------------------------------------

    def _menu(self, detail: EventDetail, more: QPushButton, steps: list[MoveOffer]) -> QMenu:
        menu, forms = QMenu(more), self._forms
        for offer in self._offers(detail):
            if offer not in steps:
                go = partial(forms.move, detail, offer)
                menu.addAction(offer.label).triggered.connect(go)
        menu.addSeparator()
        menu.addAction("写备注").triggered.connect(partial(forms.note, detail))
        if detail.can_edit:
            menu.addAction("修改事项").triggered.connect(partial(forms.edit, detail))
        if detail.row.state in MAY_BE_MERGED:
            menu.addAction("并入重复事项").triggered.connect(partial(forms.merge, detail))
        if self._hand.reveals and detail.reporter_phone:
            show = partial(self._reveal, detail)
            menu.addAction("显示反映人电话").triggered.connect(show)
        sheet = partial(self._ask_sheet, detail.row.id)
        menu.addAction("打印处置单").triggered.connect(sheet)
        return menu

    def _ask_sheet(self, event_id: UUID, _checked: bool = False) -> None:
        self.sheet_asked.emit(event_id)

    def _reveal(self, detail: EventDetail, _checked: bool = False) -> None:
        then = partial(self._tell_phone, detail)
        self._hand.work.write(reveal_reporter, detail.row.id, then=then, owner=self)

    def _tell_phone(self, detail: EventDetail, phone: str) -> None:
        self.revealed.emit(replace(detail, reporter_phone=spaced(phone)))
