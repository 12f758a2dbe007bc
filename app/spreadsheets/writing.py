"""Writing workbooks: every text stays text, dates are dates, nothing is ever a formula.

A cell that begins with = + - @ is calculated by a spreadsheet when it is opened from plain text,
which makes a list of names a program (CSV injection). Here each text is written as text, in cells
of the format 文本, so that it stays text also when somebody edits it. The workbook is built in
memory and put in place at once: no copy of personal data is left in a folder for temporary files,
and no half a file where a whole one was.
"""

import errno
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from app.errors import LirenError
from app.spreadsheets.containers import Step
from app.spreadsheets.reading import no_step
from db import clock

Kind = Literal["text", "number", "date", "datetime"]

LONGEST_TEXT = 32_767
"""Characters a cell holds; a longer text ends in an ellipsis."""
STEP_EVERY = 500
NOT_WRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML has no place for."""
FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets count a 29 February 1900; earlier days are written as text."""
FORMULA_STARTS = tuple("=+-@\t＝＋－＠'")


@dataclass(frozen=True)
class SheetColumn:
    """One column: its title, what it holds, its width in characters."""

    title: str
    kind: Kind = "text"
    width: float = 12


@dataclass(frozen=True)
class Marked:
    """A value that is wrong: written on red."""

    value: Any


@dataclass(frozen=True)
class SheetText:
    """One sheet to be written."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Any]]
    count: int
    """How many rows there are, for the progress."""
    footer: Sequence[str] = ()
    """Lines below the list."""


def write_workbook(path: Path, sheets: Sequence[SheetText], step: Step = no_step) -> Path:
    """Write a workbook and return where it is; what stood there before is replaced at the end.

    Raises:
        LirenError: the disk is full, the file is open elsewhere, the folder cannot be written.
        Cancelled: by ``step``; nothing is left then.
    """
    if path.suffix.lower() != ".xlsx":
        path = path.with_name(path.name + ".xlsx")
    put_in_place(path, workbook(sheets, step))
    return path


def workbook(sheets: Sequence[SheetText], step: Step = no_step) -> bytes:
    """The workbook's bytes."""
    import xlsxwriter

    memory = BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(memory, {"in_memory": True, **safe})
    pen = Pen(book)
    total, done = sum(sheet.count for sheet in sheets), 0
    for sheet in sheets:
        for row in _write_sheet(book.add_worksheet(sheet.name[:31]), sheet, pen):
            if row % STEP_EVERY == 0:
                step(min(done + row, total), total)
        done += sheet.count
    step(total, total)
    book.close()
    return memory.getvalue()


class Pen:
    """The formats of a workbook, and how a value of each kind is written."""

    def __init__(self, book: Any):
        def made(**look: object) -> Any:
            return book.add_format({"valign": "vcenter", **look})

        self.title = made(bold=True, bg_color="#EEF2F2", border=1, num_format="@", align="center")
        self.footer = made(font_color="#5B636B", num_format="@")
        self.text = made(num_format="@")
        self.quoted = made(num_format="@", quote_prefix=True)
        self.number = made(num_format="#,##0.##")
        self.whole = made(num_format="#,##0")
        self.day = made(num_format="yyyy-mm-dd", align="left")
        self.moment = made(num_format="yyyy-mm-dd hh:mm", align="left")
        self.marked = made(num_format="@", bg_color="#F9D9D6", font_color="#B83227", border=1)

    def write(self, sheet: Any, row: int, column: int, value: Any, kind: Kind) -> None:
        """Put a value into a cell; None and the empty text leave it blank."""
        if value is None or value == "":
            return
        if isinstance(value, Marked):
            sheet.write_string(row, column, plain(value.value), self.marked)
        elif isinstance(value, datetime) and kind in ("datetime", "date"):
            local = clock.local(value) if value.tzinfo else value
            look = self.moment if kind == "datetime" else self.day
            sheet.write_datetime(row, column, local.replace(tzinfo=None), look)
        elif isinstance(value, date) and kind in ("datetime", "date") and value >= FIRST_DAY:
            sheet.write_datetime(row, column, value, self.day)
        elif isinstance(value, int) and kind == "number" and abs(value) < 10**15:
            sheet.write_number(row, column, value, self.whole)
        elif isinstance(value, float) and kind == "number" and abs(value) < 10**15:
            sheet.write_number(row, column, value, self.number)
        else:
            text = plain(value)
            look = self.quoted if text.startswith(FORMULA_STARTS) else self.text
            sheet.write_string(row, column, text, look)


def plain(value: Any) -> str:
    """A value as the text of a cell."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        local = clock.local(value) if value.tzinfo else value
        return f"{local:%Y-%m-%d %H:%M}"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = NOT_WRITABLE.sub("", "" if value is None else str(value))
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _write_sheet(sheet: Any, text: SheetText, pen: Pen) -> Iterable[int]:
    """Write one sheet; yields the number of each row written."""
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    sheet.set_row(0, 22)
    for place, column in enumerate(text.columns):
        sheet.set_column(place, place, column.width, pen.text if column.kind == "text" else None)
        sheet.write_string(0, place, plain(column.title), pen.title)
    row = 0
    for row, values in enumerate(text.rows, start=1):
        for place, (value, column) in enumerate(zip(values, text.columns, strict=True)):
            pen.write(sheet, row, place, value, column.kind)
        yield row
    if row and text.columns:
        sheet.autofilter(0, 0, row, len(text.columns) - 1)
    for place, line in enumerate(text.footer, start=row + 2):
        sheet.write_string(place, 0, plain(line), pen.footer)


def put_in_place(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there when it is whole.

    Raises:
        LirenError: says what stands in the way.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _in_words(error, path) from error


def _in_words(error: OSError, path: Path) -> LirenError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return LirenError(
            f"“{path.parent}”所在的磁盘空间不足，没有保存。", "请清理磁盘或换一个位置再保存。"
        )
    if isinstance(error, PermissionError) and path.exists():
        return LirenError(
            f"“{path.name}”正被别的程序打开或是只读，没有保存。",
            "请在表格软件里关闭它，或换一个文件名再保存。",
        )
    if isinstance(error, FileNotFoundError):
        return LirenError(f"文件夹“{path.parent}”不在了，没有保存。", "请检查U盘，或换一个位置。")
    return LirenError(f"“{path.name}”保存不了。", "请检查文件夹能否写入、U盘是否写保护。")
