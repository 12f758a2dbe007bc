"""Backups of a station: made while it is in use, verified, rotated, restored.

A backup is one file (suffix ``.stationbackup``): an uncompressed zip of the encrypted database,
its key slots and a manifest with their SHA-256. It is as secret as the station itself and opens
with the same passwords. It is written under another name, read back and checked, and only then
takes its name; a failed backup leaves nothing behind.
"""

import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from db import clock, faults, keyslots
from db.engine import Database, translated_faults
from db.sqlite_file import raw_connection

SUFFIX = ".stationbackup"
FORMAT = "liren-backup-1"
KEPT_DAYS, KEPT_WEEKS, KEPT_MONTHS = 14, 8, 24
LARGEST_MANIFEST = 1 << 16
CHUNK = 1 << 20

Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    station_name: str
    made_at: datetime
    sha256: dict[str, str]
    """Digest by member name."""


def no_step(done: int, total: int) -> None:
    """Progress nobody watches."""


def make_backup(database: Database, target: Path, *, step: Step = no_step) -> Path:
    """Write a verified backup of an open station to ``target`` and return it.

    Raises:
        faults.DiskFull, faults.ReadOnly: nothing is left at ``target``.
        faults.Damaged: the station itself, or the copy, fails its check.
    """
    part = target.with_name(target.name + ".part")
    copy = target.with_name(target.name + ".copy")
    try:
        with translated_faults():
            _forget(part, copy)
            _copy_pages(database, copy, step)
            _verify(copy, database.key)
            _pack(part, copy, database.path)
            read_manifest(part)
            part.replace(target)
    finally:
        with suppress(OSError):  # what cannot be removed now is removed before the next one
            _forget(part, copy)
    return target


def _forget(*files: Path) -> None:
    """Remove what an attempt left, with the logs SQLite keeps beside a file it has open."""
    for file in files:
        for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
            file.with_name(name).unlink(missing_ok=True)


def _copy_pages(database: Database, copy: Path, step: Step) -> None:
    """Copy one snapshot; holding it open, writers in between cannot make the copy start over."""
    with (
        closing(raw_connection(database.path, database.key)) as source,
        closing(raw_connection(copy, database.key)) as target,
    ):
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(target, pages=2048, progress=lambda _, left, total: step(total - left, total))


def _verify(path: Path, key: bytes) -> None:
    """Check every page's authentication code and the structure of every table."""
    with closing(raw_connection(path, key)) as connection:
        broken = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        broken += [row for row in connection.execute("PRAGMA quick_check") if row[0] != "ok"]
    if broken:
        raise faults.Damaged(str(broken[0][0]))


def _pack(part: Path, copy: Path, station: Path) -> None:
    keys = keyslots.companion(station).read_bytes()
    manifest = {
        "format": FORMAT,
        "station": station.name,
        "made_at": clock.now().isoformat(),
        "sha256": {"station": _sha256(copy), "keys": hashlib.sha256(keys).hexdigest()},
    }
    with part.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False))
            archive.write(copy, "station")
            archive.writestr("keys", keys)
        file.flush()
        os.fsync(file.fileno())


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def read_manifest(backup: Path) -> Manifest:
    """Read and check a whole backup file.

    Raises:
        faults.NotAStation: not a backup of Liren.
        faults.NewerSchema: made in a format this program does not know.
        faults.Damaged: contents do not agree with their digests.
    """
    try:
        with translated_faults(), zipfile.ZipFile(backup) as archive:
            if archive.getinfo("manifest.json").file_size > LARGEST_MANIFEST:
                raise faults.NotAStation(backup.name)
            data = json.loads(archive.read("manifest.json"))
            if data["format"] != FORMAT:
                raise faults.NewerSchema(data["format"])
            manifest = Manifest(
                str(data["station"]), datetime.fromisoformat(data["made_at"]), data["sha256"]
            )
            for name in ("station", "keys"):
                if _sha256_of_member(archive, name) != manifest.sha256[name]:
                    raise faults.Damaged(name)
    except FileNotFoundError:
        raise
    except NOT_WHOLE as error:
        raise (faults.Damaged if _begins_as_ours(backup) else faults.NotAStation)(
            backup.name
        ) from error
    return manifest


