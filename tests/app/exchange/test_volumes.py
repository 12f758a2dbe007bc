import hashlib
import os
import random
import shutil

import pytest

from app.errors import Cancelled, InvalidInput
from app.exchange import volumes
from app.exchange.refusals import Reason, Refused
from app.exchange.volume_header import FIELDS, HEAD_BYTES
from tests.app.exchange.envelopes import a_bundle, put, read_all

SIZE = 64 << 10
"""Of a volume; the bundle then makes six."""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    noise = random.Random(5).randbytes(360_000)
    return a_bundle(tmp_path_factory.mktemp("bundle") / "九月.liren", contents=[noise])


@pytest.fixture
def parts(bundle, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return volumes.split(bundle, folder, SIZE)


def refusal_of(any_volume, target) -> Refused:
    with pytest.raises(Refused) as caught:
        volumes.gather(any_volume, target)
    assert not target.exists()
    assert not target.with_name(target.name + ".part").exists()
    return caught.value


def test_a_bundle_cut_up_comes_back_the_same(bundle, parts, tmp_path):
    assert [path.name for path in parts] == [f"九月.liren.{n:03d}" for n in range(1, 7)]
    assert all(path.stat().st_size <= SIZE for path in parts)

    joined = volumes.gather(parts[3], tmp_path / "joined.liren")

    assert joined.read_bytes() == bundle.read_bytes()
    assert read_all(joined) == read_all(bundle)


def test_a_bundle_that_fits_makes_one_volume(bundle, tmp_path):
    (only,) = volumes.split(bundle, tmp_path, 1 << 30)

    assert volumes.gather(only, tmp_path / "b.liren").read_bytes() == bundle.read_bytes()


def test_names_and_order_and_other_files_do_not_matter(bundle, parts, tmp_path):
    folder = parts[0].parent
    for number, path in enumerate(reversed(parts)):
        path.rename(folder / f"照片 ({number}).jpg")
    (folder / "readme.txt").write_text("LIREN")
    (folder / "九月.liren.001").write_bytes(b"LIRENVOL")
    (folder / "九月.liren.002").mkdir()
    if os.name == "posix":
        (folder / "nowhere").symlink_to(folder / "absent")
        os.mkfifo(folder / "pipe")

    joined = volumes.gather(folder / "照片 (2).jpg", tmp_path / "b.liren")

    assert joined.read_bytes() == bundle.read_bytes()


def test_missing_volumes_are_named(parts, tmp_path):
    parts[1].unlink()
    parts[4].unlink()

    assert volumes.survey(parts[0]).missing == (2, 5)
    refusal = refusal_of(parts[0], tmp_path / "b.liren")
    assert refusal.reason is Reason.VOLUME_MISSING
    assert refusal.what_happened == "缺第 2、5 卷，共 6 卷。"


def test_volumes_of_two_bundles_in_one_folder_are_told_apart(bundle, parts, tmp_path):
    folder = parts[0].parent
    other = a_bundle(tmp_path / "十月.liren", contents=[random.Random(6).randbytes(200_000)])
    others = volumes.split(other, folder, SIZE)

    assert volumes.gather(parts[0], tmp_path / "1.liren").read_bytes() == bundle.read_bytes()
    assert volumes.gather(others[1], tmp_path / "2.liren").read_bytes() == other.read_bytes()


def test_the_same_bundle_cut_twice_is_told_apart(bundle, parts, tmp_path):
    again = tmp_path / "again"
    again.mkdir()
    for path in volumes.split(bundle, again, 2 * SIZE):
        shutil.copy(path, parts[0].parent / f"larger {path.name}")
    parts[2].unlink()

    assert volumes.survey(parts[0]).missing == (3,)


def test_a_volume_of_another_bundle_in_ones_place_is_named(parts, tmp_path):
    other = a_bundle(tmp_path / "九月.liren", contents=[random.Random(6).randbytes(200_000)])
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(volumes.split(other, elsewhere, SIZE)[1], parts[1])

    refusal = refusal_of(parts[0], tmp_path / "b.liren")

    assert refusal.reason is Reason.VOLUME_FOREIGN
    assert "第 2 卷“九月.liren.002”" in refusal.what_happened


def test_a_good_copy_beside_a_broken_one_is_enough(bundle, parts, tmp_path):
    copy = parts[2].with_name("copy of 3")
    shutil.copy(parts[2], copy)
    for broken in (parts[2], copy):
        sound = broken.read_bytes()
        put(broken, sound[:-1] + b"?")
        target = tmp_path / f"{broken.name}.joined"
        assert volumes.gather(parts[0], target).read_bytes() == bundle.read_bytes()
        put(broken, sound)


def test_every_altered_byte_of_a_head_is_refused(parts, tmp_path):
    whole = parts[1].read_bytes()
    reasons = set()
    for place in range(HEAD_BYTES):
        put(parts[1], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        for any_volume in (parts[0], parts[1]):
            reasons.add(refusal_of(any_volume, tmp_path / "b.liren").reason)

    assert reasons <= {
        Reason.VOLUME_FOREIGN,
        Reason.VOLUME_MISSING,
        Reason.ALTERED,
        Reason.CUT_SHORT,
        Reason.TOO_NEW,
    }


def test_an_altered_or_longer_slice_is_named(parts, tmp_path):
    whole = parts[1].read_bytes()
    for place in (HEAD_BYTES, HEAD_BYTES + 1000, len(whole) - 1):
        put(parts[1], whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        refusal = refusal_of(parts[0], tmp_path / "b.liren")
        assert refusal.reason is Reason.ALTERED
        assert refusal.what_happened == "第 2 卷被改动过或已损坏。"
    put(parts[1], whole + b"\0")
    assert refusal_of(parts[0], tmp_path / "b.liren").reason is Reason.ALTERED


def test_a_volume_cut_short_is_named(parts, tmp_path):
    whole = parts[5].read_bytes()
    put(parts[5], whole[:-1])
    assert refusal_of(parts[0], tmp_path / "b.liren").what_happened.startswith("第 6 卷不完整")

    for size in (0, 7, 8, HEAD_BYTES - 1):
        put(parts[5], whole[:size])
        assert refusal_of(parts[0], tmp_path / "b.liren").reason is Reason.VOLUME_MISSING


def test_volumes_that_agree_with_each_other_but_not_with_the_bundle_are_refused(parts, tmp_path):
    first, second = parts[0].read_bytes(), parts[1].read_bytes()
    swapped = _relabelled(first, 2), _relabelled(second, 1)
    put(parts[0], swapped[1])
    put(parts[1], swapped[0])

    assert refusal_of(parts[2], tmp_path / "b.liren").reason is Reason.ALTERED


def _relabelled(volume: bytes, index: int) -> bytes:
    """The same slice with a right digest under another number."""
    fields = list(FIELDS.unpack(volume[: FIELDS.size]))
    fields[4] = index
    head = FIELDS.pack(*fields)
    return head + hashlib.sha256(head + volume[HEAD_BYTES:]).digest() + volume[HEAD_BYTES:]


def test_a_bundle_is_no_volume(bundle, parts, tmp_path):
    assert not volumes.is_volume(bundle)
    assert volumes.is_volume(parts[0])
    assert refusal_of(bundle, tmp_path / "b.liren").reason is Reason.VOLUME_FOREIGN


@pytest.mark.parametrize("size", [0, -1, HEAD_BYTES, SIZE - 1])
def test_too_small_a_size_is_refused(bundle, tmp_path, size):
    with pytest.raises(InvalidInput, match="太小"):
        volumes.split(bundle, tmp_path, size)

    assert list(tmp_path.iterdir()) == []


def test_a_cancel_leaves_no_volume_and_no_joined_file(bundle, parts, tmp_path):
    folder = tmp_path / "other"
    folder.mkdir()

    def cancel(done: int, total: int) -> None:
        if done > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        volumes.split(bundle, folder, SIZE, step=cancel)
    with pytest.raises(Cancelled):
        volumes.gather(parts[0], folder / "b.liren", step=cancel)
    assert list(folder.iterdir()) == []
