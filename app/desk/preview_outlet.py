"""The two ways out of a preview: the printer, and a file. Both get what was shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.desk.preview_paper import PrintRun, Render, write_whole
from app.desk.work import Work


class PreviewOutlet(QWidget):
    """Prints and saves one PDF; has no looks of its own."""

    saved = Signal(Path)
    printed = Signal()
    busy = Signal(bool)
    """True while pages go to the printer."""

    def __init__(self, work: Work, render: Render, file_name: str, parent: QWidget):
        super().__init__(parent)
        self._work, self._render = work, render
        self.file_name = file_name
        self._pdf, self._pages = b"", 0
        self._run: PrintRun | None = None
        self._printer: QPrinter | None = None
        self.hide()

    @property
    def printing(self) -> bool:
        """Whether pages are on their way to the printer."""
        return self._run is not None

    def set_pdf(self, pdf: bytes, pages: int) -> None:
        """Print and save this from now on."""
        self._pdf, self._pages = pdf, pages

    def ask_printer(self) -> None:
        """Let the user choose printer, pages and copies, then print."""
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(self._printer, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, self._pages)
        dialog.accepted.connect(self._print_as_chosen)
        QDialog.open(dialog)  # QPrintDialog hides it behind one of its own

    def _print_as_chosen(self) -> None:
        if self._printer is not None:
            self.print_to(self._printer)

    def print_to(self, printer: QPrinter) -> None:
        """Print the pages shown here on ``printer``; ``printed`` when all have gone there."""
        first = max(printer.fromPage(), 1) - 1
        last = printer.toPage() or self._pages
        printer.setDocName(Path(self.file_name).stem)
        self._run = PrintRun(self._work, self._render, self._pdf, range(first, last), printer)
        self._run.setParent(self)
        self._run.ended.connect(self._end_print)
        self.busy.emit(True)
        self._run.start()

    def _end_print(self, whole: bool) -> None:
        if self._run is not None:
            self._run.deleteLater()
        self._run = None
        self.busy.emit(False)
        if whole:
            self.printed.emit()

    def ask_where_to_save(self) -> None:
        """Let the user choose a file, then save."""
        dialog = QFileDialog(self.window(), "另存为 PDF", self.file_name, "PDF 文件 (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.file_name)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write the PDF to ``path``, whole or not at all; ``saved`` when it is there."""
        then, title = self.saved.emit, "正在保存 PDF"
        self._work.make(write_whole, Path(path), self._pdf, then=then, title=title, owner=self)
