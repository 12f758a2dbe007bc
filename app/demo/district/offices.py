"""The demo district's stations: made, opened again by their keys, paired, and exchanging bundles.

A station's own identity, its keys and salts are drawn by the system's chance, never by the seed:
two demo districts on one PC are different offices.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app import settings
from app.accounts.new_station import FirstAccount, NewOffice
from app.accounts.permissions import Actor
from app.accounts.station import SUFFIX, Station, create_station, profile
from app.demo.community import DEMO_LOGIN, DEMO_PASSWORD
from app.exchange.pairing import export_identity, read_introduction
from app.exchange.peers import pair
from app.exchange.sending import send
from app.exchange.taking import take
from db.engine import Database

IDENTITY = ".lirenid"


@dataclass(frozen=True)
class OfficeFile:
    """A closed station, and what opens it again without stretching a password."""

    path: Path
    key: bytes
    actor: Actor
    id: UUID
    name: str

    @classmethod
    def of(cls, station: Station) -> "OfficeFile":
        """An open station's file."""
        office = station.office
        return cls(station.path, station.database.key, station.actor, office.id, office.name)

    @contextmanager
    def opened(self) -> Iterator[Station]:
        """The station, for the block; what it writes is not waited for."""
        database = Database(self.path, self.key)
        try:
            with database.read() as session:
                station = Station(self.path, database, self.actor, profile(session))
            with database.hasty():
                yield station
        finally:
            database.close()


def found_office(folder: Path, office: NewOffice, secretary: str) -> OfficeFile:
    """Make a station in a folder, marked as a demo, opened by the demo's password.

    Raises:
        StationFault: it cannot be written.
    """
    first = FirstAccount(DEMO_LOGIN, secretary, DEMO_PASSWORD)
    station, _ = create_station(folder / f"{office.name}{SUFFIX}", office, first)
    try:
        with station.database.hasty(), station.write() as session:
            settings.put(session, settings.IS_DEMO, True)
        return OfficeFile.of(station)
    finally:
        station.close()


def introduce_itself(station: Station, folder: Path) -> Path:
    """Write the station's identity file into a folder."""
    return export_identity(station, folder / f"{station.office.name}{IDENTITY}")


def accept(station: Station, identity: Path) -> UUID:
    """Pair with another office by its identity file; returns its station id."""
    shown = read_introduction(station, identity)
    with station.write() as session:
        return pair(
            session, station.actor, own=shown.own, identity=shown.identity, code=shown.code
        )


def hand_over(sender: Station, receiver: Station, folder: Path) -> None:
    """A bundle from one to the other, by a file in a folder."""
    bundle = send(sender, peer_id=receiver.office.id, folder=folder).files[0]
    take(receiver, bundle)
