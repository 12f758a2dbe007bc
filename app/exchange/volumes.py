"""A large bundle in several volumes (分卷), ``name.liren.001`` and so on, and back in one.

The volumes may lie in a folder in any order, under any name, twice, and among those of other
bundles. Nothing from inside a volume is ever used as a path.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from app.errors import InvalidInput
from app.exchange.refusals import Reason, Refused
from app.exchange.volume_header import (
    HEAD_BYTES,
    MOST_VOLUMES,
    VolumeHeader,
    Whole,
    checked_slice,
    fields_of,
    read_header,
)
from app.exchange.whole_files import Step, no_step, portions, sha256_of, whole_file

SMALLEST_VOLUME = 64 << 10
MOST_FILES = 10_000
"""Of a folder that are looked at."""


@dataclass(frozen=True)
class VolumeSet:
    """The volumes of one bundle that lie in a folder."""

    whole: Whole
    found: dict[int, tuple[Path, ...]]
    """Files by number; several where a volume is there twice."""

    @property
    def missing(self) -> tuple[int, ...]:
        """Numbers of the volumes that are not there."""
        return tuple(n for n in range(1, self.whole.count + 1) if n not in self.found)


def split(
    bundle: Path, folder: Path, volume_size: int, *, step: Step = no_step
) -> tuple[Path, ...]:
    """Cut a bundle into volumes of ``volume_size`` bytes at most, heads included.

    Raises:
        InvalidInput: the size is too small, or there would be more than 999.
        OSError: the folder cannot be written, or is full; no volume is left.
    """
    size = bundle.stat().st_size
    room = volume_size - HEAD_BYTES
    count = -(-size // room) if room > 0 else MOST_VOLUMES + 1
    if volume_size < SMALLEST_VOLUME or not 1 <= count <= MOST_VOLUMES:
        raise InvalidInput(
            f"每卷 {volume_size // 1024} KB 太小。",
            f"请选大一些，分卷最多 {MOST_VOLUMES} 个。",
            field="volume_size",
        )
    with bundle.open("rb") as file:
        whole = Whole(sha256_of(file, size), size, count)
    paths = tuple(folder / f"{bundle.name}.{n:03d}" for n in range(1, count + 1))
    made: list[Path] = []
    try:
        for index, path in enumerate(paths, 1):
            start = (index - 1) * room
            _write_volume(path, bundle, whole, index, slice(start, min(size, start + room)))
            made.append(path)
            step(index, count)
    except BaseException:
        for path in made:
            with suppress(OSError):  # the stick is gone, and they with it
                path.unlink(missing_ok=True)
        raise
    return paths


def _write_volume(path: Path, bundle: Path, whole: Whole, index: int, part: slice) -> None:
    size = part.stop - part.start
    digest = hashlib.sha256(fields_of(whole, index, size))
    with whole_file(path) as file, bundle.open("rb") as source:
        file.seek(HEAD_BYTES)
        source.seek(part.start)
        for portion in portions(source, size):
            digest.update(portion)
            file.write(portion)
        file.seek(0)
        file.write(VolumeHeader(whole, index, size, digest.digest()).encoded())


def is_volume(path: Path) -> bool:
    """Whether a file begins as a volume does, whatever its name."""
    try:
        with path.open("rb") as file:
            return read_header(file) is not None
    except Refused:
        return True


def survey(any_volume: Path) -> VolumeSet:
    """Look in the folder of a volume for the others of its bundle.

    Raises:
        Refused: VOLUME_FOREIGN, it is no volume; TOO_NEW, CUT_SHORT, ALTERED, of its head.
        OSError: the folder cannot be read.
    """
    with any_volume.open("rb") as file:
        wanted = read_header(file)
    if wanted is None:
        raise Refused(Reason.VOLUME_FOREIGN, f"“{any_volume.name}”不是报送包的分卷。")
    found: dict[int, list[Path]] = defaultdict(list)
    for path, header in _headers_in(any_volume.parent):
        if header.whole == wanted.whole:
            found[header.index].append(path)
    return VolumeSet(wanted.whole, {index: tuple(paths) for index, paths in sorted(found.items())})


def _headers_in(folder: Path) -> Iterator[tuple[Path, VolumeHeader]]:
    """The volumes in a folder; what cannot be one is passed over."""
    for path in sorted(islice(folder.iterdir(), MOST_FILES)):
        header = _header_of(path)
        if header:
            yield path, header


def _header_of(path: Path) -> VolumeHeader | None:
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return read_header(file)
    except (OSError, Refused):  # another program's file, or a broken volume: then one is missing
        return None


def gather(any_volume: Path, target: Path, *, step: Step = no_step) -> Path:
    """Join the volumes that lie beside this one into ``target``, and return it.

    Raises:
        Refused: VOLUME_MISSING, naming which; VOLUME_FOREIGN, where one should be lies one of
            another bundle; CUT_SHORT, ALTERED, naming the volume; and those of :func:`survey`.
        OSError: ``target`` cannot be written, or the disk is full; nothing is left.
    """
    volumes = survey(any_volume)
    if volumes.missing:
        _refuse_foreign(any_volume, volumes)
        raise Refused(Reason.VOLUME_MISSING, _sentence(volumes))
    return join(volumes, target, step=step)


def join(volumes: VolumeSet, target: Path, *, step: Step = no_step) -> Path:
    """Join a complete set of volumes into ``target``, as :func:`gather`."""
    whole = volumes.whole
    with whole_file(target) as file:
        joined = _Joined(file, whole, step)
        for index in range(1, whole.count + 1):
            _append(joined, volumes, index)
        joined.check()
    return target


class _Joined:
    """What has been joined so far, with its digest."""

    def __init__(self, file: BinaryIO, whole: Whole, step: Step):
        self._file = file
        self._whole = whole
        self._step = step
        self._digest = hashlib.sha256()

    def append(self, portions_of_slice: Iterator[bytes]) -> None:
        """Take a slice, whole or not at all."""
        start, before = self._file.tell(), self._digest.copy()
        try:
            for portion in portions_of_slice:
                self._file.write(portion)
                self._digest.update(portion)
                self._step(min(self._file.tell(), self._whole.size), self._whole.size)
        except Refused:
            self._file.seek(start)
            self._file.truncate()
            self._digest = before
            raise
        if self._file.tell() > self._whole.size:
            raise Refused(Reason.ALTERED)

    def check(self) -> None:
        """Go on only when this is the bundle that was split."""
        is_same = self._digest.hexdigest() == self._whole.sha256
        if not is_same or self._file.tell() != self._whole.size:
            raise Refused(Reason.ALTERED)


def _append(joined: _Joined, volumes: VolumeSet, index: int) -> None:
    """Append a volume; where it is there twice, the first file that is sound."""
    count = volumes.whole.count
    refusal = Refused(Reason.VOLUME_MISSING, f"缺第 {index} 卷，共 {count} 卷。")
    for path in volumes.found.get(index, ()):
        try:
            return joined.append(checked_slice(path, volumes.whole, index))
        except Refused as error:
            refusal = error
    raise refusal


def _sentence(volumes: VolumeSet) -> str:
    numbers = "、".join(str(index) for index in volumes.missing)
    return f"缺第 {numbers} 卷，共 {volumes.whole.count} 卷。"


def _refuse_foreign(any_volume: Path, volumes: VolumeSet) -> None:
    """Say so where a missing volume's name is taken by one of another bundle."""
    for index in volumes.missing:
        path = any_volume.with_suffix(f".{index:03d}")
        header = _header_of(path)
        if header and header.whole != volumes.whole:
            raise Refused(
                Reason.VOLUME_FOREIGN, f"第 {index} 卷“{path.name}”是另一个报送包的分卷。"
            )
