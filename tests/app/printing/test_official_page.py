"""The official page as a ruler on the paper would find it (GB/T 9704-2012), read from the PDF."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.printing.blocks import Blank, Block, Heading, Paragraph, Title
from app.printing.closing import Attachments, Colophon, Signature
from app.printing.linebreak import NO_END, NO_START
from app.printing.official import Document, chunks_of, compose, paginate
from app.printing.pen import About
from tests.app.printing.conftest import ReadBack
from tests.app.printing.sheets import REPORT, minutes

ABOUT = About("试排", "和平里社区居民委员会")
CELL, ROW = 156 / 28, 225 / 22


def composed(*blocks: Block, colophon: Block | None = None) -> bytes:
    return compose(Document(ABOUT, blocks, colophon))


def body(lines: int) -> Paragraph:
    """Text of so many full lines."""
    return Paragraph("社" * (28 * lines - 2))


def test_a_full_page_has_22_lines_of_28_characters(read: ReadBack) -> None:
    page = read.lines(composed(body(60)))[1]
    text = page[:-1]
    assert len(text) == 22
    assert {len(line.marks) for line in text} == {28}
    assert {line.size for line in text} == {16.0}


def test_lines_and_characters_stand_on_the_grid(read: ReadBack) -> None:
    text = read.lines(composed(body(60)))[1][:-1]
    downs = [b.baseline - a.baseline for a, b in pairwise(text)]
    assert downs == pytest.approx([ROW] * 21, abs=0.01)
    for line in text:
        acrosses = [mark.x - 28 for mark in line.marks]
        assert acrosses == pytest.approx([i * CELL for i in range(28)], abs=0.02)


def test_all_text_stays_in_the_type_area(read: ReadBack) -> None:
    from app.printing.minutes import compose_minutes

    for page in read.lines(compose_minutes(minutes())):
        for line in page:
            if line.baseline > 37 + 225:
                continue
            for mark in line.marks:
                assert mark.x >= 28 - 0.2
                assert mark.ink_right <= 28 + 156 + 0.2
                assert 37 <= mark.ink_top <= mark.ink_bottom <= 37 + 225 + 0.2


def test_the_first_line_of_a_paragraph_is_indented_by_two_characters(read: ReadBack) -> None:
    first, second, *_ = read.lines(composed(Paragraph(REPORT)))[0]
    assert first.x == pytest.approx(28 + 2 * CELL, abs=0.05)
    assert second.x == pytest.approx(28, abs=0.05)


def test_broken_lines_are_spread_to_the_right_edge(read: ReadBack) -> None:
    *lines, _last, _folio = read.lines(composed(Paragraph(REPORT)))[0]
    for line in lines:
        end = line.marks[-1]
        advance = 16 / 72 * 25.4 if ord(end.char) > 0x2000 else 0
        assert end.x + advance == pytest.approx(28 + 156, abs=0.3) or not advance


@settings(max_examples=25, deadline=None)
@given(
    st.text(alphabet="社区居民会议，。、《》“”（）；：？…—2026年4月%Aa ", min_size=30, max_size=400)
)
def test_no_printed_line_starts_or_ends_with_a_forbidden_mark(text: str) -> None:
    spaced = "居民".join(text[i : i + 2] for i in range(0, len(text), 2))
    lines = ReadBack().lines(composed(Paragraph("会议" + spaced)))
    flow = [line for page in lines for line in page[:-1]]
    for above, below in pairwise(flow):
        assert below.text[0] not in NO_START
        assert above.text[-1] not in NO_END


def test_page_numbers_stand_7_mm_below_odd_right_even_left(read: ReadBack) -> None:
    pages = read.lines(composed(body(60)))
    for number, page in enumerate(pages, start=1):
        folio = page[-1]
        assert folio.text == f"—{number}—"
        assert folio.size == 14.0
        dash = folio.marks[0]
        assert (dash.ink_top + dash.ink_bottom) / 2 == pytest.approx(262 + 7, abs=0.5)
        if number % 2:
            assert folio.marks[-1].ink_right == pytest.approx(184 - CELL, abs=0.6)
        else:
            assert folio.x == pytest.approx(28 + CELL, abs=0.3)


def test_a_heading_is_never_the_last_line_of_a_page(read: ReadBack) -> None:
    for before in range(15, 24):
        pages = read.lines(
            composed(body(before), Heading(1, "一、标题"), Heading(2, "（一）题"), body(3))
        )
        for page in pages:
            assert "题" not in page[-2].text


def test_headings_are_black_kai_and_fangsong() -> None:
    faces = [Heading(level, "标题").rows()[0].strips[0].pieces[0].face for level in (1, 2, 3, 4)]
    assert faces == ["NotoSansSC-Bold", "WenKai", "FandolFang", "FandolFang"]


@pytest.mark.parametrize("before", range(16, 24))
@pytest.mark.parametrize("sealed", [True, False])
def test_a_signature_never_stands_alone_on_a_page(
    before: int, sealed: bool, read: ReadBack
) -> None:
    sign = Signature("和平里社区居民委员会", date(2026, 1, 5), sealed)
    last = read.lines(composed(body(before), sign))[-1]
    assert [line.text for line in last[-3:-1]] == ["和平里社区居民委员会", "2026年1月5日"]
    assert "社社社" in last[0].text
    assert last[0].baseline < 50


def test_a_sealed_date_ends_four_characters_from_the_right_with_the_office_centred_on_it(
    read: ReadBack,
) -> None:
    page = read.lines(composed(body(3), Signature("幸福居委会", date(2026, 1, 5), True)))[0]
    office, day = page[-3], page[-2]
    assert day.text == "2026年1月5日"
    day_end = day.marks[-1].x + CELL
    assert day_end == pytest.approx(184 - 4 * CELL, abs=0.3)
    middle_of_office = (office.x + office.marks[-1].x + CELL) / 2
    assert middle_of_office == pytest.approx((day.x + day_end) / 2, abs=0.3)
    assert office.baseline - page[-4].baseline == pytest.approx(4 * ROW, abs=0.1)


def test_an_unsealed_date_starts_two_characters_right_of_the_office(read: ReadBack) -> None:
    page = read.lines(
        composed(body(3), Signature("幸福街道和平里社区居民委员会", date(2026, 1, 5), False))
    )[0]
    office, day = page[-3], page[-2]
    assert office.marks[-1].x + CELL == pytest.approx(184 - 2 * CELL, abs=0.3)
    assert day.x == pytest.approx(office.x + 2 * CELL, abs=0.1)


def test_attachments_stand_one_line_below_with_hanging_names(read: ReadBack) -> None:
    names = ("和平里社区3号楼、5号楼加装电梯费用分摊方案及一层住户采光补偿办法说明", "报告单")
    page = read.lines(composed(body(2), Attachments(names)))[0]
    first, wrapped, second = page[2:5]
    assert first.text.startswith("附件：1.和平里")
    assert first.x == pytest.approx(28 + 2 * CELL, abs=0.05)
    assert first.baseline - page[1].baseline == pytest.approx(2 * ROW, abs=0.05)
    start_of_name = next(mark.x for mark in first.marks if mark.char == "和")
    assert wrapped.x == pytest.approx(start_of_name, abs=0.1)
    assert second.text == "2.报告单"


@pytest.mark.parametrize("before", range(1, 45))
def test_the_colophon_stands_at_the_foot_of_the_last_page_with_text_above(before: int) -> None:
    colophon = Colophon("居委会", date(2026, 1, 5), "各楼栋长").rows()
    pages = paginate(chunks_of([body(before)]), colophon)
    assert [at for at, _ in pages[-1][-2:]] == [20, 21]
    assert len(pages[-1]) > 2
    assert all(at < 20 for at, _ in pages[-1][:-2])


def test_empty_lines_are_left_out_at_the_head_of_a_page(read: ReadBack) -> None:
    second = read.lines(composed(body(22), Blank(2), Paragraph("下一页")))[1]
    assert second[0].text == "下一页"
    assert second[0].baseline < 50


def test_a_long_title_breaks_by_sense_into_even_lines(read: ReadBack) -> None:
    title = "和平里社区居民代表会议关于3号楼、5号楼加装电梯表决结果的公示"
    page = read.lines(composed(Title(title), body(2)))[0]
    assert [page[0].text, page[1].text] == [
        "和平里社区居民代表会议",
        "关于3号楼、5号楼加装电梯表决结果的公示",
    ]
    for line in page[:2]:
        left, right = line.x - 28, 184 - line.marks[-1].ink_right
        assert left == pytest.approx(right, abs=1.5)
    assert page[0].size == 22.0


def test_a_writer_decides_the_break_of_a_title(read: ReadBack) -> None:
    page = read.lines(composed(Title("关于电梯\n表决结果的公示"), body(2)))[0]
    assert [page[0].text, page[1].text] == ["关于电梯", "表决结果的公示"]
