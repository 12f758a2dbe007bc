"""Households as they live in an old city quarter: who is in them, how old, of what name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from app.demo.names import Names
from app.demo.numbers import Numbers
from app.residents.terms import Residence

MAN, WOMAN = "男", "女"
YEAR = 365.2425
OLD, VERY_OLD, ADULT = 65, 80, 18


@dataclass
class Person:
    """One person of a household, before it is written down."""

    name: str
    sex: str
    birth: date
    relation: str
    age: int
    id_number: str = ""
    phone: str = ""
    tags: list[str] = field(default_factory=list)
    residence: Residence = Residence.REGISTERED


class People:
    """Draws households; the same seed and day draw the same people."""

    def __init__(self, random: Random, today: date):
        self._random, self._today = random, today
        self._names, self.numbers = Names(random), Numbers(random)

    def household(self) -> list[Person]:
        """One household, its head first."""
        kinds = [kind for kind, _ in KINDS]
        kind = self._random.choices(kinds, [share for _, share in KINDS])[0]
        people = kind(self)
        if kind is not _tenants and self._random.random() < 0.22:
            for person in people:
                person.residence = Residence.LIVING_HERE
        for person in people:
            self._complete(person, alone=len(people) == 1)
        return people

    def one(self, sex: str, age: float, relation: str, surname: str = "") -> Person:
        """Somebody of about an age."""
        days = int(max(age, 0.1) * YEAR) + self._random.randrange(365)
        birth = self._today - timedelta(days=days)
        years = self._today.year - birth.year
        years -= (self._today.month, self._today.day) < (birth.month, birth.day)
        name = (surname or self._names.surname()) + self._names.given(birth.year, sex)
        return Person(name, sex, birth, relation, years)

    def any_sex(self) -> str:
        """Man or woman."""
        return self._random.choice((MAN, WOMAN))

    def between(self, low: int, high: int) -> float:
        """An age between two."""
        return self._random.uniform(low, high)

    def couple(self, low: int, high: int) -> list[Person]:
        """A couple, either of them the head."""
        age = self.between(low, high)
        man = self.one(MAN, age + self._random.gauss(1.5, 2), "户主")
        woman = self.one(WOMAN, age, "配偶")
        if self._random.random() < 0.24:
            man.relation, woman.relation = "配偶", "户主"
            return [woman, man]
        return [man, woman]

    def child_of(self, parents: list[Person], age: float) -> Person:
        """A child, of the father's name as a rule."""
        sex = self.any_sex()
        father = next((p for p in parents if p.sex == MAN), parents[0])
        return self.one(sex, age, "子" if sex == MAN else "女", surname_of(father.name))

    def _complete(self, person: Person, *, alone: bool) -> None:
        chance = self._random.random
        person.id_number = self.numbers.identity(person.birth, person.sex)
        if person.age >= 12 and chance() < (0.97 if person.age < 75 else 0.72):
            person.phone = self.numbers.phone()
        if alone and person.age >= OLD:
            person.tags.append("独居老人")
        person.tags += [tag for tag, holds in TAGS if holds(person, chance())]


def surname_of(name: str) -> str:
    """The family name at the head of a full name."""
    return name[:2] if name.startswith("尉迟") else name[:1]


def _elder_alone(people: People) -> list[Person]:
    sex = WOMAN if people.between(0, 1) < 0.66 else MAN
    return [people.one(sex, people.between(66, 93), "户主")]


def _elder_couple(people: People) -> list[Person]:
    return people.couple(62, 86)


def _couple(people: People) -> list[Person]:
    return people.couple(27, 61)


def _one_child(people: People) -> list[Person]:
    parents = people.couple(30, 57)
    eldest = min(p.age for p in parents) - 23
    return [*parents, people.child_of(parents, people.between(0, max(1, min(eldest, 26))))]


def _grown_child(people: People) -> list[Person]:
    parents = people.couple(51, 64)
    return [*parents, people.child_of(parents, people.between(20, 31))]


def _two_children(people: People) -> list[Person]:
    parents = people.couple(31, 45)
    first = people.between(5, max(6, min(p.age for p in parents) - 24))
    children = [people.child_of(parents, age) for age in (first, max(0.2, first - 3.5))]
    return [*parents, *children]


def _three_generations(people: People) -> list[Person]:
    parents = people.couple(33, 49)
    for person in parents:
        person.relation = "子" if person.sex == MAN else "儿媳"
    man = next(p for p in parents if p.sex == MAN)
    surname, age = surname_of(man.name), man.age + people.between(24, 31)
    elders = [people.one(MAN, age, "户主", surname), people.one(WOMAN, age - 2, "配偶")]
    if people.between(0, 1) < 0.45:
        widow = elders[1]
        widow.relation = "户主"
        elders = [widow]
    grandchild = people.child_of(parents, people.between(0, max(1, man.age - 25)))
    grandchild.relation = "孙子" if grandchild.sex == MAN else "孙女"
    return [*elders, *parents, grandchild]


def _single(people: People) -> list[Person]:
    return [people.one(people.any_sex(), people.between(23, 58), "户主")]


def _one_parent(people: People) -> list[Person]:
    parent = people.one(
        WOMAN if people.between(0, 1) < 0.7 else MAN, people.between(31, 55), "户主"
    )
    return [parent, people.child_of([parent], people.between(3, max(4, parent.age - 26)))]


def _tenants(people: People) -> list[Person]:
    number = 1 + (people.between(0, 1) < 0.75) + (people.between(0, 1) < 0.35)
    found = [
        people.one(people.any_sex(), people.between(19, 42), "户主" if n == 0 else "其他")
        for n in range(number)
    ]
    for person in found:
        person.residence = Residence.FLOATING
    return found


Kind = Callable[[People], list[Person]]
KINDS: tuple[tuple[Kind, float], ...] = (
    (_elder_alone, 8),
    (_elder_couple, 14),
    (_couple, 11),
    (_one_child, 21),
    (_grown_child, 8),
    (_two_children, 8),
    (_three_generations, 12),
    (_single, 7),
    (_one_parent, 5),
    (_tenants, 6),
)
"""Kinds of household and how many of a hundred are of each."""

TAGS: tuple[tuple[str, Callable[[Person, float], bool]], ...] = (
    ("高龄老人", lambda p, chance: p.age >= VERY_OLD),
    ("党员", lambda p, chance: p.age >= 22 and chance < (0.17 if p.age >= 45 else 0.08)),
    ("志愿者", lambda p, chance: 18 <= p.age <= 74 and 0.3 < chance < 0.37),
    ("退役军人", lambda p, chance: p.sex == MAN and p.age >= 22 and 0.5 < chance < 0.55),
    ("低保", lambda p, chance: p.age >= 40 and 0.6 < chance < 0.613),
    ("残疾", lambda p, chance: 0.7 < chance < 0.726),
    ("优抚对象", lambda p, chance: p.age >= 60 and 0.8 < chance < 0.812),
    (
        "新就业群体",
        lambda p, chance: p.residence is Residence.FLOATING and p.age < 45 and chance > 0.72,
    ),
)
"""Tags and who bears them; ``chance`` is drawn anew for each tag."""
