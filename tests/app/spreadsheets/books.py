"""Workbooks as tests need them, in memory."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

FILES = Path(__file__).parent / "files"
"""old.xls, and two files locked with a password, made once with xlwt and msoffcrypto."""
HEAD = ("姓名", "证件号", "电话")


def a_book(fill, name="居民"):
    """The bytes of a workbook whose sheet ``fill(book, sheet)`` has written."""
    memory = BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False})
    fill(book, book.add_worksheet(name))
    book.close()
    return memory.getvalue()


def a_list(*rows, head=HEAD):
    """A workbook of plain rows under headings."""

    def fill(book, sheet):
        for at, row in enumerate((head, *rows)):
            for place, value in enumerate(row):
                sheet.write(at, place, value)

    return a_book(fill)


def with_part(data, ending, content):
    """A workbook in which one part is something else; ``content`` gives it in pieces."""
    memory = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(memory, "w", ZIP_DEFLATED, compresslevel=1) as new:
        for part in old.infolist():
            if part.filename.endswith(ending):
                with new.open(part.filename, "w") as file:
                    for piece in content:
                        file.write(piece)
            else:
                new.writestr(part.filename, old.read(part))
    return memory.getvalue()


def parts(path):
    """The XML of a workbook's sheets."""
    with ZipFile(path) as zipped:
        return {name: zipped.read(name).decode() for name in zipped.namelist()}
