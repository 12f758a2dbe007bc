"""Key slots: passwords, recovery codes, and a companion that is always whole."""

import json
import os
from contextlib import suppress
from uuid import UUID

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from db import faults, keyslots
from db.keyslots import ALPHABET, KeySlots, Slot
from tests.builders import a_station_file, template

SEEDS = st.binary(min_size=16, max_size=16)
STATION = UUID(int=7)


@pytest.fixture
def path(tmp_path):
    return a_station_file(tmp_path)


# -- passwords --------------------------------------------------------------------------------


def test_a_sealed_seed_comes_back_with_the_password_and_only_with_it():
    seed = keyslots.new_seed()
    slot = keyslots.seal("zhaomin", "赵敏", "人民里-2026-安", seed)
    assert keyslots.unseal(slot, "人民里-2026-安") == seed
    for wrong in ("人民里-2026-按", "人民里-2026-安 ", "", "人民里-2026-安\0"):
        with pytest.raises(faults.WrongKey):
            keyslots.unseal(slot, wrong)


def test_the_same_password_twice_leaves_different_slots():
    seed = keyslots.new_seed()
    one, two = (keyslots.seal("a", "甲", "同一个密码啊", seed) for _ in range(2))
    assert one.salt != two.salt
    assert one.sealed_seed != two.sealed_seed


def test_neither_seed_nor_password_stands_in_the_companion(path):
    kept = keyslots.companion(path).read_bytes()
    seed = keyslots.seed_of(template().code)
    assert seed.hex().encode() not in kept
    assert "人民里-2026-安".encode() not in kept


# -- the recovery code ------------------------------------------------------------------------


@given(SEEDS)
@example(bytes(16))
@example(b"\xff" * 16)
def test_any_seed_comes_back_from_its_code(seed):
    code = keyslots.recovery_code(seed)
    assert keyslots.seed_of(code) == seed
    assert [len(group) for group in code.split("-")] == [4] * 7


@given(SEEDS, st.data())
def test_the_code_may_be_typed_as_people_type(seed, data):
    code = keyslots.recovery_code(seed)
    between = st.sampled_from(["", " ", "-", " - ", "\t", "\u3000", "—", "－"])
    typed = "".join(
        letter + data.draw(between) for letter in data.draw(st.sampled_from([code, code.lower()]))
    )
    assert keyslots.seed_of(typed) == seed
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in code.replace("-", ""))
    assert keyslots.seed_of(full_width) == seed


@given(SEEDS)
def test_misread_letters_are_taken_for_what_was_printed(seed):
    code = keyslots.recovery_code(seed)
    for misread, meant in (("I", "1"), ("l", "1"), ("L", "1"), ("O", "0"), ("o", "0"), ("U", "V")):
        assert keyslots.seed_of(code.replace(meant, misread)) == seed


@given(SEEDS, st.integers(0, 27), st.sampled_from(ALPHABET))
def test_a_slip_in_one_letter_is_noticed_or_leads_to_another_seed(seed, at, letter):
    letters = list(keyslots.recovery_code(seed).replace("-", ""))
    assume(letters[at] != letter)
    letters[at] = letter
    with suppress(faults.WrongKey):
        assert keyslots.seed_of("".join(letters)) != seed


def test_nearly_every_slip_is_noticed_by_the_checksum():
    """Twelve bits of checksum: of the 868 possible slips in this code at most a few pass."""
    seed = bytes(range(16))
    right = keyslots.recovery_code(seed).replace("-", "")
    passed = 0
    for at, printed in enumerate(right):
        for letter in set(ALPHABET) - {printed}:
            with suppress(faults.WrongKey):
                keyslots.seed_of(right[:at] + letter + right[at + 1 :])
                passed += 1
    assert passed <= 3


@given(st.text(max_size=60))
def test_any_other_text_is_a_wrong_code_and_nothing_worse(text):
    with pytest.raises(faults.WrongKey):
        keyslots.seed_of(text)


# -- the companion ----------------------------------------------------------------------------


def test_what_was_saved_is_loaded(path):
    slots = (
        Slot("a", "甲“乙”\\", os.urandom(16), os.urandom(56), failures=3, wait_until=1.5),
        Slot("b", "", bytes(16), bytes(56)),
    )
    keys = KeySlots(STATION, slots, restored=True)
    keyslots.save(path, keys)
    assert keyslots.load(path) == keys


