import hashlib
import os
import random
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import Cancelled, RuleBroken, StationFault
from app.exchange.envelope import (
    HEAD,
    payload_offset,
    read_manifest,
    records,
    verify,
)
from app.exchange.envelope_writer import EnvelopeWriter
from app.exchange.frames import ChangeFrame, ContentFrame
from app.exchange.manifest import Contents, Count
from app.exchange.refusals import Reason, Refused
from tests.app.exchange.envelopes import (
    COMMUNITY,
    OTHER,
    STREET,
    a_bundle,
    a_change,
    dumped,
    manifest_of,
    payload_in,
    put,
    read_all,
    refusal_of,
    said_by,
    signed_file,
)

PHOTO = random.Random(1).randbytes(700_000)


@pytest.fixture
def bundle(tmp_path):
    return a_bundle(tmp_path / "a.liren", [a_change(1), a_change(2)], [b"photo " * 50])


def test_what_goes_in_comes_out_in_its_order(tmp_path):
    changes = [a_change(n) for n in range(1, 4)]
    path = a_bundle(tmp_path / "三月.liren", changes, [PHOTO, b"", b"x"])

    found = read_all(path)

    contents = [ContentFrame(hashlib.sha256(c).hexdigest(), c) for c in (PHOTO, b"", b"x")]
    assert found == contents + [ChangeFrame(change) for change in changes]


def test_the_manifest_counts_what_is_in_it(bundle):
    manifest = read_manifest(bundle)

    assert manifest.counts == {"event": Count(insert=2)}
    assert manifest.contents == Contents(1, 300)
    assert manifest.payload.records == 2


def test_an_empty_bundle_carries_a_receipt_and_nothing_else(tmp_path):
    assert read_all(a_bundle(tmp_path / "a.liren", [])) == []


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("字ab"), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.dictionaries(st.text("字vwyz"), JSON, max_size=5), max_size=6))
def test_any_change_comes_out_as_it_went_in(tmp_path, values):
    kinds = ["insert", "update", "delete"]
    changes = [{"t": "event", "k": kinds[n % 3], "v": value} for n, value in enumerate(values)]

    found = read_all(a_bundle(tmp_path / "a.liren", changes))

    assert [one.change for one in found] == changes


def test_each_bundle_is_encrypted_anew(tmp_path):
    one, other = a_bundle(tmp_path / "1.liren"), a_bundle(tmp_path / "2.liren")

    assert payload_in(one) != payload_in(other)
    assert "楼道堆物".encode() not in one.read_bytes()


@pytest.mark.parametrize(
    ("by", "reason"),
    [
        ({"sender": OTHER}, Reason.FORGED),
        ({"own": OTHER}, Reason.OTHER_RECEIVER),
        ({"own": COMMUNITY}, Reason.OTHER_RECEIVER),
    ],
)
def test_other_keys_do_not_open_it(bundle, by, reason):
    assert refusal_of(bundle, **by) is reason


def test_somebody_elses_payload_signed_again_is_refused(tmp_path, bundle):
    stolen = signed_file(tmp_path / "b.liren", dumped(said_by(bundle)), payload_in(bundle), OTHER)

    assert refusal_of(stolen, sender=OTHER) is Reason.ALTERED


