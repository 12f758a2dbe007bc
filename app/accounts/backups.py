"""Backups of the open station: the day's own, one at once, and where they lie.

A station on a server has none of ours: its database is backed up by the server's own means.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.fault_words import worded
from app.accounts.permissions import Actor, Permission
from app.accounts.station import Station
from app.errors import StationFault
from db import backup, clock
from db.engine import translated_faults
from db.places import is_server, name_of

FOLDER = "备份"


@dataclass(frozen=True)
class BackupRow:
    """One automatic backup, as the settings list it."""

    id: Path
    day: date
    name: str
    megabytes: float


def backup_folder(station: Path, chosen: str) -> Path:
    """Where a station's backups go: the folder ``chosen`` on this PC, else one beside the file."""
    return Path(chosen) if chosen else station.parent / FOLDER


def refuse_on_server(station: Station) -> None:
    """Go on only where there is a file to back up.

    Raises:
        StationFault: the station is on a server; says who backs it up, and how.
    """
    if is_server(station.place):
        raise StationFault(
            f"“{name_of(station.place)}”在数据库服务器上，由服务器自己备份。",
            "请让服务器的管理员每天用 pg_dump 备份这个数据库，并试着恢复过一次。",
        )


def back_up_today(station: Station, folder: Path, *, step: backup.Step = backup.no_step) -> Path:
    """Make today's backup unless it is there; returns where it is.

    Raises:
        StationFault: disk full, folder not writable, station damaged; older backups stay. Or the
            station is on a server.
    """
    refuse_on_server(station)
    name = backup.daily_name(station.path, clock.today())
    with worded(folder / name):
        made = backup.back_up_daily(station.database, folder, step=step)
    return made or folder / name


def back_up_now(station: Station, folder: Path, *, step: backup.Step = backup.no_step) -> Path:
    """Make a backup as the station is at this moment, in place of today's earlier one.

    Raises:
        NotAllowed: the account may not back up.
        StationFault: disk full, folder not writable, station damaged; older backups stay. Or the
            station is on a server.
    """
    station.actor.require(Permission.BACK_UP)
    refuse_on_server(station)
    target = folder / backup.daily_name(station.path, clock.today())
    with worded(target):
        with translated_faults():
            folder.mkdir(parents=True, exist_ok=True)
        return backup.make_backup(station.database, target, step=step)


def note_copy(session: Session, actor: Actor, *, target: Path) -> None:
    """Write into the log that a copy of the station was taken out of the house.

    Raises:
        NotAllowed: the account may not back up.
    """
    actor.require(Permission.BACK_UP)
    audit.record(session, actor, "backup.copy", f"另存了一份备份：{target}")


def list_backups(station: Station, folder: Path) -> list[Path]:
    """The automatic backups of this station, the newest first; none of one on a server."""
    if is_server(station.place):
        return []
    found = backup.backups_in(folder, station.path)
    return [found[day] for day in sorted(found, reverse=True)]


def backup_rows(station: Station, folder: Path) -> list[BackupRow]:
    """The automatic backups with their day and size, the newest first; none on a server."""
    if is_server(station.place):
        return []
    with worded(folder), translated_faults():
        found = backup.backups_in(folder, station.path)
        return [
            BackupRow(path, day, path.name, round(path.stat().st_size / 1e6, 1))
            for day, path in sorted(found.items(), reverse=True)
        ]
