"""Who must be there and how many must agree: rule sets as data, arithmetic in exact fractions.

"过半数" is strict: the smallest whole number greater than half. "三分之二以上" includes the number
itself (民法典 art. 1259: 以上 includes the figure). Every answer can say by which figure.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple


class Base(StrEnum):
    """Whose number is counted as entitled."""

    ADULTS = "adults"
    HOUSEHOLDS = "households"
    REPRESENTATIVES = "representatives"
    MEMBERS = "members"
    OWNERS = "owners"


BASE_NAMES = {
    Base.ADULTS: "十八周岁以上居民",
    Base.HOUSEHOLDS: "户代表",
    Base.REPRESENTATIVES: "居民代表",
    Base.MEMBERS: "成员",
    Base.OWNERS: "业主",
}
LISTED_BASES = frozenset({Base.REPRESENTATIVES, Base.MEMBERS})
"""Bases whose people are all on the body's list; nobody else may be counted."""


class Of(StrEnum):
    """Of what number a majority is taken."""

    PRESENT = "present"
    ENTITLED = "entitled"
    VOTES = "votes"


OF_NAMES = {Of.PRESENT: "实到", Of.ENTITLED: "应到", Of.VOTES: "有效票"}
WRITTEN_POLL = "household_poll"
"""Key of the rule for a poll from door to door, where nobody is present."""
_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Threshold:
    """A share that must be reached (``inclusive``) or exceeded."""

    share: Fraction
    inclusive: bool

    def needed(self, number: int) -> int:
        """Smallest whole number that satisfies the share of ``number``; at least one."""
        exact = self.share * number
        return max(1, ceil(exact) if self.inclusive else floor(exact) + 1)

    def words(self) -> str:
        """As a charter says it: 过半数, 三分之二以上, 超过三分之二."""
        if self.share == 1:
            return "全部"
        if self.share == Fraction(1, 2):
            return "半数以上" if self.inclusive else "过半数"
        top, bottom = self.share.numerator, self.share.denominator
        text = (
            f"{_DIGITS[bottom]}分之{_DIGITS[top]}"
            if bottom < len(_DIGITS)
            else f"{bottom}分之{top}"
        )
        return f"{text}以上" if self.inclusive else f"超过{text}"


@dataclass(frozen=True)
class RuleSet:
    """One body's rule of quorum and majority, with where it is written."""

    key: str
    name: str
    base: Base
    quorum: Threshold
    majority: Threshold
    majority_of: Of
    abstentions_count: bool
    """Whether abstentions stay in the number the majority is taken of."""
    proxies_allowed: bool
    decides_for_all: bool
    """Whether it may decide what concerns all residents."""
    citation: str
    effective_from: date
    effective_to: date | None = None
    to_check: str = ""
    """What of it must still be compared with the text in force; empty: nothing."""
    editable: frozenset[str] = field(default_factory=frozenset)
    """Names of the fields law leaves to the body's own charter."""
    most_proxies: int = 1
    """How many absent members one person may stand for, where proxies are allowed."""
    special_majority: Threshold | None = None
    """For the matters that law puts under a higher majority; None: there are none."""
    by_area: bool = False
    """Whether quorum and majority must also hold by floor area (民法典 art. 278)."""

    @property
    def unit(self) -> str:
        """人 or 户."""
        return "户" if self.base is Base.HOUSEHOLDS else "人"

    @property
    def entitled_word(self) -> str:
        """应到; of a written poll 应征求."""
        return "应征求" if self.key == WRITTEN_POLL else "应到"

    @property
    def present_word(self) -> str:
        """实到; of a written poll 收回."""
        return "收回" if self.key == WRITTEN_POLL else "实到"

    @property
    def too_few(self) -> str:
        """How a lost quorum is called."""
        return "收回户数不足" if self.key == WRITTEN_POLL else "人数不足"

    @property
    def of_name(self) -> str:
        """Of what number the majority is taken."""
        of_present = self.majority_of is Of.PRESENT
        return self.present_word if of_present else OF_NAMES[self.majority_of]

    @property
    def basis(self) -> str:
        """Name and source, for a paper: a charter that cites only itself is named once."""
        is_itself = self.name.endswith(self.citation.removeprefix("本"))
        return self.name if is_itself else f"{self.name}（{self.citation}）"

    def words(self) -> str:
        """The rule in one sentence."""
        taking_part = "到会方可举行"
        if self.by_area or self.key == WRITTEN_POLL:
            taking_part = "参与方为有效"
        both = "（人数和专有面积均应达到）" if self.by_area else ""
        quorum = f"{BASE_NAMES[self.base]}{self.quorum.words()}{taking_part}"
        abstain = "" if self.abstentions_count else "，弃权不计入"
        majority = f"{self.of_name}{self.majority.words()}赞成为通过{abstain}"
        if self.special_majority:
            majority += f"，特别事项{self.special_majority.words()}"
        return f"{quorum}；{majority}{both}。"


class Quorum(NamedTuple):
    """How the present compare with the number needed."""

    entitled: int
    present: int
    needed: int
    held: bool
    sentence: str
    """应到 61 人，过半数为 31 人，实到 28 人，还差 3 人。"""

    @property
    def lacking(self) -> int:
        """How many more are needed; 0 when held."""
        return max(0, self.needed - self.present)


def quorum_of(rule: RuleSet, entitled: int, present: int) -> Quorum:
    """Compare; numbers in the rule's units.

    Raises:
        ValueError: a negative number (a mistake in the program).
    """
    if entitled < 0 or present < 0:
        raise ValueError(f"{entitled=} {present=}")
    needed = rule.quorum.needed(entitled)
    held = entitled > 0 and present >= needed
    unit = rule.unit
    if not entitled:
        return Quorum(0, present, needed, False, "还没有登记应到人员。")
    tail = "达到法定人数" if held else f"还差 {needed - present} {unit}"
    sentence = (
        f"{rule.entitled_word} {entitled} {unit}，{rule.quorum.words()}为 {needed} {unit}，"
        f"{rule.present_word} {present} {unit}，{tail}。"
    )
    return Quorum(entitled, present, needed, held, sentence)
