"""The drawer of one resident: the card, numbers shown on purpose, and what can be done."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from app.desk.labels import button
from app.desk.page import Page
from app.residents.details import ResidentDetail
from app.residents.merges import unmerge_residents
from app.residents.pages.at_hand import AtHand
from app.residents.pages.household_forms import VERBS, HouseholdForms
from app.residents.pages.resident_card import ResidentCard
from app.residents.pages.resident_forms import ResidentForms
from app.residents.person_view import PersonView, person_view
from app.residents.queries import ResidentRow
from app.residents.residents import Revealed, reveal_personal_data
from app.residents.terms import Status


class ResidentDrawer(QObject):
    """Shows residents in a page's drawer and carries out what is pressed there."""

    visit_asked = Signal(object, object)
    """Ids of the household and of the resident whom a visit is about."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._shown: UUID | None = None
        self.forms = ResidentForms(page, hand, self._again)
        self.household = HouseholdForms(page, hand, self._again)
        self.forms.begun.connect(self.forget)
        self.forms.registered.connect(self._read)
        page.drawer.closed.connect(self.forget)

    # -- showing ------------------------------------------------------------------------------

    def open(self, resident_id: UUID) -> None:
        """Show somebody, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(resident_id)

    def open_row(self, row: ResidentRow) -> None:
        """Show the resident of a line that Enter or a double click opened."""
        self.open(row.id)

    def follow(self, rows: list[ResidentRow]) -> None:
        """Go along with what is chosen in the list, while the drawer is open."""
        if len(rows) == 1 and self._page.drawer.isVisible():
            self.open(rows[0].id)

    def edit_row(self, row: ResidentRow) -> None:
        """Open the form of the resident of a line (F2)."""
        if self._hand.edits_residents:
            self.edit(row.id)

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
        then = partial(self._show, resident_id)
        self._hand.work.read(person_view, resident_id, then=then, owner=self, latest="resident")

    def _show(self, asked: UUID, view: PersonView | None) -> None:
        if asked != self._shown:
            return
        if view is None:
            self._page.drawer.dismiss()
            return
        self._shown = view.detail.id
        card = ResidentCard(view, may_edit=self._hand.edits_residents)
        card.resident_asked.connect(self.open)
        card.unmerge_asked.connect(self._unmerge)
        card.go_asked.connect(self._page.go)
        self._page.drawer.show_content(view.detail.name, card, self._buttons(view.detail, card))

    # -- doing --------------------------------------------------------------------------------

    def _buttons(self, detail: ResidentDetail, card: ResidentCard) -> tuple[QPushButton, ...]:
        found = []
        menu = self._menu(detail)
        if not menu.isEmpty():
            more = button("其他操作")
            more.setMenu(menu)
            found.append(more)
        if self._hand.reveals and (detail.id_number or detail.phone):
            show = partial(self._reveal, detail.id, card)
            found.append(button("显示完整号码", icon_name="eye", press=show))
        if self._hand.edits_residents:
            change = partial(self.forms.edit, detail.id)
            found.append(button("修改", "primary", "pencil", press=change))
        return tuple(found)

    def _menu(self, detail: ResidentDetail) -> QMenu:
        menu = QMenu(self._page)
        if self._hand.records_visits and detail.status is Status.LIVING:
            visit = partial(self.visit_asked.emit, detail.household_id, detail.id)
            menu.addAction("登记走访").triggered.connect(visit)
        if not self._hand.edits_residents:
            return menu
        forms = self.household
        if detail.status is Status.LIVING:
            menu.addAction("迁居、分户").triggered.connect(partial(forms.move, detail))
            if detail.household and not detail.is_head:
                menu.addAction("设为户主").triggered.connect(partial(forms.change_head, detail))
            offered = [Status.MOVED, Status.DECEASED]
        else:
            offered = [Status.LIVING]
        for status in offered:
            change = partial(forms.change_status, detail, status)
            menu.addAction(VERBS[status]).triggered.connect(change)
        return menu

    def _reveal(self, resident_id: UUID, card: ResidentCard) -> None:
        self._hand.work.write(
            reveal_personal_data, resident_id, then=partial(_show_numbers, card), owner=card
        )

    def _unmerge(self, other_id: UUID) -> None:
        self._hand.work.write(unmerge_residents, other_id, owner=self)


def _show_numbers(card: ResidentCard, numbers: Revealed) -> None:
    card.show_numbers(numbers.id_number, numbers.phone)
