"""Bundles rightly signed and encrypted by somebody we know, with a payload that is wrong."""

import hashlib
import json
import random
import tracemalloc

import pytest
import zstandard
from nacl import bindings

from app.exchange.envelope import (
    LARGEST_WINDOW,
    read_manifest,
)
from app.exchange.frames import ContentFrame, Kind, Tally, frame
from app.exchange.refusals import Reason, Refused
from app.exchange.secret_stream import CHUNK, FINAL
from app.exchange.strict_json import canonical
from tests.app.exchange.envelopes import (
    COMMUNITY,
    a_change,
    encrypted,
    one_record,
    packed,
    plain_of,
    read_all,
    refusal_of,
    resealed,
)

KINDS = ("insert", "update", "delete")


def test_the_model_itself_is_accepted(tmp_path):
    record, tally = one_record()

    assert len(read_all(resealed(tmp_path, plain_of(record, tally=tally)))) == 1


def test_records_cut_at_any_byte_are_refused(tmp_path):
    record, tally = one_record()
    plain = plain_of(record, tally=tally)
    reasons = {refusal_of(resealed(tmp_path, plain[:size])) for size in range(0, len(plain), 5)}

    assert reasons == {Reason.BAD_RECORDS}


@pytest.mark.parametrize(
    "after", [b"\0", frame(Kind.RECORD, canonical(a_change())), frame(Kind.END, b"{}")]
)
@pytest.mark.parametrize("is_counted", [True, False])
def test_nothing_may_follow_the_end(tmp_path, after, is_counted):
    record, tally = one_record()
    plain = plain_of(record, tally=tally)
    said = {"plain_bytes": len(plain) + len(after) * is_counted}

    assert refusal_of(resealed(tmp_path, plain + after, of_payload=said)) is Reason.BAD_RECORDS


@pytest.mark.parametrize(
    "other", [{"t": []}, {"t": "Event"}, {"t": None}, {"k": "upsert"}, {"k": []}, {"k": None}]
)
def test_a_change_of_no_table_or_of_no_kind_is_refused(tmp_path, other):
    _, tally = one_record()
    record = frame(Kind.RECORD, canonical(a_change() | other))

    assert refusal_of(resealed(tmp_path, plain_of(record, tally=tally))) is Reason.BAD_RECORDS


def test_an_end_that_counts_or_hashes_otherwise_is_refused(tmp_path):
    record, tally = one_record()
    end = json.loads(plain_of(record, tally=tally)[len(record) + 5 :])
    for other in ({"sha256": "0" * 64}, {"records": 2}, {"contents": 1}, {"bytes": 1}, {"more": 0}):
        plain = record + frame(Kind.END, canonical(end | other))
        assert refusal_of(resealed(tmp_path, plain)) is Reason.BAD_RECORDS


def test_a_content_in_other_pieces_than_its_own_is_refused(tmp_path):
    sha256 = hashlib.sha256(b"abc").hexdigest()
    head = frame(Kind.HEADER, canonical({"sha256": sha256, "size": 3}))
    said = {"counts": {}, "contents": {"count": 1, "bytes": 3}}
    for pieces in ([b"abc"], [b"", b"abc"], [b"ab"], [b"abcd"], [b"abc", b"d"]):
        tally = Tally()
        tally.content(3)
        frames = [frame(Kind.PIECE, piece) for piece in pieces]
        plain = plain_of(head, *frames, tally=tally)
        path = resealed(tmp_path, plain, **said, of_payload={"records": 0})
        if pieces == [b"abc"]:
            assert read_all(path) == [ContentFrame(sha256, b"abc")]
        else:
            assert refusal_of(path) is Reason.BAD_RECORDS


def test_compressed_data_of_another_kind_is_refused(tmp_path):
    record, tally = one_record()
    plain = plain_of(record, tally=tally)

    assert refusal_of(resealed(tmp_path, plain, compressed=b"")) is Reason.BAD_RECORDS
    assert refusal_of(resealed(tmp_path, plain, compressed=plain)) is Reason.BAD_RECORDS
    followed = packed(plain) + b"junk"
    assert refusal_of(resealed(tmp_path, plain, compressed=followed)) is Reason.BAD_RECORDS


def test_a_stream_cut_at_any_chunk_is_refused_though_signed(tmp_path):
    record, tally = one_record()
    plain = plain_of(record, tally=tally) + b"." * 10  # never reached
    payload = encrypted(random.Random(2).randbytes(3 * CHUNK))
    border = 24 + 4 + CHUNK + 17
    for size in (45, border, border + 2, border + 4, 2 * border - 24, len(payload) - 1):
        assert refusal_of(resealed(tmp_path, plain, payload=payload[:size])) in (
            Reason.BAD_RECORDS,
            Reason.CUT_SHORT,
        )


def one_chunk(plain: bytes, tag: int = FINAL) -> bytes:
    """A payload of a single chunk, whatever its length and tag."""
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    head = bindings.crypto_secretstream_xchacha20poly1305_init_push(state, b"k" * 32)
    chunk = bindings.crypto_secretstream_xchacha20poly1305_push(
        state, plain, COMMUNITY.public.sign, tag
    )
    return head + len(chunk).to_bytes(4, "big") + chunk


