"""A folder that bundles arrive in (收件夹): what lies there, what of it is new, and in which order.

Looking never takes anything. A file that is being copied is left for the next look.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.station import Station, profile
from app.exchange.envelope import SUFFIX, read_manifest
from app.exchange.manifest import Manifest
from app.exchange.media import on_medium
from app.exchange.models import BundleRecord
from app.exchange.refusals import Reason, Refused
from app.exchange.terms import Direction
from app.exchange.volumes import MOST_FILES, is_volume, survey
from app.exchange.whole_files import Step, no_step
from db import clock

YOUNG = 120.0
"""Seconds since the last change of a file within which it may still be being copied."""


@dataclass(frozen=True)
class Arrived:
    """A bundle that lies in the folder, or the volumes of one."""

    path: Path
    """The file, or the first of the volumes."""
    files: tuple[Path, ...]
    """All of them."""
    manifest: Manifest | None
    """None: it is in volumes, or cannot be read."""
    refusal: Refused | None = None
    """Why it cannot be read."""
    is_being_copied: bool = False

    @property
    def order(self) -> tuple[str, str, int, str]:
        """By sender, its database file, serial, name; what says none of them comes last."""
        if self.manifest is None:
            return ("~", "", 0, self.path.name)
        sender = self.manifest.sender
        return (sender.area_code, self.manifest.replica.hex, self.manifest.serial, self.path.name)


def arrived(folder: Path, *, step: Step = no_step) -> list[Arrived]:
    """The bundles in a folder, in the order in which they are to be taken.

    Raises:
        StationFault: the folder cannot be read.
    """
    with on_medium(folder):
        files = [path for path in sorted(islice(folder.iterdir(), MOST_FILES)) if _is_ours(path)]
        found = list(_gathered(files, step))
    return sorted(found, key=lambda one: one.order)


def _is_ours(path: Path) -> bool:
    return path.is_file() and (path.suffix == SUFFIX or f"{SUFFIX}." in path.name)


def _gathered(files: list[Path], step: Step) -> Iterator[Arrived]:
    """Each file by itself; volumes of one bundle together."""
    taken: set[Path] = set()
    for done, path in enumerate(files):
        step(done, len(files))
        if path in taken or path.suffix == ".part":
            continue
        one = _one(path)
        taken.update(one.files)
        yield one


def _one(path: Path) -> Arrived:
    try:
        if is_volume(path):
            volumes = survey(path)
            files = tuple(file for several in volumes.found.values() for file in several)
            young = bool(volumes.missing) and any(map(is_young, files))
            return Arrived(path, files, None, is_being_copied=young)
        return Arrived(path, (path,), read_manifest(path))
    except Refused as error:
        early = error.reason in (Reason.CUT_SHORT, Reason.NOT_A_BUNDLE) and is_young(path)
        return Arrived(path, (path,), None, error, is_being_copied=early)


def is_young(path: Path) -> bool:
    """Whether a file was changed a moment ago."""
    return clock.now().timestamp() - path.stat().st_mtime < YOUNG


def news(station: Station, folder: Path, *, step: Step = no_step) -> list[Arrived]:
    """Of what lies in the folder: bundles for this station that were not taken yet.

    Raises:
        StationFault: the folder cannot be read.
    """
    found = arrived(folder, step=step)
    with station.read() as session:
        own, had = profile(session).id, _taken_before(session, found)
    return [
        one
        for one in found
        if not one.is_being_copied
        and one.refusal is None
        and (
            one.manifest is None
            or (one.manifest.receiver.station == own and one.manifest.sha256 not in had)
        )
    ]


def _taken_before(session: Session, found: list[Arrived]) -> set[str]:
    asked = [one.manifest.sha256 for one in found if one.manifest is not None]
    statement = select(BundleRecord.sha256).where(
        BundleRecord.direction == Direction.IN, BundleRecord.sha256.in_(asked)
    )
    return set(session.scalars(statement))
