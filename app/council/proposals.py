"""Around a proposal (民提): seconders, similar matters merged, screening that hands it on."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.council import steps
from app.council.facts import MatterHandedOver
from app.council.matter_facts import households_on_record
from app.council.matters import EDITABLE_STAGES
from app.council.models import Matter, Seconder
from app.council.rows import require_text, the
from app.council.stages import STAGE_NAMES, Stage
from app.council.terms import HAND_OVER_NAMES, Competence, HandOver
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id


@dataclass(frozen=True)
class SeconderText:
    """Who seconds a matter (附议)."""

    name: str
    address: str = ""
    resident_id: UUID | None = None


def _open_matter(session: Session, matter_id: UUID, doing: str) -> Matter:
    matter = the(session, Matter, matter_id)
    stage = Stage(matter.stage)
    if stage not in EDITABLE_STAGES:
        what = f"议题 {matter.number} 现在是“{STAGE_NAMES[stage]}”，不能再{doing}。"
        raise RuleBroken(what, "请刷新后按当前阶段办理。")
    return matter


def add_seconder(session: Session, actor: Actor, *, matter_id: UUID, who: SeconderText) -> UUID:
    """Register who seconds a matter; its number of households never falls below those named.

    Raises:
        InvalidInput: no name, or named already. RuleBroken: it was put to the vote.
    """
    actor.require(Permission.EDIT_MATTERS)
    matter = _open_matter(session, matter_id, "附议")
    name, address = require_text("name", who.name, "附议人"), who.address.strip()
    _refuse_twice(session, matter, name, address, who.resident_id)
    seconder = Seconder(
        id=new_id(),
        matter_id=matter_id,
        resident_id=who.resident_id,
        name=name,
        address=address,
        seconded_on=clock.today(),
    )
    session.add(seconder)
    session.flush()
    matter.seconders = max(matter.seconders, households_on_record(session, matter_id))
    sentence = f"议题 {matter.number} 附议：{name}"
    audit.record(session, actor, "matter.second", sentence, subject=("matter", matter.id))
    return seconder.id


def _refuse_twice(
    session: Session, matter: Matter, name: str, address: str, resident_id: UUID | None
) -> None:
    if (resident_id and resident_id == matter.proposer_id) or (
        resident_id is None and not address and name == matter.proposer_name
    ):
        raise InvalidInput(f"{name}是提议人，不用附议。", "请填写其他居民。", field="name")
    same = [and_(Seconder.name == name, Seconder.address == address)]
    if resident_id:
        same.append(and_(Seconder.resident_id == resident_id))
    taken = select(Seconder.id).where(Seconder.matter_id == matter.id, or_(*same))
    if session.scalars(taken).first():
        raise InvalidInput(f"{name}已经附议。", "不用重复登记。", field="name")


def remove_seconder(session: Session, actor: Actor, *, seconder_id: UUID) -> None:
    """Take out a seconder registered by mistake."""
    actor.require(Permission.EDIT_MATTERS)
    seconder = the(session, Seconder, seconder_id)
    matter = _open_matter(session, seconder.matter_id, "修改附议")
    before = households_on_record(session, matter.id)
    session.delete(seconder)
    session.flush()
    if matter.seconders == before:
        matter.seconders = households_on_record(session, matter.id)
    sentence = f"议题 {matter.number} 去掉附议：{seconder.name}"
    audit.record(session, actor, "matter.second", sentence, subject=("matter", matter.id))


def merge_matters(
    session: Session, actor: Actor, *, matter_id: UUID, into_id: UUID, reason: str = ""
) -> None:
    """Let a similar matter stand for this one; this one keeps its proposer and seconders.

    The households behind it, the proposer's with them, count for the other as well.

    Raises:
        RuleBroken: the same matter, one that was put to the vote, or stands on a live agenda.
    """
    actor.require(Permission.EDIT_MATTERS)
    if matter_id == into_id:
        raise RuleBroken("不能并入自己。", "请选择另一个议题。")
    matter = the(session, Matter, matter_id)
    other = _open_matter(session, into_id, "并入议题")
    move = steps.allowed_move(matter, "merge")
    _refuse_head_of_others(session, matter)
    matter.merged_into = other.id
    other.seconders += _brought(matter)
    why = reason.strip()
    tail = f"：{why}" if why else ""
    steps.take(session, actor, matter, move, f"并入 {other.number} {other.title}{tail}")
    steps.note(
        session, actor, other, f"{matter.number} {matter.title}（{matter.proposer_name}）并入"
    )


def _refuse_head_of_others(session: Session, matter: Matter) -> None:
    others = "、".join(one.number for one in merged_of(session, matter.id))
    if others:
        what = f"{others} 已经并入议题 {matter.number}。"
        raise RuleBroken(what, "请把另一个议题并入它，或先取消并案。")


def _brought(matter: Matter) -> int:
    return matter.seconders + 1


def merged_of(session: Session, matter_id: UUID) -> list[Matter]:
    """The matters that another stands for, by number."""
    return list(
        session.scalars(
            select(Matter).where(Matter.merged_into == matter_id).order_by(Matter.number)
        )
    )


def unmerge_matter(session: Session, actor: Actor, *, matter_id: UUID, reason: str) -> Stage:
    """Let a merged matter stand for itself again: it is screened anew.

    Raises:
        RuleBroken: not merged, no reason, or the other was put to the vote.
    """
    actor.require(Permission.EDIT_MATTERS)
    matter = the(session, Matter, matter_id)
    move = steps.allowed_move(matter, "unmerge")
    if matter.merged_into:
        other = _open_matter(session, matter.merged_into, "取消并案")
        other.seconders = max(0, other.seconders - _brought(matter))
        steps.note(session, actor, other, f"{matter.number} {matter.title}取消并案")
    stage = steps.take(session, actor, matter, move, reason)
    matter.merged_into = None
    return stage


def hand_over_matter(
    session: Session, actor: Actor, *, matter_id: UUID, to: HandOver, opinion: str
) -> Stage:
    """Screening finds that it is the government's affair: it becomes an event or goes up.

    Raises:
        RuleBroken: not at 民提, or without the opinion that goes back to the proposer.
    """
    actor.require(Permission.EDIT_MATTERS)
    matter = the(session, Matter, matter_id)
    move = steps.allowed_move(matter, "hand_over")
    matter.competence = Competence.GOVERNMENT
    matter.screened_on, matter.screened_by = clock.today(), actor.name
    matter.screening_opinion = opinion.strip()
    words = f"{HAND_OVER_NAMES[to]}。{opinion.strip()}" if opinion.strip() else ""
    stage = steps.take(session, actor, matter, move, words)
    fact = MatterHandedOver(
        matter_id=matter.id,
        number=matter.number,
        title=matter.title,
        content=matter.content,
        scope=matter.scope,
        proposer_name=matter.proposer_name,
        proposer_id=matter.proposer_id,
        grid_id=matter.grid_id,
        to=to,
        opinion=matter.screening_opinion,
    )
    announce(session, actor, fact)
    return stage
