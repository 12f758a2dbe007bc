"""The drawer of one record: what it is for, where it stands, objections, photos, moves."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.attachments import album
from app.attachments.rules import CHANGED_WITH, KIND_NAMES, AttachmentKind
from app.desk.columns import written
from app.desk.detail import FactList, Notice, section, stacked
from app.desk.labels import button, pill
from app.desk.page import Page
from app.desk.photo_panel import PhotoPanel
from app.points.pages.at_hand import AtHand
from app.points.pages.record_forms import RecordForms
from app.points.pages.shown_record import ShownRecord
from app.points.pills import record_pill
from app.points.record_views import ObjectionRow, RecordDetail, RecordRow, record_detail
from app.points.stages import RecordFacts, RecordState, is_another_person, moves_from

TABLE = "points_record"
KINDS = ((AttachmentKind.EVIDENCE.value, KIND_NAMES[AttachmentKind.EVIDENCE]),)
IN_DRAWER = frozenset({"review", "reject", "withdraw", "publish", "reverse"})
"""Moves that a form of this drawer makes; lists and answers make the others."""


class RecordDrawer(ShownRecord):
    """Shows records in a page's drawer."""

    kind = "record"
    account_asked = Signal(object)
    """Id of the resident whose account is to be shown."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page, hand)
        self.forms = RecordForms(page, hand, self.again)

    def query(self, session: Any, record_id: UUID) -> RecordDetail:
        """The record with its objections."""
        return record_detail(session, record_id=record_id)

    def title(self, detail: RecordDetail) -> str:
        """Whose it is and what for."""
        return f"{detail.row.name}　{detail.row.points:+d} 分"

    def panel(self, detail: RecordDetail) -> QWidget:
        """Facts, objections, photos."""
        row = detail.row
        return stacked(
            pill(*record_pill(row.state).pair),
            self._own(row),
            *(_objection(one) for one in detail.objections),
            FactList(
                (
                    ("细则", f"{row.category}：{row.item}（第 {row.rule_version} 版）"),
                    ("数量", f"{row.quantity} {row.unit}"),
                    ("分值", f"{row.points:+d} 分"),
                    ("发生日期", row.happened_on.isoformat()),
                    ("证明", row.evidence),
                    ("说明", row.note),
                    ("住址", f"{row.address}　{row.grid}"),
                    ("登记", f"{row.recorder}　{written(row.recorded_at, 'datetime')}"),
                    ("审核", row.reviewer),
                    ("审核意见", row.review_note),
                    ("入账", written(row.posted_at, "datetime")),
                )
            ),
            section("佐证照片") if (photos := self._photos(row)) else None,
            photos,
        )

    def _own(self, row: RecordRow) -> Notice | None:
        mine = row.recorder_id == self._hand.actor.account_id
        if row.state is RecordState.RECORDED and mine and self._hand.reviews:
            return Notice("info", "这条是您登记的", ["须由另一个账号审核。"])
        return None

    def _photos(self, row: RecordRow) -> PhotoPanel | None:
        if TABLE not in CHANGED_WITH:
            return None
        panel = PhotoPanel(self._hand.work, album, KINDS, may_change=self._hand.records)
        panel.show_record(record_table=TABLE, record_id=row.id)
        return panel

    # -- what may be done ---------------------------------------------------------------------

    def buttons(self, detail: RecordDetail) -> tuple[QPushButton, ...]:
        """What this account may do with it now, the next step last."""
        made = [*self._objecting(detail), *self._moves(detail.row)]
        if len(made) > 3:
            made = [self._menu(made[:-2]), *made[-2:]]
        return tuple(made)

    def _moves(self, row: RecordRow) -> list[QPushButton]:
        actor, made = self._hand.actor, []
        facts = RecordFacts(row.recorder_id, actor.account_id)
        for move in moves_from(row.state):
            forbidden = is_another_person in move.guards and is_another_person(facts)
            if move.key in IN_DRAWER and actor.may(move.permission) and not forbidden:
                role = "primary" if move.key in ("review", "publish") else "plain"
                press = partial(self._press, move.key, row.id)
                made.append(button(move.label, role, press=press))
        return sorted(reversed(made), key=_is_primary)

    def _objecting(self, detail: RecordDetail) -> list[QPushButton]:
        row, made = detail.row, []
        facts = RecordFacts(row.recorder_id, self._hand.actor.account_id)
        appeal = row.state is RecordState.POSTED and row.points < 0
        waiting = [one for one in detail.objections if one.answered_on is None]
        if self._hand.records and not waiting and (row.state is RecordState.PUBLIC or appeal):
            words = "登记申诉" if appeal else "登记异议"
            made.append(button(words, press=partial(self.forms.object, row)))
        if self._hand.reviews and waiting and is_another_person(facts) is None:
            press = partial(self.forms.answer, row, waiting[0])
            made.append(button("答复异议", "primary", press=press))
        return made

    def _menu(self, made: list[QPushButton]) -> QPushButton:
        more = button("其他操作")
        menu = QMenu(more)
        for one in made:
            one.setParent(more)
            one.hide()
            menu.addAction(one.text()).triggered.connect(one.click)
        more.setMenu(menu)
        return more

    def _press(self, key: str, record_id: UUID, _checked: bool = False) -> None:
        self.forms.batch(key, [record_id])


def _is_primary(made: QPushButton) -> bool:
    return bool(made.property("role") == "primary")


def _objection(one: ObjectionRow) -> Notice:
    asked = f"{one.objector}于 {one.received_on} 提出：{one.content}"
    if one.answered_on is None:
        return Notice("late", "有异议，等待答复", [asked])
    word = "异议成立" if one.upheld else "异议不成立"
    return Notice(
        "info", word, [asked, f"{one.answered_by}于 {one.answered_on} 答复：{one.answer}"]
    )
