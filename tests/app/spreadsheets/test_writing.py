import errno
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from app.errors import Cancelled, LirenError
from app.spreadsheets.exporting import ExportColumn, Footer, export_rows
from app.spreadsheets.writing import (
    NOT_WRITABLE,
    Marked,
    SheetColumn,
    SheetText,
    put_in_place,
    workbook,
    write_workbook,
)
from db import clock
from tests.app.spreadsheets.books import parts

NAME, NUMBER, DAY = SheetColumn("姓名"), SheetColumn("年龄", "number"), SheetColumn("日期", "date")
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "=HYPERLINK(1)",
    "'x",
)


def written(path, sheet=0):
    return load_workbook(path).get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def a_sheet(*rows, columns=(NAME, NUMBER, DAY)):
    return SheetText("居民", columns, rows, len(rows))


def test_texts_numbers_and_days_keep_what_they_are(tmp_path):
    path = write_workbook(tmp_path / "名单", [a_sheet(("王秀芬", 64, date(1962, 3, 15)))])
    assert path.name == "名单.xlsx"
    assert written(path) == [
        ["姓名", "年龄", "日期"],
        ["王秀芬", 64.0, date(1962, 3, 15)],
    ]


def test_long_numbers_stay_texts(tmp_path):
    rows = [("130302196203151220", None, None), ("007", None, None)]
    path = write_workbook(tmp_path / "a.xlsx", [a_sheet(*rows)])
    assert [row[0] for row in written(path)] == ["姓名", "130302196203151220", "007"]


def test_days_a_spreadsheet_cannot_count_are_texts(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", [a_sheet(("x", None, date(1900, 2, 28)))])
    assert written(path)[1][2] == "1900-02-28"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_looks_like_a_formula_is_a_text(tmp_path, text):
    path = write_workbook(tmp_path / "a.xlsx", [a_sheet((text, text, text))])
    assert written(path)[1] == [text, text, text]
    assert_no_formula(path)


def assert_no_formula(path):
    for name, xml in parts(path).items():
        if "worksheets/" in name:
            assert "<f" not in xml.replace("<filterColumn", ""), name
            assert "hyperlink" not in xml


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=20))
def test_no_cell_of_any_text_is_ever_a_formula_and_none_is_lost(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("any") / "a.xlsx"
    columns = (SheetColumn("文字"), SheetColumn("占位"))
    write_workbook(path, [SheetText("居民", columns, [(one, "·") for one in texts], len(texts))])
    assert_no_formula(path)
    told = [NOT_WRITABLE.sub("", one).replace("\r\n", "\n").replace("\r", "\n") for one in texts]
    found = [row[0].replace("\r\n", "\n").replace("\r", "\n") for row in written(path)[1:]]
    assert found == told


def test_a_text_too_long_for_a_cell_says_that_there_was_more(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", [a_sheet(("长" * 40_000, None, None))])
    assert len(written(path)[1][0]) == 32_767
    assert written(path)[1][0].endswith("…")


def test_what_is_wrong_is_written_on_red(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", [a_sheet((Marked("=1"), None, None))])
    assert written(path)[1][0] == "=1"
    assert "F9D9D6" in parts(path)["xl/styles.xml"]
    assert_no_formula(path)


def test_the_heading_row_stays_in_sight_and_is_printed_on_every_page(tmp_path):
    xml = parts(write_workbook(tmp_path / "a.xlsx", [a_sheet(("王", 1, None))]))
    assert 'state="frozen"' in xml["xl/worksheets/sheet1.xml"]
    assert "_xlnm.Print_Titles" in xml["xl/workbook.xml"]


def test_a_stopped_workbook_leaves_nothing_and_what_was_there_stays(tmp_path):
    def stop(done, total):
        if done >= 500:
            raise Cancelled

    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")
    with pytest.raises(Cancelled):
        write_workbook(path, [a_sheet(*[("王", 1, None)] * 2000)], stop)
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]


def test_the_same_rows_take_steps_up_to_all_of_them():
    steps = []
    workbook([a_sheet(*[("王", 1, None)] * 1200)], lambda *step: steps.append(step))
    assert steps == [(500, 1200), (1000, 1200), (1200, 1200)]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "full"), "空间不足"),
        (PermissionError(errno.EACCES, "open elsewhere"), "正被别的程序打开"),
        (OSError(errno.EIO, "stick pulled out"), "保存不了"),
    ],
)
def test_why_a_file_cannot_be_saved_is_said_in_words(tmp_path, monkeypatch, error, words):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")

    def fail(*_):
        raise error

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(LirenError, match=words) as refused:
        put_in_place(path, b"new")
    assert refused.value.what_to_do
    assert path.read_bytes() == b"before"
    assert not (tmp_path / "a.xlsx.part").exists()


def test_a_folder_that_is_gone_is_named(tmp_path):
    with pytest.raises(LirenError, match="不在了"):
        put_in_place(tmp_path / "没有" / "a.xlsx", b"")


def test_an_exported_list_ends_with_who_took_it_when_and_what_for(tmp_path):
    columns = [
        ExportColumn("姓名", lambda row: row[0]),
        ExportColumn("年龄", lambda row: row[1], "number"),
    ]
    footer = Footer("赵敏", "=上报街道", "第一网格", masked=True)
    with clock.set_to(datetime(2026, 11, 24, 2, 30, tzinfo=UTC)):
        path = export_rows(tmp_path / "名单.xlsx", "居民", columns, [("王秀芬", 64)], footer=footer)
    assert [row[0] for row in written(path)] == [
        "姓名",
        "王秀芬",
        "",
        "导出人：赵敏",
        "导出时间：2026-11-24 10:30",
        "用途：=上报街道",
        "筛选条件：第一网格",
        "条数：1；证件号、电话已遮盖",
    ]
    assert_no_formula(path)
