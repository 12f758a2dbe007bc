"""Last step of an import: what was done, what was left, and how to take it back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.icons import icon
from app.desk.labels import label
from app.residents.importing_apply import Imported

SLOW_FROM = 2_000
"""People whose registration takes a while to be taken back."""


class ResultStep(QWidget):
    """One card with the figures in words."""

    def __init__(self) -> None:
        super().__init__()
        card = QFrame()
        card.setProperty("role", "card")
        mark = label()
        mark.setPixmap(icon("circle-check", "good").pixmap(theme.px(36), theme.px(36)))
        self.headline = label(role="title")
        self.sentence = label(role="section", wrap=True)
        self.left = label(wrap=True)
        self.way_back = label(role="soft", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(theme.px(8))
        for part in (self.headline, self.sentence, self.left, self.way_back):
            words.addWidget(part)
        row = QHBoxLayout(card)
        row.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(20))
        row.setSpacing(theme.px(16))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def show_result(self, done: Imported) -> None:
        """Say what the import did."""
        nothing = not (done.new or done.changed)
        self.headline.setText("没有需要改动的内容" if nothing else "导入完成")
        self.sentence.setText(f"{done.sentence}。")
        self.left.setText(f"有 {done.refused:,} 行没有导入。保存成表改正后，可以直接再导入那份表。")
        self.left.setVisible(done.refused > 0)
        slow = "人数较多，撤销要等几分钟。" if done.new + done.changed > SLOW_FROM else ""
        self.way_back.setText(
            "导错了？按 Ctrl+Z 可以把这一次导入整份撤销，只要其中的记录还没有别的改动。" + slow
        )
        self.way_back.setVisible(not nothing)
