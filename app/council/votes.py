"""Counting: do the ballots balance, and what was decided by which figure.

Paper ballots: issued = returned + not returned; returned = valid + invalid;
valid = for + against + abstain. Only totals exist, also here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.council.quorum import Of, RuleSet, quorum_of
from app.council.terms import Outcome


@dataclass(frozen=True)
class Counts:
    """Votes for, against and abstaining."""

    votes_for: int
    against: int
    abstain: int

    @property
    def total(self) -> int:
        """All three together; with paper ballots the valid ones."""
        return self.votes_for + self.against + self.abstain


@dataclass(frozen=True)
class Ballots:
    """What was counted of paper ballots."""

    issued: int
    returned: int
    invalid: int
    counts: Counts

    @property
    def not_returned(self) -> int:
        """Issued and kept."""
        return self.issued - self.returned

    @property
    def valid(self) -> int:
        """Returned and valid."""
        return self.returned - self.invalid


@dataclass(frozen=True)
class Problem:
    """A figure that does not agree, and the form field to look at."""

    field: str
    what: str
    todo: str


def _none_negative(ballots: Ballots, voters: int) -> Problem | None:
    figures = {
        "issued": ("发出", ballots.issued),
        "returned": ("收回", ballots.returned),
        "invalid": ("无效", ballots.invalid),
        **_count_figures(ballots.counts),
    }
    return _negative(figures)


def _count_figures(counts: Counts) -> dict[str, tuple[str, int]]:
    return {
        "votes_for": ("赞成", counts.votes_for),
        "against": ("反对", counts.against),
        "abstain": ("弃权", counts.abstain),
    }


def _negative(figures: dict[str, tuple[str, int]]) -> Problem | None:
    for field, (name, number) in figures.items():
        if number < 0:
            return Problem(field, f"{name}票数不能是 {number}。", "请填 0 或正整数。")
    return None


def _not_more_issued_than_voters(ballots: Ballots, voters: int) -> Problem | None:
    if ballots.issued <= voters:
        return None
    return Problem(
        "issued",
        f"发出 {ballots.issued} 张，多于到会有表决权的 {voters} 人。",
        "请核对签到和发票数。",
    )


def _not_more_returned_than_issued(ballots: Ballots, voters: int) -> Problem | None:
    if ballots.returned <= ballots.issued:
        return None
    return Problem(
        "returned",
        f"收回 {ballots.returned} 张，多于发出的 {ballots.issued} 张。",
        "收回多于发出的，投票无效，应重新投票。",
    )


def _not_more_invalid_than_returned(ballots: Ballots, voters: int) -> Problem | None:
    if ballots.invalid <= ballots.returned:
        return None
    return Problem(
        "invalid",
        f"无效 {ballots.invalid} 张，多于收回的 {ballots.returned} 张。",
        "请重新清点无效票。",
    )


def _valid_ones_add_up(ballots: Ballots, voters: int) -> Problem | None:
    counts = ballots.counts
    if counts.total == ballots.valid:
        return None
    return Problem(
        "votes_for",
        f"赞成 {counts.votes_for}、反对 {counts.against}、弃权 {counts.abstain}，"
        f"合计 {counts.total} 张；有效票应为 {ballots.valid} 张"
        f"（收回 {ballots.returned} 张减无效 {ballots.invalid} 张），"
        f"相差 {abs(counts.total - ballots.valid)} 张。",
        "请重新清点。",
    )


Check = Callable[[Ballots, int], Problem | None]
BALLOT_CHECKS: tuple[Check, ...] = (
    _none_negative,
    _not_more_issued_than_voters,
    _not_more_returned_than_issued,
    _not_more_invalid_than_returned,
    _valid_ones_add_up,
)


def ballot_problems(ballots: Ballots, voters: int) -> tuple[Problem, ...]:
    """All that does not agree, given how many present may vote; empty when it balances."""
    answers = (check(ballots, voters) for check in BALLOT_CHECKS)
    return tuple(answer for answer in answers if answer)


def hands_problems(counts: Counts, present: int) -> tuple[Problem, ...]:
    """The same for a show of hands: everyone present is for, against or abstains."""
    negative = _negative(_count_figures(counts))
    if negative:
        return (negative,)
    if counts.total == present:
        return ()
    difference = abs(counts.total - present)
    more = counts.total > present
    problem = Problem(
        "votes_for" if more else "abstain",
        f"赞成 {counts.votes_for}、反对 {counts.against}、弃权 {counts.abstain}，"
        f"合计 {counts.total} 票，"
        f"{'多' if more else '少'}于实到 {present} 票，相差 {difference} 票。",
        "请重新清点举手人数。" if more else "没有举手的请计入弃权，或先登记离场。",
    )
    return (problem,)


@dataclass(frozen=True)
class VoteResult:
    """A counted vote, as it is frozen."""

    entitled: int
    present: int
    counts: Counts
    needed: int
    """Votes for that were needed."""
    outcome: Outcome
    sentence: str
    ballots: Ballots | None = None

    @property
    def lacking(self) -> int:
        """How many more votes for would have passed it."""
        return max(0, self.needed - self.counts.votes_for)


def majority_base(rule: RuleSet, entitled: int, present: int, counts: Counts) -> int:
    """The number the majority is taken of."""
    number = {Of.ENTITLED: entitled, Of.PRESENT: present, Of.VOTES: counts.total}[rule.majority_of]
    return number if rule.abstentions_count else number - counts.abstain


def decide(
    rule: RuleSet,
    *,
    entitled: int,
    present: int,
    counts: Counts,
    ballots: Ballots | None = None,
) -> VoteResult:
    """What these figures decide under this rule, and the sentence that says so."""
    base = majority_base(rule, entitled, present, counts)
    needed = rule.majority.needed(base)
    quorum = quorum_of(rule, entitled, present)
    if not quorum.held:
        sentence = f"{quorum.sentence}{rule.too_few}，表决无效。"
        outcome = Outcome.NO_QUORUM
    else:
        outcome = Outcome.PASSED if counts.votes_for >= needed else Outcome.FAILED
        sentence = _sentence(rule, quorum.entitled, present, counts, base)
    return VoteResult(entitled, present, counts, needed, outcome, sentence, ballots)


def _sentence(rule: RuleSet, entitled: int, present: int, counts: Counts, base: int) -> str:
    needed = rule.majority.needed(base)
    tail = "通过" if counts.votes_for >= needed else f"还差 {needed - counts.votes_for} 票，未通过"
    unit = "票" if rule.majority_of is Of.VOTES else rule.unit
    of = rule.of_name + ("" if rule.abstentions_count else "减弃权")
    return (
        f"{rule.entitled_word} {entitled} {rule.unit}，{rule.present_word} {present} {rule.unit}，"
        f"赞成 {counts.votes_for} 票、反对 {counts.against} 票、弃权 {counts.abstain} 票；"
        f"按{of} {base} {unit}计，{rule.majority.words()}为 {needed} 票，{tail}。"
    )
