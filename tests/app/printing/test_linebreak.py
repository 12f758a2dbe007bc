"""Line breaking, without any font: full characters are 2 wide, Latin 1."""

from hypothesis import given
from hypothesis import strategies as st

from app.printing.linebreak import NEVER, bonds, break_lines, is_forbidden, visible_end

PIECES = st.sampled_from(
    ["会议", "居民代表", "，", "。", "《", "》", "“", "”", "（", "）", "……", "——", "2026年11月24日",
     "48.5万元", "84.7%", "14:30", "COVID-19", " ", "、", "：", "！", "？", "𬱖", "0335-3056789"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=60).map("".join)
MEASURES = st.integers(min_value=2, max_value=60)


def widths(text: str) -> list[float]:
    return [1.0 if ord(c) < 0x2000 else 2.0 for c in text]


def lines(text: str, measure: float, first: float | None = None) -> list[str]:
    found = break_lines(text, widths(text), measure if first is None else first, measure)
    return [text[a:b] for a, b in found]


@given(TEXTS, MEASURES, MEASURES)
def test_no_text_is_lost_or_reordered(text: str, first: int, rest: int) -> None:
    assert "".join(lines(text, rest, first)) == text


@given(TEXTS, MEASURES)
def test_no_line_is_wider_than_the_measure(text: str, measure: int) -> None:
    for start, end in break_lines(text, widths(text), measure, measure):
        assert sum(widths(text[start : visible_end(text, start, end)])) <= max(measure, 2)


@given(TEXTS, MEASURES)
def test_no_forbidden_mark_starts_or_ends_a_line_when_it_can_be_helped(
    text: str, measure: int
) -> None:
    for start, end in break_lines(text, widths(text), measure, measure)[:-1]:
        if is_forbidden(text, end):
            assert all(is_forbidden(text, i) for i in range(start + 1, end))


@given(TEXTS, MEASURES)
def test_words_and_numbers_are_split_only_when_nothing_else_fits(text: str, measure: int) -> None:
    bound = bonds(text)
    for start, end in break_lines(text, widths(text), measure, measure)[:-1]:
        if bound[end] == NEVER:
            assert all(bound[i] == NEVER for i in range(start + 1, end))


def test_a_comma_takes_the_character_before_it_down() -> None:
    assert lines("一二三四，五六", 8) == ["一二三", "四，五六"]


def test_an_opening_mark_goes_down_and_a_closing_one_never_starts_a_line() -> None:
    assert lines("一二三《四五六》七", 8) == ["一二三", "《四五", "六》七"]


def test_a_number_with_its_percent_sign_stays_whole() -> None:
    assert lines("占总户数84.7%以上", 12) == ["占总户数", "84.7%以上"]


def test_a_date_stays_whole_when_little_room_is_lost() -> None:
    text = "一二三四五六七八九十一二三四五六七八九十一2026年11月24日止"
    assert lines(text, 56) == [text[:-1], "止"]
    short = "一二三四五六七八九十一二三四五六七八九十一二三四五六2026年11月24日止"
    assert lines(short, 56)[1].startswith("2026年11月24日")


def test_a_date_that_would_leave_a_hole_breaks_after_the_year() -> None:
    text = "一二三四五六七八九十一二三四五六七八九十一二三四2026年11月24日止"
    assert lines(text, 56)[1].startswith("11月24日")


def test_a_dash_and_an_ellipsis_are_not_split() -> None:
    for mark in ("——", "……"):
        for measure in range(6, 20):
            assert all(line.count(mark[0]) != 1 for line in lines(f"一二三四五{mark}六七", measure))


def test_a_word_longer_than_a_line_is_split() -> None:
    assert lines("见A1234567890123456789", 10) == ["见", "A123456789", "0123456789"]


def test_spaces_hang_after_the_line_and_never_start_one() -> None:
    assert lines("abcd efgh ijkl", 9) == ["abcd efgh ", "ijkl"]
