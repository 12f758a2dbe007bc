from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInput
from app.spreadsheets.cells import (
    NOT_COMPUTED,
    column_letter,
    read_date,
    read_long_number,
    read_text,
    read_yes_no,
)

NINE_O_CLOCK = datetime(2026, 1, 5, 9)  # noqa: DTZ001  as the reader gives it


@pytest.mark.parametrize(
    "cell",
    [
        "2026-1-5", "2026/01/05", "2026年1月5日", "20260105", 46027, 46027.0, "46027", "2026.1.5",
        "２０２６－１－５", date(2026, 1, 5), NINE_O_CLOCK, "2026-01-05 00:00:00", 20260105.0,
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_spelled(cell):
    assert read_date(cell) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1962-03", "只有年月"),
        ("1962年", "只有年月"),
        (1962, "只有年月"),
        ("2026-02-30", "没有“2026-02-30”这一天"),
        ("去年", "不是日期"),
        ("13/5/2026", "不是日期"),
    ],
)
def test_what_is_no_day_is_refused_and_never_guessed(cell, words):
    with pytest.raises(InvalidInput) as refused:
        read_date(cell)
    assert words in refused.value.what_happened
    assert refused.value.what_to_do


def test_an_empty_cell_is_no_day():
    assert read_date("") is None
    assert read_date("　") is None


@given(st.dates(date(1906, 1, 1), date(2119, 1, 1)))
def test_every_spelling_of_every_day_gives_the_same_day(day):
    serial = (day - date(1899, 12, 30)).days
    spelled = (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        serial,
    )
    assert {read_date(cell) for cell in spelled} == {day}


@pytest.mark.parametrize("cell", [1.30302e17, 130302199001011234.0, "1.30302E+17", "1.3E17"])
def test_an_identity_number_that_became_a_number_is_refused_with_how_to_mend_it(cell):
    with pytest.raises(InvalidInput) as refused:
        read_long_number(cell)
    assert "末几位已经丢失" in refused.value.what_happened
    assert "文本" in refused.value.what_to_do


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (13833551234.0, "13833551234"),
        ("'13833551234", "13833551234"),
        (" １３８３３５５１２３４ ", "13833551234"),
        ("", ""),
    ],
)
def test_a_telephone_number_is_read_from_a_number_or_a_text(cell, number):
    assert read_long_number(cell) == number


@pytest.mark.parametrize("cell", [NOT_COMPUTED, "#REF!", "#N/A", "#VALUE!"])
def test_a_formula_that_gives_nothing_is_refused(cell):
    for read in (read_text, read_date, read_long_number, read_yes_no):
        with pytest.raises(InvalidInput, match="公式"):
            read(cell)


@pytest.mark.parametrize("cell", ["是", "√", "Y", 1, True, "有"])
def test_yes_in_many_words(cell):
    assert read_yes_no(cell) is True


@pytest.mark.parametrize("cell", ["否", "×", "n", 0, False, "无"])
def test_no_in_many_words(cell):
    assert read_yes_no(cell) is False


def test_neither_yes_nor_no_is_refused():
    assert read_yes_no("") is None
    with pytest.raises(InvalidInput, match="看不出"):
        read_yes_no("也许")


def test_columns_are_called_as_the_spreadsheet_calls_them():
    assert [column_letter(place) for place in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]
