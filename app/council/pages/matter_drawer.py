"""The drawer of one matter: shows it, offers the next step, the other moves and the papers."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from app.council.pages.at_hand import MATTER_KINDS, AtHand
from app.council.pages.matter_data import MatterWhole, matter_whole
from app.council.pages.matter_doing import MatterDoing
from app.council.pages.matter_panel import matter_panel
from app.council.stages import Move, Stage
from app.desk.labels import button
from app.desk.page import Page


class MatterDrawer(QObject):
    """Shows matters in a page's drawer; what is pressed there is carried out by ``doing``."""

    shown = Signal(object)
    """Id of the matter now in the drawer; None when it is closed."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self.doing = MatterDoing(page, hand, self._again)
        self.doing.matter_asked.connect(self.open)
        self.forms = self.doing.forms
        self.forms.begun.connect(self.forget)
        self.forms.proposed.connect(self._read)
        self._whole: MatterWhole | None = None
        self._reading: UUID | None = None
        page.drawer.closed.connect(self.forget)
        hand.work.watch(self, MATTER_KINDS, self.refresh)

    # -- showing ------------------------------------------------------------------------------

    def open(self, matter_id: UUID) -> None:
        """Show a matter, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(matter_id)

    def refresh(self) -> None:
        """Read the shown matter again; a form that is open stays."""
        if self._whole is not None and self._is_panel():
            self._read(self._whole.detail.row.id)

    def mark_again(self) -> None:
        """Say again which matter is shown: the board has new cards."""
        if self._whole is not None and self._is_panel():
            self.shown.emit(self._whole.detail.row.id)

    def forget(self) -> None:
        """Something else is shown in the drawer now."""
        self._whole = self._reading = None
        self.shown.emit(None)

    def _read(self, matter_id: UUID) -> None:
        self._reading = matter_id
        self._hand.work.read(
            matter_whole, matter_id=matter_id, then=self._show, owner=self, latest="matter"
        )

    def _show(self, whole: MatterWhole) -> None:
        row = whole.detail.row
        if row.id != self._reading:
            return
        self._whole = whole
        body = matter_panel(whole, self.doing, may_change=self._hand.edits_matters)
        body.setProperty("matter", str(row.id))
        self._page.drawer.show_content(row.title, body, self._buttons(whole))
        self.shown.emit(row.id)

    def _is_panel(self) -> bool:
        body = self._page.drawer.body()
        return self._page.drawer.isVisible() and bool(body and body.property("matter"))

    def _again(self) -> None:
        """Back from a form to the matter."""
        if self._whole is not None:
            self._read(self._whole.detail.row.id)
        else:
            self._page.drawer.hide()
            self.shown.emit(None)

    def _buttons(self, whole: MatterWhole) -> tuple[QPushButton, ...]:
        found = []
        menu = self.doing.menu(whole)
        if not menu.isEmpty():
            found.append(button("其他操作"))
            found[-1].setMenu(menu)
        found.append(button("打印", icon_name="printer"))
        found[-1].setMenu(self.doing.papers(whole))
        action = whole.detail.next_action
        if action is not None and self.doing.may(action):
            act = partial(self.doing.act, whole.detail, action)
            found.append(button(action.label, "primary", press=act))
        else:
            found.append(button("关闭", press=self._page.drawer.close_drawer))
        return tuple(found)

    # -- moving -------------------------------------------------------------------------------

    def move_by_drag(self, matter_id: UUID, move: Move) -> None:
        """A card was dropped on another column: show the matter, then make the move."""
        if not self._page.drawer.may_leave():
            return
        self._reading = matter_id
        then = partial(self._show_and_move, move)
        self._hand.work.read(matter_whole, matter_id=matter_id, then=then, owner=self)

    def _show_and_move(self, move: Move, whole: MatterWhole) -> None:
        self._show(whole)
        detail = whole.detail
        if move.key == "accept" and detail.row.stage is Stage.PROPOSE:
            if detail.next_action is not None:
                self.doing.act(detail, detail.next_action)
        else:
            self.doing.move_to(detail, move.key)
