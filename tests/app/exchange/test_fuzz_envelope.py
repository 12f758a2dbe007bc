"""Thousands of bad bundles: each is refused by a reason, or read as what it says; nothing else.

``LIREN_FUZZ=100000`` tries so many instead of ten thousand.
"""

import json
import os
import random
import tracemalloc
from collections import Counter

import pytest

from app.exchange.envelope import read_manifest
from app.exchange.frames import ChangeFrame, ContentFrame
from app.exchange.refusals import Reason, Refused
from tests.app.exchange.envelopes import (
    a_bundle,
    a_change,
    dumped,
    encrypted,
    packed,
    payload_in,
    payload_said,
    put,
    read_all,
    said_by,
    signed_file,
)
from tests.app.exchange.mutations import (
    ended,
    honest_frames,
    mutated,
    mutated_bytes,
    mutated_frames,
    nested,
    tally_of,
)

TRIES = int(os.environ.get("LIREN_FUZZ", "10000"))
FLAT = 8 << 20
"""Bytes that reading any of these may take at most."""


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    return a_bundle(folder / "a.liren", [a_change(1), a_change(2)], [b"photo"])


def outcome(path, dice) -> tuple[Reason | None, list]:
    """Refused, or read; now and then with an eye on the memory."""
    watched = dice.random() < 0.03
    if watched:
        tracemalloc.start()
    try:
        return None, read_all(path)
    except Refused as refusal:
        return refusal.reason, []
    finally:
        if watched:
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            assert peak < FLAT


def test_a_mutated_manifest_in_a_rightly_signed_bundle(model, tmp_path):
    dice = random.Random(TRIES)
    said, payload, honest = said_by(model), payload_in(model), read_all(model)
    reasons: Counter[Reason | None] = Counter()
    for _ in range(TRIES // 2):
        data = dumped(mutated(said, dice))
        if dice.random() < 0.1:
            data = mutated_bytes(data, dice)
        path = signed_file(tmp_path / "b.liren", data, payload)
        reason, found = outcome(path, dice)
        reasons[reason] += 1
        if reason is None:
            assert found == honest
            assert read_manifest(path).encoded == data

    assert reasons[Reason.BAD_MANIFEST] > TRIES // 4
    assert reasons[None]


def rewritten(said: dict, plain: bytes, payload: bytes, frames=None) -> bytes:
    """A manifest that agrees with these frames as far as one can."""
    tally = tally_of(honest_frames() if frames is None else frames)
    return dumped(
        said
        | {
            "payload": payload_said(payload, plain, tally.records),
            "contents": {"count": tally.contents.count, "bytes": tally.contents.size},
            "counts": {
                table: {"insert": count.insert, "update": count.update, "delete": count.delete}
                for table, count in tally.counts.items()
            },
        }
    )


def frames_in(plain: bytes) -> list[tuple[bytes, bytes]]:
    """As many frames as can be made out."""
    found = []
    while len(plain) >= 5:
        length = int.from_bytes(plain[:4], "big")
        found.append((plain[4:5], plain[5 : 5 + length]))
        plain = plain[5 + length :]
    return found


def test_mutated_records_in_a_rightly_signed_and_encrypted_bundle(model, tmp_path):
    dice = random.Random(TRIES + 1)
    said = said_by(model)
    reasons: Counter[Reason | None] = Counter()
    for _ in range(TRIES // 2):
        plain = mutated_frames(honest_frames(), dice)
        payload = encrypted(packed(plain, 1))
        data = rewritten(said, plain, payload, frames_in(plain))
        reason, found = outcome(signed_file(tmp_path / "b.liren", data, payload), dice)
        reasons[reason] += 1
        assert all(isinstance(one, ChangeFrame | ContentFrame) for one in found)

    assert reasons[Reason.BAD_RECORDS] > TRIES // 8
    assert reasons[None]


def test_mutated_compression_and_encryption_in_a_rightly_signed_bundle(model, tmp_path):
    dice = random.Random(TRIES + 2)
    said, plain = said_by(model), ended(honest_frames())
    compressed = packed(plain)
    for number in range(TRIES // 10):
        payload = encrypted(mutated_bytes(compressed, dice) if number % 2 else compressed)
        if number % 2 == 0:
            payload = mutated_bytes(payload, dice)
        data = rewritten(said, plain, payload)
        outcome(signed_file(tmp_path / "b.liren", data, payload), dice)


def test_a_mutated_file(model, tmp_path):
    dice = random.Random(TRIES + 3)
    whole, honest, path = model.read_bytes(), read_all(model), tmp_path / "b.liren"
    for _ in range(TRIES // 10):
        data = mutated_bytes(whole, dice)
        put(path, data)
        reason, found = outcome(path, dice)
        assert reason is not None or (data == whole and found == honest)


BOMBS = {
    "one value within another": dumped(a_change(v={"a": nested(400)})),
    "brackets without end": b'{"k":"insert","t":"event","v":' + b"[" * 500_000,
    "a number of many digits": b'{"k":"insert","t":"event","v":' + b"9" * 900_000 + b"}",
    "a fraction of many digits": b'{"k":"insert","t":"event","v":0.' + b"9" * 900_000 + b"}",
    "a record too long": dumped(a_change(v="x" * (1 << 20))),
    "half a character": b'{"k":"insert","t":"event","v":"' + b"\\ud83d" * 160_000 + b'"}',
    "many keys alike": b'{"t":"event",' + b'"k":"insert",' * 60_000 + b'"k":"insert"}',
}
MANY_LISTS = b'{"k":"insert","t":"event","v":[' + b"[]," * 300_000 + b"[]]}"
COSTLY = 64 << 20
"""What Python makes of a mebibyte of brackets, at most."""


def a_bomb(model, path, body: bytes):
    """A bundle that counts and signs rightly, with this as its only record."""
    frames = [(b"R", body)]
    plain = ended(frames)
    payload = encrypted(packed(plain))
    value = json.loads(rewritten(said_by(model), plain, payload, frames))
    value["counts"] = {"event": {"insert": 1, "update": 0, "delete": 0}}
    value["payload"]["records"] = 1
    return signed_file(path, dumped(value), payload)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_within_a_record_is_refused_and_costs_little(model, tmp_path, name):
    path = a_bomb(model, tmp_path / "b.liren", BOMBS[name])

    tracemalloc.start()
    with pytest.raises(Refused) as caught:
        read_all(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.reason in (Reason.BAD_RECORDS, Reason.TOO_LARGE)
    assert peak < COSTLY


def test_as_many_lists_as_fit_into_a_record_cost_little(model, tmp_path):
    path = a_bomb(model, tmp_path / "b.liren", MANY_LISTS)

    tracemalloc.start()
    assert len(read_all(path)) == 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < COSTLY


def test_the_honest_frames_are_accepted(model, tmp_path):
    plain = ended(honest_frames())
    payload = encrypted(packed(plain))
    path = signed_file(tmp_path / "b.liren", rewritten(said_by(model), plain, payload), payload)

    found = read_all(path)

    assert [type(one) for one in found] == [ChangeFrame, ContentFrame, ChangeFrame]
    assert json.loads(read_manifest(path).encoded)["payload"]["records"] == 2
