"""Matters: proposing, editing, screening."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council import steps
from app.council.matter_facts import households_on_record
from app.council.models import Matter
from app.council.rows import next_number, require_text, the
from app.council.search_text import search_text
from app.council.stages import STAGE_NAMES, Stage
from app.council.terms import Competence, Source
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id
from db.replicated import transaction_of

EDITABLE_STAGES = frozenset({Stage.PROPOSE, Stage.DELIBERATE, Stage.RETURNED})
"""Once it is put to the vote, what was voted on no longer changes."""


@dataclass(frozen=True)
class MatterText:
    """What the proposal form holds."""

    title: str
    proposer_name: str
    content: str = ""
    scope: str = ""
    source: Source = Source.RESIDENT
    proposer_id: UUID | None = None
    grid_id: UUID | None = None
    seconders: int = 0
    concerns_all_residents: bool = False
    proposed_on: date | None = None
    """Today when not given."""


def propose_matter(session: Session, actor: Actor, *, text: MatterText) -> UUID:
    """Register a matter and give it its number.

    Raises:
        NotAllowed, InvalidInput: no title, no proposer, negative seconders, a day to come.
    """
    actor.require(Permission.EDIT_MATTERS)
    day = text.proposed_on or clock.today()
    matter = Matter(
        id=new_id(),
        number=next_number(session, Matter, day.year),
        title="",
        proposer_name="",
        stage=Stage.PROPOSE,
        stage_since=transaction_of(session).at,
        proposed_on=day,
    )
    _fill(matter, text)
    session.add(matter)
    session.flush()
    steps.begin(session, actor, matter)
    sentence = f"登记议题 {matter.number}：{matter.title}（{matter.proposer_name}提议）"
    audit.record(session, actor, "matter.propose", sentence, subject=("matter", matter.id))
    return matter.id


def _fill(matter: Matter, text: MatterText) -> None:
    if text.seconders < 0:
        raise InvalidInput("附议户数不能小于 0。", "请填 0 或正整数。", field="seconders")
    if text.proposed_on and text.proposed_on > clock.today():
        raise InvalidInput("提议日期在今天之后。", "请核对日期。", field="proposed_on")
    matter.title = require_text("title", text.title, "议题标题")
    matter.proposer_name = require_text("proposer_name", text.proposer_name, "提议人")
    matter.content, matter.scope = text.content.strip(), text.scope.strip()
    matter.source, matter.proposer_id = text.source, text.proposer_id
    matter.grid_id, matter.seconders = text.grid_id, text.seconders
    matter.concerns_all_residents = text.concerns_all_residents
    matter.proposed_on = text.proposed_on or matter.proposed_on
    spelled = (matter.title, matter.proposer_name)
    matter.search_text = search_text((matter.number, *spelled, matter.content), spelled)


def edit_matter(session: Session, actor: Actor, *, matter_id: UUID, text: MatterText) -> None:
    """Correct a matter before it is put to the vote.

    Raises:
        RuleBroken: it has been put to the vote, or is closed.
    """
    actor.require(Permission.EDIT_MATTERS)
    matter = the(session, Matter, matter_id)
    stage = Stage(matter.stage)
    if stage not in EDITABLE_STAGES:
        raise RuleBroken(
            f"议题 {matter.number} 已到“{STAGE_NAMES[stage]}”，内容不能再改。",
            "需要改动请退回民议，重新协商。",
        )
    _fill(matter, text)
    matter.seconders = max(text.seconders, households_on_record(session, matter_id))
    sentence = f"修改议题 {matter.number}：{matter.title}"
    audit.record(session, actor, "matter.edit", sentence, subject=("matter", matter.id))


def screen_matter(
    session: Session,
    actor: Actor,
    *,
    matter_id: UUID,
    accepted: bool,
    opinion: str = "",
    competence: Competence | None = None,
) -> Stage:
    """Screen a proposal: accept it for deliberation, or return it with a reason.

    What is the residents' own affair is returned with advice; what is the government's goes on
    through :func:`app.council.proposals.hand_over_matter`.

    Raises:
        RuleBroken: not at 民提, incomplete, or returned without a reason.
    """
    actor.require(Permission.EDIT_MATTERS)
    matter = the(session, Matter, matter_id)
    move = steps.allowed_move(matter, "accept" if accepted else "return")
    matter.screened_on, matter.screened_by = clock.today(), actor.name
    matter.screening_opinion = opinion.strip()
    matter.competence = competence or (Competence.COMMUNITY if accepted else "")
    return steps.take(session, actor, matter, move, opinion)
