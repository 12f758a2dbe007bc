"""Counting a vote on several options or candidates: do the figures balance, and who is chosen.

Pure. Each ballot may mark as many as there are seats, at most; blank ones abstain. Chosen is who
reaches the rule's majority, the most votes first, as far as there are seats. Where equal votes
stand at the last seat the program names them and chooses none of them: people decide that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.council.quorum import Of, RuleSet, quorum_of
from app.council.terms import Outcome, VoteKind
from app.council.votes import Problem

WORDS = {VoteKind.OPTIONS: ("方案", "选定"), VoteKind.CANDIDATES: ("候选人", "当选")}


@dataclass(frozen=True)
class Option:
    """An option or candidate with the votes it got."""

    position: int
    text: str
    votes: int


@dataclass(frozen=True)
class Tally:
    """What was counted; papers only with paper ballots."""

    votes: tuple[int, ...]
    """By option, in their order."""
    abstain: int = 0
    """Valid ballots (or people) that marked nothing."""
    issued: int | None = None
    returned: int | None = None
    invalid: int | None = None

    @property
    def valid(self) -> int | None:
        """Returned and valid; None without papers."""
        return None if self.returned is None else self.returned - (self.invalid or 0)


@dataclass(frozen=True)
class Counted:
    """A vote on options with all its figures."""

    kind: VoteKind
    seats: int
    options: tuple[Option, ...]
    abstain: int
    valid: int


@dataclass(frozen=True)
class ChoiceResult:
    """A counted vote on options, as it is frozen."""

    entitled: int
    present: int
    options: tuple[Option, ...]
    chosen: tuple[int, ...]
    """Positions, the most votes first."""
    tied: tuple[int, ...]
    """Positions that stand equal at the last seat; nobody of them is chosen."""
    needed: int
    outcome: Outcome
    sentence: str


def tally_problems(tally: Tally, texts: Sequence[str], seats: int, voters: int) -> list[Problem]:
    """All that does not agree; ``voters``: how many present may vote."""
    negative = _negative(tally, texts)
    if negative:
        return [negative]
    problems = _paper_problems(tally, voters)
    valid = voters if tally.valid is None else tally.valid
    marked = valid - tally.abstain
    if marked < 0:
        what = f"弃权 {tally.abstain} 票，多于有效的 {valid} 票。"
        problems.append(Problem("abstain", what, "请重新清点。"))
        return problems
    for position, (text, votes) in enumerate(zip(texts, tally.votes, strict=True), start=1):
        if votes > marked:
            what = f"“{text}”得 {votes} 票，多于有效票减弃权的 {marked} 票。"
            problems.append(Problem(f"option_{position}", what, "请重新清点。"))
    return problems + _sum_problems(tally, seats, marked)


def _negative(tally: Tally, texts: Sequence[str]) -> Problem | None:
    figures = [(f"option_{n}", text) for n, text in enumerate(texts, start=1)]
    named = list(zip(figures, tally.votes, strict=True))
    named += [
        (("abstain", "弃权"), tally.abstain),
        (("issued", "发出"), tally.issued or 0),
        (("returned", "收回"), tally.returned or 0),
        (("invalid", "无效"), tally.invalid or 0),
    ]
    for (field, name), number in named:
        if number < 0:
            return Problem(field, f"{name}票数不能是 {number}。", "请填 0 或正整数。")
    return None


def _paper_problems(tally: Tally, voters: int) -> list[Problem]:
    if tally.issued is None or tally.returned is None:
        return []
    found = []
    if tally.issued > voters:
        what = f"发出 {tally.issued} 张，多于有表决权的 {voters}。"
        found.append(Problem("issued", what, "请核对签到和发票数。"))
    if tally.returned > tally.issued:
        what = f"收回 {tally.returned} 张，多于发出的 {tally.issued} 张。"
        found.append(Problem("returned", what, "收回多于发出的，投票无效，应重新投票。"))
    if (tally.invalid or 0) > tally.returned:
        what = f"无效 {tally.invalid} 张，多于收回的 {tally.returned} 张。"
        found.append(Problem("invalid", what, "请重新清点无效票。"))
    return found


def _sum_problems(tally: Tally, seats: int, marked: int) -> list[Problem]:
    total, most = sum(tally.votes), marked * seats
    if total > most:
        what = f"各项合计 {total} 票，{marked} 张票每张最多选 {seats} 个，最多 {most} 票。"
        return [Problem("option_1", what, f"多出 {total - most} 票，请重新清点。")]
    if total < marked:
        what = f"各项合计 {total} 票，少于选了的 {marked} 张票，相差 {marked - total} 票。"
        return [Problem("abstain", what, "没有选的请计入弃权。")]
    return []


def choose(rule: RuleSet, counted: Counted, *, entitled: int, present: int) -> ChoiceResult:
    """Who is chosen under this rule, and the sentence that says by which figure."""
    numbers = {Of.ENTITLED: entitled, Of.PRESENT: present, Of.VOTES: counted.valid}
    base = numbers[rule.majority_of] - (0 if rule.abstentions_count else counted.abstain)
    needed = rule.majority.needed(base)
    quorum = quorum_of(rule, entitled, present)
    chosen: list[Option] = []
    tied: list[Option] = []
    if not quorum.held:
        outcome, sentence = Outcome.NO_QUORUM, f"{quorum.sentence}{rule.too_few}，表决无效。"
    else:
        enough = [one for one in counted.options if one.votes >= needed]
        chosen, tied = _seated(enough, counted.seats)
        outcome = Outcome.PASSED if chosen else Outcome.FAILED
        sentence = (
            f"{rule.entitled_word} {entitled} {rule.unit}，"
            f"{rule.present_word} {present} {rule.unit}，"
            f"{_listed(counted.options)}，弃权 {counted.abstain} 票；"
            f"按{rule.of_name} {base} 计，{rule.majority.words()}为 {needed} 票，"
            f"{_verdict(counted, needed, chosen, tied)}。"
        )
    return ChoiceResult(
        entitled=entitled,
        present=present,
        options=counted.options,
        chosen=tuple(one.position for one in chosen),
        tied=tuple(one.position for one in tied),
        needed=needed,
        outcome=outcome,
        sentence=sentence,
    )


def _seated(enough: list[Option], seats: int) -> tuple[list[Option], list[Option]]:
    """Who is chosen, and who stands equal at the last seat."""
    ranked = sorted(enough, key=lambda one: (-one.votes, one.position))
    if len(ranked) <= seats or ranked[seats - 1].votes > ranked[seats].votes:
        return ranked[:seats], []
    at_the_edge = ranked[seats].votes
    return (
        [one for one in ranked if one.votes > at_the_edge],
        [one for one in ranked if one.votes == at_the_edge],
    )


def _listed(options: Sequence[Option]) -> str:
    return "、".join(f"{one.text} {one.votes} 票" for one in options)


def _verdict(counted: Counted, needed: int, chosen: list[Option], tied: list[Option]) -> str:
    noun, verb = WORDS[counted.kind]
    parts = []
    if chosen:
        parts.append(f"{'、'.join(one.text for one in chosen)}{verb}")
    if tied:
        names = "、".join(one.text for one in tied)
        parts.append(f"{names}票数相同（各 {tied[0].votes} 票），需再次表决确定")
    if not parts:
        most = max((one.votes for one in counted.options), default=0)
        return f"没有{noun}达到，最多的还差 {needed - most} 票，未{verb}"
    vacant = counted.seats - len(chosen)
    if counted.kind is VoteKind.CANDIDATES and vacant and not tied:
        parts.append(f"还缺 {vacant} 名")
    return "，".join(parts)
