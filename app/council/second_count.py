"""A second entry of a vote's totals by the scrutineer (监票人), and where the two differ.

Optional. While both entries differ the vote cannot be closed: one of them is corrected, as the
two typists of a polling station do (field-notes §1.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council.models import Vote
from app.council.rows import the
from app.council.terms import VoteState
from app.council.vote_options import options_of
from app.errors import RuleBroken


@dataclass(frozen=True)
class Difference:
    """One figure that was entered in two ways."""

    field: str
    name: str
    first: int
    second: int


def figures_of(session: Session, vote: Vote) -> dict[str, tuple[str, int]]:
    """Every total written down, as field: (name, number); empty before counting."""
    found = {
        "issued": ("发出", vote.issued),
        "returned": ("收回", vote.returned),
        "invalid": ("无效", vote.invalid),
        "votes_for": ("赞成", vote.count_for),
        "against": ("反对", vote.count_against),
        "abstain": ("弃权", vote.count_abstain),
    }
    for option in options_of(session, vote.id):
        found[f"option_{option.position}"] = (option.text, option.count)
    return {field: (name, number) for field, (name, number) in found.items() if number is not None}


def differences(session: Session, vote: Vote) -> tuple[Difference, ...]:
    """Where the second entry differs from the first; empty when it agrees or was not made."""
    second = vote.second_count
    if second is None:
        return ()
    return tuple(
        Difference(field, name, number, second.get(field, 0))
        for field, (name, number) in figures_of(session, vote).items()
        if second.get(field, 0) != number
    )


def enter_second_count(
    session: Session, actor: Actor, *, vote_id: UUID, figures: Mapping[str, int] | None
) -> tuple[Difference, ...]:
    """Write down the totals as the scrutineer counted them (None: do without after all).

    Returns where they differ from the first entry.

    Raises:
        RuleBroken: the vote is over, or nothing was entered a first time.
    """
    actor.require(Permission.RUN_MEETINGS)
    vote = the(session, Vote, vote_id)
    if vote.state != VoteState.OPEN:
        raise RuleBroken("表决已经结束，不能再核对票数。", "请查看表决结果。")
    if not figures_of(session, vote):
        raise RuleBroken("还没有填写票数。", "请先由计票人填写。")
    vote.second_count = None if figures is None else dict(figures)
    session.flush()
    word = "取消复核" if figures is None else "监票人复核票数"
    audit.record(
        session, actor, "vote.check", f"{word}：{vote.question}", subject=("vote", vote.id)
    )
    return differences(session, vote)


def refuse_differences(session: Session, vote: Vote) -> None:
    """Go on only when both entries agree.

    Raises:
        RuleBroken: with every difference.
    """
    found = differences(session, vote)
    if found:
        words = "；".join(f"{d.name}：计票 {d.first}，复核 {d.second}" for d in found)
        raise RuleBroken(f"两次登记的票数不一致。{words}。", "请重新清点，改正其中一次。")