def test_a_chunk_of_another_form_is_refused_though_signed(tmp_path):
    record, tally = one_record()
    plain = plain_of(record, tally=tally)
    compressed = packed(plain)
    skipped = b"\x50\x2a\x4d\x18" + CHUNK.to_bytes(4, "little") + b"\0" * CHUNK
    rekey = bindings.crypto_secretstream_xchacha20poly1305_TAG_REKEY

    assert len(read_all(resealed(tmp_path, plain, payload=one_chunk(compressed)))) == 1
    for payload in (
        one_chunk(compressed) + b"\0",
        one_chunk(compressed) + one_chunk(b"")[24:],
        one_chunk(skipped + compressed),
        one_chunk(compressed, rekey),
        one_chunk(compressed)[:24] + b"\0\0\0\5" + b"\0" * 20,
    ):
        assert refusal_of(resealed(tmp_path, plain, payload=payload)) is Reason.ALTERED
    without_last = one_chunk(compressed, 0)
    assert refusal_of(resealed(tmp_path, plain, payload=without_last)) is Reason.CUT_SHORT


def test_chunks_in_another_order_are_refused_though_signed(tmp_path):
    record, tally = one_record()
    plain = plain_of(record, tally=tally)
    chunk = 4 + CHUNK + 17
    payload = encrypted(zstandard.ZstdCompressor().compress(random.Random(2).randbytes(3 * CHUNK)))
    first, second = payload[24 : 24 + chunk], payload[24 + chunk : 24 + 2 * chunk]
    swapped = payload[:24] + second + first + payload[24 + 2 * chunk :]

    assert refusal_of(resealed(tmp_path, plain, payload=swapped)) is Reason.ALTERED


def test_a_bomb_that_owns_up_to_its_size_is_refused_before_opening(tmp_path):
    record, tally = one_record()
    path = resealed(
        tmp_path, plain_of(record, tally=tally), of_payload={"plain_bytes": 1_000_000_000}
    )

    with pytest.raises(Refused) as caught:
        read_manifest(path)
    assert caught.value.reason is Reason.TOO_LARGE


def test_a_bomb_that_hides_its_size_is_stopped_in_flat_memory(tmp_path):
    head = frame(Kind.HEADER, canonical({"sha256": "0" * 64, "size": 64 << 20}))
    piece = frame(Kind.PIECE, b"\0" * (256 << 10))
    bomb = zstandard.ZstdCompressor(level=3).compress(head + piece * 256)
    path = resealed(tmp_path, b"." * 400_000, compressed=bomb)

    tracemalloc.start()
    assert refusal_of(path) is Reason.BAD_RECORDS
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20


def test_compression_may_not_ask_for_much_memory(tmp_path):
    wide = zstandard.ZstdCompressionParameters.from_level(3, window_log=24)
    assert LARGEST_WINDOW < 1 << 24
    packer = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    record, tally = one_record()
    plain = plain_of(record, tally=tally)
    compressed = packer.compress(plain) + packer.flush()

    assert refusal_of(resealed(tmp_path, plain, compressed=compressed)) is Reason.BAD_RECORDS


@pytest.mark.parametrize(
    "counts",
    [
        {"event": {"insert": 0, "update": 1, "delete": 0}},
        {"visit": {"insert": 1, "update": 0, "delete": 0}},
        {"event": {"insert": 1, "update": 0, "delete": 0}, "visit": dict.fromkeys(KINDS, 0)},
    ],
)
def test_counts_that_are_not_what_is_in_it_are_refused(tmp_path, counts):
    record, tally = one_record()
    path = resealed(tmp_path, plain_of(record, tally=tally), counts=counts)

    assert refusal_of(path) is Reason.BAD_RECORDS


def test_another_size_than_said_is_refused(tmp_path):
    record, tally = one_record()
    plain = plain_of(record, tally=tally)
    for size in (len(plain) - 1, len(plain) + 1):
        path = resealed(tmp_path, plain, of_payload={"plain_bytes": size})
        assert refusal_of(path) is Reason.BAD_RECORDS


@pytest.mark.parametrize(
    ("kind", "length"), [(Kind.PIECE, (256 << 10) + 1), (Kind.RECORD, 1 << 20), (Kind.END, 300)]
)
def test_a_frame_longer_than_its_kind_may_be_is_refused(tmp_path, kind, length):
    head = frame(Kind.HEADER, canonical({"sha256": "0" * 64, "size": 1 << 19}))
    start = head if kind is Kind.PIECE else b""
    plain = plain_of(start, frame(kind, b"1" * length + b" "))

    assert refusal_of(resealed(tmp_path, plain)) is Reason.TOO_LARGE


def test_a_content_that_is_not_what_it_is_called_is_refused(tmp_path):
    tally = Tally()
    tally.content(3)
    head = frame(Kind.HEADER, canonical({"sha256": "0" * 64, "size": 3}))
    plain = plain_of(head, frame(Kind.PIECE, b"abc"), tally=tally)
    said = {"counts": {}, "contents": {"count": 1, "bytes": 3}}
    path = resealed(tmp_path, plain, **said, of_payload={"records": 0})

    assert refusal_of(path) is Reason.BAD_RECORDS
