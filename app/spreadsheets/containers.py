"""What a file really is, and whether it is safe to open: looked at before any reader touches it.

A reader lays a sheet out from its first cell to its last: one stray word in cell XFD1048576 asks
for 400 GB. And a zip of a few kilobytes may hold gigabytes. So the parts of an .xlsx are unpacked
here once, in pieces, counted and looked through, whatever the directory of the zip says.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from app.errors import InvalidInput

Step = Callable[[int, int], object]
"""Told (done, total) now and then; raises :class:`app.errors.Cancelled` when stopped."""

MOST_BYTES = 100 * 2**20
MOST_UNPACKED = 500 * 2**20
"""A million empty rows with borders unpack to 100 to 400 MB; a bomb to thousands."""
MOST_CELLS = 6_000_000
PIECE = 1 << 20
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
FED = 1 << 16
OLE_SECTOR = 512
BEGINNING_OF_BOOK = bytes.fromhex("09081000")
"""A record BOF of BIFF8, 16 bytes long ([MS-XLS] 2.4.21)."""
ENCRYPTED = 0x2F
"""A record FilePass ([MS-XLS] 2.4.117)."""
RECORDS_LOOKED_AT = 12
CELL = re.compile(
    rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']"
    rb"([^>]*[^/>]|)>"
    rb"(<(?:\w+:)?f[ >].*?</(?:\w+:)?f>|<(?:\w+:)?f[^>]*/>)?"
    rb"(<(?:\w+:)?v>([^<]{1,20})|<(?:\w+:)?is>)?",
    re.DOTALL,
)
LETTERS, ROW, MORE, FORMULA, VALUE, SHOWN = range(6)
"""What each group of a cell holds."""
SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Kind(StrEnum):
    """What a file is, by its first bytes."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"


@dataclass
class Extent:
    """How far the cells with something in them reach, and those that cannot be read."""

    rows: int = 0
    columns: int = 0
    formulas: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """The error that the cell at (row, column) shows, both from 0."""
    not_computed: set[tuple[int, int]] = field(default_factory=set)
    """(row, column) of formulas saved without a result."""


def kind_of(data: bytes, name: str) -> Kind:
    """What kind of table the bytes are.

    Raises:
        InvalidInput: none, too large, or protected by a password; says what the file is.
    """
    if not data:
        raise InvalidInput(f"“{name}”是空文件。", "请重新选择文件。")
    if len(data) > MOST_BYTES:
        raise InvalidInput(
            f"“{name}”超过 {MOST_BYTES >> 20} MB，不能导入。",
            "请删去图片和多余的工作表，或分成几个文件。",
        )
    if data.startswith(OLE):
        return _inside_ole(data, name)
    if data.startswith(b"PK\x03\x04"):
        return Kind.XLSX
    _refuse_foreign(data, name)
    return Kind.TEXT


def _inside_ole(data: bytes, name: str) -> Kind:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or _asks_password(data):
        raise InvalidInput(
            f"“{name}”设了打开密码，读不出内容。",
            "请在表格软件里打开它，取消密码后另存一份，再导入。",
        )
    if holds("Workbook") or holds("Book"):
        return Kind.XLS
    what = "Word 文档" if holds("WordDocument") else "别的文件"
    raise InvalidInput(f"“{name}”不是表格，而是{what}。", "请选择 .xlsx、.xls 或 .csv 文件。")


def _asks_password(data: bytes) -> bool:
    """Whether the first records of an old workbook say that what follows is encrypted."""
    for start in range(OLE_SECTOR, len(data), OLE_SECTOR):
        if data.startswith(BEGINNING_OF_BOOK, start):
            place = start
            for _ in range(RECORDS_LOOKED_AT):
                kind, length = (
                    int.from_bytes(data[at : at + 2], "little") for at in (place, place + 2)
                )
                if kind == ENCRYPTED:
                    return True
                place += 4 + length
            return False
    return False


SIGNS = (
    (b"%PDF", "PDF 文件"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"MZ", "程序"),
    (b"SQLite format 3", "数据库文件"),
)


def _refuse_foreign(data: bytes, name: str) -> None:
    for sign, what in SIGNS:
        if data.startswith(sign):
            todo = "请选择 .xlsx、.xls 或 .csv 文件。"
            raise InvalidInput(f"“{name}”不是表格，而是{what}。", todo)
    head = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta")):
        raise InvalidInput(
            f"“{name}”其实是网页格式的表格，只是名字像表格文件。",
            "请在表格软件里打开它，另存为“.xlsx”，再导入。",
        )


def look_through(data: bytes, name: str, step: Step) -> dict[str, Extent]:
    """Unpack an .xlsx once, to nothing, and tell how far each of its sheets reaches.

    Raises:
        InvalidInput: not a workbook, damaged, a bomb, or cells too far apart to be a list.
    """
    try:
        with ZipFile(BytesIO(data)) as zipped:
            parts = zipped.infolist()
    except BadZipFile as error:
        raise _damaged(name) from error
    names = {part.filename for part in parts}
    if not any(one.startswith("xl/") for one in names):
        what = "Word 文档" if any(one.startswith("word/") for one in names) else "压缩包"
        raise InvalidInput(f"“{name}”不是表格，而是{what}。", "请选择 .xlsx、.xls 或 .csv 文件。")
    if any(one.endswith("workbook.bin") for one in names):
        raise InvalidInput(f"“{name}”是 .xlsb 格式。", "请另存为“.xlsx”，再导入。")
    _refuse_bomb(sum(part.file_size for part in parts), name)
    extents = _measured(data, parts, name, step)
    return {sheet: extents.get(part, Extent()) for sheet, part in _sheet_parts(data).items()}


