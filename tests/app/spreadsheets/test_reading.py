from datetime import date

import pytest

from app.errors import Cancelled, InvalidInput
from app.residents.importing_mapping import is_known_heading
from app.spreadsheets.reading import read_sheet
from tests.app.spreadsheets.books import FILES, a_book, a_list


def read(data, **how):
    return read_sheet(data, name="居民.xlsx", known=is_known_heading, **how)


def shown(sheet):
    return [(row.number, *row.values) for row in sheet.rows]


def test_a_plain_list_is_read_with_the_numbers_of_its_rows():
    sheet = read(a_list(("王秀芬", "130302196203151220", "13833551234"), ("李建国", "", "")))
    assert sheet.titles == ("姓名", "证件号", "电话")
    assert shown(sheet) == [
        (2, "王秀芬", "130302196203151220", "13833551234"),
        (3, "李建国", "", ""),
    ]
    assert [heading.name for heading in sheet.headings][1] == "B 列“证件号”"


def test_an_old_workbook_with_a_title_and_a_total_is_read():
    sheet = read_sheet(FILES / "old.xls", known=is_known_heading)
    assert sheet.titles == ("姓名", "证件号", "出生日期", "住址", "电话")
    assert shown(sheet)[0][:4] == (3, "王秀芬", "130302196203151220", date(1962, 3, 15))
    assert sheet.notes == ("第 5 行是表尾（合计），不导入",)


def test_headings_over_two_rows_with_merged_cells_are_put_together():
    def fill(book, sheet):
        sheet.merge_range("A1:F1", "人民里社区居民花名册")
        for place, word in ((0, "姓名"), (4, "电话"), (5, "备注")):
            sheet.merge_range(1, place, 2, place, word)
        sheet.merge_range("B2:D2", "住址")
        for place, word in enumerate(("楼栋", "单元", "房号"), 1):
            sheet.write(2, place, word)
        sheet.write_row(3, 0, ("王秀芬", "3", "2", "301", "13833551234", ""))

    sheet = read(a_book(fill))
    assert sheet.titles == ("姓名", "楼栋", "单元", "房号", "电话", "备注")
    assert shown(sheet) == [(4, "王秀芬", "3", "2", "301", "13833551234", "")]


def test_a_merged_heading_right_above_the_list_takes_no_second_row():
    def fill(book, sheet):
        sheet.write(0, 0, "姓名")
        sheet.merge_range("B1:C1", "住址")
        sheet.write_row(1, 0, ("王秀芬", "3-2-301", ""))

    assert shown(read(a_book(fill)))[0][:3] == (2, "王秀芬", "3-2-301")


def test_a_row_of_explanations_below_the_headings_is_not_a_person():
    sheet = read(a_list(("必填", "18 位，文本", "如：13833551234"), ("王秀芬", "", "")))
    assert [row.values[0] for row in sheet.rows] == ["王秀芬"]
    assert sheet.notes == ("第 2 行是填写说明，不导入",)


def test_a_row_that_numbers_the_columns_is_not_a_person():
    sheet = read(a_list((1, 2, 3), ("王秀芬", "", "")))
    assert [row.values[0] for row in sheet.rows] == ["王秀芬"]


def test_an_address_merged_over_a_household_holds_for_everybody_in_it():
    def fill(book, sheet):
        sheet.write_row(0, 0, ("住址", "姓名"))
        sheet.merge_range("A2:A4", "3-2-301")
        for at, name in enumerate(("王秀芬", "李建国", "李明"), 1):
            sheet.write(at, 1, name)

    assert [row.values for row in read(a_book(fill)).rows] == [
        ("3-2-301", "王秀芬"), ("3-2-301", "李建国"), ("3-2-301", "李明"),
    ]  # fmt: skip


def test_headings_repeated_on_every_page_are_passed_over():
    head = ("姓名", "证件号", "电话")
    sheet = read(a_list(("王秀芬", "", ""), head, ("李建国", "", "")))
    assert [row.values[0] for row in sheet.rows] == ["王秀芬", "李建国"]
    assert "第 3 行又是表头，不导入" in sheet.notes


