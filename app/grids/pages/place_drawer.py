"""The drawer of a building, a unit or a household, opened from the tree."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from app.desk.detail import FactList, section, stacked
from app.desk.labels import button, label
from app.desk.page import Page
from app.desk.phones import spaced
from app.desk.timeline import Entry, Timeline
from app.grids.chat_groups import GroupPlace
from app.grids.pages.at_hand import AtHand
from app.grids.pages.place_forms import PlaceForms
from app.grids.pages.staff_forms import StaffForms
from app.grids.place_views import PlaceDetail, PlaceStep, place_detail
from app.grids.rules import DUTY_NAMES, Duty
from app.grids.staff import Post
from app.grids.staff_views import StaffEntry, Standing
from app.grids.tree import Branch, TreeNode

HEADS = {Branch.BUILDING: Duty.BUILDING_HEAD, Branch.UNIT: Duty.UNIT_HEAD}


class PlaceDrawer(QObject):
    """Shows places in a page's drawer and carries out what is pressed there."""

    staff_asked = Signal(object)
    """Id of somebody who looks after the place."""
    plaque_asked = Signal(object)
    """The :class:`PlaceDetail` of a unit or building whose plaque is wanted."""
    group_asked = Signal(object, str)
    """The :class:`GroupPlace` for which a chat group is to be set up, and what it is called."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._shown: tuple[Branch, UUID] | None = None
        self.forms = PlaceForms(page, hand, self._again)
        self.staff = StaffForms(page, hand, self._again)
        page.drawer.closed.connect(self._forget)

    def open(self, branch: Branch, place_id: UUID) -> None:
        """Show a place, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(branch, place_id)

    def refresh(self) -> None:
        """Read the shown place again; a form that is open stays."""
        body = self._page.drawer.body() if self._page.drawer.isVisible() else None
        if self._shown is not None and body is not None and body.property("place"):
            self._read(*self._shown)

    def _forget(self) -> None:
        self._shown = None

    def _again(self) -> None:
        if self._shown is not None:
            self._read(*self._shown)
        else:
            self._page.drawer.dismiss()

    def _read(self, branch: Branch, place_id: UUID) -> None:
        self._shown = (branch, place_id)
        self._hand.work.read(
            place_detail, branch, place_id, then=self._show, owner=self, latest="place"
        )

    def _show(self, place: PlaceDetail | None) -> None:
        if place is None or (place.branch, place.id) != self._shown:
            return
        duty = HEADS.get(place.branch)
        body = stacked(
            FactList(place.facts),
            section(DUTY_NAMES[duty]) if duty is not None else None,
            self._head(place, duty) if duty is not None else None,
            section("家庭成员") if place.people else None,
            *(self._person(person) for person in place.people),
            section("变动记录") if place.history else None,
            Timeline([_entry(step) for step in place.history]) if place.history else None,
        )
        body.setProperty("place", str(place.id))
        self._page.drawer.show_content(place.title, body, self._buttons(place))

    def _head(self, place: PlaceDetail, duty: Duty) -> QWidget:
        """Who holds the duty, with 交接; or that nobody does, with 任命."""
        entry, edits = place.serving(duty), self._hand.edits_grids
        if entry is None:
            press = partial(self.staff.appoint, place.title, _post(place, duty))
            return _line(label("缺岗", "error"), button("任命", press=press) if edits else None)
        name = button(entry.name, "quiet", "user", press=partial(self._go_to_staff, entry))
        phone = label(f"{spaced(entry.phone)}　{entry.since} 起", "soft")
        over = button("交接", press=partial(self.staff.hand_over, entry)) if edits else None
        return _line(name, phone, over)

    def _go_to_staff(self, entry: StaffEntry) -> None:
        self.staff_asked.emit(entry.staff_id)

    def _person(self, person: TreeNode) -> QWidget:
        if not self._hand.sees_residents:
            return label(person.title)
        go = partial(self._page.go.emit, "residents", person.id)
        return _line(button(person.title, "quiet", "user", press=go))

    def _buttons(self, place: PlaceDetail) -> tuple[QPushButton, ...]:
        found = []
        if place.branch is not Branch.HOUSEHOLD:
            found.append(self._more(place))
        if place.branch is Branch.BUILDING and self._hand.edits_grids:
            press = partial(self.forms.add_unit, place)
            found.append(button("登记单元", "primary", "plus", press=press))
        elif place.branch is Branch.UNIT and self._hand.edits_residents:
            press = partial(self.forms.add_household, place)
            found.append(button("登记户", "primary", "plus", press=press))
        return tuple(found)

    def _more(self, place: PlaceDetail) -> QPushButton:
        menu = QMenu(self._page)
        print_it = partial(self.plaque_asked.emit, place)
        menu.addAction("打印公示牌").triggered.connect(print_it)
        if self._hand.edits_grids:
            where = GroupPlace(place.grid_id, place.building_id, place.unit_id)
            ask = partial(self.group_asked.emit, where, f"{place.title}邻里群")
            menu.addAction("登记居民群").triggered.connect(ask)
        if self._hand.edits_grids and place.branch is Branch.BUILDING:
            menu.addAction("划归其他网格").triggered.connect(partial(self.forms.move, place))
        head = place.serving(HEADS[place.branch])
        if self._hand.edits_grids and head is not None and head.standing is Standing.SERVING:
            menu.addSeparator()
            end = partial(self.staff.end, head)
            menu.addAction(f"结束{head.duty_name}任期").triggered.connect(end)
        more = button("其他操作")
        more.setMenu(menu)
        return more


def _post(place: PlaceDetail, duty: Duty) -> Post:
    return Post(duty, place.grid_id, place.building_id, place.unit_id)


def _line(*parts: QWidget | None) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        if part is not None:
            row.addWidget(part)
    row.addStretch(1)
    return whole


def _entry(step: PlaceStep) -> Entry:
    return Entry(step.at, step.sentence, "", step.who)
