"""The preview of a PDF: what is shown is what is printed, saved and read out of the file.

``render`` and ``page_count`` are injected (printing offers them); they run off the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.desk import theme
from app.desk.preview_outlet import PreviewOutlet
from app.desk.preview_paper import PageCount, Raster, Render, picture
from app.desk.preview_sheets import STEP, Sheets
from app.desk.work import Work
from app.errors import LirenError

__all__ = ["LivePreview", "PdfPreview", "PreviewBar", "Raster", "Render"]

LIVE_AFTER = 300
"""Milliseconds after the last change before a live preview is made anew."""
_AT_ONCE = 2
"""Pages drawn at a time: what is scrolled past meanwhile is not drawn at all."""


class PreviewBar(QWidget):
    """The buttons above the sheets, and which page is in sight."""

    save_asked = Signal()
    print_asked = Signal()

    def __init__(self, sheets: Sheets, parent: QWidget):
        super().__init__(parent)
        self._sheets, self._shortcuts = sheets, parent
        self._pages = 0
        self._where = QLabel(self)
        self._where.setProperty("role", "soft")
        self.save = self._button("另存为 PDF", "plain", self.save_asked.emit, "Ctrl+S")
        self.print = self._button("打印", "primary", self.print_asked.emit, "Ctrl+P")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button("缩小", "quiet", self.zoom_out, "Ctrl+-"))
        row.addWidget(self._button("放大", "quiet", self.zoom_in, "Ctrl+="))
        row.addWidget(self._button("适合宽度", "quiet", self.fit_width))
        row.addWidget(self._button("整页", "quiet", self.fit_page))
        row.addStretch(1)
        row.addWidget(self._where)
        row.addStretch(1)
        row.addWidget(self.save)
        row.addWidget(self.print)
        sheets.moved.connect(self.say_page)

    def _button(
        self, text: str, role: str, does: Callable[[], object], keys: str = ""
    ) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("role", role)
        button.clicked.connect(does)
        if keys:
            button.setToolTip(keys)
            shortcut = QShortcut(QKeySequence(keys), self._shortcuts)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        return button

    def set_pages(self, pages: int, *, printing: bool = False) -> None:
        """Allow printing and saving of ``pages`` pages; none allows neither."""
        self._pages = pages
        self.save.setEnabled(pages > 0)
        self.print.setEnabled(pages > 0 and not printing)
        self.say_page(self._sheets.page())

    def say_page(self, page: int) -> None:
        """Say which page is in sight."""
        self._where.setText(f"第 {page + 1} 页，共 {self._pages} 页" if self._pages else "")

    def zoom_in(self) -> None:
        """Show the paper a step larger."""
        self._sheets.set_zoom(self._sheets.zoom * STEP)

    def zoom_out(self) -> None:
        """Show the paper a step smaller."""
        self._sheets.set_zoom(self._sheets.zoom / STEP)

    def fit_width(self) -> None:
        """Show the page as wide as the window."""
        self._sheets.fit("width")

    def fit_page(self) -> None:
        """Show a whole page at a time."""
        self._sheets.fit("page")


class PdfPreview(QWidget):
    """Shows a PDF; ``outlet`` prints and saves it, ``bar`` holds the buttons."""

    shown = Signal(int)
    """The number of pages of a document that is now shown."""

    def __init__(
        self,
        work: Work,
        *,
        render: Render,
        page_count: PageCount,
        file_name: str = "文件.pdf",
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._work, self._render, self._page_count = work, render, page_count
        self._pdf, self._pages = b"", 0
        self._drawing: set[tuple[int, int, float]] = set()
        self.outlet = PreviewOutlet(work, render, file_name, self)
        self.sheets = Sheets(self)
        self.bar = PreviewBar(self.sheets, self)
        self._message = QLabel(self)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.sheets)
        self._stack.addWidget(self._message)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        column.addLayout(self._stack, 1)
        self._say("soft", "正在排版…")
        self.sheets.wanted.connect(self._draw_missing)
        self.bar.save_asked.connect(self.outlet.ask_where_to_save)
        self.bar.print_asked.connect(self.outlet.ask_printer)
        self.outlet.busy.connect(self._allow)

    def set_pdf(self, pdf: bytes) -> None:
        """Show ``pdf``; the place in the document stays when it replaces an older edition."""
        take = partial(self._open, pdf)
        self._work.make(
            self._page_count, pdf, then=take, failed=self.show_error, owner=self, latest="open"
        )

    def show_error(self, error: LirenError) -> None:
        """Show why there is no document; fits ``failed=``."""
        self._pdf, self._pages = b"", 0
        self._say("error", str(error))

    def _open(self, pdf: bytes, pages: int) -> None:
        self._pdf, self._pages = pdf, pages
        self.outlet.set_pdf(pdf, pages)
        self._stack.setCurrentWidget(self.sheets)
        self.sheets.show_pages(pages)
        self._allow()
        self.shown.emit(pages)

    def _say(self, role: str, words: str) -> None:
        theme.set_property(self._message, "role", role)
        self._message.setText(words)
        self._stack.setCurrentWidget(self._message)
        self._allow()

    def _allow(self) -> None:
        self.bar.set_pages(self._pages, printing=self.outlet.printing)

    def _draw_missing(self) -> None:
        edition = self.sheets.edition
        for page, scale in self.sheets.missing() if self._pdf else ():
            asked = (edition, page, scale)
            if len(self._drawing) >= _AT_ONCE or asked in self._drawing:
                continue
            self._drawing.add(asked)
            self._work.make(
                _draw, self._render, self._pdf, page, scale, then=partial(self._take, asked),
                failed=partial(self._give_up, asked), owner=self,
            )  # fmt: skip

    def _take(self, asked: tuple[int, int, float], image: Any) -> None:
        self._drawing.discard(asked)
        edition, page, scale = asked
        self.sheets.take(edition, page, image, scale)
        self._draw_missing()

    def _give_up(self, asked: tuple[int, int, float], error: LirenError) -> None:
        self._drawing.discard(asked)
        self.show_error(error)


def _draw(render: Render, pdf: bytes, page: int, scale: float) -> Any:
    return picture(render(pdf, page, scale))


class LivePreview(QObject):
    """Makes the PDF anew while its text is edited: 300 ms after the last change, newest wins."""

    def __init__(
        self,
        preview: PdfPreview,
        work: Work,
        make_pdf: Callable[..., bytes],
        *,
        after: int = LIVE_AFTER,
    ):
        super().__init__(preview)
        self._preview, self._work, self._make_pdf = preview, work, make_pdf
        self._call: Callable[[], bytes] | None = None
        self._timer = QTimer(self, singleShot=True, interval=after)
        self._timer.timeout.connect(self._make)

    def refresh(self, *args: Any, **kwargs: Any) -> None:
        """Show ``make_pdf(*args, **kwargs)`` soon; frozen values only, it runs elsewhere."""
        self._call = partial(self._make_pdf, *args, **kwargs)
        self._timer.start()

    def _make(self) -> None:
        if self._call is not None:
            self._work.make(
                self._call,
                then=self._preview.set_pdf,
                failed=self._preview.show_error,
                owner=self._preview,
                latest="live",
            )
