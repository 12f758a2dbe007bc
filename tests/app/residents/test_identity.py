"""Identity numbers and phones: what is right is taken however typed, one slip never."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInput
from app.residents.identity import EARLIEST_BIRTH, check_digit, read_identity, read_phone, upgrade
from app.residents.masking import mask_id, mask_name, mask_phone

TODAY = date(2026, 11, 24)
AREAS = st.sampled_from(["130302", "110101", "440305", "810000", "820000", "830000", "911156"])
BIRTHS = st.dates(EARLIEST_BIRTH, TODAY)
ORDER = st.integers(0, 999)


def number_of(area, birth, order):
    first_17 = f"{area}{birth:%Y%m%d}{order:03}"
    return first_17 + check_digit(first_17)


NUMBERS = st.builds(number_of, AREAS, BIRTHS, ORDER)


def read(typed, today=TODAY):
    return read_identity(typed, today=today)


def refusal(typed, today=TODAY) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        read(typed, today)
    assert caught.value.field == "id_number"
    assert caught.value.what_happened.endswith("。")
    return caught.value


def test_the_example_of_the_standard_has_the_check_digit_it_prints():
    """GB 11643-1999, annex: 11010519491231002X and 440524188001010014."""
    assert check_digit("11010519491231002") == "X"
    assert check_digit("44052418800101001") == "4"
    assert read("11010519491231002X").birth == date(1949, 12, 31)
    assert read("440524188001010014").birth == date(1880, 1, 1)


@given(area=AREAS, birth=BIRTHS, order=ORDER)
def test_any_valid_number_is_taken_and_says_birth_and_sex(area, birth, order):
    found = read(number_of(area, birth, order))
    assert (found.birth, found.sex) == (birth, "男" if order % 2 else "女")


@given(number=NUMBERS, at=st.integers(0, 17), by=st.integers(1, 10))
def test_any_single_wrong_digit_is_refused(number, at, by):
    letters = "0123456789X" if at == 17 else "0123456789"
    other = letters[(letters.index(number[at]) + by) % len(letters)]
    if other == number[at]:
        return
    refusal(number[:at] + other + number[at + 1 :])


@given(number=NUMBERS, at=st.integers(0, 15))
def test_two_neighbouring_digits_changing_places_are_refused(number, at):
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    if swapped != number:
        refusal(swapped)


@given(number=NUMBERS, data=st.data())
def test_a_number_may_be_typed_as_people_type(number, data):
    wide = "".join(
        chr(ord(letter) + 0xFEE0) if data.draw(st.booleans()) else letter for letter in number
    )
    at = data.draw(st.integers(0, 18))
    typed = f" {wide[:at]} {wide[at:]}　".replace("X", data.draw(st.sampled_from("xX")))
    assert read(typed).number == number


def test_the_apostrophe_of_a_spreadsheet_is_taken_off():
    assert read("'11010519491231002X").number == "11010519491231002X"


@given(area=AREAS, birth=st.dates(date(1900, 1, 1), date(1999, 12, 31)), order=ORDER)
def test_an_old_number_becomes_the_new_one(area, birth, order):
    old = f"{area}{birth:%y%m%d}{order:03}"
    new = number_of(area, birth, order)
    assert upgrade(old) == new
    assert read(old) == read(new)


@pytest.mark.parametrize("typed", ["1.30302E+17", "1.30302e17", "１．３０３０２Ｅ＋１７", "1E+17"])
def test_a_number_rewritten_by_a_spreadsheet_is_named_as_that(typed):
    assert "表格软件" in refusal(typed).what_happened


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("13030219900101123", "17 位"),
        ("1303021990010112345", "19 位"),
        ("130302199001011", "不是日期|校验码|18 位"),
        ("13030219900101AB38", "前 17 位"),
        ("无", "1 位"),
        ("130302199002301234", "校验码|不是日期"),
        (number_of("130302", date(1990, 1, 1), 1)[:6] + "19900231" + "0017", "校验码|不是日期"),
        ("长" * 5000, "5000 位"),
        ("X" * 18, "前 17 位"),
    ],
)
def test_what_is_wrong_is_said(typed, said):
    import re

    assert re.search(said, refusal(typed).what_happened)


def test_a_date_that_is_none_is_refused_even_with_the_right_check_digit():
    first_17 = "13030219900231001"
    assert "不是日期" in refusal(first_17 + check_digit(first_17)).what_happened


def test_nobody_is_born_tomorrow_or_before_1880():
    tomorrow = number_of("130302", TODAY + timedelta(days=1), 1)
    assert "不合情理" in refusal(tomorrow).what_happened
    assert read(tomorrow, TODAY + timedelta(days=1)).sex == "男"
    assert "不合情理" in refusal(number_of("130302", date(1879, 12, 31), 1)).what_happened


@given(number=NUMBERS, zero=st.sampled_from([0x660, 0x966, 0x1D7CE]))
def test_digits_of_other_scripts_are_refused(number, zero):
    """Taken as they stand they would let one person be registered twice."""
    refusal("".join(chr(zero + int(d)) if d.isdigit() else d for d in number))


@given(st.text(max_size=25))
def test_any_other_text_is_refused_and_nothing_worse(text):
    try:
        found = read(text)
    except InvalidInput:
        return
    assert found.number.isascii()


def test_permits_are_taken():
    for area in ("810000", "820000", "830000"):
        assert read(number_of(area, date(1985, 5, 5), 12)).sex == "女"
    assert read(number_of("911156", date(1985, 5, 5), 13)).birth == date(1985, 5, 5)
    old = read("fra310273121201")
    assert (old.number, old.birth, old.sex) == ("FRA310273121201", None, "")
    refusal("FRA31027312120")
    refusal("FRA" + "٣" * 12)


# -- phones -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("13800001234", "13800001234"),
        ("138 0000 1234", "13800001234"),
        ("138-0000-1234", "13800001234"),
        ("+86 13800001234", "13800001234"),
        ("＋８６１３８００００１２３４", "13800001234"),
        ("1234567", None),
        ("0335-3234567", "03353234567"),
        ("（0335）3234567", "03353234567"),
        ("010-62345678", "01062345678"),
        ("3234567", "3234567"),
        ("0335-3234567转12", "0335323456712"),
        ("12800001234", None),
        ("1380000123", None),
        ("138000012345", None),
        ("138****1234", None),
        ("1.38E+10", None),
        ("138٠٠٠٠1234", None),
        ("无", None),
        ("长" * 5000, None),
    ],
)
def test_phones_are_taken_as_people_type_them_and_nothing_else(typed, kept):
    if kept is not None:
        assert read_phone(typed) == kept
        return
    with pytest.raises(InvalidInput) as caught:
        read_phone(typed)
    assert caught.value.field == "phone"


@given(st.integers(13_000_000_000, 19_999_999_999))
def test_any_mobile_number_is_taken_and_taken_again(number):
    assert read_phone(read_phone(str(number))) == str(number)


# -- masking ----------------------------------------------------------------------------------


@given(number=NUMBERS)
def test_a_masked_number_shows_neither_birth_nor_order(number):
    masked = mask_id(number)
    assert len(masked) == 18
    assert masked == f"{number[:6]}{'*' * 10}{number[-2:]}"


@given(st.text("0123456789", max_size=16))
def test_a_masked_phone_hides_at_least_four_digits_or_all(number):
    masked = mask_phone(number)
    assert len(masked) == len(number)
    assert masked.count("*") >= min(len(number), 1)
    if len(number) == 11:
        assert masked == f"{number[:3]}****{number[-4:]}"
    if len(number) < 8:
        assert set(masked) <= {"*"}


@pytest.mark.parametrize(
    ("name", "masked"),
    [("王小明", "王**"), ("王", "王*"), ("", ""), ("阿依古丽", "阿***")],
)
def test_of_a_minors_name_the_family_name_is_left(name, masked):
    assert mask_name(name) == masked
