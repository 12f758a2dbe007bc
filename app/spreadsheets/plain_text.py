"""Tables as plain text (.csv): the encoding and what separates the cells are found out."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from app.errors import InvalidInput
from app.spreadsheets.cells import Value

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEPARATORS = (",", "\t", ";", "，", "|")
KEPT_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
"""How a number is kept from being reckoned with: ="13812345678"."""
LONGEST_CELL = 100_000
csv.field_size_limit(LONGEST_CELL)
BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8 or GB18030, with or without a mark at its beginning.

    Raises:
        InvalidInput: it is no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decode(data, (encoding,), name)
    return _decode(data, ("utf-8", "gb18030"), name)


def _decode(data: bytes, encodings: tuple[str, ...], name: str) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not BINARY.search(text):
            return text
    raise InvalidInput(
        f"“{name}”不是表格，也不是能识别的文字（UTF-8、GB18030）。",
        "请在表格软件里打开它，另存为“.xlsx”，再导入。",
    )


def separator(text: str) -> str:
    """What stands between the cells: the sign that gives the first lines most cells alike."""
    head = "\n".join(text.splitlines()[:20])

    def worth(sign: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(StringIO(head), delimiter=sign) if row]
        except csv.Error:
            return (0, 0)  # said where the rows are read
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) * (usual > 1), usual)

    return max(SEPARATORS, key=worth)


def rows_of(text: str, name: str) -> Iterator[list[Value]]:
    """The rows of the table.

    Raises:
        InvalidInput: a quotation mark is never closed.
    """
    reader = csv.reader(StringIO(text), delimiter=separator(text))
    try:
        for row in reader:
            yield [_plain(cell) for cell in row]
    except csv.Error as error:
        raise InvalidInput(
            f"“{name}”第 {reader.line_num} 行附近的引号不成对，读不下去。",
            "请改正这一行，或另存为“.xlsx”，再导入。",
        ) from error


def _plain(cell: str) -> Value:
    kept = KEPT_AS_TEXT.fullmatch(cell.strip())
    return kept[1] if kept else cell.strip()
