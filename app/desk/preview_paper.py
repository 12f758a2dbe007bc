"""Taking a finished PDF to paper or to a file: what was previewed is what is printed."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.desk.work import Work
from app.errors import Cancelled, LirenError

MOST_DPI = 300
"""Dots an inch at which pages are drawn for a printer: more only fills its memory (A4: 35 MB)."""
_POINTS = 72.0


class Raster(Protocol):
    """A picture of one page: blue, green, red and an unused byte for each pixel."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def stride(self) -> int: ...
    @property
    def pixels(self) -> bytes: ...


Render = Callable[[bytes, int, float], Raster]
"""``render(pdf, index, scale)``: page ``index`` from 0, ``scale`` pixels a point; any thread."""
PageCount = Callable[[bytes], int]


def picture(raster: Raster) -> QImage:
    """``raster`` as an image that owns its pixels."""
    return QImage(
        raster.pixels, raster.width, raster.height, raster.stride, QImage.Format.Format_RGB32
    ).copy()


def write_whole(path: Path, data: bytes) -> Path:
    """Write ``data`` to ``path``, whole or not at all; raises :class:`LirenError` on failure."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        reason = {28: "磁盘已满", 13: "没有写入的权限", 30: "磁盘是只读的"}.get(error.errno or 0)
        raise LirenError(
            f"文件没有保存：{reason or '这个位置写不进去'}。",
            "请换一个位置再保存；若文件正在别的程序里打开，请先关闭它。",
        ) from error
    return path


class PrintRun(QObject):
    """Draws the pages of one PDF on a printer, one at a time, so that memory holds one page."""

    ended = Signal(bool)
    """True when every page has gone to the printer."""

    def __init__(self, work: Work, render: Render, pdf: bytes, pages: range, printer: QPrinter):
        super().__init__()
        self._work, self._render, self._pdf = work, render, pdf
        self._left = list(pages)
        self._printer = printer
        self._scale = min(printer.resolution(), MOST_DPI) / _POINTS
        self._painter: QPainter | None = None

    def start(self) -> None:
        """Begin with the first page; ``ended`` follows."""
        self._next()

    def _next(self) -> None:
        if not self._left:
            self._end(True)
            return
        self._work.make(
            self._render,
            self._pdf,
            self._left.pop(0),
            self._scale,
            then=self._draw,
            failed=self._fail,
            title="正在打印",
            owner=self,
        )

    def _draw(self, raster: Raster) -> None:
        size = QSizeF(raster.width / self._scale, raster.height / self._scale)
        self._fit_paper(size)
        if self._painter is None:
            self._painter = QPainter()
            if not self._painter.begin(self._printer):
                self._painter = None
                self._fail(LirenError("打印机没有接受这份文件。", "请检查打印机后再打印。"))
                return
        else:
            self._printer.newPage()
        dots = self._printer.resolution() / _POINTS
        place = QRectF(0, 0, size.width() * dots, size.height() * dots)
        self._painter.drawImage(place, picture(raster))
        self._next()

    def _fit_paper(self, size: QSizeF) -> None:
        """Lay the paper as the page lies; the page already holds its own margins."""
        lying = size.width() > size.height()
        upright = size.transposed() if lying else size
        paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
        self._printer.setFullPage(True)
        self._printer.setPageLayout(QPageLayout(paper, way, QMarginsF(0, 0, 0, 0)))
        self._printer.setFullPage(True)

    def _fail(self, error: LirenError) -> None:
        self._end(False)
        if not isinstance(error, Cancelled):
            raise error  # the work shows it

    def _end(self, whole: bool) -> None:
        if self._painter is not None:
            self._painter.end()
            self._painter = None
        self.ended.emit(whole)
