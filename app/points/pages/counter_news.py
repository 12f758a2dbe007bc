"""What just happened at the counter: done, or why not; with the receipt and the way back."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import button, label
from app.points.redemptions import Redeemed


class CounterNews(QFrame):
    """A tinted box below the customer; hidden while there is nothing to say."""

    receipt_asked = Signal(object)
    """Id of the redemption just made."""
    cancel_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._redeemed: UUID | None = None
        self._what, self._todo = label(role="section", wrap=True), label(wrap=True)
        self._feet = QWidget()
        row = QHBoxLayout(self._feet)
        row.setContentsMargins(0, theme.px(4), 0, 0)
        receipt = button("小票 F8", icon_name="printer", press=self.ask_receipt)
        cancel = button("取消 F9", icon_name="undo-2", press=self.ask_cancel)
        for made in (receipt, cancel):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(made)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(9), theme.px(12), theme.px(9))
        column.setSpacing(theme.px(4))
        for part in (self._what, self._todo, self._feet):
            column.addWidget(part)
        self.clear()

    @property
    def redeemed(self) -> UUID | None:
        """The redemption just made, while it stands here."""
        return self._redeemed

    def clear(self) -> None:
        """Say nothing."""
        self._redeemed = None
        self.hide()

    def warn(self, what: str, todo: str) -> None:
        """Say why something did not happen, and what to do."""
        self._redeemed = None
        self._say("late", what, todo)

    def done(self, name: str, done: Redeemed) -> None:
        """Say what was redeemed."""
        self._redeemed = done.redemption_id
        self._say(
            "good", f"{name}已兑换 {done.points} 分", f"编号 {done.number}，余 {done.balance} 分"
        )

    def _say(self, state: str, what: str, todo: str) -> None:
        theme.set_property(self, "role", f"banner-{state}")
        self._what.setText(what)
        self._todo.setText(todo)
        self._feet.setVisible(self._redeemed is not None)
        self.show()

    def ask_receipt(self, _checked: bool = False) -> None:
        """F8: show the receipt."""
        if self._redeemed is not None:
            self.receipt_asked.emit(self._redeemed)

    def ask_cancel(self, _checked: bool = False) -> None:
        """F9: take the redemption just made back."""
        if self._redeemed is not None:
            self.cancel_asked.emit(self._redeemed)
