"""Names by frequency and generation."""

from itertools import accumulate
from random import Random

from app.demo.data import data

RARE_NAMES = 32
"""How many people bear a character outside everyday fonts."""


class Names:
    """Draws names; a given name fits the years of birth and the sex."""

    def __init__(self, random: Random):
        self._random = random
        words = data("names")["surnames"]["common"].split()
        self._surnames = words[0::2]
        self._up_to = list(accumulate(int(share) for share in words[1::2]))
        self._given = {
            sex: sorted(
                (int(year), names.split()) for year, names in data("names")["given"][key].items()
            )
            for sex, key in (("男", "m"), ("女", "f"))
        }

    def surname(self) -> str:
        """A surname, as often as it occurs."""
        surname: str = self._random.choices(self._surnames, cum_weights=self._up_to)[0]
        return surname

    def given(self, birth_year: int, sex: str) -> str:
        """A given name of a generation; sometimes of its neighbours, as in life."""
        year = birth_year + round(self._random.gauss(0, 4))
        waves = self._given[sex]
        chosen = waves[0][1]
        for start, names in waves:
            if start <= year:
                chosen = names
        name: str = self._random.choice(chosen)
        return name

    def rare(self) -> list[str]:
        """Given names with rare characters, each character at least once."""
        given: str = data("names")["rare"]["given"]
        return given.split()
