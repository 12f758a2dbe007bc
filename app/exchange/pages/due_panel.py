"""What the next bundle for a peer will carry, in plain words, before it is made."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from app.desk.detail import Notice, section, stacked
from app.desk.labels import label
from app.exchange.due import Due
from app.exchange.pages.pieces import contents
from app.exchange.queries import PeerRow
from app.exchange.terms import Relation
from app.exchange.words import subjects

ONLY_RECEIPT = "没有新的记录。仍可制作：这一包只带回执，让对方知道已经收到了哪些。"
READING = "正在统计要送出的内容…"


class DuePanel(QScrollArea):
    """A column that scrolls where there is much of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._show(label("选好接收单位，这里列出要送出的内容。", "soft", wrap=True))

    def wait(self) -> None:
        """Counting is under way."""
        self._show(label(READING, "soft"))

    def show_due(self, row: PeerRow, due: Due, stays: str) -> None:
        """Show what is waiting for a peer; ``stays`` says what never goes up."""
        upwards = row.relation is Relation.SUPERIOR
        photos = [label(f"其中照片附件 {due.contents:,} 份。")] if due.contents else []
        self._show(
            stacked(
                section(f"送出的内容，共 {due.total:,} 条"),
                contents(subjects(due.counts), ONLY_RECEIPT),
                *photos,
                _named(due) if due.named else None,
                Notice("info", "不送出的内容", [stays]) if upwards else None,
                label("对方没有确认收到的内容，会一直放在下一包里再送。", "soft", wrap=True),
            )
        )

    def _show(self, inside: QWidget) -> None:
        whole = stacked(inside)
        whole.setObjectName("scrolled")
        self.setWidget(whole)


def _named(due: Due) -> Notice:
    lines = [*due.named, "这些是为办事特意送出的，会记入操作日志。"]
    return Notice("waiting", f"含个人信息 {len(due.named)} 件，请逐件核对", lines)
