"""Writes households and residents down, and who looks after whom.

Residents go in as rows of one transaction with their search keys set: through the form's use
case each of the 7,000 would be looked up by number and logged by itself, which takes minutes. What
the use case checks (numbers, birth, sex) holds by construction and is tested.
"""

from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor
from app.demo.names import RARE_NAMES, Names
from app.demo.people import ADULT, People, Person, surname_of
from app.demo.places import Place, Places
from app.residents.models import Household, Resident
from app.residents.residents import set_search_keys
from app.residents.terms import Status
from db.ids import new_id

OCCUPIED = 0.945
GONE = 0.008
"""Share of residents who have moved away or died since; they stay on record."""


@dataclass(frozen=True)
class Neighbour:
    """A resident, as the rest of the demo needs to know him."""

    id: UUID
    name: str
    sex: str
    age: int
    phone: str
    tags: tuple[str, ...]
    place: Place
    room: str
    is_settled: bool
    """Lives here and is of age: may be elected, speak, look after a staircase."""

    @property
    def door(self) -> str:
        """3-2-301."""
        return f"{self.place.building}-{self.room}"


@dataclass
class Registry:
    """Everybody in the order of the doors."""

    neighbours: list[Neighbour] = field(default_factory=list)
    households: int = 0

    def settled(self, grids: tuple[int, ...]) -> list[Neighbour]:
        """Adults who may hold a duty, of some grids."""
        return [n for n in self.neighbours if n.is_settled and n.place.grid in grids]


def settle(
    session: Session, actor: Actor, random: Random, places: Places, people: People
) -> Registry:
    """Fill nearly every flat with a household."""
    doors = [(place, room) for place in places.units for room in place.rooms]
    filled = [door for door in doors if random.random() < OCCUPIED]
    homes = [(place, room, people.household()) for place, room in filled]
    _give_rare_names(random, [person for _, _, home in homes for person in home])
    registry = Registry(households=len(homes))
    rows: list[Household | Resident] = []
    for place, room, home in homes:
        household = Household(id=new_id(), unit_id=place.unit_id, room=room)
        rows.append(household)
        for person in home:
            resident = resident_of(household.id, person)
            if random.random() < GONE and person is not home[0]:
                resident.status = Status.DECEASED if person.age > 75 else Status.MOVED
            rows.append(resident)
            registry.neighbours.append(_neighbour(resident, person, place, room))
    session.add_all(rows)
    session.flush()
    sentence = f"导入居民底册：{registry.households} 户，{len(registry.neighbours)} 人"
    audit.record(session, actor, "resident.import", sentence)
    return registry


def _give_rare_names(random: Random, people: list[Person]) -> None:
    given = Names(random).rare()
    bearers = random.sample([person for person in people if person.age < 60], RARE_NAMES)
    for number, person in enumerate(bearers):
        other = person.name.removeprefix(surname_of(person.name))[-1:]
        rare = given[number % len(given)]
        person.name = surname_of(person.name) + (rare + other if number % 3 == 0 else rare)


def resident_of(household_id: UUID, person: Person) -> Resident:
    """The row of a person who lives there."""
    resident = Resident(
        id=new_id(),
        household_id=household_id,
        name=person.name,
        sex=person.sex,
        birth=person.birth,
        id_number=person.id_number,
        phone=person.phone,
        relation=person.relation,
        is_head=person.relation == "户主",
        tags=list(person.tags),
        status=Status.LIVING,
        residence=person.residence,
        note="",
    )
    set_search_keys(resident)
    return resident


def _neighbour(resident: Resident, person: Person, place: Place, room: str) -> Neighbour:
    settled = (
        person.age >= ADULT + 7
        and resident.status == Status.LIVING
        and resident.residence != "floating"
        and bool(resident.phone)
    )
    return Neighbour(
        resident.id,
        resident.name,
        resident.sex,
        person.age,
        resident.phone,
        tuple(person.tags),
        place,
        room,
        settled,
    )
