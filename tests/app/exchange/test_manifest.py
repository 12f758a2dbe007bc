"""A manifest from outside is exactly what the format says, or refused."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange import rotation
from app.exchange.envelope import read_manifest
from app.exchange.manifest import Earlier, Seen
from app.exchange.manifest_reading import manifest_in
from app.exchange.refusals import Reason, Refused
from tests.app.exchange.envelopes import (
    COMMUNITY,
    MADE_AT,
    REPLICA,
    a_bundle,
    dumped,
    fixed_keys,
    said_by,
)

LARGEST = 2**63 - 1


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    folder = tmp_path_factory.mktemp("manifest")
    made = rotation.rotate(COMMUNITY, fixed_keys("人民里社区", 2), at=MADE_AT)
    return said_by(
        a_bundle(
            folder / "a.liren",
            lineage=(UUID(int=8),),
            parents={REPLICA: UUID(int=8)},
            seen=(Seen(UUID(int=5), 2, "a" * 64),),
            history=(Earlier(1, "b" * 64), Earlier(2, "c" * 64)),
            named=("事项“楼道堆物”写明了来访人姓名",),
            rotation=made,
        )
    )


def reason_of(data: bytes) -> Reason:
    with pytest.raises(Refused) as caught:
        manifest_in(data)
    return caught.value.reason


def changed(said: dict, path: str, value) -> bytes:
    """The manifest with another value at ``path``, dots between the names."""
    *way, last = path.split(".")
    copy: dict = {**said}
    at = copy
    for name in way:
        at[name] = at[name].copy()
        at = at[name]
    at[last] = value
    return dumped(copy)


def test_a_manifest_with_everything_in_it_comes_back_the_same(said):
    manifest = manifest_in(dumped(said))

    assert manifest.encoded == dumped(said)
    assert manifest.rotation
    assert rotation.check_rotation(manifest.rotation, COMMUNITY.public).generation == 2
    assert manifest.lineage == (UUID(int=8),)
    assert manifest.seen[0].serial == 2
    assert manifest.history[1] == Earlier(2, "c" * 64)


def test_reading_from_a_file_gives_the_same(tmp_path):
    path = a_bundle(tmp_path / "a.liren")

    assert read_manifest(path) == manifest_in(dumped(said_by(path)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *[("serial", value) for value in (0, -1, True, "3", 3.0, None, LARGEST + 1, 10**400)],
        *[("replica", value) for value in ("", "A" * 32, "a" * 31, str(REPLICA), 5, ["a" * 32])],
        *[("sender.name", value) for value in ("", "字" * 201, "a\nb", "a\u2028b", 3, None)],
        *[("sender.level", value) for value in ("city", "", 1, None)],
        *[("sender.area_code", value) for value in ("", "13030200100", "１" * 12, 130302001001)],
        *[("sender.generation", value) for value in (0, -1, True, 2**31)],
        ("sender", []),
        ("receiver", None),
        ("receiver.station", "x" * 32),
        *[
            ("made_at", value)
            for value in (
                "2026-11-26",
                "2026-11-26T02:00:00",
                "2026-11-26T02:00:00Z",
                "2026-11-26T10:00:00+08:00",
                "0001-01-01T00:00:00+00:00",
                "9999-12-31T23:59:59+00:00",
                "2026-11-26 02:00:00+00:00",
                0,
                None,
            )
        ],
        ("period", {"from": None}),
        ("period.from", ""),
        ("period", {"from": "2026-11-26T02:00:00+00:00", "to": "2026-11-25T02:00:00+00:00"}),
        *[("base", value) for value in ([], None, {"x": 1}, {"a" * 32: -1}, {"a" * 32: True})],
        ("upto", {"a" * 32: LARGEST + 1}),
        ("receipt", {"a" * 32: 1.5}),
        ("stations", {"a" * 32: "b"}),
        ("parents", {"a" * 32: None}),
        ("lineage", ["a" * 32, 5]),
        ("seen", [{"replica": "a" * 32, "serial": 1}]),
        ("seen", [{"replica": "a" * 32, "serial": 1, "sha256": "A" * 64}]),
        ("history", [[1, "b" * 64, 2]]),
        ("history", [[0, "b" * 64]]),
        ("history", [[n, "b" * 64] for n in range(1, 66)]),
        ("counts", {"event": {"insert": 2, "update": 0, "delete": 0}}),
        ("counts", {"event": {"insert": -1, "update": 2, "delete": 0}}),
        ("counts", {"Event; DROP": {"insert": 1, "update": 0, "delete": 0}}),
        ("contents", {"count": 1, "bytes": 10**12}),
        ("contents.count", -1),
        ("named", ["x" * 501]),
        ("named", [{}]),
        ("rotation", {}),
        ("rotation.revokes_old", 1),
        ("rotation.by_old", "AAAA"),
        ("payload.sha256", "b" * 63),
        ("payload.bytes", 44),
        ("payload.records", 2),
        ("payload.sealed_key", "A" * 108),
        ("payload.sealed_key", "?" * 108),
        ("needs", {}),
        ("needs", ["Nothing"]),
        ("format", "liren-backup"),
        ("version", 0),
        ("version", True),
    ],
)
def test_a_part_of_another_form_is_refused(said, path, value):
    assert reason_of(changed(said, path, value)) is Reason.BAD_MANIFEST


@pytest.mark.parametrize("path", ["note", "sender.phone", "payload.note", "rotation.note"])
def test_a_part_nobody_knows_is_refused(said, path):
    assert reason_of(changed(said, path, 1)) is Reason.BAD_MANIFEST


def test_a_part_that_is_missing_is_refused(said):
    for name in said:
        without = {key: value for key, value in said.items() if key != name}
        assert reason_of(dumped(without)) is Reason.BAD_MANIFEST


def test_what_needs_a_newer_program_says_so(said):
    assert reason_of(changed(said, "version", 2)) is Reason.TOO_NEW
    assert reason_of(changed(said | {"more": 1}, "needs", ["threads"])) is Reason.TOO_NEW


def test_a_payload_too_small_for_what_it_claims_is_a_bomb(said):
    bomb = 1000 * said["payload"]["bytes"] + (1 << 20) + 1

    assert reason_of(changed(said, "payload.plain_bytes", bomb)) is Reason.TOO_LARGE
    assert manifest_in(changed(said, "payload.plain_bytes", bomb - 1))


def test_as_many_origins_as_are_allowed_and_no_more(said):
    origins = {f"{n:032x}": n for n in range(100_000)}

    assert len(manifest_in(changed(said, "upto", origins)).upto) == 100_000
    assert reason_of(changed(said, "upto", origins | {"f" * 32: 1})) is Reason.BAD_MANIFEST


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"null",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff\xfe{}",
        b"\xef\xbb\xbf{}",
        b'{"format":"liren-bundle","version":NaN,"needs":[]}',
        b'{"format":"liren-bundle","version":1e999,"needs":[]}',
        b'{"format":"liren-bundle","version":1,"version":1,"needs":[]}',
        b'{"format":"liren-bundle","version":1,"needs":["\\ud800"]}',
        b"9" * 5000,
    ],
)
def test_what_is_no_strict_json_is_refused(data):
    assert reason_of(data) is Reason.BAD_MANIFEST


def test_one_manifest_has_one_form_only(said):
    data = dumped(said)

    for other in (
        data.replace(b'"serial":3', b'"serial": 3'),
        data.replace(b'"serial":3', b'"serial":3,"serial":3'),
        data.replace("人".encode(), b"\\u4eba", 1),
        data + b"\n",
        data.replace(b'"needs":[]', b'"needs":[\t]'),
    ):
        assert other != data
        assert reason_of(other) is Reason.BAD_MANIFEST


def test_a_manifest_beyond_its_size_is_not_even_parsed():
    assert reason_of(b" " * ((4 << 20) + 1)) is Reason.TOO_LARGE


@given(st.binary(max_size=200))
def test_no_bytes_do_anything_but_be_refused(data):
    assert reason_of(data) in (Reason.BAD_MANIFEST, Reason.TOO_NEW)


def test_moments_with_fractions_of_a_second_are_kept(said):
    moment = datetime(2026, 11, 26, 2, 0, 0, 123456, tzinfo=UTC)

    assert manifest_in(changed(said, "made_at", moment.isoformat())).made_at == moment
