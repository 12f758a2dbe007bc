"""Area codes: the 12-digit 统计用区划代码 of the National Bureau of Statistics.

Six digits of county (GB/T 2260), three of street, three of community, with zeros below the level
that is meant: 海港区 130302 000 000. A grid's code is its community's and the grid's number after
it (domain.md §2), see :func:`app.grids.rules.grid_code`.
"""

from dataclasses import dataclass

from app.accounts.levels import LEVEL_NAMES, Level
from app.accounts.new_station import DIGITS_BELOW
from app.errors import InvalidInput

LENGTH = 12
PARTS = {Level.DISTRICT: (0, 6), Level.STREET: (6, 9), Level.COMMUNITY: (9, 12)}
"""Where each level's own digits stand."""


@dataclass(frozen=True)
class AreaCode:
    """A whole code and the level it names."""

    code: str
    level: Level

    @property
    def county(self) -> str:
        """The six digits of GB/T 2260."""
        return self.code[:6]

    def at(self, level: Level) -> "AreaCode":
        """The office of ``level`` that this one belongs to, or this one itself.

        Raises:
            ValueError: this code is above that level.
        """
        if DIGITS_BELOW[level] < DIGITS_BELOW[self.level]:
            raise ValueError(f"{self.code} names no {level}")
        zeros = DIGITS_BELOW[level]
        return AreaCode(self.code[: LENGTH - zeros] + "0" * zeros, level)

    def holds(self, other: "AreaCode") -> bool:
        """Whether ``other`` is this office or lies below it."""
        own = LENGTH - DIGITS_BELOW[self.level]
        return self.code[:own] == other.code[:own]


def read_area_code(typed: str, level: Level | None = None) -> AreaCode:
    """Read a code, of ``level`` when it is given, of whatever level it names when not.

    Raises:
        InvalidInput: not 12 digits, or of another level; field ``area_code``.
    """
    code = "".join(typed.split())
    if not (len(code) == LENGTH and code.isascii() and code.isdecimal()):
        raise InvalidInput(
            f"区划代码应为 {LENGTH} 位数字，现在是“{typed.strip()}”。",
            "可在国家统计局“统计用区划代码”中查到。",
            field="area_code",
        )
    found = _level_of(code)
    if level is not None and found is not level:
        raise InvalidInput(
            f"“{code}”是{LEVEL_NAMES[found]}一级的代码，这里要填{LEVEL_NAMES[level]}的。",
            _advice(level),
            field="area_code",
        )
    return AreaCode(code, found)


def county_of(code: str) -> str:
    """The six digits of the county in a community's or a grid's code."""
    return code[:6]


def community_of(grid_code: str) -> str:
    """The community's 12 digits in a grid's code."""
    return grid_code[:LENGTH]


def _level_of(code: str) -> Level:
    """The lowest level whose own digits are not all zero.

    Raises:
        InvalidInput: a level in between is zero, or the county is.
    """
    given = [level for level, (first, end) in PARTS.items() if code[first:end].strip("0")]
    if given != list(PARTS)[: len(given)] or not given:
        raise InvalidInput(
            f"区划代码“{code}”缺少上一级的代码。", _advice(Level.COMMUNITY), field="area_code"
        )
    return given[-1]


def _advice(level: Level) -> str:
    zeros = DIGITS_BELOW[level]
    if zeros:
        name = LEVEL_NAMES[level]
        return f"{name}的代码是 {LENGTH - zeros} 位加 {zeros} 个零。"
    return "社区的代码是 6 位区、3 位街道、3 位社区，都不是零。"
