"""A community's households, and who of each stands in its records.

A district of full households would be ten times as many rows and say nothing more at the district:
here the head of a household is on record, and of some households somebody else.
"""

from collections.abc import Iterator
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from app.demo.district.ground import Ground
from app.demo.district.plan import CommunityPlan
from app.demo.people import ADULT, People, Person
from app.demo.places import Place
from app.demo.registry import Neighbour, Registry, resident_of
from app.residents.models import Household, Resident
from app.residents.terms import Residence
from db.ids import new_id

TWO = 0.3
"""Share of the households of which a second person is on record."""


def settle(
    session: Session,
    plan: CommunityPlan,
    ground: Ground,
    people: People,
    random: Random,
) -> tuple[Registry, list[tuple[UUID, Place]]]:
    """Put households and residents down; returns who they are, and every household's door."""
    registry, homes = Registry(households=plan.households), []
    rows: list[Household | Resident] = []
    for place, room in _doors(ground.places.units, plan.households):
        household = Household(id=new_id(), unit_id=place.unit_id, room=room)
        homes.append((household.id, place))
        rows.append(household)
        for person in people.household()[: 1 + (random.random() < TWO)]:
            resident = resident_of(household.id, person)
            rows.append(resident)
            registry.neighbours.append(_neighbour(resident, person, place, room))
    session.add_all(rows)
    session.flush()
    return registry, homes


def heads(registry: Registry) -> list[Neighbour]:
    """One of each household, in the order of the doors."""
    first: dict[tuple[UUID, str], Neighbour] = {}
    for one in registry.neighbours:
        first.setdefault((one.place.unit_id, one.room), one)
    return list(first.values())


def _doors(units: list[Place], count: int) -> Iterator[tuple[Place, str]]:
    """One door of every unit, then a second of every unit, and so on."""
    for number in range(count):
        floor, place = divmod(number, len(units))
        yield units[place], f"{floor // 2 + 1}{floor % 2 + 1:02}"


def _neighbour(resident: Resident, person: Person, place: Place, room: str) -> Neighbour:
    settled = person.age >= ADULT and person.residence != Residence.FLOATING
    return Neighbour(
        resident.id, resident.name, resident.sex, person.age, resident.phone,
        tuple(person.tags), place, room, settled,
    )  # fmt: skip
