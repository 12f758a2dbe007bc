"""签到: at the door. A card or a name, Enter, the next; who is here stands at the right.

Afterwards the same page is the list of who was there, and where an award is put right.
"""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.columns import Column, written
from app.desk.detail import Notice
from app.desk.export_flow import Chosen
from app.desk.labels import button, label
from app.desk.page import Page
from app.desk.tables import RecordTable
from app.errors import LirenError
from app.points.activity_views import ActivityDetail, PartRow, activity_detail
from app.points.pages.at_hand import AtHand
from app.points.pages.exports import export_of
from app.points.pages.finish_page import FinishPage
from app.points.pages.part_forms import PartForms
from app.points.pages.scan_line import ScanLine
from app.points.pages.typed_keys import TypedKeys
from app.points.participation import SignedIn, sign_in
from app.points.terms import ActivityState
from app.residents.queries import find_residents

HINT = "扫积分卡，或输姓名首字母、电话尾号"
SIDE = 340
"""Pixels of the column with the line, at normal text size."""


def _state(row: PartRow) -> tuple[str, str]:
    if row.signed_in_at:
        return "已签到", "good"
    return "已报名", "waiting"


COLUMNS = (
    Column("state", "状态", _state, kind="pill", width=84),
    Column("name", "姓名", lambda r: r.name, width=90),
    Column("address", "住址", lambda r: r.address, width=110),
    Column("phone", "电话", lambda r: r.phone, kind="phone", width=126),
    Column("signed_in_at", "签到时间", lambda r: r.signed_in_at, kind="time", width=84),
    Column("quantity", "份数", lambda r: r.quantity, kind="number", width=64),
    Column("points", "积分", lambda r: r.points or None, kind="number", width=64),
    Column("record", "积分状态", lambda r: r.record_state, width=90),
)


def _who(row: PartRow) -> UUID:
    return row.resident_id


class SignInPage(Page):
    """One activity's people at full width."""

    def __init__(self, hand: AtHand, detail: ActivityDetail):
        self._open = detail.row.state is ActivityState.PLANNED and hand.runs
        super().__init__(f"{'签到' if self._open else '名单'}：{detail.row.title}")
        self._hand, self._activity = hand, detail.row
        self.scan = ScanLine(hand.work, find_residents, HINT)
        self.table = RecordTable(
            COLUMNS, row_id=_who, name="points.parts", memory=hand.memory, unit="人"
        )
        self.table.set_empty("还没有人报名或签到。扫卡或输入姓名即可签到。")
        self._news: QWidget | None = None
        self._count = label(role="figure")
        self._expected = label(role="soft")
        self.forms = PartForms(self, hand, detail.row)
        self._lay_out()
        self.scan.scanned.connect(self._scan)
        self.scan.taken.connect(self._take)
        self.table.selected.connect(self._allow)
        TypedKeys(self.scan.line, self, self.table.view)
        self.export = export_of(self, hand, f"活动名单 {detail.row.number}", COLUMNS, self._chosen)
        if self._open:
            self.set_primary("结束活动", self._finish, "check")
        elif hand.runs and detail.row.item and detail.row.state is ActivityState.FINISHED:
            self.set_primary("补登一位", self.forms.add_missed)
        hand.work.watch(self, {"participation", "activity", "points_record"}, self._read)

    def _lay_out(self) -> None:
        self._side = QWidget()
        self._side.setFixedWidth(theme.px(SIDE))
        self._left = QVBoxLayout(self._side)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(theme.px(10))
        for part in (self.scan, self._count, self._expected):
            self._left.addWidget(part)
        self._left.addStretch(1)
        self._side.setVisible(self._open)
        right = QVBoxLayout()
        self._made = self._buttons()
        feet = QHBoxLayout()
        for made in self._made:
            feet.addWidget(made)
        feet.addStretch(1)
        right.addLayout(feet)
        right.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(self._side)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        self._allow([])

    def _buttons(self) -> list[Any]:
        if self._open:
            return [
                button("改份数", icon_name="pencil", press=partial(self._on_chosen, "quantity")),
                button("移出名单", press=partial(self._on_chosen, "drop")),
            ]
        if self._hand.runs and self._activity.state is ActivityState.FINISHED:
            return [button("更正积分", icon_name="pencil", press=partial(self._on_chosen, "right"))]
        return []

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read who is on the list."""
        self._read()
        if self._open:
            self.scan.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        self._hand.work.read(
            activity_detail, activity_id=self._activity.id, then=self._show, owner=self,
            latest="people",
        )  # fmt: skip

    def _show(self, detail: ActivityDetail) -> None:
        self.table.set_rows(detail.people)
        row = detail.row
        self._count.setText(f"已签到 {row.signed_in} 人")
        waiting = sum(part.signed_in_at is None for part in detail.people)
        self._expected.setText(f"报名 {row.signed_up} 人，还有 {waiting} 人没到")
        self.set_subtitle(f"{written(row.starts_at, 'datetime')}　{row.place}")
        if row.state is not ActivityState.PLANNED and self._open:
            self.left.emit()

    def _chosen(self) -> Chosen:
        activity_id = self._activity.id

        def read(session: Any, *, masked: bool) -> list[PartRow]:
            return list(activity_detail(session, activity_id=activity_id).people)

        return Chosen(read, self._activity.title)

    # -- signing in ---------------------------------------------------------------------------

    def _scan(self, card: str) -> None:
        self._sign(card=card)

    def _take(self, resident_id: UUID, _name: str) -> None:
        self._sign(resident_id=resident_id)

    def _sign(self, **who: Any) -> None:
        self._hand.work.write(
            sign_in, activity_id=self._activity.id, then=self._say, failed=self._refuse,
            owner=self, **who,
        )  # fmt: skip

    def _say(self, done: SignedIn) -> None:
        at = written(done.at, "time")
        if done.is_again:
            self._tell("waiting", f"{done.name}签过到了", f"{at} 已签到，不用重复")
        else:
            self._tell(
                "good", f"{done.name}　已签到", at + ("" if done.was_expected else "　没有报过名")
            )

    def _refuse(self, error: LirenError) -> None:
        QApplication.beep()
        self._tell("late", error.what_happened, error.what_to_do)

    def _tell(self, state: str, headline: str, line: str) -> None:
        if self._news is not None:
            self._news.hide()
            self._news.deleteLater()
        self._news = Notice(state, headline, [line])
        self._left.insertWidget(1, self._news)

    # -- corrections --------------------------------------------------------------------------

    def _allow(self, rows: list[PartRow]) -> None:
        for made in self._made:
            made.setEnabled(len(rows) == 1)

    def _on_chosen(self, what: str, _checked: bool = False) -> None:
        rows = self.table.chosen()
        if len(rows) == 1:
            does = {
                "quantity": self.forms.quantity,
                "drop": self.forms.drop,
                "right": self.forms.correct,
            }
            does[what](rows[0])

    def _finish(self) -> None:
        self.enter(FinishPage(self._hand, self._activity))
