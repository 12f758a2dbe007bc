"""Which stations were open on this PC, and who logged in to each last."""

from pathlib import Path

from app import settings
from app.accounts.station import Station
from app.desk.machine_memory import MachineMemory


def remember_opened(memory: MachineMemory, station: Station) -> None:
    """Put ``station`` first among the recent ones, and its account first in its log-in."""
    path = str(station.path)
    logins = memory.setting(settings.LAST_LOGINS) | {path: station.actor.login}
    memory.put_setting(settings.LAST_LOGINS, logins)
    memory.remember_station(settings.RECENT_STATIONS, path)


def last_login(memory: MachineMemory, path: Path) -> str:
    """Who logged in last to the station at ``path``; empty when nobody did on this PC."""
    return str(memory.setting(settings.LAST_LOGINS).get(str(path), ""))
