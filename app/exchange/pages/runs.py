"""What takes a while here: it opens its own sessions, away from the thread that serves the pages.

What wrote says so with :class:`Written`, so that every page that shows it reads again.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from app.accounts.station import Station
from app.desk.work import Written
from app.exchange.applying import Applied
from app.exchange.due import Due, what_is_due
from app.exchange.inbox import Arrived, news
from app.exchange.sending import Sent, send
from app.exchange.taking import Examined, examine
from app.exchange.unattended import take_one
from app.exchange.whole_files import Step

OURS = frozenset({"bundle_record", "peer"})
"""Kinds that every bundle changes here."""


def make(
    station: Station, *, peer_id: UUID, folder: Path, volume_size: int, step: Step
) -> Written[Sent]:
    """Make a bundle; see :func:`app.exchange.sending.send`."""
    sent = send(station, peer_id=peer_id, folder=folder, volume_size=volume_size, step=step)
    return Written(sent, OURS)


def due(station: Station, *, peer_id: UUID) -> Due:
    """What the next bundle would carry; see :func:`app.exchange.due.what_is_due`."""
    with station.read() as session:
        return what_is_due(session, peer_id=peer_id)


def look_at(station: Station, path: Path, *, step: Step) -> Examined:
    """Look at a bundle; see :func:`app.exchange.taking.examine`."""
    with TemporaryDirectory(prefix="liren-") as own:
        return examine(station, path, Path(own), step=step)


def take(station: Station, path: Path, *, slip_code: str, step: Step) -> Written[Applied]:
    """Take a bundle; see :func:`app.exchange.taking.take`."""
    applied = take_one(station, path, slip_code=slip_code, step=step)
    return Written(applied, OURS | frozenset(applied.changed))


def look_into(station: Station, folder: Path, *, step: Step) -> list[Arrived]:
    """New bundles in the watched folder; one that is not there (a stick at home) holds none."""
    return news(station, folder, step=step) if folder.is_dir() else []
