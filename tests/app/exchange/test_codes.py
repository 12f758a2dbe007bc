from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.codes import ALPHABET, check_code, check_slip, comparison_code, is_same
from app.exchange.refusals import Reason, Refused
from tests.app.exchange.envelopes import COMMUNITY, OTHER, STREET

SHA256 = "00ff10ab" * 8


def test_both_stations_see_the_same_code():
    code = comparison_code(COMMUNITY.public, STREET.public)

    assert comparison_code(STREET.public, COMMUNITY.public) == code
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert set(code) <= set(ALPHABET + "-")


def test_any_other_key_gives_another_code():
    code = comparison_code(COMMUNITY.public, STREET.public)
    ours = COMMUNITY.public

    for other in (
        OTHER.public,
        replace(ours, box=OTHER.public.box),
        replace(ours, sign=OTHER.public.sign),
        replace(ours, generation=2),
        replace(ours, station=OTHER.station),
    ):
        assert comparison_code(other, STREET.public) != code


def test_the_check_code_is_the_manifests_digest():
    assert check_code(SHA256) == "03ZH-1AR0-ZW8A-P07Z"


@given(st.binary(min_size=32, max_size=32), st.data())
def test_a_code_may_be_typed_as_people_type(digest, data):
    code = check_code(digest.hex())
    typed = code.lower().replace("-", data.draw(st.sampled_from(["", " ", "—", "－", "\t"])))
    typed = typed.replace("1", data.draw(st.sampled_from(["1", "i", "l", "I", "L", "１"])))
    typed = typed.replace("0", data.draw(st.sampled_from(["0", "o", "O"])))

    assert is_same(f" {typed}\n", code)


@given(st.text(max_size=40))
def test_other_texts_are_not_the_code(typed):
    assert not is_same(typed, check_code(SHA256))


def test_a_wrong_code_from_the_slip_is_refused():
    check_slip("o3zh iar0 zw8a po7z", SHA256)
    for typed in ("", "03ZH-1AR0-ZW8A-P07Y", "03ZH-1AR0-ZW8A", "0" * 1_000_000):
        with pytest.raises(Refused) as caught:
            check_slip(typed, SHA256)
        assert caught.value.reason is Reason.WRONG_SLIP_CODE
