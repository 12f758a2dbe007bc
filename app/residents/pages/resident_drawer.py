"""The drawer of one resident: the card, numbers shown on purpose, and changing."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from app.desk.labels import button
from app.desk.page import Page
from app.residents.pages.at_hand import AtHand
from app.residents.pages.resident_card import ResidentCard
from app.residents.pages.resident_forms import ResidentForms
from app.residents.queries import ResidentDetail, resident_detail
from app.residents.residents import Revealed, reveal_personal_data


class ResidentDrawer(QObject):
    """Shows residents in a page's drawer and carries out what is pressed there."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._shown: UUID | None = None
        self.forms = ResidentForms(page, hand, self._again)
        self.forms.begun.connect(self.forget)
        self.forms.registered.connect(self._read)
        page.drawer.closed.connect(self.forget)

    def open(self, resident_id: UUID) -> None:
        """Show somebody, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(resident_id)

    def edit(self, resident_id: UUID) -> None:
        """Open the form of somebody, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._shown = resident_id
            self.forms.edit(resident_id)

    def refresh(self) -> None:
        """Read the shown resident again; a form that is open stays."""
        if self._shown is not None and isinstance(self._page.drawer.body(), ResidentCard):
            self._read(self._shown)

    def forget(self) -> None:
        """Nobody, or somebody else, is shown in the drawer now."""
        self._shown = None

    def _again(self) -> None:
        """Back from a form to the resident."""
        if self._shown is not None:
            self._read(self._shown)
        else:
            self._page.drawer.dismiss()

    def _read(self, resident_id: UUID) -> None:
        self._shown = resident_id
        self._hand.work.read(
            resident_detail, resident_id, then=self._show, owner=self, latest="resident"
        )

    def _show(self, detail: ResidentDetail | None) -> None:
        if detail is None:
            self._page.drawer.dismiss()
        elif detail.id == self._shown:
            card = ResidentCard(detail)
            card.resident_asked.connect(self.open)
            self._page.drawer.show_content(detail.name, card, self._buttons(detail, card))

    def _buttons(self, detail: ResidentDetail, card: ResidentCard) -> tuple[QPushButton, ...]:
        found = []
        if self._hand.reveals:
            show = partial(self._reveal, detail.id, card)
            found.append(button("显示完整号码", icon_name="eye", press=show))
        if self._hand.edits_residents:
            change = partial(self.forms.edit, detail.id)
            found.append(button("修改", "primary", "pencil", press=change))
        return tuple(found)

    def _reveal(self, resident_id: UUID, card: ResidentCard) -> None:
        self._hand.work.write(
            reveal_personal_data, resident_id, then=partial(_show_numbers, card), owner=card
        )


def _show_numbers(card: ResidentCard, numbers: Revealed) -> None:
    card.show_numbers(numbers.id_number, numbers.phone)
