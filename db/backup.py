"""Backups of a station: made while it is in use, verified, rotated, restored.

A backup is one file (suffix ``.stationbackup``): an uncompressed zip of the encrypted database,
its key slots and a manifest with their SHA-256. It is as secret as the station itself and opens
with the same passwords. It is written under another name, read back and checked, and only then
takes its name; a failed backup leaves nothing behind.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from db import clock, faults, keyslots
from db.engine import Database, raw_connection, translated_faults

SUFFIX = ".stationbackup"
FORMAT = "liren-backup-1"
KEPT_DAYS, KEPT_WEEKS, KEPT_MONTHS = 14, 8, 24
LARGEST_KEYS = 1 << 20
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
            _copy_pages(database, copy, step)
            _verify(copy, database.key)
            _pack(part, copy, database.path)
            read_manifest(part)
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
        copy.unlink(missing_ok=True)
    return target


def _copy_pages(database: Database, copy: Path, step: Step) -> None:
    copy.unlink(missing_ok=True)
    source, target = raw_connection(database.path, database.key), None
    try:
        target = raw_connection(copy, database.key)
        source.backup(target, pages=2048, progress=lambda _, left, total: step(total - left, total))
    except sqlcipher.OperationalError as error:
        raise faults.DiskFull(str(error)) if "full" in str(error) else error from error
    finally:
        source.close()
        if target is not None:
            target.close()


def _verify(path: Path, key: bytes) -> None:
    """Check every page's authentication code and the structure of every table."""
    connection = raw_connection(path, key)
    try:
        broken = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        broken += [row for row in connection.execute("PRAGMA quick_check") if row[0] != "ok"]
    except sqlcipher.DatabaseError as error:
        raise faults.Damaged(str(error)) from error
    finally:
        connection.close()
    if broken:
        raise faults.Damaged(str(broken[0][0]))


def _pack(part: Path, copy: Path, station: Path) -> None:
    members = {"station": copy, "keys": keyslots.companion(station)}
    digests = {name: _sha256(path) for name, path in members.items()}
    manifest = {
        "format": FORMAT,
        "station": station.name,
        "made_at": clock.now().isoformat(),
        "sha256": digests,
    }
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False))
        for name, path in members.items():
            archive.write(path, name)


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
        with zipfile.ZipFile(backup) as archive:
            data = json.loads(archive.read("manifest.json"))
            if data["format"] != FORMAT:
                raise faults.NewerSchema(data["format"])
            manifest = Manifest(
                str(data["station"]), datetime.fromisoformat(data["made_at"]), data["sha256"]
            )
            for name in ("station", "keys"):
                if _sha256_of_member(archive, name) != manifest.sha256[name]:
                    raise faults.Damaged(name)
    except zipfile.BadZipFile as error:
        kind = faults.Damaged if zipfile.is_zipfile(backup) else faults.NotAStation
        raise kind(backup.name) from error
    except (KeyError, ValueError, TypeError) as error:
        raise faults.NotAStation(backup.name) from error
    return manifest


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

    Raises:
        FileExistsError: something is at ``target`` already; a restore never overwrites.
        faults.NotAStation, faults.Damaged, faults.NewerSchema, faults.DiskFull, faults.ReadOnly.
    """
    companion = keyslots.companion(target)
    if target.exists() or companion.exists():
        raise FileExistsError(target)
    manifest = read_manifest(backup)
    parts = {name: target.with_name(f"{target.name}.{name}.part") for name in ("station", "keys")}
    try:
        with translated_faults(), zipfile.ZipFile(backup) as archive:
            for name, part in parts.items():
                with archive.open(name) as member, part.open("wb") as file:
                    while chunk := member.read(CHUNK):
                        file.write(chunk)
            parts["keys"].replace(companion)
            parts["station"].replace(target)
        keyslots.mark_restored(target)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    return manifest


def daily_name(station: Path, day: date) -> str:
    """Name of the automatic backup of one day."""
    return f"{station.stem}-{day.isoformat()}{SUFFIX}"


def backups_in(folder: Path, station: Path) -> dict[date, Path]:
    """The automatic backups of a station in a folder, by day."""
    found: dict[date, Path] = {}
    for path in folder.glob(f"*{SUFFIX}"):
        day = path.name.removeprefix(f"{station.stem}-").removesuffix(SUFFIX)
        try:
            found[date.fromisoformat(day)] = path
        except ValueError:
            continue  # a backup the user named herself is not ours to rotate
    return found


def to_drop(days: set[date], today: date) -> set[date]:
    """Which days' backups the rotation lets go.

    Kept: every one of the last 14 days, the newest of each of the last 8 weeks, the newest of
    each of the last 24 months.
    """
    kept = {day for day in days if today - day < timedelta(days=KEPT_DAYS)}
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
    for day in to_drop({*present, today}, today):
        present[day].unlink()
    return made
