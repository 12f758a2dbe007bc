"""Tasks of the work that residents, party members and units take on (认领).

Offered, claimed, done, accepted; a claim that cannot be kept is given back and is open again.
Whoever has a task accepted is announced with it, so that points can be awarded by rule.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.council import steps
from app.council.facts import TaskAccepted
from app.council.models import WorkClaim
from app.council.rows import require_text, the
from app.council.terms import CLAIMER_KIND_NAMES, ClaimerKind, ClaimState
from app.council.work import matter_at_work, refuse_future
from app.errors import RuleBroken
from db import clock
from db.ids import new_id


@dataclass(frozen=True)
class ClaimerText:
    """Who takes a task on."""

    name: str
    kind: ClaimerKind = ClaimerKind.RESIDENT
    resident_id: UUID | None = None


def state_of(claim: WorkClaim) -> ClaimState:
    """How far a task has come."""
    if claim.accepted_on:
        return ClaimState.ACCEPTED
    if claim.done_on:
        return ClaimState.DONE
    return ClaimState.CLAIMED if claim.claimer else ClaimState.OFFERED


def offer_task(
    session: Session, actor: Actor, *, matter_id: UUID, task: str, note: str = ""
) -> UUID:
    """Offer a task of the work to whoever will take it on."""
    actor.require(Permission.EDIT_MATTERS)
    matter = matter_at_work(session, matter_id)
    claim = WorkClaim(
        id=new_id(),
        matter_id=matter_id,
        task=require_text("task", task, "任务"),
        claimer_kind=ClaimerKind.RESIDENT,
        claimer="",
        note=note.strip(),
    )
    session.add(claim)
    session.flush()
    sentence = f"议题 {matter.number} 发布认领任务：{claim.task}"
    audit.record(session, actor, "claim.offer", sentence, subject=("work_claim", claim.id))
    return claim.id


def _in_state(session: Session, claim_id: UUID, doing: str, *states: ClaimState) -> WorkClaim:
    claim = the(session, WorkClaim, claim_id)
    matter_at_work(session, claim.matter_id)
    state = state_of(claim)
    if state not in states:
        words = {
            ClaimState.OFFERED: "还没有人认领",
            ClaimState.CLAIMED: f"{claim.claimer}正在办",
            ClaimState.DONE: f"{claim.claimer}已办完，待验收",
            ClaimState.ACCEPTED: "已经验收",
        }
        raise RuleBroken(f"任务“{claim.task}”{words[state]}，不能{doing}。", "请刷新后再看。")
    return claim


def claim_task(session: Session, actor: Actor, *, claim_id: UUID, claimer: ClaimerText) -> None:
    """Somebody takes an offered task on.

    Raises:
        InvalidInput: no name. RuleBroken: taken already.
    """
    actor.require(Permission.EDIT_MATTERS)
    claim = _in_state(session, claim_id, "认领", ClaimState.OFFERED)
    claim.claimer = require_text("name", claimer.name, "认领人")
    claim.claimer_kind, claim.resident_id = claimer.kind, claimer.resident_id
    claim.claimed_on = clock.today()
    who = f"{claim.claimer}（{CLAIMER_KIND_NAMES[claimer.kind]}）"
    _tell(session, actor, claim, "claim.take", f"{who}认领任务：{claim.task}")


def give_back_task(session: Session, actor: Actor, *, claim_id: UUID, reason: str) -> None:
    """A claim cannot be kept: the task is open to others again; the history keeps who had it.

    Raises:
        InvalidInput: no reason. RuleBroken: nobody has it, or it was accepted.
    """
    actor.require(Permission.EDIT_MATTERS)
    claim = _in_state(session, claim_id, "退回", ClaimState.CLAIMED, ClaimState.DONE)
    why, who = require_text("reason", reason, "退回理由"), claim.claimer
    claim.claimer, claim.resident_id = "", None
    claim.claimer_kind = ClaimerKind.RESIDENT
    claim.claimed_on = claim.done_on = None
    _tell(session, actor, claim, "claim.give_back", f"{who}退回任务“{claim.task}”：{why}")


def finish_task(
    session: Session,
    actor: Actor,
    *,
    claim_id: UUID,
    done_on: date | None = None,
    note: str = "",
) -> None:
    """The claimer says that it is done (today); acceptance follows."""
    actor.require(Permission.EDIT_MATTERS)
    claim = _in_state(session, claim_id, "登记完成", ClaimState.CLAIMED)
    day = done_on or clock.today()
    refuse_future(day, "完成日期", "done_on")
    claim.done_on, claim.note = day, note.strip() or claim.note
    _tell(session, actor, claim, "claim.finish", f"{claim.claimer}完成任务：{claim.task}")


def accept_task(session: Session, actor: Actor, *, claim_id: UUID, note: str = "") -> None:
    """Accept what was done; points rooms hear of it.

    Raises:
        RuleBroken: it is not done, or was accepted before.
    """
    actor.require(Permission.EDIT_MATTERS)
    claim = _in_state(session, claim_id, "验收", ClaimState.DONE)
    claim.accepted_on, claim.accepted_by = clock.today(), actor.name
    claim.note = note.strip() or claim.note
    _tell(session, actor, claim, "claim.accept", f"验收{claim.claimer}的任务：{claim.task}")
    announce(session, actor, TaskAccepted(claim.resident_id, claim.matter_id, claim.id, claim.task))


def withdraw_task(session: Session, actor: Actor, *, claim_id: UUID) -> None:
    """Take back an offer that nobody took on."""
    actor.require(Permission.EDIT_MATTERS)
    claim = _in_state(session, claim_id, "撤回", ClaimState.OFFERED)
    matter = matter_at_work(session, claim.matter_id)
    sentence = f"议题 {matter.number} 撤回认领任务：{claim.task}"
    session.delete(claim)
    session.flush()
    audit.record(session, actor, "claim.withdraw", sentence, subject=("matter", matter.id))


def _tell(session: Session, actor: Actor, claim: WorkClaim, action: str, words: str) -> None:
    matter = matter_at_work(session, claim.matter_id)
    session.flush()
    steps.note(session, actor, matter, words)
    sentence = f"议题 {matter.number} {words}"
    audit.record(session, actor, action, sentence, subject=("work_claim", claim.id))
