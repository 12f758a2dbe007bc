"""Today's backup of the open station, for the desk and the settings page."""

from pathlib import Path

from app.accounts.fault_words import worded
from app.accounts.station import Station
from db import backup, clock


def back_up_today(station: Station, folder: Path, *, step: backup.Step = backup.no_step) -> Path:
    """Make today's backup unless it is there; returns where it is.

    Raises:
        StationFault: disk full, folder not writable, station damaged; older backups stay.
    """
    name = backup.daily_name(station.path, clock.today())
    with worded(folder / name):
        made = backup.back_up_daily(station.database, folder, step=step)
    return made or folder / name


def list_backups(station: Station, folder: Path) -> list[Path]:
    """The automatic backups of this station, the newest first."""
    found = backup.backups_in(folder, station.path)
    return [found[day] for day in sorted(found, reverse=True)]
