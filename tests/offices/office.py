"""Offices that exchange real bundles: a station, its key pair, and where its sticks lie."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.accounts.levels import Level
from app.accounts.new_station import FirstAccount, NewOffice
from app.accounts.station import Station, create_station
from app.exchange.applying import Applied, apply_bundle
from app.exchange.codes import comparison_code
from app.exchange.making import Made, make_bundle
from app.exchange.own_keys import ensure_pair, own_identity
from app.exchange.peers import pair
from db.ids import new_id
from db.places import Place

PASSWORD = "一句我们记得住的话"


@dataclass
class OfficeAtWork:
    """One office: its open station and the folder in which its bundles are made."""

    station: Station
    folder: Path

    @property
    def id(self) -> UUID:
        return self.station.office.id

    @property
    def name(self) -> str:
        return self.station.office.name

    def make(self, to: "OfficeAtWork") -> Made:
        target = self.folder / f"{self.name}给{to.name}{new_id().hex[-8:]}.liren"
        return make_bundle(self.station, peer_id=to.id, target=target)

    def apply(self, path: Path) -> Applied:
        return apply_bundle(self.station, path)

    def send(self, to: "OfficeAtWork") -> Applied:
        return to.apply(self.make(to).path)


def an_office(
    folder: Path, level: Level, name: str, area_code: str, place: Place | None = None
) -> OfficeAtWork:
    """A fresh station of some level, in a file of the folder unless a place is given."""
    folder.mkdir(parents=True, exist_ok=True)
    station, _ = create_station(
        place or folder / f"{name}.station",
        NewOffice(level, name, area_code, "文昌路街道", "海港区"),
        FirstAccount("zhaomin", "赵敏", PASSWORD),
    )
    return OfficeAtWork(station, folder)


def introduce(one: OfficeAtWork, other: OfficeAtWork) -> None:
    """Exchange identities and confirm the code, on both sides."""
    pairs = {}
    for office in (one, other):
        with office.station.write() as session:
            pairs[office.id] = ensure_pair(
                session, office.station.actor, database_key=office.station.database.key
            )
    code = comparison_code(pairs[one.id].public, pairs[other.id].public)
    for office, away in ((one, other), (other, one)):
        with away.station.read() as session:
            identity = own_identity(session, pairs[away.id])
        with office.station.write() as session:
            pair(session, office.station.actor, own=pairs[office.id], identity=identity, code=code)
