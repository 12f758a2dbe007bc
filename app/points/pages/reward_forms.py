"""The forms of goods: new, changed, bought, lost, counted."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.page import Page
from app.errors import InvalidInput
from app.points.pages.at_hand import AtHand
from app.points.reward_views import RewardRow, rewards
from app.points.stock import (
    RewardText,
    add_reward,
    change_reward,
    purchase,
    take_stock,
    write_off,
)
from app.points.terms import REWARD_KIND_NAMES, RewardKind

KINDS = tuple(Choice(kind, name) for kind, name in REWARD_KIND_NAMES.items())


class RewardForms(QObject):
    """Opens the forms; ``back`` leads to what stood in the drawer before."""

    begun = Signal()
    added = Signal(object)
    """Id of goods just entered."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)

    def add(self, _checked: bool = False) -> None:
        """Show the form of new goods."""
        if self._page.drawer.may_leave():
            self.begun.emit()
            form = Form(_fields(None) + _first_stock(), today=self._hand.today)
            self._forms.show("新增商品", form, partial(self._add, form), self._back)

    def _add(self, form: Form, values: dict[str, Any]) -> None:
        stock, cost = values.pop("stock") or 0, values.pop("cost")
        use_case = partial(add_reward, text=RewardText(**values), stock=stock, cost=cost)
        self._forms.send(form, use_case, partial(self._added, form))

    def _added(self, form: Form, reward_id: UUID) -> None:
        form.done.disconnect(self._back)
        form.saved()
        self.added.emit(reward_id)

    def change(self, row: RewardRow, _checked: bool = False) -> None:
        """Show the form that changes name or price."""
        form = Form(_fields(row), today=self._hand.today)
        title = f"修改：{row.name}"
        self._forms.show(title, form, partial(self._change, form, row), self._back)

    def _change(self, form: Form, row: RewardRow, values: dict[str, Any]) -> None:
        text = RewardText(**values)
        self._forms.send(form, partial(change_reward, reward_id=row.id, text=text))

    def purchase(self, row: RewardRow, _checked: bool = False) -> None:
        """Ask what came in."""
        fields = [
            Field("quantity", f"购入几{row.unit}", "number", required=True, minimum=1),
            Field("cost", "一共多少元", "money", hint="不知道的不填"),
            Field("note", "备注", max_length=100, placeholder="例如：发票号、捐赠单位"),
        ]
        use_case = partial(purchase, reward_id=row.id)
        self._forms.ask_and_write(f"登记购入：{row.name}", fields, use_case, self._back)

    def write_off(self, row: RewardRow, _checked: bool = False) -> None:
        """Ask what was lost."""
        fields = [
            Field("quantity", f"损耗几{row.unit}", "number", required=True, minimum=1),
            Field("reason", "原因", required=True, max_length=100, placeholder="例如：破损、过期"),
        ]
        use_case = partial(write_off, reward_id=row.id)
        self._forms.ask_and_write(f"损耗：{row.name}", fields, use_case, self._back)

    # -- counting -----------------------------------------------------------------------------

    def take_stock(self, _checked: bool = False) -> None:
        """Ask how many of each there are; what the books say is not shown in the fields."""
        if self._page.drawer.may_leave():
            self.begun.emit()
            self._hand.work.read(rewards, then=self._ask_counts, owner=self)

    def _ask_counts(self, rows: list[RewardRow]) -> None:
        goods = [row for row in rows if row.stock is not None]
        fields = [
            Field(row.id.hex, f"{row.name}（{row.unit}）", "number", minimum=0,
                  hint=f"账面 {row.stock}")
            for row in goods
        ]  # fmt: skip
        fields.append(Field("note", "备注", max_length=100, hint="没有盘点的商品留空"))
        form = Form(fields, today=self._hand.today, save="登记盘点")
        back = self._page.drawer.dismiss
        self._forms.show("盘点", form, partial(self._count, form), back)

    def _count(self, form: Form, values: dict[str, Any]) -> None:
        note = values.pop("note")
        counted = {UUID(key): many for key, many in values.items() if many is not None}
        if not counted:
            form.show_error(InvalidInput("还没有填写实盘数。", "请填写盘点过的商品有几件。"))
            return
        then = partial(self._counted, form)
        self._forms.send(form, partial(take_stock, counted=counted, note=note), then)

    def _counted(self, form: Form, wrong: int) -> None:
        form.saved()
        self._page.set_subtitle(
            f"盘点完成，{wrong} 种与账面不符，已调整" if wrong else "盘点完成，账实相符"
        )


def _fields(row: RewardRow | None) -> list[Field]:
    return [
        Field("name", "名称", required=True, max_length=40, default=row and row.name,
              placeholder="例如：洗衣液 2 kg"),
        Field("kind", "类别", "choice", required=True, choices=KINDS,
              default=row.kind if row else RewardKind.GOODS, hint="服务（理发、用餐）不计库存"),
        Field("price", "所需积分", "number", required=True, minimum=1,
              default=row.price if row else None),
        Field("unit", "单位", required=True, max_length=6, default=row.unit if row else "件"),
        Field("low_stock", "剩几件时提醒", "number", required=True, minimum=0,
              default=row.low_stock if row else 0),
        Field("note", "备注", max_length=100, default=row and row.note),
    ]  # fmt: skip


def _first_stock() -> list[Field]:
    return [
        Field("stock", "现有几件", "number", minimum=0, section="现有库存（可以不填）"),
        Field("cost", "一共多少元", "money"),
    ]
