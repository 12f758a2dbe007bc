"""The steps of an import, one in sight at a time, and the buttons from one to the next."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from app.desk.labels import button
from app.desk.page import Page
from app.desk.progress_line import ProgressLine
from app.residents.importing import PlaceChoice
from app.residents.pages.at_hand import AtHand
from app.residents.pages.import_check_step import CheckStep
from app.residents.pages.import_columns_step import ColumnsStep
from app.residents.pages.import_file_step import FileStep
from app.residents.pages.import_papers import ImportPapers
from app.residents.pages.import_result_step import ResultStep
from app.residents.pages.import_run import ImportRun, Under

FILE, COLUMNS, CHECK, RESULT = range(4)
STEPS = ("选择文件", "对应各列", "检查结果", "完成")
ASK_AFTER = 150
"""Milliseconds of quiet after a choice before the rows are read anew."""


class ImportSteps(Page):
    """The wizard's frame: each step can be gone back from until the last."""

    def __init__(self, hand: AtHand):
        super().__init__("导入居民")
        self.run = ImportRun(self, hand)
        self.file, self.columns = FileStep(), ColumnsStep()
        self.check, self.result = CheckStep(), ResultStep()
        self.papers = ImportPapers(self, hand)
        self.progress = ProgressLine(hand.work)
        self._soon = QTimer(self, singleShot=True, interval=ASK_AFTER)
        self._lay_out()
        self._go_to(FILE)

    def _lay_out(self) -> None:
        self._steps = QStackedWidget()
        for step in (self.file, self.columns, self.check, self.result):
            self._steps.addWidget(step)
        self._back = button("上一步", press=self._go_back)
        self._save = button("保存不能导入的行…", "plain", "download", press=self._save_refused)
        self._again = button("再导入一份", press=self._begin_again)
        self._next = button("", "primary", press=self.go_on)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addWidget(self.progress, 1)
        foot.addStretch(1)
        for one in (self._save, self._again, self._next):
            foot.addWidget(one)
        self.body.addWidget(self._steps, 1)
        self.body.addLayout(foot)

    def _go_to(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self.set_subtitle(f"第 {step + 1} 步，共 {len(STEPS)} 步：{STEPS[step]}")
        self._show_buttons()
        if step != FILE:
            self._next.setFocus()

    def _show_buttons(self) -> None:
        under, step, busy = self.run.under, self._steps.currentIndex(), self.progress.running
        count = len(under.plan.new) + len(under.plan.changed) if under.plan else 0
        words, usable = {
            FILE: ("", False),
            COLUMNS: ("下一步：与已登记的比对", under.checked is not None),
            CHECK: (f"导入 {count:,} 人" if count else "没有可导入的", count > 0),
            RESULT: ("回到居民", True),
        }[step]
        self._next.setText(words)
        self._next.setEnabled(usable and not busy)
        self._next.setVisible(step != FILE)
        self._back.setVisible(step in (COLUMNS, CHECK))
        self._back.setEnabled(not busy)
        self._again.setVisible(step == RESULT)
        refused = under.plan is not None and under.plan.refused > 0
        self._save.setVisible(step in (CHECK, RESULT) and refused)

    def go_on(self) -> None:
        """The primary button: compare, import, or leave."""
        step = self._steps.currentIndex()
        if step == COLUMNS:
            self.run.remember()
            self.check.places.box.setCurrentIndex(0)
            self.run.plan(PlaceChoice())
        elif step == CHECK:
            self.run.carry_out()
        else:
            self.left.emit()

    def _go_back(self) -> None:
        self._go_to(self._steps.currentIndex() - 1)

    def _begin_again(self) -> None:
        self.run.under = Under()
        self.file.say("")
        self._go_to(FILE)

    def start_new(self) -> None:
        """Ctrl+N does nothing here: nobody imports by a slip of the hand."""

    def _save_refused(self) -> None:
        under = self.run.under
        if under.sheet is not None and under.plan is not None:
            self.papers.save_refused(under.sheet, under.plan.problems)
