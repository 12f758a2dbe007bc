"""Filling in the drafts of photos one after the other, in the drawer beside their list."""

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtWidgets import QListView

from app.desk.page import Page
from app.events.categories import Category, active_categories
from app.events.pages.at_hand import AtHand
from app.events.pages.intake_drafts import DraftModel, DraftTile, Entry, Standing
from app.events.pages.intake_form import IntakeForm


class DraftFilling(QObject):
    """Owns the list; each form that is filled leads to the next draft."""

    changed = Signal()
    """How many are filled in has changed."""
    ended = Signal()
    """None is left to fill in."""

    def __init__(self, page: Page, hand: AtHand, drafts: DraftModel):
        super().__init__(page)
        self._page, self._hand, self.drafts = page, hand, drafts
        self._categories: list[Category] = []
        self.list = QListView()
        self.list.setModel(drafts)
        self.list.setItemDelegate(DraftTile(self.list))
        self.list.setAccessibleName("照片分组")
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)

    def read(self) -> None:
        """Read which categories there are."""
        self._hand.work.read(active_categories, then=self._keep, owner=self, latest="categories")

    def _keep(self, categories: list[Category]) -> None:
        self._categories = categories

    def _open(self, index: QModelIndex) -> None:
        self.open_at(index.row())

    def open_at(self, row: int) -> None:
        """Show the form of a draft, unless what is typed for another one would be lost."""
        entry = self.drafts.entries[row]
        self.list.setCurrentIndex(self.drafts.index(row))
        if entry.standing is Standing.DONE or not self._page.drawer.may_leave():
            return
        form = IntakeForm(self._hand, self._categories, entry)
        form.submitted.connect(partial(self._fill, entry, form))
        form.skipped.connect(partial(self._skip, entry))
        form.closed.connect(self._page.drawer.dismiss)
        count = len(self.drafts.entries)
        self._page.drawer.show_content(f"第 {row + 1} 组，共 {count} 组", form)
        form.focus_first()

    def _fill(self, entry: Entry, form: IntakeForm, values: dict[str, Any]) -> None:
        entry.values, entry.typed, entry.title = values, form.draft(), values["title"]
        entry.category = form.rows["category"].editor.kept()
        entry.place = str(form.rows["place"].editor.kept()[0]).strip()
        form.saved()
        self._go_on(entry, Standing.READY)

    def _skip(self, entry: Entry) -> None:
        self._page.drawer.dismiss()
        self._go_on(entry, Standing.SKIPPED)

    def _go_on(self, entry: Entry, standing: Standing) -> None:
        """To the next draft that waits."""
        self.drafts.set_standing(entry, standing)
        self.changed.emit()
        following = self.drafts.first(Standing.OPEN, self.drafts.entries.index(entry))
        if following >= 0:
            self.open_at(following)
        else:
            self._page.drawer.dismiss()
            self.ended.emit()