def test_formulas_give_their_results_and_say_so_where_they_have_none():
    def fill(book, sheet):
        sheet.write_row(0, 0, ("姓名", "电话", "备注"))
        sheet.write(1, 0, "王秀芬")
        sheet.write_formula(1, 1, '="138"&"33551234"', None, "13833551234")
        sheet.write_formula(1, 2, "=NA()", None, "#N/A")
        sheet.write(2, 0, "李建国")
        sheet.write_formula(2, 1, "=B2", None, "")

    sheet = read(a_book(fill))
    assert sheet.rows[0].values == ("王秀芬", "13833551234", "#N/A")
    assert sheet.rows[1].values[1] == "#未计算"
    assert "3 个公式" in sheet.notes[0]


def test_columns_and_rows_that_begin_elsewhere_keep_their_places():
    def fill(book, sheet):
        sheet.write_row(4, 2, ("姓名", "电话"))
        sheet.write_row(7, 2, ("王秀芬", "13833551234"))

    sheet = read(a_book(fill))
    assert [heading.name for heading in sheet.headings] == ["C 列“姓名”", "D 列“电话”"]
    assert shown(sheet) == [(8, "王秀芬", "13833551234")]


def test_the_first_sheet_in_sight_is_taken_and_another_on_request():
    def fill(book, sheet):
        sheet.write_row(0, 0, ("姓名", "电话"))
        sheet.write_row(1, 0, ("旧名单", "1"))
        sheet.hide()
        other = book.add_worksheet("二月")
        other.write_row(0, 0, ("姓名", "电话"))
        other.write_row(1, 0, ("王秀芬", "2"))
        other.activate()
        other.set_first_sheet()

    data = a_book(fill)
    assert read(data).name == "二月"
    assert read(data).names == ("居民", "二月")
    assert read(data, sheet="居民").rows[0].values[0] == "旧名单"


def test_reading_can_be_stopped():
    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        read(a_list(("王秀芬", "", "")), step=stop)


def test_a_sheet_without_headings_is_refused():
    with pytest.raises(InvalidInput, match="找不到表头"):
        read(a_list(("1", "2", "3"), head=(1, 2, 3)))


# -- plain text -----------------------------------------------------------------------------------

LINES = '姓名,电话,备注\n王秀芬,13833551234,喆\n李建国,,"3-2-301,西户"\n'


@pytest.mark.parametrize(
    "data",
    [
        LINES.encode(),
        LINES.encode("utf-8-sig"),
        LINES.encode("gb18030"),
        LINES.encode("utf-16"),
        LINES.replace("\n", "\r\n").encode("gb18030"),
        LINES.replace("3-2-301,西户", "3-2-301，西户")
        .replace(",", ";")
        .replace("，", ",")
        .encode(),
        LINES.replace("3-2-301,西户", "x")
        .replace(",", "\t")
        .replace('"x"', "3-2-301,西户")
        .encode(),
    ],
)
def test_plain_text_is_read_in_every_encoding_and_with_every_separator(data):
    sheet = read_sheet(data, name="居民.csv", known=is_known_heading)
    assert sheet.titles == ("姓名", "电话", "备注")
    assert [row.values for row in sheet.rows] == [
        ("王秀芬", "13833551234", "喆"),
        ("李建国", "", "3-2-301,西户"),
    ]


def test_numbers_kept_as_text_in_plain_text_are_taken_out_of_their_shell():
    sheet = read_sheet('姓名,证件号\n王秀芬,"=""130302196203151220"""\n'.encode(), name="a.csv")
    assert sheet.rows[0].values[1] == "130302196203151220"


def test_a_quotation_mark_never_closed_names_the_line():
    data = ('姓名,备注\n王秀芬,"' + "x" * 200_000).encode()
    with pytest.raises(InvalidInput, match="行附近的引号不成对"):
        read_sheet(data, name="a.csv")
