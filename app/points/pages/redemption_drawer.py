"""The drawer of one redemption: what was taken, the receipt, and taking it back."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.desk.columns import written
from app.desk.detail import FactList, Notice, section, stacked
from app.desk.fields import Field
from app.desk.labels import button
from app.points.pages.shown_record import ShownRecord
from app.points.redemptions import cancel_redemption
from app.points.reward_views import RedemptionDetail, redemption_detail

CANCEL = (
    Field("reason", "为什么取消", required=True, max_length=100, placeholder="例如：拿错了",
          hint="积分退回账户，商品退回库存；原来的兑换仍留在登记簿里"),
)  # fmt: skip


class RedemptionDrawer(ShownRecord):
    """Shows redemptions in a page's drawer."""

    kind = "redemption"
    cancelled = Signal()
    """A redemption was just taken back."""
    receipt_asked = Signal(object)
    """Id of a redemption."""

    def query(self, session: Any, record_id: UUID) -> RedemptionDetail:
        """The redemption with its lines."""
        return redemption_detail(session, redemption_id=record_id)

    def title(self, detail: RedemptionDetail) -> str:
        """Its number."""
        return f"兑换 {detail.row.number}"

    def panel(self, detail: RedemptionDetail) -> QWidget:
        """Who took what."""
        row = detail.row
        cancelled = None
        if row.cancelled_at is not None:
            at = written(row.cancelled_at, "datetime")
            words = f"{row.cancelled_by}于 {at} 取消"
            cancelled = Notice("waiting", words, [row.cancelled_reason, f"已退回 {row.points} 分"])
        lines = [
            (line.name, f"{line.quantity} {line.unit} × {line.price} 分 = {line.points} 分")
            for line in detail.lines
        ]
        return stacked(
            cancelled,
            FactList(
                (
                    ("姓名", row.name),
                    ("住址", row.address),
                    ("卡号", row.card),
                    ("时间", written(row.at, "datetime")),
                    ("积分", f"{row.points} 分"),
                    ("经办人", row.clerk),
                )
            ),
            section("兑换了什么"),
            FactList(lines),
        )

    def buttons(self, detail: RedemptionDetail) -> tuple[QPushButton, ...]:
        """Receipt, and taking it back."""
        show = partial(self._ask_receipt, detail.row.id)
        made = [button("小票", icon_name="printer", press=show)]
        if self._hand.redeems and detail.row.cancelled_at is None:
            cancel = partial(self.cancel, detail.row.id)
            made.insert(0, button("取消兑换", "danger", press=cancel))
        return tuple(made)

    def _ask_receipt(self, redemption_id: UUID, _checked: bool = False) -> None:
        self.receipt_asked.emit(redemption_id)

    def cancel(self, redemption_id: UUID, _checked: bool = False) -> None:
        """Ask why, then take it back; the redemption is shown afterwards."""
        if self._page.drawer.may_leave():
            self._reading = redemption_id
            use_case = partial(cancel_redemption, redemption_id=redemption_id)
            form = self._forms.ask_and_write(
                "取消兑换", CANCEL, use_case, self.again, save="取消这次兑换"
            )
            form.done.connect(self.cancelled)
