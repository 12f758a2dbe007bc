"""What became of an event that went up (吹哨), in its drawer: who was sent, came, and answered.

The whistle is the directing room's; what is to be done about it, its page in 来件 offers.
"""

from collections.abc import Iterator
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk import theme
from app.desk.columns import written
from app.desk.detail import Notice
from app.desk.labels import button
from app.directing.terms import WhistleState
from app.directing.whistle_views import WhistleSheet, whistle_of_event
from app.events.event_views import EventDetail
from app.events.pages.at_hand import AtHand

WORDS = {
    WhistleState.WAITING: ("info", "已吹哨，等待上级派单"),
    WhistleState.WORKING: ("info", "已吹哨，部门办理中"),
    WhistleState.TO_RATE: ("waiting", "部门都已答复，请评价"),
    WhistleState.ENDED: ("good", "吹哨已办结"),
    WhistleState.WITHDRAWN: ("info", "吹哨已撤回"),
}


class WhistleProgress(QWidget):
    """Reads the whistle of one event, and again when it changes."""

    asked = Signal(object)
    """Id of the whistle, to be shown in its own room."""

    def __init__(self, hand: AtHand, detail: EventDetail):
        super().__init__()
        self._hand, self._event = hand, detail.row.id
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self._notice = Notice("info", "已吹哨，随下一个报送包上报", [detail.escalation_note])
        self._link = button("查看吹哨进展", "quiet", "arrow-right", press=self._ask)
        self._link.hide()
        self._column.addWidget(self._notice)
        self._column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        self._whistle: UUID | None = None
        hand.work.watch(self, {"whistle", "response"}, self._read)
        self._read()

    def _read(self) -> None:
        query = partial(whistle_of_event, event_id=self._event)
        self._hand.work.read(query, then=self._show, owner=self, latest="whistle")

    def _show(self, sheet: WhistleSheet | None) -> None:
        if sheet is None:
            return
        self._whistle = sheet.row.id
        tone, words = WORDS[sheet.row.state]
        newer = Notice(tone, words, list(_lines(sheet)))
        self._column.replaceWidget(self._notice, newer)
        self._notice.deleteLater()
        self._notice = newer
        self._link.show()

    def _ask(self) -> None:
        self.asked.emit(self._whistle)


def _lines(sheet: WhistleSheet) -> Iterator[str]:
    if sheet.row.state is WhistleState.WAITING:
        yield f"{sheet.content}（随报送包上报）"
    for one in sheet.responses:
        due = f"，期限 {written(one.due_at, 'datetime')}" if one.due_at else ""
        answer = f"：{one.answer}" if one.answer else due
        yield f"{one.department}　{one.pill.text}{answer}"
    if sheet.rating:
        yield f"评价：{sheet.rating}　{sheet.rating_note}".strip()


def whistle_of(hand: AtHand, detail: EventDetail) -> WhistleProgress | None:
    """What to show of an event's whistle; None for one that did not go up."""
    return WhistleProgress(hand, detail) if detail.row.is_escalated else None
