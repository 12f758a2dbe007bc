"""The agenda at the left of a meeting: which item is spoken on, and what became of each."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.council import agenda
from app.council.meeting_views import ItemView, MeetingDetail
from app.council.pages.at_hand import AtHand
from app.council.terms import MeetingState, Outcome, VoteState
from app.desk import theme
from app.desk.labels import label, pill, tool

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_OUTCOMES = {Outcome.PASSED: "good", Outcome.FAILED: "late", Outcome.NO_QUORUM: "waiting"}


class ItemCard(QFrame):
    """One item: number and title, and how far it has come."""

    chosen = Signal(object)
    stepped = Signal(object, int)

    def __init__(self, item: ItemView, *, is_chosen: bool):
        super().__init__()
        self.item = item
        self.setProperty("role", "chosen" if is_chosen else "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        word, state = _state(item)
        self.setAccessibleName(f"{item.position}. {item.title}，{word}")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(10), theme.px(8), theme.px(10), theme.px(8))
        column.setSpacing(theme.px(4))
        column.addWidget(label(f"{item.position}. {item.title}", wrap=True))
        column.addWidget(pill(word, state))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(self.item, step)


class AgendaList(QWidget):
    """The items in order; one is chosen."""

    chosen = Signal(object)
    """Id of the item now chosen by the user."""
    add_asked = Signal()
    conclude_asked = Signal(object)
    """The :class:`ItemView` whose conclusion is to be written."""
    options_asked = Signal(object)
    """The :class:`ItemView` whose options are to be written."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self._items: tuple[ItemView, ...] = ()
        self._chosen: UUID | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._add = tool("plus", "添加议程", press=self.add_asked.emit)
        self._up = tool("chevron-up", "上移", press=partial(self._move, -1))
        self._down = tool("chevron-down", "下移", press=partial(self._move, 1))
        self._remove = tool("trash-2", "去掉这项议程", press=self._take_off)
        self._note = tool("pencil", "填写这项议程的结论", press=self._conclude)
        self._options = tool("list-checks", "填写协商形成的方案", press=self._form_options)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(label("议程", "section"))
        head.addStretch(1)
        for one in (self._options, self._note, self._up, self._down, self._remove, self._add):
            head.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(self._area, 1)

    def show_meeting(self, detail: MeetingDetail, chosen: UUID | None) -> None:
        """Show the agenda with one item chosen."""
        self._items, self._chosen = detail.agenda, chosen
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for item in self._items:
            card = ItemCard(item, is_chosen=item.id == chosen)
            card.chosen.connect(self._choose)
            card.stepped.connect(self._step)
            column.addWidget(card)
        column.addStretch(1)
        self._area.setWidget(inside)
        live = detail.row.state in (MeetingState.PLANNED, MeetingState.OPEN)
        for one in (self._add, self._up, self._down, self._remove):
            one.setVisible(live and self._hand.runs_meetings)
        writes = detail.row.state is MeetingState.OPEN and self._hand.runs_meetings
        for one in (self._note, self._options):
            one.setVisible(writes)

    def current(self) -> ItemView | None:
        """The item chosen."""
        return next((item for item in self._items if item.id == self._chosen), None)

    def _choose(self, item: ItemView) -> None:
        self.chosen.emit(item.id)

    def _step(self, item: ItemView, step: int) -> None:
        place = item.position - 1 + step
        if 0 <= place < len(self._items):
            self.chosen.emit(self._items[place].id)

    def _move(self, step: int, _checked: bool = False) -> None:
        item = self.current()
        if item is not None:
            to = item.position + step
            self._hand.work.write(agenda.move_item, item_id=item.id, position=to, owner=self)

    def _take_off(self, _checked: bool = False) -> None:
        item = self.current()
        if item is not None:
            self._hand.work.write(agenda.remove_item, item_id=item.id, owner=self)

    def _conclude(self, _checked: bool = False) -> None:
        item = self.current()
        if item is not None:
            self.conclude_asked.emit(item)

    def _form_options(self, _checked: bool = False) -> None:
        item = self.current()
        if item is not None:
            self.options_asked.emit(item)


def _state(item: ItemView) -> tuple[str, str]:
    """How far the item has come, as a word and the state of its pill."""
    closed = [vote for vote in item.votes if vote.state is VoteState.CLOSED]
    if any(vote.state is VoteState.OPEN for vote in item.votes):
        return "表决中", "info"
    if closed and closed[-1].outcome is not None:
        return f"表决{closed[-1].outcome_name}", _OUTCOMES[closed[-1].outcome]
    if item.conclusion:
        return "有结论", "info"
    return (f"发言 {len(item.speeches)} 条", "info") if item.speeches else ("还没有讨论", "plain")
