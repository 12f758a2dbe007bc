"""Votes of owners (业主): heads and floor area must both be enough; pure.

民法典 art. 278: owners of two thirds of the exclusive floor area who are two thirds of the heads
take part; more than half of those taking part, by area and by heads, decide, in some matters
three quarters. Areas are whole hundredths of a square metre, so that sums are exact.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from app.council.quorum import Of, RuleSet
from app.council.terms import Outcome
from app.council.votes import Problem, VoteResult


@dataclass(frozen=True)
class Areas:
    """Exclusive floor area in 0.01 m²: of all owners, of those taking part, by their votes."""

    entitled: int
    present: int
    votes_for: int
    against: int
    abstain: int

    @property
    def total(self) -> int:
        """The three votes together."""
        return self.votes_for + self.against + self.abstain


def square_metres(area: int) -> str:
    """12,345.60 → 12,345.6 平方米."""
    whole, rest = divmod(area, 100)
    return f"{whole:,}{f'.{rest:02d}'.rstrip('0') if rest else ''} 平方米"


def to_json(areas: Areas) -> dict[str, Any]:
    """As kept in a vote."""
    return asdict(areas)


def from_json(value: Mapping[str, Any] | None) -> Areas | None:
    """The reverse; None where nothing was entered."""
    return Areas(**value) if value else None


def area_problems(areas: Areas) -> tuple[Problem, ...]:
    """All that does not agree."""
    if min(asdict(areas).values()) < 0:
        return (Problem("area", "面积不能小于 0。", "请填 0 或正数。"),)
    found = []
    if areas.present > areas.entitled:
        what = f"参与表决的面积 {square_metres(areas.present)}，多于总面积。"
        found.append(Problem("area_present", what, f"总面积是 {square_metres(areas.entitled)}。"))
    if areas.total > areas.present:
        what = (
            f"赞成、反对、弃权面积合计 {square_metres(areas.total)}，"
            f"多于参与表决的 {square_metres(areas.present)}。"
        )
        found.append(Problem("area_for", what, "请重新核算。"))
    return tuple(found)


def decide_by_area(rule: RuleSet, result: VoteResult, areas: Areas) -> VoteResult:
    """The result by heads, once area has been weighed too; both must be enough."""
    takes_part = rule.quorum.needed(areas.entitled)
    base = areas.entitled if rule.majority_of is Of.ENTITLED else areas.present
    base -= 0 if rule.abstentions_count else areas.abstain
    needed = rule.majority.needed(base)
    figures = (
        f"专有面积共 {square_metres(areas.entitled)}，参与 {square_metres(areas.present)}，"
        f"赞成 {square_metres(areas.votes_for)}；"
    )
    if result.outcome is Outcome.NO_QUORUM or areas.present < takes_part:
        lacking = max(0, takes_part - areas.present)
        short = f"还差 {square_metres(lacking)}，表决无效。"
        tail = f"面积{rule.quorum.words()}参与方为有效，{short if lacking else '已达到。'}"
        return replace(
            result, outcome=Outcome.NO_QUORUM, sentence=f"{result.sentence}{figures}{tail}"
        )
    enough = areas.votes_for >= needed
    tail = f"面积{rule.majority.words()}为 {square_metres(needed)}，" + (
        "已达到" if enough else f"还差 {square_metres(needed - areas.votes_for)}"
    )
    passed = enough and result.outcome is Outcome.PASSED
    verdict = "人数和面积都达到，通过。" if passed else "人数和面积没有都达到，未通过。"
    return replace(
        result,
        outcome=Outcome.PASSED if passed else Outcome.FAILED,
        sentence=f"{result.sentence}{figures}{tail}。{verdict}",
    )