def refuse_wide(extent: Extent, name: str) -> None:
    """Let no reader lay out a sheet with something in a far corner.

    Raises:
        InvalidInput: says how far it reaches.
    """
    if extent.rows * extent.columns > MOST_CELLS:
        raise InvalidInput(
            f"“{name}”的内容一直到第 {extent.rows:,} 行、第 {extent.columns:,} 列，太大。",
            "多半是角落里误填了内容。请把要导入的行列复制到新表，再导入。",
        )


def _sheet_parts(data: bytes) -> dict[str, str]:
    """The part of the zip that holds each sheet, by the sheet's name."""
    with ZipFile(BytesIO(data)) as zipped:
        book = _text_of(zipped, "xl/workbook.xml")
        relations = _text_of(zipped, "xl/_rels/workbook.xml.rels")
    targets = {one.get("Id"): one.get("Target", "") for one in _tags(RELATION, relations)}
    parts = {}
    for sheet in _tags(SHEET, book):
        key = next((value for name, value in sheet.items() if name.endswith(":id")), "")
        target = targets.get(key, "")
        parts[sheet.get("name", "")] = target[1:] if target[:1] == "/" else f"xl/{target}"
    return parts


def _text_of(zipped: ZipFile, part: str) -> str:
    return zipped.read(part).decode("utf-8", "replace") if part in zipped.namelist() else ""


def _tags(pattern: re.Pattern[str], text: str) -> Iterator[dict[str, str]]:
    for tag in pattern.finditer(text):
        pairs = ATTRIBUTE.findall(tag[0])
        yield {name: unescape(double or single) for name, double, single in pairs}


def _measured(data: bytes, parts: list[ZipInfo], name: str, step: Step) -> dict[str, Extent]:
    extents: dict[str, Extent] = {}
    unpacked, whole = 0, sum(part.file_size for part in parts)
    for part in parts:
        extent = extents.setdefault(part.filename, Extent())
        is_sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
        rest = b""
        for piece in _pieces(data, part, name):
            unpacked += len(piece)
            _refuse_bomb(unpacked, name)
            step(min(unpacked, whole), whole)
            if is_sheet:
                rest = _look_at(rest + piece, extent)
    return extents


def _pieces(data: bytes, part: ZipInfo, name: str) -> Iterator[bytes]:
    """The unpacked bytes of a part, as they really are."""
    start = part.header_offset
    lengths = data[start + 26 : start + 30]
    if data[start : start + 4] != b"PK\x03\x04" or len(lengths) < 4:
        raise _damaged(name)
    start += 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
    packed = data[start : start + part.compress_size]
    if part.compress_type == ZIP_STORED:
        yield packed
        return
    if part.compress_type != ZIP_DEFLATED or part.flag_bits & 1:
        raise _damaged(name)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), FED):
            fed = packed[at : at + FED]
            while fed and not unpacker.eof:
                yield unpacker.decompress(fed, PIECE)
                fed = unpacker.unconsumed_tail
    except zlib.error as error:
        raise _damaged(name) from error


def _look_at(text: bytes, extent: Extent) -> bytes:
    """Take note of the cells in a piece of a sheet; returns its end, where a cell may be cut."""
    cut = max(text.rfind(b"<c "), text.rfind(b":c "))
    cut = text.rfind(b"<", 0, cut + 1)
    whole = b"</sheetData>" in text
    end = len(text) if whole or cut < 1 else cut
    _note(CELL.findall(text, 0, end), extent)
    return text[end:] if len(text) - end < PIECE else b""


def _note(cells: list[tuple[bytes, ...]], extent: Extent) -> None:
    """Cells as :data:`CELL` finds them."""
    filled = [cell for cell in cells if cell[FORMULA] or cell[VALUE]]
    if not filled:
        return
    extent.rows = max(extent.rows, *map(int, {cell[ROW] for cell in filled}))
    extent.columns = max(extent.columns, *map(_column, {cell[LETTERS] for cell in filled}))
    for cell in filled:
        if cell[FORMULA] or b't="e"' in cell[MORE]:
            place = int(cell[ROW]) - 1, _column(cell[LETTERS]) - 1
            extent.formulas += bool(cell[FORMULA])
            if not cell[VALUE]:
                extent.not_computed.add(place)
            elif b't="e"' in cell[MORE]:
                extent.errors[place] = cell[SHOWN].decode("ascii", "replace")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refuse_bomb(unpacked: int, name: str) -> None:
    if unpacked > MOST_UNPACKED:
        raise InvalidInput(
            f"“{name}”展开后超过 {MOST_UNPACKED >> 20} MB，不像正常的表格，没有打开。",
            "如确是自己的表格，请把要导入的部分复制到新表，再导入。",
        )


def _damaged(name: str) -> InvalidInput:
    return InvalidInput(f"“{name}”已损坏，打不开。", "请在表格软件里试着打开，另存一份，再导入。")
