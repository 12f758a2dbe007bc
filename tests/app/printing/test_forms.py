"""Bordered forms: the sign-in sheet and whatever else has rows to write in."""

from itertools import pairwise

import pytest

from app.printing.form import Column, Form, compose_form
from app.printing.pen import About
from app.printing.preview import page_count
from app.printing.sign_in_sheet import COLUMNS, SignInRow, compose_sign_in_sheet
from tests.app.printing.conftest import ReadBack
from tests.app.printing.sheets import sign_in

HEADER = "序号姓名代表身份／网格签名到会时间备注"


def horizontals(read: ReadBack, pdf: bytes, page: int) -> list[float]:
    """Heights of the lines across the table, from the top, in mm."""
    across = [r for r in read.rules(pdf, page) if r[2] - r[0] > 150 and r[3] - r[1] < 1]
    return sorted({round((r[1] + r[3]) / 2, 1) for r in across})


def test_the_columns_fill_the_width_of_the_form() -> None:
    assert sum(column.width_mm for column in COLUMNS) == 170


def test_the_header_comes_again_on_every_page(read: ReadBack) -> None:
    pages = read.lines(compose_sign_in_sheet(sign_in()))
    assert len(pages) > 2
    for page in pages:
        assert HEADER in [line.text for line in page]


def test_every_person_is_listed_once_and_blank_rows_follow(read: ReadBack) -> None:
    sheet = sign_in(blank_rows=5)
    pdf = compose_sign_in_sheet(sheet)
    joined = "\n".join(line.text for page in read.lines(pdf) for line in page)
    for row in sheet.rows:
        assert row.name in joined
    rows = sum(len(horizontals(read, pdf, i)) - 2 for i in range(page_count(pdf)))
    assert rows == 61 + 5 + 1


def test_rows_are_high_enough_for_a_pen(read: ReadBack) -> None:
    pdf = compose_sign_in_sheet(sign_in())
    for page in range(page_count(pdf)):
        heights = horizontals(read, pdf, page)
        gaps = [b - a for a, b in pairwise(heights)]
        assert min(gaps) >= 8.9


def test_no_row_is_split_and_none_runs_off_the_page(read: ReadBack) -> None:
    pdf = compose_sign_in_sheet(sign_in())
    for number, page in enumerate(read.lines(pdf)):
        heights = horizontals(read, pdf, number)
        assert heights[-1] <= 297 - 24 + 0.1
        for line in page:
            for mark in line.marks:
                crossing = [h for h in heights if mark.ink_top < h - 0.2 < mark.ink_bottom - 0.4]
                assert crossing == []


def test_a_long_cell_is_wrapped_inside_its_column(read: ReadBack) -> None:
    pdf = compose_sign_in_sheet(sign_in(1, blank_rows=0))
    left, right = 20 + 12 + 24, 20 + 12 + 24 + 46
    inside = [
        mark for line in read.lines(pdf)[0] for mark in line.marks if mark.char in "幸福家园业副党"
    ]
    assert len(inside) == 7
    assert all(left < mark.x and mark.ink_right < right for mark in inside)


def test_the_lines_of_a_centred_cell_are_about_equally_long(read: ReadBack) -> None:
    rows = (SignInRow("石磊", "列席　文化路街道办事处", remark="请假：照看孩子"),)
    marks = [
        mark
        for line in read.lines(compose_sign_in_sheet(sign_in(rows=rows, blank_rows=0)))[0]
        for mark in line.marks
        if 20 + 12 + 24 < mark.x < 20 + 12 + 24 + 46
    ]
    last = max(mark.baseline for mark in marks if mark.char in "文化路街道办事处")
    assert sum(mark.baseline == last for mark in marks) >= 4


def test_pages_are_numbered_with_their_total(read: ReadBack) -> None:
    pages = read.lines(compose_sign_in_sheet(sign_in()))
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in [line.text for line in page]


def test_known_totals_are_printed_and_unknown_ones_left_to_the_pen(read: ReadBack) -> None:
    text = [line.text for line in read.lines(compose_sign_in_sheet(sign_in()))[-1]]
    assert "应到：61人实到：请假：列席：" in text
    known = sign_in(present=51, on_leave=8, observers=2)
    text = [line.text for line in read.lines(compose_sign_in_sheet(known))[-1]]
    assert "应到：61人实到：51人请假：8人列席：2人" in text


@pytest.mark.parametrize("count", range(14, 30))
def test_totals_and_signature_lines_never_stand_without_a_row(count: int, read: ReadBack) -> None:
    rows = tuple(SignInRow(f"居民{i}", "代表") for i in range(count))
    pdf = compose_sign_in_sheet(sign_in(rows=rows, blank_rows=0))
    last = [line.text for line in read.lines(pdf)[-1]]
    assert any(text.startswith(f"{count}居民{count - 1}") for text in last)
    assert "主持人签名：记录人签名：" in last
    end = next(line for line in read.lines(pdf)[-1] if line.text.startswith("主持人签名"))
    assert end.baseline < 297 - 24


def test_a_form_without_rows_still_prints_its_head(read: ReadBack) -> None:
    form = Form(About("空表", "居委会"), "空表", (Column("姓名", 100), Column("备注", 70)), ())
    text = [line.text for line in read.lines(compose_form(form))[0]]
    assert "姓名备注" in text


def test_a_long_list_prints_in_one_document() -> None:
    seen: list[int] = []
    pdf = compose_sign_in_sheet(sign_in(600), step=lambda done, total: seen.append(done))
    assert page_count(pdf) == len(seen) > 20


def test_a_long_place_gets_a_line_of_its_own_and_touches_nothing(read: ReadBack) -> None:
    place = "和平里社区党群服务中心二楼小院议事厅（北门进入，乘电梯至二层右转第一间）"
    lines = read.lines(compose_sign_in_sheet(sign_in(3, place=place, chair="张建军")))[0]
    assert f"地点：{place}" in [line.text for line in lines]
    assert "主持：张建军" in [line.text for line in lines]


def test_a_place_longer_than_the_paper_is_wrapped(read: ReadBack) -> None:
    place = "社区" * 40
    lines = read.lines(compose_sign_in_sheet(sign_in(3, place=place)))[0]
    printed = "".join(line.text for line in lines)
    assert place in printed
    assert all(mark.ink_right <= 190 for line in lines for mark in line.marks)


def test_a_cell_taller_than_a_page_goes_on_in_another_row_and_loses_nothing(
    read: ReadBack,
) -> None:
    text = "".join(chr(0x4E00 + i) for i in range(3000))
    columns = (Column("项目", 38), Column("内容", 132, "left"))
    pdf = compose_form(Form(About("长", "居委会"), "长表", columns, (("事项", text),)))
    marks = [m for page in read.lines(pdf) for line in page for m in line.marks]
    assert set(text) <= {mark.char for mark in marks}
    assert all(mark.ink_bottom < 297 - 5 for mark in marks)
