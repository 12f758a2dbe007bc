"""No number in the demo may be somebody's."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demo.numbers import ELSEWHERE, HOME, Numbers
from app.residents.identity import read_identity

TODAY = date(2026, 6, 30)
births = st.dates(date(1925, 1, 1), TODAY)

OPERATORS = {
    *range(130, 140),
    *(145, 146, 147, 148, 149),
    *(150, 151, 152, 153, 155, 156, 157, 158, 159),
    *(161, 162, 165, 166, 167),
    *(170, 171, 172, 173, 174, 175, 176, 177, 178),
    *range(180, 190),
    *(190, 191, 192, 193, 195, 196, 197, 198, 199),
}
"""Network numbers given to operators (Ministry of Industry, state of March 2023)."""
PREFECTURES = {*range(1, 21), *range(21, 71), 90}
"""Third and fourth digit: what GB/T 2260 gives to cities, prefectures and direct counties."""


@given(births, st.sampled_from("男女"), st.integers())
def test_an_identity_number_passes_the_check_and_says_birth_and_sex(birth, sex, seed):
    identity = read_identity(Numbers(Random(seed)).identity(birth, sex), today=TODAY)
    assert (identity.birth, identity.sex) == (birth, sex)


@given(births, st.integers())
def test_an_identity_number_begins_with_an_area_that_never_was(birth, seed):
    number = Numbers(Random(seed)).identity(birth, "女")
    assert int(number[2:4]) not in PREFECTURES


@pytest.mark.parametrize("area", [HOME, *ELSEWHERE])
def test_every_area_used_is_unassigned(area):
    assert int(area[2:4]) not in PREFECTURES


@given(st.integers())
def test_a_phone_is_in_no_operators_range(seed):
    phone = Numbers(Random(seed)).phone()
    assert len(phone) == 11
    assert int(phone[:3]) not in OPERATORS


def test_no_number_is_drawn_twice():
    numbers = Numbers(Random(1))
    drawn = [numbers.identity(date(1960, 5, 1), "男") for _ in range(300)]
    drawn += [numbers.phone() for _ in range(300)]
    assert len(set(drawn)) == len(drawn)
