"""The basket as the clerk and the customer see it: lines, the sum, and what then remains."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import Elided, button, label, rule, tool
from app.points.pages.basket import Basket
from app.points.reward_views import RewardRow

KEYS = "编号＋回车放入　方向键选择　＋ − 改数量　Delete 移出"


class BasketPanel(QFrame):
    """Never takes the focus: all of it has keys."""

    changed = Signal(object, int)
    """(id of goods, how many more)."""
    removed = Signal(object)
    confirmed = Signal()
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(6))
        self._shown: list[QWidget] = []
        self.total, self.left = label(role="figure"), label(role="soft")
        self.confirm = button("确认兑换", "primary", "check", press=self.confirmed.emit)
        self.confirm.setToolTip("Ctrl+Enter")
        self.end = button("结束这位", press=self.ended.emit)
        self.end.setToolTip("Esc")
        self._lay_out()
        for made in (self.confirm, self.end):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, theme.px(4), 0)
        lines.addLayout(self._lines)
        lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        feet = QHBoxLayout()
        feet.addWidget(self.end)
        feet.addWidget(self.confirm, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(label("篮子", "section"))
        column.addWidget(scroll, 1)
        column.addWidget(rule())
        column.addWidget(self.total)
        column.addWidget(self.left)
        column.addLayout(feet)
        column.addWidget(label(KEYS, "hint", wrap=True))

    def show_basket(
        self, basket: Basket | None, goods: Sequence[RewardRow], balance: int, *, busy: bool
    ) -> None:
        """Show a basket; None: nobody is at the counter."""
        for old in self._shown:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = []
        pieces = basket.pieces if basket else {}
        for row in goods:
            if row.id in pieces:
                self._shown.append(self._line(row, pieces[row.id]))
        if not self._shown:
            words = "还没有选商品" if basket else "先扫卡或查人，再选商品"
            self._shown.append(label(words, "soft"))
        for made in self._shown:
            self._lines.addWidget(made)
        total = basket.total(goods) if basket else 0
        self.total.setText(f"共 {total} 分" if pieces else "")
        short = total - balance
        self.left.setText(f"还差 {short} 分" if short > 0 else f"兑换后余 {balance - total} 分")
        theme.set_property(self.left, "role", "error" if short > 0 else "soft")
        self.left.setVisible(bool(pieces))
        self.confirm.setEnabled(bool(pieces) and not busy)
        self.confirm.setText("正在登记…" if busy else "确认兑换")
        self.end.setEnabled(basket is not None)

    def _line(self, row: RewardRow, many: int) -> QWidget:
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(2))
        line.addWidget(Elided(row.name))
        line.addStretch(1)
        line.addWidget(label(f"{row.price * many} 分", "soft"))
        fewer = partial(self._change, row.id, -1)
        more = partial(self._change, row.id, 1)
        parts: list[Any] = [
            _key("−", f"{row.name}减一", fewer),
            label(str(many), "section"),
            _key("＋", f"{row.name}加一", more),
            tool("trash-2", f"移出{row.name}", press=partial(self._remove, row.id)),
        ]
        for part in parts:
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            line.addWidget(part)
        return whole

    def _change(self, reward_id: UUID, by: int, _checked: bool = False) -> None:
        self.changed.emit(reward_id, by)

    def _remove(self, reward_id: UUID, _checked: bool = False) -> None:
        self.removed.emit(reward_id)


def _key(text: str, name: str, press: Any) -> QWidget:
    made = button(text, "quiet", press=press)
    made.setAccessibleName(name)
    return made
