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
from app.exchange.codes import comparison_code
from app.exchange.identity_file import Identity
from app.exchange.own_keys import ensure_pair, own_identity
from app.exchange.peers import pair
from app.exchange.sending import send
from app.exchange.taking import take
from db.engine import Database


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


@contextmanager
def founded(folder: Path, office: NewOffice, secretary: str) -> Iterator[Station]:
    """A new station in a folder, marked as a demo, that opens by the demo's password.

    Raises:
        StationFault: it cannot be written.
    """
    first = FirstAccount(DEMO_LOGIN, secretary, DEMO_PASSWORD)
    station, _ = create_station(folder / f"{office.name}{SUFFIX}", office, first)
    try:
        with station.database.hasty():
            with station.write() as session:
                settings.put(session, settings.IS_DEMO, True)
            yield station
    finally:
        station.close()


def identity_of(station: Station) -> Identity:
    """How the station introduces itself to others."""
    with station.write() as session:
        keys = ensure_pair(session, station.actor, database_key=station.database.key)
        return own_identity(session, keys)


def code_of(one: Identity, other: Identity) -> str:
    """What both read on the telephone. Long on purpose; so it is worked out once a pair."""
    return comparison_code(one.keys, other.keys)


def accept(station: Station, identity: Identity, code: str) -> UUID:
    """Pair with another office; returns its station id."""
    with station.write() as session:
        keys = ensure_pair(session, station.actor, database_key=station.database.key)
        return pair(session, station.actor, own=keys, identity=identity, code=code)


def hand_over(sender: Station, receiver: Station, folder: Path) -> None:
    """A bundle from one to the other, by a file in a folder."""
    take(receiver, send_off(sender, receiver.office.id, folder))


def send_off(sender: Station, peer_id: UUID, folder: Path) -> Path:
    """A bundle for a peer, as a file in a folder."""
    return send(sender, peer_id=peer_id, folder=folder).files[0]