def test_every_altered_byte_before_the_payload_is_refused(tmp_path):
    whole = a_bundle(tmp_path / "a.liren").read_bytes()
    path = tmp_path / "b.liren"
    reasons = set()
    for place in range(payload_offset(read_manifest(tmp_path / "a.liren"))):
        put(path, whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        reasons.add(refusal_of(path))

    assert {Reason.NOT_A_BUNDLE, Reason.FORGED, Reason.BAD_MANIFEST} <= reasons


def test_every_altered_byte_of_the_payload_is_refused_by_its_digest(tmp_path, bundle):
    whole, start = bundle.read_bytes(), payload_offset(read_manifest(bundle))
    for place in range(start, len(whole)):
        put(bundle, whole[:place] + bytes([whole[place] ^ 0x80]) + whole[place + 1 :])
        assert refusal_of(bundle) is Reason.ALTERED


def test_an_altered_payload_is_refused_by_encryption_too(tmp_path, bundle):
    whole, manifest = bundle.read_bytes(), read_manifest(bundle)
    for place in range(payload_offset(manifest), len(whole)):
        put(bundle, whole[:place] + bytes([whole[place] ^ 0x80]) + whole[place + 1 :])
        with pytest.raises(Refused):
            list(records(bundle, manifest, own=STREET, sign_key=COMMUNITY.public.sign))


def test_a_file_cut_anywhere_is_refused(tmp_path):
    whole = a_bundle(tmp_path / "a.liren").read_bytes()
    path = tmp_path / "b.liren"
    for size in range(len(whole)):
        put(path, whole[:size])
        assert refusal_of(path) is Reason.CUT_SHORT


def test_a_file_with_something_behind_it_is_refused_at_sight(bundle):
    put(bundle, bundle.read_bytes() + b"\0")

    with pytest.raises(Refused) as caught:
        read_manifest(bundle)
    assert caught.value.reason is Reason.ALTERED


@pytest.mark.parametrize("content", [b"PK\x03\x04 a zip", b"LIRENVOL" + b"\0" * 99, b"x"])
def test_another_file_is_no_bundle(tmp_path, content):
    path = tmp_path / "a.liren"
    put(path, content)

    assert refusal_of(path) is Reason.NOT_A_BUNDLE


def test_a_bundle_of_a_newer_version_is_kept_for_later(tmp_path, bundle):
    newer = signed_file(tmp_path / "b.liren", b"[", b"", version=2)

    assert refusal_of(newer) is Reason.TOO_NEW


def test_an_absurd_length_asks_for_no_memory(tmp_path):
    path = tmp_path / "a.liren"
    put(path, HEAD.pack(b"LIRENBDL", 1, 2**32 - 1) + b"x" * 100)

    assert refusal_of(path) is Reason.TOO_LARGE


def test_memory_stays_flat_whatever_the_size(tmp_path):
    noise = random.Random(3)
    target = tmp_path / "a.liren"

    def made_and_read(count: int) -> int:
        tracemalloc.start()
        with EnvelopeWriter(target, COMMUNITY, STREET.public.box, manifest_of) as envelope:
            for number in range(count):
                envelope.change(a_change(number, v={"text": noise.randbytes(2000).hex()}))
        manifest = envelope.manifest
        verify(target, manifest, COMMUNITY.public.sign)
        for _ in records(target, manifest, own=STREET, sign_key=COMMUNITY.public.sign):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    small, large = made_and_read(200), made_and_read(2500)

    assert target.stat().st_size > 5 << 20
    assert large < small + (1 << 20)
    assert large < 4 << 20


def left_in(folder) -> list[str]:
    return sorted(os.listdir(folder))


def failing_changes():
    yield a_change()
    raise LookupError


def test_a_failure_while_writing_leaves_nothing(tmp_path):
    with pytest.raises(LookupError):
        a_bundle(tmp_path / "a.liren", failing_changes())

    assert left_in(tmp_path) == []


def test_a_cancel_at_the_end_leaves_the_older_file_as_it_was(tmp_path):
    target = tmp_path / "a.liren"
    target.write_bytes(b"older")

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with (
        pytest.raises(Cancelled),
        EnvelopeWriter(target, COMMUNITY, STREET.public.box, manifest_of, step=cancel) as envelope,
    ):
        envelope.change(a_change())

    assert left_in(tmp_path) == ["a.liren"]
    assert target.read_bytes() == b"older"


def test_verifying_and_reading_tell_their_progress_and_can_be_cancelled(bundle):
    manifest, size = read_manifest(bundle), read_manifest(bundle).payload.size
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    verify(bundle, manifest, COMMUNITY.public.sign, step=tell)
    list(records(bundle, manifest, own=STREET, sign_key=COMMUNITY.public.sign, step=tell))
    assert told.count((size, size)) == 2
    with pytest.raises(Cancelled):
        verify(bundle, manifest, COMMUNITY.public.sign, step=cancel)
    with pytest.raises(Cancelled):
        list(records(bundle, manifest, own=STREET, sign_key=COMMUNITY.public.sign, step=cancel))


@pytest.mark.parametrize(
    "value", ["字" * 400_000, "half \ud800", 2**63, [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]
)
def test_what_could_not_be_read_is_not_written(tmp_path, value):
    with pytest.raises(RuleBroken, match="装不进报送包"):
        a_bundle(tmp_path / "a.liren", [a_change(v={"text": value})])

    assert left_in(tmp_path) == []


def test_a_damaged_attachment_is_not_written(tmp_path):
    with (
        pytest.raises(StationFault, match="已损坏"),
        EnvelopeWriter(tmp_path / "a.liren", COMMUNITY, STREET.public.box, manifest_of) as envelope,
    ):
        envelope.content("0" * 64, b"photo")

    assert left_in(tmp_path) == []


def test_a_manifest_that_says_something_else_is_a_mistake_of_the_program(tmp_path):
    with pytest.raises(ValueError, match="payload"):
        a_bundle(tmp_path / "a.liren", counts={"event": Count(update=1)})

    assert left_in(tmp_path) == []
