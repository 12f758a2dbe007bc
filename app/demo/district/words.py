"""Names of the demo district's offices, and the words its communities use."""

from dataclasses import dataclass
from itertools import product
from random import Random

from app.accounts.levels import Level
from app.accounts.new_station import NewOffice
from app.demo.data import data
from app.demo.names import Names
from app.demo.people import MAN, WOMAN

BORN = 1982
"""About when a secretary or a grid worker was born."""


@dataclass(frozen=True)
class Told:
    """A line of ``district.toml``: a title and what follows it."""

    title: str
    rest: tuple[str, ...]


def told(kind: str) -> list[Told]:
    """The lines of a kind, taken apart."""
    lines = [line.split("|") for line in data("district")[kind]["told"]]
    return [Told(title, tuple(rest)) for title, *rest in lines]


def street_names(count: int) -> list[str]:
    """So many names of streets, no two alike.

    Raises:
        ValueError: there are not so many.
    """
    return _first(data("district")["street"]["names"].split(), count)


def community_names(count: int) -> list[str]:
    """So many names of communities, no two alike.

    Raises:
        ValueError: there are not so many.
    """
    words = data("district")["community"]
    pairs = product(words["endings"].split(), words["stems"].split())
    return _first([f"{stem}{ending}社区" for ending, stem in pairs], count)


def _first(names: list[str], count: int) -> list[str]:
    if count > len(names):
        raise ValueError(f"{count} names are asked for, there are {len(names)}")
    return names[:count]


def the_district() -> NewOffice:
    """The district's office."""
    words = data("district")["district"]
    return _office(Level.DISTRICT, words["name"], f"{words['county']}000000", "", 1)


def the_street(number: int, name: str) -> NewOffice:
    """A street's office; ``number`` from 0."""
    county = data("district")["district"]["county"]
    return _office(Level.STREET, name, f"{county}{number + 1:03}000", name, 100 + number)


def the_community(number: int, name: str, street: NewOffice) -> NewOffice:
    """A community's office; ``number`` from 0 within its street."""
    code = f"{street.area_code[:9]}{number + 1:03}"
    return _office(Level.COMMUNITY, name, code, street.name, 1000 + number)


def _office(level: Level, name: str, code: str, street: str, line: int) -> NewOffice:
    words = data("district")["district"]
    phone = f"{words['phone'][:-4]}{line:04}"
    return NewOffice(level, name, code, street, words["name"], words["address"], phone)


def somebody(random: Random) -> str:
    """The name of a grown person."""
    names = Names(random)
    return names.surname() + names.given(BORN, random.choice((MAN, WOMAN)))
