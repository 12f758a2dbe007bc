"""卷宗: what is in it stands in the contents, on the page that the contents say."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Cancelled
from app.printing.case_file import CaseFileSheet, CasePart, compose_case_file
from app.printing.papers import Sheet, compose, lay
from app.printing.preview import page_count
from app.printing.typeface import GlyphsMissing
from tests.app.printing import council_sheets as council
from tests.app.printing.conftest import Line, ReadBack
from tests.app.printing.sheets import OFFICE
from tests.app.printing.test_council_official import RARE

FRONT = 2
"""Cover and contents stand before the first numbered page."""


@pytest.fixture(scope="module")
def file() -> bytes:
    """A whole matter in twelve parts."""
    return compose_case_file(council.case_file())


def file_number(page: list[Line]) -> str:
    """The file's own number on a page, at its upper corner."""
    return next((line.text for line in page if line.baseline < 13), "")


def firsts(parts: tuple[CasePart, ...]) -> list[int]:
    """On which page of the file each part begins."""
    lengths = [len(lay(part.sheet).pages) for part in parts]
    return [1 + sum(lengths[:place]) for place in range(len(lengths))]


def test_the_contents_name_every_part_with_the_page_it_begins_on(
    file: bytes, read: ReadBack
) -> None:
    parts = council.case_file().parts
    pages = read.lines(file)
    printed = [mark for line in pages[1] for mark in line.marks if mark.x > 170]
    numbers = "".join(mark.char for mark in printed if mark.size == 12.0)
    expected = "".join(map(str, firsts(parts)[:-1])) + "26—27"
    assert numbers == f"页号{expected}"
    titles = read.column(file, 32, 108, 12.0)
    for part, first in zip(parts, firsts(parts), strict=True):
        assert file_number(pages[FRONT + first - 1]) == f"卷内第{first}页"
        assert part.title in titles


def test_pages_are_numbered_through_all_parts_right_on_odd_and_left_on_even(
    file: bytes, read: ReadBack
) -> None:
    numbered = read.lines(file)[FRONT:-1]
    for number, page in enumerate(numbered, start=1):
        line = next(line for line in page if line.baseline < 13)
        assert line.text == f"卷内第{number}页"
        if number % 2:
            assert line.marks[-1].ink_right == pytest.approx(190, abs=0.5)
        else:
            assert line.x == pytest.approx(20, abs=0.3)


def test_cover_contents_and_closing_sheet_are_not_numbered(file: bytes, read: ReadBack) -> None:
    cover, contents, *_, closing = read.lines(file)
    assert [file_number(page) for page in (cover, contents, closing)] == ["", "", ""]
    assert "27页" in "".join(line.text for line in cover)
    assert closing[0].text == "卷内备考表"


def test_the_outline_leads_to_the_first_page_of_every_part(file: bytes, read: ReadBack) -> None:
    parts = council.case_file().parts
    inside = [(part.title, FRONT + first) for part, first in zip(parts, firsts(parts), strict=True)]
    ends = page_count(file)
    assert read.outline(file) == [("封面", 1), ("卷内目录", 2), *inside, ("卷内备考表", ends)]
    assert b"/PageMode /UseOutlines" in file


def test_a_line_of_the_contents_leads_to_its_part_on_the_screen(
    file: bytes, read: ReadBack
) -> None:
    parts = council.case_file().parts
    assert sorted(read.links(file, 1)) == [FRONT + first for first in firsts(parts)]


def test_the_screen_calls_pages_by_the_number_printed_on_them(file: bytes, read: ReadBack) -> None:
    labels = read.labels(file)
    assert labels == ["封面", "卷内目录", *map(str, range(1, 28)), "卷内备考表"]


def test_every_paper_is_bound_as_it_was_issued(file: bytes, read: ReadBack) -> None:
    parts = council.case_file().parts
    bound = read.lines(file)
    for part, first in zip(parts, firsts(parts), strict=True):
        for offset, alone in enumerate(read.lines(compose(part.sheet))):
            page = [line for line in bound[FRONT + first - 1 + offset] if line.baseline > 13]
            assert [line.text for line in page] == [line.text for line in alone]


