"""Slips to be cut apart: ballots, evaluation forms, poll slips."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Cancelled, InvalidInput
from app.printing.ballots import BallotKind, compose_ballots
from app.printing.evaluation_form import compose_evaluation_form
from app.printing.papers import Sheet, compose
from app.printing.poll_slip import compose_poll_slips
from app.printing.preview import page_count
from tests.app.printing import council_sheets as council
from tests.app.printing.conftest import Line, ReadBack
from tests.app.printing.sheets import NAMES
from tests.app.printing.test_council_official import LONG, RARE, STANDARD, WORDS

STUB_ENDS = 20 + 30 - 5
"""Where the line to tear along stands, in mm from the left edge."""

OPTIONS = ("东门内侧空地，设40个充电位", "北门外停车场西侧，设30个充电位", "暂不建设")
ALL: dict[str, Callable[..., Sheet]] = {
    "motion": council.ballots,
    "options": lambda **more: council.ballots(kind=BallotKind.OPTIONS, choices=OPTIONS, **more),
    "candidates": lambda **more: council.ballots(
        kind=BallotKind.CANDIDATES, choices=NAMES[:10], seats=7, write_ins=2, **more
    ),
    "poll": council.poll,
    "evaluation": council.evaluation_form,
}
each = pytest.mark.parametrize("make", ALL.values(), ids=ALL)


def cuts(read: ReadBack, pdf: bytes, page: int) -> list[float]:
    """Heights of the lines to cut along, in mm from the top."""
    rules = read.rules(pdf, page)
    return sorted((rule[1] + rule[3]) / 2 for rule in rules if rule[2] - rule[0] > 195)


def numbers(lines: list[Line]) -> list[int]:
    """Serial numbers on a page, from the top."""
    serial = re.compile(r"编号：?(?:2026-007-)?(\d+)")
    return [int(found) for line in lines for found in serial.findall(line.text)]


@each
def test_several_stand_on_a_page_in_equal_heights_and_nothing_crosses_a_cut(
    make: Callable[..., Sheet], read: ReadBack
) -> None:
    pdf = compose(make())
    heights = [0.0, *cuts(read, pdf, 0), 297.0]
    assert len(heights) > 2
    slices = [b - a for a, b in pairwise(heights)]
    assert slices == pytest.approx([slices[0]] * len(slices), abs=0.3)
    for page in read.lines(pdf):
        for mark in (mark for line in page for mark in line.marks):
            assert min(abs(cut - mark.baseline) for cut in heights) > 5
            assert mark.x >= 12
            assert mark.ink_right <= 190.2


def test_every_ballot_has_a_number_of_its_own_on_the_stub_and_none_on_the_ballot(
    read: ReadBack,
) -> None:
    pages = read.lines(compose_ballots(council.ballots(first_number=101)))
    found = [number for page in pages for number in numbers(page)]
    assert sorted(found) == list(range(101, 101 + 61))
    for line in (line for page in pages for line in page):
        ballot = "".join(mark.char for mark in line.marks if mark.x > STUB_ENDS)
        assert "编号" not in ballot
        assert not re.search(r"\d{4}(?!年)", ballot)


def test_ballots_of_one_vote_are_alike_but_for_the_stub(read: ReadBack) -> None:
    """Whoever opens the box cannot tell two ballots apart."""
    pages = read.lines(compose_ballots(council.ballots(count=6)))
    shown = [
        [(mark.char, round(mark.x, 2)) for mark in line.marks if mark.x > STUB_ENDS]
        for page in pages
        for line in page
    ]
    lines = [line for line in shown if line]
    once = lines[: len(lines) // 6]
    assert lines == once * 6


def test_the_piles_laid_on_each_other_after_the_cut_are_in_order(read: ReadBack) -> None:
    for count in (1, 2, 3, 4, 5, 7, 60, 61):
        pages = [
            numbers(page) for page in read.lines(compose_ballots(council.ballots(count=count)))
        ]
        places = max(map(len, pages))
        piles = [page[place] for place in range(places) for page in pages if place < len(page)]
        assert piles == list(range(1, count + 1))


def test_without_a_stub_a_named_ballot_may_carry_its_number(read: ReadBack) -> None:
    sheet = council.ballots(has_stub=False, is_numbered=True, count=3)
    pages = read.lines(compose_ballots(sheet))
    assert [number for page in pages for number in numbers(page)] == [1, 2, 3]
    bare = read.text(compose_ballots(council.ballots(has_stub=False, count=3)))
    assert "编号" not in bare
    assert "存" not in bare


def test_a_motion_is_answered_in_one_of_three_boxes(read: ReadBack) -> None:
    lines = read.lines(compose_ballots(council.ballots(count=1)))[0]
    assert any(line.text.endswith("赞成反对弃权") for line in lines)
    assert council.QUESTION in read.column(compose_ballots(council.ballots(count=1)), 45, 190, 14.0)


def test_options_and_candidates_are_all_there_with_their_number_to_choose(read: ReadBack) -> None:
    options = read.text(compose(ALL["options"](count=1, seats=2)))
    assert all(option in options for option in OPTIONS)
    assert "最多选2个" in options
    candidates = read.text(compose(ALL["candidates"](count=1)))
    assert all(name in candidates for name in NAMES[:10])
    assert "应选7人" in candidates
    assert "另写他人" in candidates


def test_own_instructions_take_the_place_of_the_usual_ones(read: ReadBack) -> None:
    text = read.text(compose_ballots(council.ballots(count=1, instructions="空白票为弃权。")))
    assert "空白票为弃权。" in text
    assert "无效票" not in text


@pytest.mark.parametrize("count", [0, -1, 5001])
def test_no_ballots_or_too_many_are_refused_with_the_field_named(count: int) -> None:
    for sheet in (council.ballots(count=count), council.evaluation_form(count=count)):
        with pytest.raises(InvalidInput) as refusal:
            compose(sheet)
        assert refusal.value.field == "count"


def test_a_poll_without_households_is_refused() -> None:
    with pytest.raises(InvalidInput):
        compose_poll_slips(council.poll(addresses=()))


@each
def test_a_text_of_5000_characters_is_set_smaller_or_refused_but_never_cut(
    make: Callable[..., Sheet], read: ReadBack
) -> None:
    field = "matter" if make is council.evaluation_form else "question"
    fewest = {} if make is council.poll else {"count": 1}
    try:
        pdf = compose(make(**{field: LONG}, **fewest))
    except InvalidInput as refusal:
        assert "太长" in refusal.what_happened  # noqa: PT017  both endings are right
        return
    marks = [mark for line in read.lines(pdf)[0] for mark in line.marks]
    left = 19 if make in (council.poll, council.evaluation_form) else STUB_ENDS
    assert LONG in "".join(mark.char for mark in marks if mark.x > left)
    assert max(mark.ink_bottom for mark in marks) < 297 - 5


@settings(max_examples=15, deadline=None)
@given(WORDS)
def test_whatever_is_written_on_a_slip_comes_out_as_itself(text: str) -> None:
    expected = "".join(text.split())
    ballot = compose_ballots(council.ballots(question=text, count=1))
    assert expected in ReadBack().column(ballot, STUB_ENDS, 190, 14.0)
    poll = compose_poll_slips(council.poll(1, question=text))
    assert expected in ReadBack().column(poll, 19, 190, 14.0)
    form = compose_evaluation_form(council.evaluation_form(matter=text, count=1))
    assert expected in ReadBack().column(form, 19, 190, 14.0)


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 90))
def test_every_household_gets_one_slip_in_the_order_of_the_walk(count: int) -> None:
    pages = ReadBack().lines(compose_poll_slips(council.poll(count)))
    assert sorted(number for page in pages for number in numbers(page)) == list(range(1, count + 1))


def test_a_slip_names_the_household_and_leaves_lines_to_sign(read: ReadBack) -> None:
    text = read.text(compose_poll_slips(council.poll(1))).replace(" ", "")
    assert "住址：3号楼2单元101" in text
    for words in ("□同意", "□不同意", "□弃权", "户代表签名：", "入户人签名：", "2026年11月30日前"):
        assert words in text


def test_a_long_address_is_set_smaller_and_touches_nothing(read: ReadBack) -> None:
    address = "幸福家园小区（原棉纺厂家属院）甲3号楼12单元1501室西侧平房"
    pdf = compose_poll_slips(council.poll(addresses=(address,)))
    line = next(line for line in read.lines(pdf)[0] if address in line.text)
    end = next(mark for mark in line.marks if mark.char == "编").x
    assert max(mark.ink_right for mark in line.marks if mark.char in "西侧平房") < end


def test_many_or_long_answers_stand_below_each_other(read: ReadBack) -> None:
    lines = read.lines(compose_poll_slips(council.poll(1, answers=OPTIONS)))[0]
    assert sum(line.text.startswith("□") for line in lines) == 3


def test_no_standard_character_and_no_rare_name_is_missing(read: ReadBack) -> None:
    for start in range(0, len(STANDARD), 2100):
        part = STANDARD[start : start + 2100] + RARE
        pdf = compose_poll_slips(council.poll(1, question=part))
        assert set(part) <= set("".join(line.text for line in read.lines(pdf)[0]))


def test_a_long_job_tells_of_every_page_and_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled

    seen: list[tuple[int, int]] = []
    pdf = compose_ballots(council.ballots(), step=lambda done, total: seen.append((done, total)))
    assert len(seen) == page_count(pdf) == 21
    with pytest.raises(Cancelled):
        compose_ballots(council.ballots(), step=stop)
