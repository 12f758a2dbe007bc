"""The plain figures that guards look at, and what a guard answers when it does not hold.

Pure: gathered by :func:`app.council.matter_facts.facts_of`, read by :mod:`app.council.guards`.
"""

from dataclasses import dataclass, field
from datetime import date

from app.council.terms import Outcome


@dataclass(frozen=True)
class WorkFacts:
    """How the work on a matter stands."""

    in_charge: str = ""
    due_on: date | None = None
    finished_on: date | None = None
    result: str = ""
    milestones: int = 0
    milestones_done: int = 0
    claims_open: tuple[str, ...] = ()
    """Tasks taken on by somebody and not accepted yet."""
    changes_open: int = 0


@dataclass(frozen=True)
class RoundFacts:
    """One round of evaluation, in forms."""

    number: int
    satisfied: int
    fairly: int
    dissatisfied: int
    threshold: int
    """Per cent."""
    closed: bool

    @property
    def valid(self) -> int:
        """Valid forms."""
        return self.satisfied + self.fairly + self.dissatisfied

    @property
    def content(self) -> int:
        """Forms that say satisfied or fairly satisfied."""
        return self.satisfied + self.fairly

    @property
    def needed(self) -> int:
        """Content forms that reach the threshold; at least one."""
        return max(1, -(-self.valid * self.threshold // 100))

    @property
    def reached(self) -> bool:
        """Whether the satisfied rate, in exact figures, is at the threshold or above."""
        return self.valid > 0 and self.content * 100 >= self.valid * self.threshold

    @property
    def rate_words(self) -> str:
        """71.4%, rounded down so that it never looks reached when it is not; — for no form."""
        return f"{self.content * 1000 // self.valid / 10:g}%" if self.valid else "—"

    @property
    def sentence(self) -> str:
        """有效 56 份，满意和基本满意 40 份，满意率 71.4%，门槛 80%（45 份），还差 5 份。"""
        if not self.valid:
            return "没有有效评议表。"
        tail = "达到门槛" if self.reached else f"还差 {self.needed - self.content} 份"
        return (
            f"有效 {self.valid} 份，满意和基本满意 {self.content} 份，满意率 {self.rate_words}，"
            f"门槛 {self.threshold}%（{self.needed} 份），{tail}。"
        )


@dataclass(frozen=True)
class MatterFacts:
    """All that guards look at; gathered by :func:`app.council.matter_facts.facts_of`."""

    today: date
    title: str = ""
    content: str = ""
    proposer: str = ""
    speeches: int = 0
    """Recorded on this matter, at all meetings."""
    vote_open: bool = False
    last_outcome: Outcome | None = None
    """Passed if any vote since the last deliberation passed it, else of the latest one."""
    last_sentence: str = ""
    notice_until: date | None = None
    """Last day of the result notice of that vote; None: not posted."""
    objections_open: int = 0
    merged: bool = False
    """It points to the similar matter that stands for it."""
    live_meeting: str = ""
    """The meeting to come or under way that has it on its agenda."""
    work: WorkFacts = field(default_factory=WorkFacts)
    round: RoundFacts | None = None
    """The latest round of evaluation since the work was last finished; None: not begun."""
    reason: str = ""
    """What the person who moves it has written."""


@dataclass(frozen=True)
class Missing:
    """What a guard misses, and what to do about it."""

    what: str
    todo: str
