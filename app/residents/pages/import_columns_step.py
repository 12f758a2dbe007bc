"""Second step of an import: which column means what, with a preview of what comes of it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.desk import theme
from app.desk.fields import Choice
from app.desk.fields_choice import ChoiceBox
from app.desk.labels import Elided, label
from app.residents.importing import meanings
from app.residents.importing_mapping import OWN_COLUMN, sample
from app.residents.pages.import_preview import Preview
from app.spreadsheets.cells import Value
from app.spreadsheets.reading import Heading, Sheet

NOTHING = "不导入"
SAMPLES = 3
LEFT_WIDTH = 560
"""Pixels at normal text size, at most; with large text both sides have one half."""


class ColumnsStep(QWidget):
    """The headings with samples and a choice each at the left, the preview at the right."""

    changed = Signal()
    """Another meaning was chosen."""
    sheet_chosen = Signal(str)
    """Another sheet of the workbook."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[int, ChoiceBox] = {}
        """The choice of each column, by its place among the headings."""
        self.notes = label(role="soft", wrap=True)
        self.sheets = QComboBox()
        self.sheets.setAccessibleName("工作表")
        self.sheets.textActivated.connect(self.sheet_chosen)
        self.preview = Preview()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setMaximumWidth(theme.px(LEFT_WIDTH))
        top = QHBoxLayout()
        self._sheet_word = label("工作表", "soft")
        top.addWidget(self._sheet_word)
        top.addWidget(self.sheets)
        top.addWidget(self.notes, 1)
        middle = QHBoxLayout()
        middle.setSpacing(theme.px(16))
        middle.addWidget(self._scroll, 1)
        middle.addWidget(self.preview, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addLayout(top)
        column.addLayout(middle, 1)

    def show_sheet(self, sheet: Sheet, columns: dict[int, str], tags: Sequence[str]) -> None:
        """Show the headings of a sheet with what they mean as far as known."""
        self._show_notes(sheet)
        inside = QWidget()
        inside.setObjectName("scrolled")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme.px(12), 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        for at, word in enumerate(("表里的列", "前几格", "导入为")):
            grid.addWidget(label(word, "hint"), 0, at)
        choices = (Choice("", NOTHING), *(Choice(key, name) for key, name in meanings(tags)))
        self.boxes = {}
        for place, heading in enumerate(sheet.headings):
            if not OWN_COLUMN.fullmatch(heading.title):
                self._add_row(grid, sheet, heading, place, choices)
                self._choose(place, columns.get(place, ""))
        grid.setRowStretch(grid.rowCount(), 1)
        self._scroll.setWidget(inside)

    def _show_notes(self, sheet: Sheet) -> None:
        several = len(sheet.names) > 1
        self._sheet_word.setVisible(several)
        self.sheets.setVisible(several)
        self.sheets.clear()
        self.sheets.addItems(list(sheet.names))
        self.sheets.setCurrentText(sheet.name)
        notes = "；".join(sheet.notes[:4]) + ("…" if len(sheet.notes) > 4 else "")
        self.notes.setText(f"{sheet.file_name}，{len(sheet.rows):,} 行。{notes}")
        self.notes.setToolTip("\n".join(sheet.notes))

    def _add_row(
        self,
        grid: QGridLayout,
        sheet: Sheet,
        heading: Heading,
        place: int,
        choices: tuple[Choice, ...],
    ) -> None:
        row = grid.rowCount()
        title = Elided(heading.title or "（没有表头）", least=60)
        title.setToolTip(heading.name)
        title.setMaximumWidth(theme.px(130))
        shown = Elided(
            "　".join(_shown(value) for value in sample(sheet, place, SAMPLES)), least=60
        )
        shown.setProperty("role", "soft")
        shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box = ChoiceBox(choices)
        box.setAccessibleName(f"{heading.name} 导入为")
        box.setFixedWidth(theme.px(170))
        box.currentIndexChanged.connect(partial(self._picked, place))
        self.boxes[place] = box
        grid.addWidget(title, row, 0)
        grid.addWidget(shown, row, 1)
        grid.addWidget(box, row, 2)

    def _choose(self, place: int, meaning: str) -> None:
        box = self.boxes[place]
        values = [choice.value for choice in box.choices]
        box.blockSignals(True)
        box.setCurrentIndex(values.index(meaning) if meaning in values else 0)
        box.blockSignals(False)

    def _picked(self, place: int, _index: int) -> None:
        """A meaning belongs to one column: where it was before, it is no more."""
        meaning = self._meaning(place)
        for other in self.boxes:
            if other != place and meaning and self._meaning(other) == meaning:
                self._choose(other, "")
        self.changed.emit()

    def _meaning(self, place: int) -> str:
        box = self.boxes[place]
        return str(box.choices[max(box.currentIndex(), 0)].value)

    def columns(self) -> dict[int, str]:
        """What the columns mean, as chosen."""
        return {place: self._meaning(place) for place in self.boxes if self._meaning(place)}


def _shown(value: Value) -> str:
    text = f"{value:.6G}" if isinstance(value, float) and value >= 1e15 else str(value)
    return text.removesuffix(".0") if isinstance(value, float) else text
