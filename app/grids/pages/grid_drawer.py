"""The drawer of one grid: its facts, people and buildings, and what may be done."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from app.desk.labels import button
from app.desk.page import Page
from app.grids.chat_groups import GroupPlace
from app.grids.pages.at_hand import AtHand
from app.grids.pages.grid_card import GridCard
from app.grids.pages.grid_forms import GridForms
from app.grids.pages.staff_forms import StaffForms
from app.grids.queries import GridDetail, grid_detail
from app.grids.rules import Duty
from app.grids.staff import Post


class GridDrawer(QObject):
    """Shows grids in a page's drawer and carries out what is pressed there."""

    plaque_asked = Signal(object, str, bool)
    """Id and name of a grid whose plaque is wanted; True: one for each entrance."""
    staff_asked = Signal(object)
    """Id of somebody who serves here."""
    group_asked = Signal(object, str)
    """The :class:`GroupPlace` for which a chat group is to be set up, and what it is called."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._shown: UUID | None = None
        self.forms = GridForms(page, hand, self._again)
        self.staff = StaffForms(page, hand, self._again)
        self.forms.begun.connect(self.forget)
        self.forms.registered.connect(self._read)
        page.drawer.closed.connect(self.forget)

    def open(self, grid_id: UUID) -> None:
        """Show a grid, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(grid_id)

    def refresh(self) -> None:
        """Read the shown grid again; a form that is open stays."""
        if self._shown is not None and isinstance(self._page.drawer.body(), GridCard):
            self._read(self._shown)

    def forget(self) -> None:
        """Nothing, or something else, is shown in the drawer now."""
        self._shown = None

    def _again(self) -> None:
        """Back from a form to the grid."""
        if self._shown is not None:
            self._read(self._shown)
        else:
            self._page.drawer.dismiss()

    def _read(self, grid_id: UUID) -> None:
        self._shown = grid_id
        self._hand.work.read(grid_detail, grid_id, then=self._show, owner=self, latest="grid")

    def _show(self, detail: GridDetail | None) -> None:
        if detail is None:
            self._page.drawer.dismiss()
        elif detail.id == self._shown:
            card = GridCard(detail)
            card.staff_asked.connect(self.staff_asked)
            self._page.drawer.show_content(detail.name, card, self._buttons(detail))

    def _buttons(self, detail: GridDetail) -> tuple[QPushButton, ...]:
        more = self._more(detail)
        if not self._hand.edits_grids:
            return (more,)
        forms, post = self.forms, Post(_next_duty(detail), detail.id)
        appoint = partial(self.staff.appoint, detail.name, post)
        return (
            more,
            button("任命", icon_name="user-plus", press=appoint),
            button("登记楼栋", icon_name="building-2", press=partial(forms.add_building, detail)),
            button("修改", "primary", "pencil", press=partial(forms.edit, detail)),
        )

    def _more(self, detail: GridDetail) -> QPushButton:
        menu = QMenu(self._page)
        for words, entrances in (("打印网格公示牌", False), ("打印各单元公示牌", True)):
            ask = partial(self.plaque_asked.emit, detail.id, detail.name, entrances)
            menu.addAction(words).triggered.connect(ask)
        if self._hand.edits_grids:
            group = partial(self.group_asked.emit, GroupPlace(detail.id), f"{detail.name}邻里群")
            menu.addAction("登记居民群").triggered.connect(group)
        more = button("更多")
        more.setMenu(menu)
        return more


def _next_duty(detail: GridDetail) -> Duty:
    """Full time where the post is vacant; else most likely somebody part time."""
    held = any(line.is_serving and line.duty is Duty.FULL_TIME for line in detail.staff)
    return Duty.PART_TIME if held else Duty.FULL_TIME