def test_a_changed_slot_keeps_its_place_in_the_log_in_list():
    one, two = (Slot(login, login, bytes(16), bytes(56)) for login in "ab")
    keys = KeySlots(STATION, (one, two))
    changed = Slot("a", "改名", bytes(16), bytes(56))
    assert keys.with_slot(changed).slots == (changed, two)
    assert keys.without("a").slots == (two,)
    assert KeySlots(STATION, ()).with_slot(one).slots == (one,)


def test_a_missing_companion_is_said_to_be_missing(path):
    keyslots.companion(path).unlink()
    with pytest.raises(faults.KeysMissing):
        keyslots.load(path)


def test_a_companion_of_a_newer_program_is_left_alone(path):
    companion = keyslots.companion(path)
    companion.write_text(json.dumps({"format": "liren-keys-2", "anything": 1}))
    with pytest.raises(faults.NewerSchema):
        keyslots.load(path)


def good() -> dict:
    return json.loads(template().keys)


BROKEN = [
    b"",
    b"{",
    b"null",
    b"[]",
    b'"keys"',
    b"\xff\xfe\x00",
    b"[" * 100_000,
    json.dumps(good() | {"station": 5}).encode(),
    json.dumps(good() | {"station": None}).encode(),
    json.dumps(good() | {"station": "not hex"}).encode(),
    json.dumps(good() | {"slots": None}).encode(),
    json.dumps(good() | {"slots": [1]}).encode(),
    json.dumps(good() | {"slots": ["a"]}).encode(),
    *(
        json.dumps(good() | {"slots": [good()["slots"][0] | {key: value}]}).encode()
        for key in ("login", "name", "salt", "seed", "failures", "wait_until")
        for value in (None, "x", [], 10**400, float("inf"))
        if (key, value) not in (("login", "x"), ("name", "x"), ("failures", 10**400))
    ),
]


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_companion_is_damaged_and_nothing_worse(path, content):
    keyslots.companion(path).write_bytes(content)
    with pytest.raises(faults.Damaged):
        keyslots.load(path)


@settings(max_examples=60)
@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), cut=st.booleans())
def test_one_flipped_bit_or_a_cut_never_crashes_the_log_in(tmp_path_factory, at, bit, cut):
    path = a_station_file(tmp_path_factory.getbasetemp(), "flipped.station")
    companion = keyslots.companion(path)
    content = bytearray(template().keys)
    place = int(at * len(content))
    content[place] ^= 1 << bit
    companion.write_bytes(content[:place] if cut else content)
    try:
        keys = keyslots.load(path)
    except (faults.Damaged, faults.NewerSchema):
        return
    assert all(len(slot.sealed_seed) == 56 and len(slot.salt) == 16 for slot in keys.slots)


def test_a_kill_between_writing_and_renaming_leaves_the_old_companion(path, monkeypatch):
    """What is on the disk at that instant: the old file, and a part that nobody reads."""
    before = keyslots.load(path)
    part = keyslots.companion(path).with_name(keyslots.companion(path).name + ".part")
    part.write_bytes(b'{"format": "liren-keys-1", "sta')
    assert keyslots.load(path) == before
    after = before.with_slot(Slot("b", "乙", bytes(16), bytes(56)))
    keyslots.save(path, after)
    assert keyslots.load(path) == after
    assert not part.exists()


def test_a_save_that_fails_leaves_the_old_companion_and_no_part(path):
    before = keyslots.load(path)
    unwritable = before.with_slot(Slot("b", "\ud800", bytes(16), bytes(56)))
    with pytest.raises(UnicodeEncodeError):
        keyslots.save(path, unwritable)
    assert keyslots.load(path) == before
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name, path.name + ".keys"]


def test_a_companion_that_cannot_be_written_is_a_fault(path):
    blocked = keyslots.companion(path).with_name(keyslots.companion(path).name + ".part")
    blocked.mkdir()
    with pytest.raises(faults.ReadOnly):
        keyslots.save(path, keyslots.load(path))


def test_a_folder_in_place_of_the_companion_is_a_fault(path):
    keyslots.companion(path).unlink()
    keyslots.companion(path).mkdir()
    with pytest.raises(faults.FileFault):
        keyslots.load(path)
