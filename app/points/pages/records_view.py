"""申报审核: records by state, reviewed by the batch; what this account may not, it is told."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.desk.chips import ChipBar
from app.desk.export_flow import Chosen
from app.desk.fields import Choice
from app.desk.labels import Elided, button
from app.grids.queries import Choice as Place
from app.grids.queries import grid_choices
from app.points.pages.at_hand import AtHand
from app.points.pages.list_view import EVERYTHING, ListView
from app.points.pages.lists import RECORD_COLUMNS, table
from app.points.pages.periods import periods
from app.points.record_views import (
    RecordFilter,
    RecordRow,
    count_records,
    records,
    state_counts,
)
from app.points.rule_views import categories
from app.points.stages import DEAD, RecordState

STOPPED = "stopped"
CHIPS = (
    Choice(RecordState.RECORDED, "待审核"),
    Choice(RecordState.REVIEWED, "待公示"),
    Choice(RecordState.PUBLIC, "公示中"),
    Choice(RecordState.OBJECTED, "有异议"),
    Choice(RecordState.POSTED, "已入账"),
    Choice(STOPPED, "未通过、撤回、冲正"),
    Choice(None, "全部"),
)
URGENT = frozenset({RecordState.OBJECTED})
EMPTY = "这里没有积分登记。做了好事的居民在这里登记，另一个账号审核、公示期满后入账。"
Offers = tuple[list[Place], list[str]]


def _offers(session: Any) -> Offers:
    return grid_choices(session), categories(session)


class RecordsView(ListView):
    """The list, and what may be done with the chosen ones."""

    batch_asked = Signal(str, list)
    """(key of the move, ids of the records)"""
    publicity_asked = Signal()

    def __init__(self, hand: AtHand):
        empty = (EMPTY, "登记积分" if hand.records else "")
        super().__init__(
            table(hand, RECORD_COLUMNS, "records", "条", empty), "姓名、首字母、住址、细则"
        )
        self._hand = hand
        self.first_words = "登记积分" if hand.records else ""
        self.category, self.grid = self.add_box("全部类别"), self.add_box("全部网格")
        self.period = self.add_box("全部时间")
        self.period.offer(periods(hand.today()))
        self.row.addStretch(0)
        self.row.addWidget(button("公示名单", icon_name="file-text", press=self._ask_lists))
        self.chips = self.add_chips(ChipBar(CHIPS))
        self._add_batch()
        self.table.selected.connect(self._allow)
        self._allow([])

    def _add_batch(self) -> None:
        self.review = button("审核通过", "primary", "check", press=partial(self._ask, "review"))
        self.reject = button("不通过", press=partial(self._ask, "reject"))
        self.publish = button("公示", icon_name="flag", press=partial(self._ask, "publish"))
        self.withdraw = button("撤回", press=partial(self._ask, "withdraw"))
        self.why = Elided()
        self.why.setProperty("role", "soft")
        self._made = (self.review, self.reject, self.publish, self.withdraw)
        row = QHBoxLayout()
        for made in self._made:
            row.addWidget(made)
        row.addWidget(self.why, 1)
        row.addStretch(1)
        self.column.insertLayout(self.column.count() - 1, row)

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list, its counts and what the drop-downs offer."""
        self._hand.work.read(_offers, then=self._offer, owner=self, latest="offers")
        self.filter()

    def _offer(self, found: Offers) -> None:
        grids, kinds = found
        self.grid.offer([Choice(grid.id, grid.title) for grid in grids])
        self.category.offer([Choice(kind, kind) for kind in kinds])

    def where(self) -> RecordFilter:
        """What the list shows."""
        days: Any = self.period.value() or (None, None)
        return RecordFilter(
            states=self._states(),
            text=self.text,
            category=str(self.category.value() or ""),
            grid_id=self.grid.value_id(),
            from_day=days[0],
            until_day=days[1],
        )

    def _states(self) -> tuple[RecordState, ...]:
        chip = self.chips.value()
        if chip == STOPPED:
            return DEAD
        return (chip,) if isinstance(chip, RecordState) else ()

    def chosen(self) -> Chosen:
        """Every line of the filter as it stands, for the export."""
        return Chosen(partial(_all, self.where()), self.said_filter)

    def load(self) -> None:
        """Read the list and the counts of the tabs."""
        where, work = self.where(), self._hand.work
        self.table.load_pages(work, count_records, records, where=where)
        whole = replace(where, states=())
        work.read(state_counts, where=whole, then=self._count, owner=self, latest="counts")

    def show_state(self, state: RecordState) -> None:
        """Look at the records in one state."""
        self.chips.choose(state)
        self.filter()

    def _count(self, counts: dict[RecordState, int]) -> None:
        shown: dict[Any, int] = dict(counts)
        shown[STOPPED] = sum(counts[state] for state in DEAD)
        shown[None] = sum(counts.values())
        self.chips.set_counts(shown, URGENT)

    # -- the chosen ones ----------------------------------------------------------------------

    def _allow(self, rows: list[RecordRow]) -> None:
        hand, me = self._hand, self._hand.actor.account_id
        states = {row.state for row in rows}
        mine = sum(row.recorder_id == me for row in rows)
        waiting = states == {RecordState.RECORDED}
        self.review.setEnabled(hand.reviews and waiting and not mine)
        self.reject.setEnabled(hand.reviews and waiting and not mine)
        self.publish.setEnabled(hand.reviews and states == {RecordState.REVIEWED})
        early = bool(states) and states <= {RecordState.RECORDED, RecordState.REVIEWED}
        self.withdraw.setEnabled(hand.records and early and (hand.reviews or mine == len(rows)))
        for made in (self.review, self.reject, self.publish):
            made.setVisible(hand.reviews)
        self.withdraw.setVisible(hand.records)
        self.why.setText(_reason(rows, mine, hand))

    def _ids(self) -> list[UUID]:
        return [row.id for row in self.table.chosen()]

    def _ask(self, key: str, _checked: bool = False) -> None:
        self.batch_asked.emit(key, self._ids())

    def _ask_lists(self) -> None:
        self.publicity_asked.emit()


def _reason(rows: Sequence[RecordRow], mine: int, hand: AtHand) -> str:
    """What is chosen, and why this account may not decide on it."""
    if not rows:
        return "按住 Ctrl 或 Shift 可选多条，Ctrl+A 全选" if hand.records else ""
    points = sum(row.points for row in rows)
    if mine and hand.reviews and any(row.state is RecordState.RECORDED for row in rows):
        return f"所选有 {mine} 条是您自己登记的，须换一个账号审核"
    if len({row.state for row in rows}) > 1:
        return "所选的状态不同，请在上面只看一种状态"
    return f"已选 {len(rows)} 条，共 {points:+d} 分"


def _all(where: RecordFilter, session: Any, *, masked: bool) -> list[RecordRow]:
    return records(session, limit=EVERYTHING, where=where)
