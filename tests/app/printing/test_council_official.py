"""Notice of meeting, resolution and result of evaluation, measured on the finished page."""

from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.printing.papers import OfficialSheet, compose
from app.printing.preview import page_count
from tests.app.printing import council_sheets as council
from tests.app.printing.conftest import ReadBack

Maker = Callable[..., OfficialSheet]
CELL = 156 / 28
OFFICIAL: dict[str, tuple[Maker, str]] = {
    "notice": (council.meeting_notice, "attendants"),
    "resolution": (council.resolution, "execution"),
    "evaluation": (council.evaluation_result, "handling"),
}
"""Each paper with a field of running text."""
each = pytest.mark.parametrize(("make", "text"), OFFICIAL.values(), ids=OFFICIAL)
STANDARD = (
    resources.files("resources").joinpath("fonts", "standard_characters.txt").read_text("utf-8")
).replace("\n", "")
NEVER_FIRST, NEVER_LAST = "，。、；：？！）》」』】〉…—%％”’·", "（《「『【〈“‘"
"""Said here once more, so that a mark taken out of the breaker's list is missed."""

RARE = "䶮㛃𬱖𫖯𪨶𬭼"
LONG = (
    "居民代表认为，《方案》可行（附图一、二）；费用占“公共收益”的5%，2026年12月31日前完工。" * 115
)
"""Over 5,000 characters; the sentence shifts against the line, so all marks meet both its ends."""


def flow(pdf: bytes) -> str:
    """All text of the type areas, page after page."""
    pages = ReadBack().lines(pdf)
    return "".join(line.text for page in pages for line in page if line.baseline <= 262)


@each
def test_text_stays_in_the_type_area(make: Maker, text: str, read: ReadBack) -> None:
    for page in read.lines(compose(make(**{text: LONG}))):
        for line in page:
            if line.baseline > 37 + 225:
                continue
            for mark in line.marks:
                assert 28 - 0.2 <= mark.x <= mark.ink_right <= 28 + 156 + 0.2
                assert 37 <= mark.ink_top <= mark.ink_bottom <= 37 + 225 + 0.2


@each
def test_a_full_page_has_22_lines_of_28_characters(make: Maker, text: str, read: ReadBack) -> None:
    page = read.lines(compose(make(**{text: "社" * 28 * 60})))[2]
    *body, folio, _small_print = page
    assert [len(line.marks) for line in body] == [28] * 22
    assert folio.text == "—3—"


@each
def test_no_line_of_5000_characters_starts_or_ends_with_a_forbidden_mark(
    make: Maker, text: str, read: ReadBack
) -> None:
    assert len(LONG) >= 5000
    pdf = compose(make(**{text: LONG}))
    lines = [line for page in read.lines(pdf) for line in page if line.baseline <= 262]
    assert len(lines) > 180
    for line in lines:
        assert line.text[0] not in NEVER_FIRST
        assert line.text[-1] not in NEVER_LAST
    assert LONG in "".join(line.text for line in lines)


@each
def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(
    make: Maker, text: str, read: ReadBack
) -> None:
    for number, page in enumerate(read.lines(compose(make(**{text: LONG}))), start=1):
        folio = page[-2]
        assert folio.text == f"—{number}—"
        assert folio.size == 14.0
        if number % 2:
            assert folio.marks[-1].ink_right == pytest.approx(184 - CELL, abs=0.6)
        else:
            assert folio.x == pytest.approx(28 + CELL, abs=0.3)


@each
def test_all_standard_characters_and_rare_names_come_out_of_the_pdf(
    make: Maker, text: str, read: ReadBack
) -> None:
    pdf = compose(make(**{text: STANDARD + RARE}))
    assert STANDARD + RARE in flow(pdf)
    assert "□" not in read.text(pdf)


@each
def test_only_embedded_fonts_are_used(make: Maker, text: str) -> None:
    pdf = compose(make(**{text: RARE}))
    assert pdf.count(b"/Type /FontDescriptor") == pdf.count(b"/FontFile2") >= 3
    assert pdf.count(b"/BaseFont /AAAAA") == pdf.count(b"/BaseFont")


MARKS = "，。、；：？！（）《》“”—…·0123456789%.-/ABab &"
WORDS = st.text(st.sampled_from(STANDARD[::40] + RARE + MARKS), min_size=1, max_size=120)


@settings(max_examples=20, deadline=None)
@given(WORDS)
def test_whatever_is_written_comes_out_as_itself(text: str) -> None:
    for make, name in OFFICIAL.values():
        assert "".join(text.split()) in flow(compose(make(**{name: text})))


@pytest.mark.parametrize("paragraphs", range(1, 20))
def test_the_contact_stays_with_the_date_above_it(paragraphs: int, read: ReadBack) -> None:
    sheet = council.meeting_notice(requirements="请准时到会。\n" * paragraphs)
    last = [line.text for line in read.lines(compose(sheet))[-1]]
    assert last[-5:-2] == [
        "幸福街道和平里社区居民委员会",
        "2026年11月16日",
        "（联系人：王芳，联系电话：0335-3056789）",
    ]
    assert len(last) > 5


def test_a_notice_leaves_out_what_is_not_said_and_closes_up_its_numbers(read: ReadBack) -> None:
    sheet = council.meeting_notice(topics=("关于北门停车",), to_prepare="", attachments=())
    text = read.text(compose(sheet))
    assert "三、会议议题：关于北门停车四、参会范围：" in text.replace(" ", "")
    assert "五、有关要求" in text
    assert "会前准备" not in text
    assert "附件" not in text


def test_the_topics_of_a_notice_are_numbered_one_below_the_other(read: ReadBack) -> None:
    lines = [line.text for line in read.lines(compose(council.meeting_notice()))[0]]
    start = lines.index("三、会议议题")
    assert lines[start + 1 : start + 4] == [
        "1.关于小区东门加建非机动车充电棚；",
        "2.关于北门停车秩序；",
        "3.关于文明积分兑换物品目录。",
    ]


def test_the_day_of_adoption_stands_in_the_middle_below_the_title(read: ReadBack) -> None:
    page = read.lines(compose(council.resolution()))[0]
    adopted = page[2]
    assert adopted.text == "（2026年11月20日通过）"
    right = 184 - adopted.marks[-1].x - CELL
    assert adopted.x - 28 == pytest.approx(right, abs=1)


def test_one_clause_stands_without_a_number(read: ReadBack) -> None:
    text = read.text(compose(council.resolution(clauses=("同意建设。",))))
    assert "同意建设。" in text
    assert "一、" not in text


def test_empty_papers_still_print() -> None:
    bare: list[OfficialSheet] = [
        replace(council.meeting_notice(), topics=(), opening="", requirements="", contact=""),
        replace(council.resolution(), clauses=(), figures=(), signatures=(), copies_to=""),
        replace(council.evaluation_result(), figures=(), opinions=(), handling=""),
    ]
    assert [page_count(compose(sheet)) for sheet in bare] == [1, 1, 1]


def test_a_very_long_title_and_office_print_without_leaving_the_page(read: ReadBack) -> None:
    changes: dict[str, Any] = {"title": "关于" + "加装电梯和停车" * 40 + "的通知"}
    office = "秦皇岛市海港区文化路街道和平里北社区居民委员会"
    lines = read.lines(compose(council.meeting_notice(office_name=office, **changes)))
    assert all(mark.ink_right <= 184.3 for page in lines for line in page for mark in line.marks)
