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

    def __init__(self, row: PeerRow):
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
        if said := _last_ones(row):
            words.addWidget(label(said, "soft", wrap=True))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(*[theme.px(14)] * 4)
        whole.setSpacing(theme.px(16))
        whole.addLayout(words, 1)
        middle = Qt.AlignmentFlag.AlignVCenter
        whole.addWidget(button("详情", "quiet", press=self._open), 0, middle)

    def _open(self) -> None:
        self.opened.emit(self.peer_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._open()


def _last_ones(row: PeerRow) -> str:
    lasts = (("最近制作", row.made), ("对方确认", row.confirmed), ("最近收取", row.received))
    said = (
        f"{word}：{last_words(last)}，{written(last.at, 'datetime')}"
        for word, last in lasts
        if last is not None
    )
    return "　　".join(said)
