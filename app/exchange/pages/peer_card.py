"""A superior on the room's first page: what it has confirmed, what waits, and the next step."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.desk import theme
from app.desk.columns import written
from app.desk.labels import button, label, pill
from app.exchange.pages.lists import last_words
from app.exchange.queries import PeerRow


class PeerCard(QFrame):
    """One office; a click shows all of it."""

    opened = Signal(object)
    make_asked = Signal(object)

    def __init__(self, row: PeerRow, *, may_make: bool):
        super().__init__()
        self.peer_id: UUID = row.id
        self.setProperty("role", "card")
        self.setAccessibleName(f"{row.relation_name}，{row.name}，{row.sentence}")
        head = QHBoxLayout()
        head.addWidget(label(row.relation_name, "soft"))
        head.addWidget(label(row.name, "section"))
        head.addWidget(pill(*row.pill.pair))
        head.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(theme.px(6))
        words.addLayout(head)
        words.addWidget(label(row.sentence, wrap=True))
        words.addWidget(label(_last_ones(row), "soft", wrap=True))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(*[theme.px(14)] * 4)
        whole.setSpacing(theme.px(16))
        whole.addLayout(words, 1)
        middle = Qt.AlignmentFlag.AlignVCenter
        if may_make and row.is_active:
            self.make = button("给它制作", "plain", "package", press=self._ask)
            whole.addWidget(self.make, 0, middle)
        whole.addWidget(button("详情", "quiet", press=self._open), 0, middle)

    def _ask(self) -> None:
        self.make_asked.emit(self.peer_id)

    def _open(self) -> None:
        self.opened.emit(self.peer_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._open()


def _last_ones(row: PeerRow) -> str:
    parts = [f"最近制作：{last_words(row.made)}"]
    if row.made:
        parts[0] += f"，{written(row.made.at, 'datetime')}"
    parts.append(f"最近收取：{last_words(row.received)}")
    if row.received:
        parts[1] += f"，{written(row.received.at, 'datetime')}"
    if row.confirmed:
        parts.append(f"对方确认到：{last_words(row.confirmed)}")
    return "　".join(parts)
