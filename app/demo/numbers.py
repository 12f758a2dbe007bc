"""Identity numbers and phones that look right, pass every check, and belong to nobody.

Identity numbers begin with a province of GB/T 2260 and the prefecture number 99. The standard
numbers prefectures from 01, leagues and the like from 21 to 70 and county-level units run by the
province itself as 90; it gives 99 to none, so no such number can ever have been issued, while
its check digit is right.

Phones begin with 154, which the ministry's list of network numbers (state of March 2023) gives to
no operator, so that none of them rings anywhere; 199, for one, is wholly in use.
"""

from datetime import date
from random import Random

from app.residents.identity import check_digit

UNASSIGNED_PREFECTURE = "99"
HOME = "139900"
ELSEWHERE = ("219900", "239900", "159900", "229900", "379900", "149900", "119900")
"""Where people who moved here were registered at birth."""
SHARE_BORN_HERE = 0.78
UNASSIGNED_NETWORK = "154"


class Numbers:
    """Draws numbers, none twice."""

    def __init__(self, random: Random):
        self._random = random
        self._taken: set[str] = set()

    def identity(self, birth: date, sex: str) -> str:
        """An identity number of somebody born on a day; ``sex`` 男 or 女."""
        while True:
            home = self._random.random() < SHARE_BORN_HERE
            county = HOME if home else self._random.choice(ELSEWHERE)
            order = self._random.randrange(1, 500) * 2 - (sex == "男")
            first_17 = f"{county}{birth:%Y%m%d}{order:03}"
            number = first_17 + check_digit(first_17)
            if number not in self._taken:
                self._taken.add(number)
                return number

    def phone(self) -> str:
        """A mobile number."""
        while True:
            number = f"{UNASSIGNED_NETWORK}{self._random.randrange(10**8):08}"
            if number not in self._taken:
                self._taken.add(number)
                return number
