"""The one way a matter changes stage: by a move of the table whose guards all hold."""

from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.council.facts import MatterMoved
from app.council.matter_facts import facts_of, plan_of, votes_on
from app.council.models import Matter, MatterStep
from app.council.rows import refuse, the
from app.council.stages import BEGIN, NOTE, STAGE_NAMES, Move, Stage, move_of
from app.errors import RuleBroken
from db.replicated import transaction_of


def move_matter(
    session: Session, actor: Actor, *, matter_id: UUID, move: str, reason: str = ""
) -> Stage:
    """Make a move that is offered by hand; returns the stage reached.

    Raises:
        RuleBroken: not a move from here, or with all that is missing.
    """
    actor.require(Permission.EDIT_MATTERS)
    matter = the(session, Matter, matter_id)
    found = allowed_move(matter, move)
    if not found.by_hand:
        raise RuleBroken(f"“{found.label}”不能直接操作。", "请使用审核或表决。")
    return take(session, actor, matter, found, reason)


def allowed_move(matter: Matter, key: str) -> Move:
    """The move of this key from where the matter stands.

    Raises:
        RuleBroken: there is none.
    """
    stage = Stage(matter.stage)
    found = move_of(key, stage)
    if found is None:
        raise RuleBroken(
            f"议题 {matter.number} 现在是“{STAGE_NAMES[stage]}”，不能这样办理。",
            "请刷新后按当前阶段办理。",
        )
    return found


def take(session: Session, actor: Actor, matter: Matter, move: Move, reason: str = "") -> Stage:
    """Check the guards, move, write the history, the audit line and the announcement."""
    session.flush()
    refuse(move.missing(facts_of(session, matter, reason)))
    if move.target is Stage.DELIBERATE and move.source is Stage.DECIDE:
        for vote in votes_on(session, matter.id):
            vote.superseded = True
    if move.key == "redo":
        _open_work_again(session, matter)
    matter.stage = move.target
    matter.stage_since = transaction_of(session).at
    _write(session, actor, matter, move.key, (move.source, move.target), reason)
    tail = f"。{reason.strip()}" if reason.strip() else ""
    sentence = f"议题 {matter.number} {matter.title}：{move.label}{tail}"
    audit.record(session, actor, f"matter.{move.key}", sentence, subject=("matter", matter.id))
    announce(
        session,
        actor,
        MatterMoved(matter.id, matter.number, matter.title, move.source, move.target),
    )
    return move.target


def _open_work_again(session: Session, matter: Matter) -> None:
    """What residents were not satisfied with is not finished."""
    plan = plan_of(session, matter.id)
    if plan:
        plan.finished_on = None


def note(session: Session, actor: Actor, matter: Matter, text: str) -> None:
    """Write into the history something that happened without a change of stage."""
    stage = Stage(matter.stage)
    _write(session, actor, matter, NOTE, (stage, stage), text)


def _write(
    session: Session,
    actor: Actor,
    matter: Matter,
    key: str,
    stages: tuple[Stage | None, Stage],
    reason: str,
) -> None:
    session.add(
        MatterStep(
            matter_id=matter.id,
            from_stage=stages[0],
            to_stage=stages[1],
            move=key,
            at=transaction_of(session).at,
            reason=reason.strip(),
            actor_name=actor.name,
        )
    )
    session.flush()


def begin(session: Session, actor: Actor, matter: Matter) -> None:
    """The first line of a matter's history."""
    reason = f"{matter.proposer_name}提议"
    if matter.seconders:
        reason += f"，{matter.seconders} 户附议"
    _write(session, actor, matter, BEGIN, (None, Stage.PROPOSE), reason)
