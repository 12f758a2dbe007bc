"""The two sides of minutes: the text being edited, and the page it will be printed on."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QTabBar, QVBoxLayout, QWidget

from app.council.minutes_sheets import compose, record_of, reworded
from app.council.minutes_text import MinutesText
from app.council.pages.at_hand import AtHand
from app.council.pages.minutes_editor import MinutesEditor
from app.council.pages.papers import new_preview
from app.desk import theme
from app.desk.paper_page import pdf_name
from app.desk.preview import LivePreview
from app.printing.minutes import MinutesSheet
from app.printing.record import RecordSheet

WIDE_FROM = 912
"""Pixels at normal text size from which text and preview stand side by side."""


class MinutesSides(QWidget):
    """Editor and live preview; one at a time where there is no room for both."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self.editor = MinutesEditor()
        self.preview = new_preview(hand)
        self._live = LivePreview(self.preview, hand.work, compose)
        self._sheet: MinutesSheet | None = None
        self._with_speeches = QCheckBox("打印发言（会议记录）")
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for word in ("正文", "预览"):
            self._tabs.addTab(word)
        self._arrange()
        self._with_speeches.toggled.connect(self.refresh)
        self._tabs.currentChanged.connect(self._show_sides)
        self.editor.changed.connect(self.refresh)

    def _arrange(self) -> None:
        paper = QWidget()
        right = QVBoxLayout(paper)
        right.setContentsMargins(theme.px(12), 0, 0, 0)
        options = QHBoxLayout()
        options.addWidget(self._with_speeches)
        options.addStretch(1)
        right.addWidget(self.preview, 1)
        right.addLayout(options)
        self._paper = paper
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.editor)
        split.addWidget(paper)
        split.setSizes([theme.px(480), theme.px(620)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._tabs)
        column.addWidget(split, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_sides()

    def _show_sides(self, _place: int = 0) -> None:
        wide = self.width() >= theme.px(WIDE_FROM)
        self._tabs.setVisible(not wide)
        self.editor.setVisible(wide or self._tabs.currentIndex() == 0)
        self._paper.setVisible(wide or self._tabs.currentIndex() == 1)

    def show_text(self, text: MinutesText, *, read_only: bool) -> None:
        """Show ``text`` for editing, or only for reading."""
        self.editor.show_text(text, read_only=read_only)

    def set_on(self, sheet: MinutesSheet) -> None:
        """Print on ``sheet`` (office, dates, signature) what the editor holds."""
        self._sheet = sheet
        self.refresh()

    def refresh(self, _on: bool = False) -> None:
        """Make the preview anew, soon."""
        text = self.editor.text()
        if text is not None and self._sheet is not None:
            number = self._sheet.mark.document_number
            if self._with_speeches.isChecked():
                record = record_of(self._sheet, text)
                self._show(record, f"{number} {record.title}")
            else:
                sheet = reworded(self._sheet, text)
                self._show(sheet, f"{number} {sheet.mark_title}")

    def _show(self, paper: MinutesSheet | RecordSheet, name: str) -> None:
        self.preview.outlet.file_name = pdf_name(name)
        self._live.refresh(paper)
