"""Reading what people type: dates, times, numbers, money, choices."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desk.fields import Choice
from app.desk.fields_choice import find_choice
from app.desk.fields_reading import (
    Unreadable,
    money_text,
    read_date,
    read_money,
    read_number,
    read_time,
)
from app.desk.initials import initials

TODAY = date(2026, 11, 24)
KINDS = (
    Choice("pipe", "水箱故障"),
    Choice("light", "路灯不亮"),
    Choice("noise", "噪声扰民"),
    Choice("lane", "占用消防通道"),
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("0924", (2026, 9, 24)),
        ("924", (2026, 9, 24)),
        ("9.24", (2026, 9, 24)),
        ("9-24", (2026, 9, 24)),
        ("9月24日", (2026, 9, 24)),
        ("24号", (2026, 11, 24)),
        ("昨天", (2026, 11, 23)),
        ("大后天", (2026, 11, 27)),
        ("+3", (2026, 11, 27)),
        ("-24", (2026, 10, 31)),
        ("2026-11-24", (2026, 11, 24)),
        ("20261124", (2026, 11, 24)),
        ("２０２６．１１．２４", (2026, 11, 24)),
        ("2026年11月24日", (2026, 11, 24)),
        ("24/2/29", (2024, 2, 29)),
        ("60.5.1", (1960, 5, 1)),
    ],
)
def test_a_date_is_read_however_it_is_typed(text, day):
    assert read_date(text, TODAY) == date(*day)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0230", "2026 年 2 月没有 30 日，请核对"),
        ("2025-02-29", "2025 年 2 月没有 29 日，请核对"),
        ("1301", "没有 13 月，请核对"),
        ("下周", "请按 2026-11-24、11.24 或 1124 的样子填写日期"),
        ("0000-01-01", "请按 2026-11-24、11.24 或 1124 的样子填写日期"),
    ],
)
def test_an_impossible_date_is_refused_in_words(text, words):
    with pytest.raises(Unreadable, match=words):
        read_date(text, TODAY)


@given(st.text(alphabet="0123456789.-/年月日号+ 昨天今", max_size=10))
def test_reading_a_date_gives_a_day_or_words_and_never_breaks(text):
    outcome: object
    try:
        outcome = read_date(text, TODAY)
    except Unreadable as error:
        outcome = str(error)
    assert outcome


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_written_date_reads_back_as_itself(day):
    assert read_date(day.isoformat(), TODAY) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("0930", time(9, 30)),
        ("9:30", time(9, 30)),
        ("9：30", time(9, 30)),
        ("930", time(9, 30)),
        ("9点半", time(9, 30)),
        ("下午3点", time(15, 0)),
        ("晚上7点05分", time(19, 5)),
        ("19", time(19, 0)),
    ],
)
def test_a_time_is_read_however_it_is_typed(text, moment):
    assert read_time(text) == moment


@pytest.mark.parametrize("text", ["25:00", "9:75", "早点", "12345"])
def test_an_impossible_time_is_refused(text):
    with pytest.raises(Unreadable):
        read_time(text)


def test_numbers_and_money_are_read_as_people_write_them():
    assert read_number("1,200") == 1200
    assert read_number("１２ 万") == 120_000
    assert read_number("12.5", 1) == Decimal("12.5")
    assert read_money("8000元") == 800_000
    assert read_money("80.5") == 8050
    assert (money_text(800_000), money_text(-8050)) == ("8,000", "-80.50")
    for wrong in ("十", "1.2.3", "12.5", "--1", "1e5", "9" * 30):
        with pytest.raises(Unreadable):
            read_number(wrong)


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_money_written_reads_back_as_itself(fen):
    assert read_money(money_text(fen)) == fen


def test_initials_of_everyday_words():
    assert initials("水箱故障") == "sxgz"
    assert initials("占用消防通道A1") == "zyxftda1"


def test_a_choice_is_found_by_initials_number_or_words():
    assert find_choice(KINDS, "sxgz") == 0
    assert find_choice(KINDS, "l") == 1
    assert find_choice(KINDS, "3") == 2
    assert find_choice(KINDS, "消防") == 3
    assert find_choice(KINDS, "9") is None
    assert find_choice(KINDS, "qq") is None
