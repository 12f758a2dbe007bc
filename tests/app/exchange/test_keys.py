import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from nacl.secret import SecretBox

from app.errors import StationFault
from app.exchange import keys
from app.exchange.refusals import Reason, Refused
from app.exchange.rotation import Rotation, check_rotation, rotate, rotation_from
from app.exchange.strict_json import Malformed

STATION = UUID(int=1)
AT = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def pair():
    return keys.generate(STATION)


@pytest.fixture(scope="module")
def second():
    return keys.generate(STATION, 2)


def refusal_of(rotation: Rotation, known: keys.PublicKeys) -> Reason:
    with pytest.raises(Refused) as caught:
        check_rotation(rotation, known)
    return caught.value.reason


def test_a_signature_holds_for_its_message_and_its_key_alone(pair, second):
    signature = keys.sign(pair, b"message")

    keys.verify(pair.public.sign, b"message", signature)
    for sign_key, message, said in (
        (second.public.sign, b"message", signature),
        (pair.public.sign, b"massage", signature),
        (pair.public.sign, b"message", signature[:-1]),
        (pair.public.sign, b"message", b""),
        (pair.public.sign[:-1], b"message", signature),
        (b"\0" * 32, b"message", b"\0" * 64),
    ):
        with pytest.raises(Refused) as caught:
            keys.verify(sign_key, message, said)
        assert caught.value.reason is Reason.FORGED


def test_only_the_receiver_opens_what_is_sealed(pair, second):
    sealed = keys.seal(pair.public.box, b"secret")

    assert keys.open_sealed(pair, sealed) == b"secret"
    for other, data in ((second, sealed), (pair, sealed[:-1]), (pair, b""), (pair, b"\0" * 54)):
        with pytest.raises(Refused) as caught:
            keys.open_sealed(other, data)
        assert caught.value.reason is Reason.OTHER_RECEIVER


def test_private_keys_are_kept_closed_with_the_stations_own_key(pair):
    kept = keys.lock(pair, b"d" * 32)

    assert pair.sign_seed not in kept
    assert keys.unlock(kept, b"d" * 32) == pair
    for sealed, key in ((kept, b"e" * 32), (kept[:-1], b"d" * 32), (b"", b"d" * 32)):
        with pytest.raises(StationFault, match="打不开"):
            keys.unlock(sealed, key)


def test_something_else_closed_with_the_stations_key_is_no_pair(pair):
    own = hashlib.blake2b(b"d" * 32, digest_size=32, person=b"liren-own-keys").digest()

    with pytest.raises(StationFault, match="打不开"):
        keys.unlock(bytes(SecretBox(own).encrypt(b"short")), b"d" * 32)


def test_private_keys_are_not_shown(pair):
    assert "sign_seed" not in repr(pair)
    assert "box_secret" not in repr(pair)


def test_a_key_to_which_anybody_could_read_is_not_usable(pair):
    assert keys.is_usable(pair.public.box)
    assert not keys.is_usable(b"\0" * 32)
    assert not keys.is_usable(b"\1" + b"\0" * 31)
    assert not keys.is_usable(b"short")


def test_the_old_key_vouches_for_the_new_one(pair, second):
    certificate = rotation_from(rotate(pair, second, at=AT, revokes_old=True).as_json())

    assert certificate.revokes_old
    assert check_rotation(certificate, pair.public) == second.public


def test_a_certificate_that_skips_a_generation_or_comes_late_says_so(pair, second):
    third = keys.generate(STATION, 3)
    certificate = rotate(second, third, at=AT)

    assert refusal_of(certificate, pair.public) is Reason.MISSED_ROTATION
    assert refusal_of(certificate, third.public) is Reason.OLD_KEY
    with pytest.raises(ValueError, match="next generation"):
        rotate(pair, third, at=AT)


def test_a_certificate_for_another_station_or_by_a_stranger_is_forged(pair, second):
    certificate = rotate(pair, second, at=AT)
    stranger = keys.generate(STATION)
    elsewhere = replace(pair.public, station=UUID(int=2))

    assert refusal_of(certificate, stranger.public) is Reason.FORGED
    assert refusal_of(certificate, elsewhere) is Reason.FORGED


def test_every_part_of_a_certificate_is_covered_by_both_signatures(pair, second):
    certificate = rotate(pair, second, at=AT)
    other = keys.generate(STATION, 2).public
    for altered in (
        replace(certificate, to=replace(second.public, box=other.box)),
        replace(certificate, to=replace(second.public, sign=other.sign)),
        replace(certificate, at=AT.replace(year=2027)),
        replace(certificate, revokes_old=True),
        replace(certificate, by_old=certificate.by_new),
        replace(certificate, by_new=certificate.by_old),
        replace(certificate, by_new=bytes(64)),
    ):
        assert refusal_of(altered, pair.public) is Reason.FORGED


def test_a_signature_on_something_else_is_no_certificate(pair, second):
    certificate = rotate(pair, second, at=AT)
    plain = keys.sign(pair, b"LIRENIDF")

    assert refusal_of(replace(certificate, by_old=plain), pair.public) is Reason.FORGED


@pytest.mark.parametrize("name", ["station", "generation", "sign", "at", "revokes_old", "by_new"])
def test_a_certificate_of_another_form_is_malformed(pair, second, name):
    said = rotate(pair, second, at=AT).as_json()

    for value in (None, "", -1, [], "x" * 300):
        with pytest.raises(Malformed):
            rotation_from({**said, name: value})
    with pytest.raises(Malformed):
        rotation_from({key: value for key, value in said.items() if key != name})
