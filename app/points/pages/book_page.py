"""存折: every entry of one account with the balance after it; a wrong one is taken back here."""

from typing import Any

from app.desk.columns import Column
from app.desk.export_flow import Chosen
from app.desk.filter_box import FilterBox
from app.desk.labels import button, label
from app.desk.page import Page
from app.desk.tables import RecordTable
from app.points.account_views import AccountDetail, Statement, StatementLine, statement
from app.points.pages.at_hand import POINTS_KINDS, AtHand
from app.points.pages.exports import export_of
from app.points.pages.papers import PointsPapers
from app.points.pages.periods import periods
from app.points.pages.record_forms import RecordForms
from app.points.pages.redemption_drawer import RedemptionDrawer
from app.points.terms import TransferKind

COLUMNS = (
    Column("at", "时间", lambda r: r.at, kind="datetime", width=150),
    Column("kind", "事由", lambda r: r.kind_name, width=100),
    Column("text", "内容", lambda r: r.text, width=300),
    Column("change", "增减", lambda r: f"{r.change:+d}", width=84, align="right"),
    Column("balance", "余额", lambda r: r.balance, kind="number", width=90),
    Column("actor", "经办人", lambda r: r.actor, width=100),
    Column("reversed", "冲正", lambda r: ("已冲正", "plain") if r.is_reversed else None,
           kind="pill", width=90),
)  # fmt: skip
POSTED = (TransferKind.AWARD, TransferKind.DEDUCT)


class BookPage(Page):
    """One person's entries at full width."""

    def __init__(self, hand: AtHand, account: AccountDetail):
        super().__init__(f"存折：{account.row.name}")
        self._hand, self._who = hand, account.row.id
        self.period = FilterBox("全部时间")
        self.period.offer(periods(hand.today()))
        self.period.currentIndexChanged.connect(self._ask)
        self._sums = label(role="soft")
        self._back = button("冲正这一笔", icon_name="undo-2", press=self._reverse)
        for part in (self.period, self._sums):
            self.filters.addWidget(part)
        self.filters.addStretch(1)
        if hand.reviews or hand.redeems:
            self.filters.addWidget(self._back)
        self.table = RecordTable(COLUMNS, name="points.book", memory=hand.memory, unit="笔")
        self.table.set_empty("这段时间没有收支。")
        self.body.addWidget(self.table, 1)
        self.papers = PointsPapers(self, hand)
        self.records = RecordForms(self, hand, self._return)
        self.redemption = RedemptionDrawer(self, hand)
        self.redemption.receipt_asked.connect(self.papers.show_receipt)
        self.table.selected.connect(self._allow)
        self.set_primary("打印存折", self.print_page, "printer")
        self.export = export_of(self, hand, f"积分存折 {account.row.name}", COLUMNS, self._chosen)
        hand.work.watch(self, POINTS_KINDS, self.reload)
        self._allow([])

    def _days(self) -> dict[str, Any]:
        days: Any = self.period.value() or (None, None)
        return {"from_day": days[0], "until_day": days[1]}

    def _ask(self, _place: int) -> None:
        self.reload()

    def reload(self) -> None:
        """Read the entries of the period."""
        self._hand.work.read(
            statement, resident_id=self._who, then=self._show, owner=self, latest="book",
            **self._days(),
        )  # fmt: skip

    def _show(self, book: Statement) -> None:
        self.table.set_rows(list(reversed(book.lines)))
        self._sums.setText(f"期初 {book.opening} 分，期末 {book.closing} 分")
        self.set_subtitle(f"{book.address}　卡号 {book.card}")

    def _chosen(self) -> Chosen:
        asked = {"resident_id": self._who, **self._days()}

        def read(session: Any, *, masked: bool) -> list[StatementLine]:
            return list(statement(session, **asked).lines)

        return Chosen(read, self.period.currentText() if self.period.value() else "")

    # -- taking back --------------------------------------------------------------------------

    def _allow(self, rows: list[StatementLine]) -> None:
        self._back.setEnabled(len(rows) == 1 and self._can_go_back(rows[0]))

    def _can_go_back(self, line: StatementLine) -> bool:
        if line.is_reversed:
            return False
        if line.kind is TransferKind.REDEEM:
            return self._hand.redeems
        return line.kind in POSTED and line.record_id is not None and self._hand.reviews

    def _reverse(self) -> None:
        line = self.table.chosen()[0]
        if line.redemption_id is not None:
            self.redemption.cancel(line.redemption_id)
        elif line.record_id is not None:
            self.records.batch("reverse", [line.record_id])

    def _return(self) -> None:
        self.drawer.dismiss()

    def print_page(self) -> None:
        """Ctrl+P: the passbook of the period."""
        if self.entered is not None:
            super().print_page()
        else:
            self.papers.show_passbook(self._who, **self._days())
