"""Files that are not what they seem, or would take the program down."""

import struct
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest

from app.errors import InvalidInput
from app.residents.importing_mapping import is_known_heading
from app.spreadsheets.containers import MOST_UNPACKED
from app.spreadsheets.reading import read_sheet
from tests.app.spreadsheets.books import FILES, HEAD, a_book, a_list, with_part

MIB = 1 << 20


def refusal(data, name="名单.xlsx"):
    with pytest.raises(InvalidInput) as refused:
        read_sheet(data, name=name, known=is_known_heading)
    assert refused.value.what_to_do
    assert name in refused.value.what_happened
    return refused.value.what_happened


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空文件"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xff\xd8\xff\xe0 ...", "图片"),
        (b"\x89PNG\r\n", "图片"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"\x00\x01\x02\xff\xfe\xfd" * 99, "不是表格"),
        (b"PK\x03\x04 half a zip", "损坏"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_name(data, words):
    assert words in refusal(data)


def test_a_text_document_is_no_list():
    memory = BytesIO()
    with ZipFile(memory, "w") as zipped:
        zipped.writestr("word/document.xml", "<w:document/>")
    assert "Word" in refusal(memory.getvalue())


@pytest.mark.parametrize("name", ["locked.xlsx", "locked.xls"])
def test_a_file_with_a_password_says_how_to_take_it_off(name):
    assert "密码" in refusal((FILES / name).read_bytes(), name)


def test_half_a_workbook_is_damaged():
    whole = a_list(("王秀芬", "", ""))
    assert "损坏" in refusal(whole[: len(whole) // 2])


def test_a_part_that_is_not_xml_is_damaged():
    assert refusal(with_part(a_list(("王秀芬", "", "")), "sheet1.xml", [b"<worksheet><she"]))


@cache
def a_bomb():
    return with_part(
        a_list(("王秀芬", "", "")), "sharedStrings.xml", (b" " * MIB for _ in range(520))
    )


def test_a_zip_bomb_is_not_opened():
    assert "展开后超过" in refusal(a_bomb())


def test_a_zip_bomb_that_lies_about_its_size_is_not_opened_either():
    bomb = bytearray(a_bomb())
    place = bomb.find(b"xl/sharedStrings.xml", bomb.find(b"PK\x01\x02")) - 46
    assert struct.unpack_from("<I", bomb, place + 24)[0] > MOST_UNPACKED
    struct.pack_into("<I", bomb, place + 24, 1000)
    assert "展开后超过" in refusal(bytes(bomb))


def test_a_word_in_the_last_corner_does_not_ask_for_all_memory():
    def fill(book, sheet):
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ("王秀芬", "", ""))
        sheet.write(1048575, 16383, "x")

    assert "第 1,048,576 行、第 16,384 列" in refusal(a_book(fill))


def test_a_million_empty_rows_are_nothing():
    def rows():
        yield b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        yield b"<sheetData>"
        for row, name in ((1, "姓名"), (2, "王秀芬")):
            cell = f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{name}</t></is></c></row>'
            yield cell.encode()
        for row in range(3, 1_000_003, 20_000):
            numbers = range(row, row + 20_000)
            yield b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in numbers)
        yield b"</sheetData></worksheet>"

    sheet = read_sheet(with_part(a_list(("x",)), "sheet1.xml", rows()), known=is_known_heading)
    assert [row.values for row in sheet.rows] == [("王秀芬",)]


def test_a_file_that_is_gone_says_so(tmp_path):
    with pytest.raises(InvalidInput, match="找不到"):
        read_sheet(tmp_path / "没有.xlsx")


def test_a_workbook_with_nothing_in_it_says_so():
    assert "没有内容" in refusal(a_book(lambda book, sheet: None))
