import base64
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.levels import Level
from app.exchange import keys
from app.exchange.identity_file import (
    MARK,
    Identity,
    identity_in,
    read_identity,
    write_identity,
)
from app.exchange.keys import KeyPair
from app.exchange.refusals import Reason, Refused
from app.exchange.strict_json import canonical
from tests.app.exchange.envelopes import COMMUNITY, OTHER

AT = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
WHO = Identity(COMMUNITY.public, Level.COMMUNITY, "人民里社区", "130302001001", AT)


@pytest.fixture
def file(tmp_path):
    return write_identity(tmp_path / "人民里社区.lirenid", WHO, COMMUNITY)


def refusal_of(data: bytes) -> Reason:
    with pytest.raises(Refused) as caught:
        identity_in(data)
    return caught.value.reason


def signed(said: dict, pair: KeyPair = COMMUNITY) -> bytes:
    """An identity file with a right signature over whatever it says."""
    signature = base64.b64encode(keys.sign(pair, MARK + canonical(said))).decode()
    return canonical({**said, "signature": signature})


def test_an_identity_is_read_as_it_was_written(file):
    assert read_identity(file) == WHO


def test_an_identity_altered_in_any_byte_is_refused(file):
    whole = file.read_bytes()
    reasons = set()
    for place in range(len(whole)):
        for flip in (0x01, 0x20, 0x80):
            altered = whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :]
            reasons.add(refusal_of(altered))

    assert reasons <= {Reason.BAD_IDENTITY, Reason.NOT_AN_IDENTITY, Reason.TOO_NEW}


def test_an_identity_cut_or_grown_is_refused(file):
    whole = file.read_bytes()
    for size in range(1, len(whole)):
        assert refusal_of(whole[:size]) is Reason.BAD_IDENTITY
    assert refusal_of(whole + b"\n") is Reason.BAD_IDENTITY


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b'{"format":"other"}', b"{}", b"{" + b" " * 20_000]
)
def test_another_file_is_no_identity(data):
    assert refusal_of(data) is Reason.NOT_AN_IDENTITY


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", ""),
        ("name", "字" * 201),
        ("name", "a\nb"),
        ("level", "city"),
        ("area_code", "1"),
        ("generation", 0),
        ("generation", 2**40),
        ("made_at", "2026-11-26"),
        ("box", "AAAA"),
        ("version", 0),
        ("version", True),
        ("more", 1),
        ("station", "x"),
    ],
)
def test_an_identity_of_another_form_is_refused_though_signed(name, value):
    assert refusal_of(signed(WHO.as_json() | {name: value})) is Reason.BAD_IDENTITY


def test_a_newer_identity_says_so():
    assert refusal_of(signed(WHO.as_json() | {"version": 2, "more": []})) is Reason.TOO_NEW


def test_an_identity_signed_by_another_is_refused():
    assert refusal_of(signed(WHO.as_json(), OTHER)) is Reason.BAD_IDENTITY
    with pytest.raises(ValueError, match="other keys"):
        write_identity(None, WHO, OTHER)


def test_a_box_key_that_anybody_could_open_is_refused():
    weak = replace(WHO, keys=replace(WHO.keys, box=bytes(32)))

    assert refusal_of(signed(weak.as_json())) is Reason.BAD_IDENTITY


@given(st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_no_value_does_anything_but_be_refused(value):
    for name in WHO.as_json():
        said = WHO.as_json() | {name: value}
        try:
            data = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
        except UnicodeEncodeError:
            return
        assert refusal_of(data)
