"""Discussions of ``talks.toml``: who says what, and how neighbours address each other.

A first line ``@|提=1 2=60-79`` says which part the proposer speaks and of what age a speaker is,
so that nobody of thirty talks of his grandchildren.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from app.demo.data import data
from app.demo.people import MAN, surname_of
from app.demo.registry import Neighbour

CHAIR = "主"
OBSERVER = "列"
PARTS, PROPOSER = "@", "提"
CHARACTERS_A_SECOND = 0.8
"""People talk at about four; a record keeps a fifth of what was said."""
PAUSE = 25
"""Seconds between two speakers."""


@dataclass(frozen=True)
class Line:
    """One speech: by the chair (主), a member (1, 2 …) or an observer (列1)."""

    who: str
    words: str

    @property
    def seconds(self) -> float:
        """How long the speaker has the floor."""
        return len(self.words) / CHARACTERS_A_SECOND + PAUSE


@dataclass(frozen=True)
class Talk:
    """A discussion, and who fits its parts."""

    lines: tuple[Line, ...]
    proposer: str = ""
    """The part of whoever proposed the matter; empty when he does not speak."""
    ages: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def parts(self) -> list[str]:
        """Which members speak, in order of their first word."""
        return list(dict.fromkeys(line.who for line in self.lines if line.who.isdecimal()))

    def fits(self, part: str, neighbour: Neighbour) -> bool:
        """Whether the words of a part may be his."""
        youngest, oldest = self.ages.get(part, (0, 200))
        return youngest <= neighbour.age <= oldest

    def cast(
        self, random: Random, voices: Sequence[Neighbour], proposer: Neighbour | None
    ) -> dict[str, Neighbour]:
        """Who speaks which part; parts that ask for an age are given out first."""
        left = [n for n in voices if n != proposer]
        given: dict[str, Neighbour] = {}
        if proposer and proposer in voices and self.proposer:
            given[self.proposer] = proposer
        for part in sorted(self.parts, key=lambda part: part not in self.ages):
            if part not in given:
                fit = [n for n in left if self.fits(part, n)]
                given[part] = random.choice(fit) if fit else self._nearest(part, left)
                left.remove(given[part])
        return given

    def _nearest(self, part: str, among: list[Neighbour]) -> Neighbour:
        middle = sum(self.ages[part]) / 2
        return min(among, key=lambda n: abs(n.age - middle))


@cache
def talk_of(key: str) -> Talk:
    """A discussion by its key."""
    text: str = data("talks")[key]
    lines = [Line(*line.split("|", 1)) for line in text.strip().splitlines()]
    if lines[0].who != PARTS:
        return Talk(tuple(lines))
    marks = dict(mark.split("=") for mark in lines[0].words.split())
    proposer = marks.pop(PROPOSER, "")
    ages = {part: _span(words) for part, words in marks.items()}
    return Talk(tuple(lines[1:]), proposer, ages)


def _span(words: str) -> tuple[int, int]:
    youngest, oldest = words.split("-")
    return int(youngest), int(oldest)


def spoken(words: str, members: Mapping[str, Neighbour]) -> str:
    """The words with every ``{1}`` as one addresses that member."""
    return re.sub(r"\{(\d+)\}", lambda found: address_of(members[found.group(1)]), words)


def address_of(neighbour: Neighbour) -> str:
    """王大爷, 李阿姨, 张师傅: by age and sex."""
    surname = surname_of(neighbour.name)
    if neighbour.sex == MAN:
        return surname + ("大爷" if neighbour.age >= 65 else "师傅")
    return surname + ("阿姨" if neighbour.age >= 50 else "姐")