NOT_WHOLE = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError),
    *(LookupError, ValueError, TypeError, struct.error),
)
"""What the zip and JSON readers raise on files that were cut, altered, or are something else."""


def _begins_as_ours(backup: Path) -> bool:
    with backup.open("rb") as file:
        return b"manifest.json" in file.read(64)


def _sha256_of_member(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as member:
        while chunk := member.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def restore(backup: Path, target: Path) -> Manifest:
    """Lay a backup out as a new station file at ``target``.

    The restored file is marked: at its next opening it becomes a new replica (a new identity for
    the change log), so that numbers given out after the backup was made are never given again.
    The mark is there before the file is: a power cut between them leaves no file without a mark.
    A log of SQLite's left beside a removed file counts as a file: it would be played back into
    the restored one.

    Raises:
        FileExistsError: something is at ``target`` or beside it; a restore never overwrites.
        faults.NotAStation, faults.Damaged, faults.NewerSchema, faults.DiskFull, faults.ReadOnly.
    """
    companion = keyslots.companion(target)
    for name in (target.name, companion.name, f"{target.name}-wal", f"{target.name}-journal"):
        if target.with_name(name).exists():
            raise FileExistsError(target.with_name(name))
    manifest = read_manifest(backup)
    part = target.with_name(f"{target.name}.part")
    try:
        with translated_faults(), zipfile.ZipFile(backup) as archive:
            companion.write_bytes(archive.read("keys"))
            keyslots.mark_restored(target)
            _lay_out(archive, part)
            part.replace(target)
    except BaseException:
        companion.unlink(missing_ok=True)
        raise
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _lay_out(archive: zipfile.ZipFile, part: Path) -> None:
    with archive.open("station") as member, part.open("wb") as file:
        while chunk := member.read(CHUNK):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def daily_name(station: Path, day: date) -> str:
    """Name of the automatic backup of one day."""
    return f"{station.stem}-{day.isoformat()}{SUFFIX}"


def backups_in(folder: Path, station: Path) -> dict[date, Path]:
    """The automatic backups of a station in a folder, by day."""
    found: dict[date, Path] = {}
    for path in folder.glob(f"*{SUFFIX}"):
        day = path.name.removesuffix(SUFFIX)[-len("2026-01-31") :]
        try:
            found[date.fromisoformat(day)] = path
        except ValueError:
            continue  # a backup the user named herself is not ours to rotate
    return {day: path for day, path in found.items() if path.name == daily_name(station, day)}


def to_drop(days: set[date], today: date) -> set[date]:
    """Which days' backups the rotation lets go.

    Kept: every one of the last 14 days and the 14 newest in any case, the newest of each of the
    last 8 weeks, the newest of each of the last 24 months. The 14 newest are what is left when the
    PC's clock jumps years ahead and every backup seems old.
    """
    kept = {day for day in days if today - day < timedelta(days=KEPT_DAYS)}
    kept |= set(sorted(days)[-KEPT_DAYS:])
    newest_of_week: dict[tuple[int, int], date] = {}
    newest_of_month: dict[tuple[int, int], date] = {}
    for day in sorted(days):
        newest_of_week[day.isocalendar()[:2]] = day
        newest_of_month[(day.year, day.month)] = day
    kept |= {d for d in newest_of_week.values() if today - d < timedelta(weeks=KEPT_WEEKS)}
    kept |= {d for d in newest_of_month.values() if _months_between(d, today) < KEPT_MONTHS}
    return days - kept


def _months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def back_up_daily(database: Database, folder: Path, *, step: Step = no_step) -> Path | None:
    """Make today's backup unless it is there, and rotate; returns the new one.

    Raises:
        faults.DiskFull, faults.ReadOnly, faults.Damaged: older backups are untouched then.
    """
    with translated_faults():
        folder.mkdir(parents=True, exist_ok=True)
    today = clock.today()
    present = backups_in(folder, database.path)
    if today in present:
        return None
    made = make_backup(database, folder / daily_name(database.path, today), step=step)
    with translated_faults():
        for day in to_drop({*present, today}, today):
            present[day].unlink()
    return made
