"""A line above the list: so many new bundles lie in the watched folder."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.desk import theme
from app.desk.labels import button, label
from app.exchange.inbox import Arrived

NAMED = 3
"""Bundles that are named each."""


class InboxBar(QFrame):
    """Hidden while there is nothing new."""

    take_asked = Signal(list)
    """Paths of the files, in the order in which they are to be taken."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner-info")
        self._paths: list[object] = []
        self.words = label(wrap=True)
        self.take = button("逐个收取", "primary", "download", press=self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.addWidget(self.words, 1)
        row.addWidget(self.take)
        self.hide()

    def show_arrived(self, arrived: list[Arrived]) -> None:
        """Say what is new."""
        self._paths = [one.path for one in arrived]
        named = "、".join(_name(one) for one in arrived[:NAMED])
        more = "等" if len(arrived) > NAMED else ""
        self.words.setText(f"收件夹里有 {len(arrived)} 个新报送包：{named}{more}。")
        self.setVisible(bool(arrived))

    def _ask(self) -> None:
        self.take_asked.emit(list(self._paths))


def _name(one: Arrived) -> str:
    if one.manifest is None:
        return one.path.name
    return f"{one.manifest.sender.name}第 {one.manifest.serial} 包"