def test_each_font_is_embedded_once_for_the_whole_file(file: bytes) -> None:
    assert b"Helvetica" not in file
    assert file.count(b"/Type /FontDescriptor") == file.count(b"/FontFile2")
    assert file.count(b"/BaseFont /AAAAA") == file.count(b"/BaseFont")
    alone = sum(len(compose(part.sheet)) for part in council.case_file().parts)
    assert len(file) < alone / 2


def test_rare_names_come_out_of_text_and_outline(read: ReadBack) -> None:
    title = f"{RARE}的提议"
    part = CasePart(title, council.proposal(proposer=RARE), f"王{RARE}")
    pdf = compose_case_file(council.case_file(title=f"关于{RARE}", parts=(part,)))
    text = "".join(line.text for page in read.lines(pdf) for line in page)
    assert text.count(RARE) >= 4
    assert (title, 3) in read.outline(pdf)


SHEETS: list[Sheet] = [
    council.agenda(),
    council.members(40),
    council.meeting_notice(),
    council.poll(4),
    council.work(),
]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(SHEETS), max_size=9))
def test_whatever_is_bound_the_contents_are_right(sheets: list[Any]) -> None:
    read = ReadBack()
    parts = tuple(
        CasePart(f"材料{number:03}", sheet) for number, sheet in enumerate(sheets, start=1)
    )
    pdf = compose_case_file(council.case_file(parts=parts))
    pages = read.lines(pdf)
    assert [file_number(page) for page in pages[FRONT:-1]] == [
        f"卷内第{number}页" for number in range(1, len(pages) - FRONT)
    ]
    outline = dict(read.outline(pdf))
    for part, first in zip(parts, firsts(parts), strict=True):
        assert outline[part.title] == FRONT + first


def test_contents_longer_than_a_page_go_on_and_shift_no_number(read: ReadBack) -> None:
    parts = tuple(CasePart(f"第{n}号材料", council.agenda(1)) for n in range(1, 61))
    pdf = compose_case_file(council.case_file(parts=parts))
    outline = dict(read.outline(pdf))
    front = outline["第1号材料"] - 1
    assert front > FRONT
    assert read.labels(pdf)[front : front + 3] == ["1", "2", "3"]
    assert file_number(read.lines(pdf)[front + 59]) == "卷内第60页"


def test_a_file_of_nothing_is_cover_contents_and_closing_sheet() -> None:
    bare = CaseFileSheet(OFFICE, "空卷", "2026-001", ())
    assert page_count(compose_case_file(bare)) == 3


def test_a_very_long_title_stays_on_the_cover(read: ReadBack) -> None:
    pdf = compose_case_file(council.case_file(title="关于" + "加装电梯和停车" * 30 + "的卷宗"))
    cover = read.lines(pdf)[0]
    facts = next(line.baseline for line in cover if line.text.startswith("卷号"))
    title = [line for line in cover if "加装电梯" in line.text]
    assert max(line.baseline for line in title) < facts - 5
    assert all(mark.ink_right <= 190.2 for line in cover for mark in line.marks)


def test_a_missing_character_in_any_part_is_told_before_binding() -> None:
    lost = CasePart("提议", council.proposal(proposer="\U0002f000"), day=date(2026, 1, 1))
    sheet = council.case_file(parts=(lost,))
    with pytest.raises(GlyphsMissing):
        compose_case_file(sheet)
    assert compose_case_file(sheet, frames_allowed=True)


def test_every_page_is_told_and_a_cancelled_file_stops(file: bytes) -> None:
    seen: list[tuple[int, int]] = []
    compose_case_file(council.case_file(), step=lambda done, total: seen.append((done, total)))
    assert seen == [(number, 30) for number in range(1, page_count(file) + 1)]

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        compose_case_file(council.case_file(), step=stop)


def test_the_same_file_gives_the_same_bytes(file: bytes) -> None:
    assert compose_case_file(council.case_file()) == file
    assert compose_case_file(replace(council.case_file(), number="2026-008")) != file
