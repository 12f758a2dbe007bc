"""居民: who lives here, the visits to them, and records that may be of one person."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from app.accounts.permissions import Actor, Permission
from app.desk.drafts import Drafts
from app.desk.labels import button
from app.desk.page import Page
from app.desk.records_memory import Memory
from app.desk.work import Work
from app.residents.pages.at_hand import VISIT_KINDS, AtHand
from app.residents.pages.compare_page import ComparePage
from app.residents.pages.duplicates_view import DuplicatesView
from app.residents.pages.export_residents import resident_export
from app.residents.pages.filter_row import FilterRow
from app.residents.pages.import_page import ImportPage
from app.residents.pages.resident_drawer import ResidentDrawer
from app.residents.pages.resident_table import resident_table
from app.residents.pages.tags_form import TagsForm
from app.residents.pages.walk import Walk
from app.residents.queries import count_residents, residents

RESIDENTS, VISITS, DUPLICATES = range(3)
VIEWS = ("居民", "走访", "疑似重复")
IN_CARE = "重点户待走访"
"""What the visits show when somebody comes from a count of such households."""
FIRST_WORDS = ("登记居民", "新建走访计划", "")


class ResidentsPage(Page):
    """The room; the comparison and the sheet of a walk take its place while they are open."""

    def __init__(self, work: Work, drafts: Drafts, actor: Actor, memory: Memory | None = None):
        super().__init__("居民")
        self._hand = AtHand(work, drafts, actor, memory)
        self._tabs = self.add_views(VIEWS, self._switched)
        self._first = self.set_primary(FIRST_WORDS[RESIDENTS], self._make_first)
        self.walk = Walk(self, self._hand)
        self._route = button("打印走访单", icon_name="printer", press=self.walk.print_route)
        self.add_header_button(self._route)
        self.filter_row = FilterRow(self, self._hand)
        self.table = resident_table(self._hand)
        self.duplicates = DuplicatesView(self._hand)
        self._views = QStackedWidget()
        for view in (self.table, self.walk.view, self.duplicates):
            self._views.addWidget(view)
        self.body.addWidget(self._views, 1)
        self.resident = ResidentDrawer(self, self._hand)
        self._tags = TagsForm(self, self._hand, self.drawer.dismiss)
        self._fill_menu()
        self._connect()
        self._switched(RESIDENTS)

    def _fill_menu(self) -> None:
        self._of_visits: list[Any] = [self._route]
        if self._hand.records_visits:
            edit = self.add_action("修改走访计划", self.walk.edit_plan, "pencil")
            self._of_visits.append(edit)
        if self._hand.actor.may(Permission.IMPORT):
            self.add_action("导入表格…", self._open_import, "upload")
        self._export = resident_export(self, self._hand, self.filter_row)
        if self._hand.changes_settings:
            self.add_action("标签与重点人员", self._tags.open, "flag")

    def _connect(self) -> None:
        self.filter_row.changed.connect(self._load_residents)
        self.table.selected.connect(self.resident.follow)
        self.table.opened.connect(self.resident.open_row)
        self.table.edit_asked.connect(self.resident.edit_row)
        self.table.clear_asked.connect(self.filter_row.clear)
        self.table.first_asked.connect(self.resident.forms.register)
        self.resident.visit_asked.connect(self.walk.visit_somebody)
        self.walk.drawer.resident_asked.connect(self.resident.open)
        self.duplicates.pair_asked.connect(self._compare)
        self.duplicates.counted.connect(self._say_pairs)
        self._hand.work.watch(self, VISIT_KINDS, self._changed)

    # -- views --------------------------------------------------------------------------------

    def show_view(self, place: int) -> None:
        """Show the residents, the visits or the probable duplicates."""
        self._tabs.setCurrentIndex(place)

    def _switched(self, place: int) -> None:
        hand = self._hand
        self._views.setCurrentIndex(place)
        self.filter_row.set_visible(place == RESIDENTS)
        self.search = self.walk.view.search if place == VISITS else self.filter_row.search
        may = (hand.edits_residents, hand.records_visits, False)
        self._first.setText(FIRST_WORDS[place])
        self._first.setToolTip(f"{FIRST_WORDS[place]}（Ctrl+N）")
        self._first.setVisible(may[place])
        if self._export is not None:
            self._export.set_on(place == RESIDENTS)
        for doing in self._of_visits:
            doing.setVisible(place == VISITS and hand.records_visits)
        if self.drawer.isVisible():
            self.drawer.close_drawer()
        self._load()

    def _make_first(self) -> None:
        place = self._views.currentIndex()
        (self.resident.forms.register if place == RESIDENTS else self.walk.drawer.new_plan)()

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read again what is shown and what the drop-downs offer."""
        self.filter_row.read_choices()
        self.walk.view.read_choices()
        self._load()

    def _load(self) -> None:
        place = self._views.currentIndex()
        (self._load_residents, self.walk.view.load, self.duplicates.load)[place]()

    def _load_residents(self) -> None:
        row = self.filter_row
        self.table.set_filtered(row.is_on)
        self.table.load_pages(
            self._hand.work, count_residents, residents, text=row.text, where=row.where()
        )

    def _changed(self) -> None:
        self.reload()
        self.resident.refresh()
        self.walk.drawer.refresh()

    def _say_pairs(self, count: int) -> None:
        self._tabs.setTabText(DUPLICATES, f"疑似重复 {count}" if count else VIEWS[DUPLICATES])

    # -- opening ------------------------------------------------------------------------------

    def open_record(self, what: Any) -> None:
        """Show the resident with this id, ("household", id) or ("visits", None): whom to visit."""
        self.leave_entered()
        if isinstance(what, tuple):
            self.show_view(VISITS)
            if what[0] == "household":
                self.walk.open_household(what[1])
            else:
                self.walk.view.shown.setCurrentText(IN_CARE)
        else:
            self.show_view(RESIDENTS)
            self.resident.open(what)

    def _open_import(self) -> None:
        self.enter(ImportPage(self._hand))

    def _compare(self, first_id: UUID, second_id: UUID) -> None:
        self.enter(ComparePage(self._hand, first_id, second_id))
