"""Old files with known keys: a newer program reads all older versions, and the page is right."""

import base64
import hashlib
import json
import re
from pathlib import Path
from uuid import UUID

import pytest
import zstandard
from nacl import bindings
from nacl.public import PrivateKey, SealedBox
from nacl.signing import VerifyKey

from app.exchange import keys, volumes
from app.exchange.codes import check_code, comparison_code
from app.exchange.envelope import payload_offset, read_manifest, records, verify
from app.exchange.frames import ContentFrame
from app.exchange.identity_file import read_identity
from app.exchange.keys import KeyPair
from app.exchange.manifest import Earlier, Seen
from app.exchange.rotation import check_rotation

VECTORS = Path(__file__).with_name("vectors")
BUNDLE = VECTORS / "v1.liren"
PAGE = (Path(__file__).parents[3] / "docs/bundle-format.md").read_text("utf-8")


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    """The table of the page: what, and its hexadecimal digits."""
    return dict(re.findall(r"^\| ([^|]+) \| `([0-9a-f]{32,64})` \|$", PAGE, re.MULTILINE))


@pytest.fixture(scope="module")
def street(known) -> KeyPair:
    return KeyPair(
        UUID(known["street, station"]),
        1,
        bytes.fromhex(known["street, sign, private"]),
        bytes.fromhex(known["street, box, private"]),
    )


def test_the_private_keys_of_the_page_give_its_public_ones(street, known):
    assert street.public.sign.hex() == known["street, sign, public"]
    assert street.public.box.hex() == known["street, box, public"]


def test_the_identity_of_version_1_is_read(street, known):
    identity = read_identity(VECTORS / "v1.lirenid")

    assert identity.name == "人民里社区"
    assert identity.keys.station.hex == known["community, station"]
    assert identity.keys.sign.hex() == known["community, sign, public"]
    assert identity.keys.box.hex() == known["community, box, public"]
    assert f"`{comparison_code(identity.keys, street.public)}`" in PAGE


def test_the_manifest_of_version_1_is_read(known):
    manifest = read_manifest(BUNDLE)

    assert hashlib.sha256(BUNDLE.read_bytes()).hexdigest() == known["SHA-256 of `v1.liren`"]
    assert manifest.sha256 == known["SHA-256 of its manifest"]
    assert f"`{check_code(manifest.sha256)}`" in PAGE
    assert f"{len(manifest.encoded):,} bytes" in PAGE
    assert f"begins at {payload_offset(manifest):,}" in PAGE
    assert (manifest.serial, manifest.receiver.name) == (3, "河东街道")
    assert manifest.lineage == (UUID(int=8),)
    assert manifest.seen == (Seen(UUID(int=5), 2, "a" * 64),)
    assert manifest.history == (Earlier(1, "b" * 64), Earlier(2, "c" * 64))
    assert manifest.named == ("事项“楼道堆物 1”写明了来访人姓名",)


def test_the_records_of_version_1_are_read(street, known):
    manifest = read_manifest(BUNDLE)
    sign_key = bytes.fromhex(known["community, sign, public"])

    verify(BUNDLE, manifest, sign_key)
    content, *changes = records(BUNDLE, manifest, own=street, sign_key=sign_key)

    opened = keys.open_sealed(street, manifest.payload.sealed_key)
    assert opened.hex() == known["its stream key, opened"]
    assert isinstance(content, ContentFrame)
    assert content.content == b"not a photo, but its bytes"
    assert [change.change["k"] for change in changes] == ["insert", "update", "delete"]
    shown = re.search(r"```json\n(.*)\n```", PAGE)
    assert shown
    assert changes[0].change == json.loads(shown[1])


def test_the_certificate_of_version_1_holds(known):
    manifest, identity = read_manifest(BUNDLE), read_identity(VECTORS / "v1.lirenid")
    assert manifest.rotation

    new = check_rotation(manifest.rotation, identity.keys)

    assert new.sign.hex() == known["community, sign, public, generation 2"]


def test_the_volume_of_version_1_is_joined(tmp_path):
    joined = volumes.gather(VECTORS / "v1.liren.001", tmp_path / "a.liren")

    assert joined.read_bytes() == BUNDLE.read_bytes()


def test_the_page_names_every_part_of_a_manifest():
    for name in json.loads(read_manifest(BUNDLE).encoded):
        assert f"| `{name}` |" in PAGE


def test_a_program_that_knows_nothing_but_the_page_reads_it(known):
    data = BUNDLE.read_bytes()
    assert data[:10] == b"LIRENBDL\0\1"
    start = 14 + int.from_bytes(data[10:14], "big")
    manifest = json.loads(data[14:start])
    signer = bytes.fromhex(known["community, sign, public"])
    VerifyKey(signer).verify(data[:start], data[start : start + 64])
    box = SealedBox(PrivateKey(bytes.fromhex(known["street, box, private"])))
    key = box.decrypt(base64.b64decode(manifest["payload"]["sealed_key"]))

    plain = zstandard.decompress(_decrypted(data[start + 64 :], key, signer), 1 << 20)

    assert len(plain) == manifest["payload"]["plain_bytes"]
    frames = []
    while plain:
        end = 5 + int.from_bytes(plain[:4], "big")
        frames.append((plain[4:5], plain[5:end]))
        plain = plain[end:]
    assert b"".join(kind for kind, _ in frames) == b"HBRRRE"
    assert json.loads(frames[0][1])["sha256"] == hashlib.sha256(frames[1][1]).hexdigest()
    before = b"".join(len(body).to_bytes(4, "big") + kind + body for kind, body in frames[:-1])
    assert json.loads(frames[-1][1])["sha256"] == hashlib.sha256(before).hexdigest()


def _decrypted(payload: bytes, key: bytes, signer: bytes) -> bytes:
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, payload[:24], key)
    length = int.from_bytes(payload[24:28], "big")
    plain, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, payload[28:], signer)
    assert (length, tag) == (len(payload) - 28, 3)
    return plain
