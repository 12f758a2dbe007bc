"""Governance projects and volunteer tasks that residents claim, prove and earn by.

梳理治理项目—居民认领—验收—积分: what is accepted is recorded like any other points, once for a
claim, and goes through review and publicity.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import line, passage
from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.errors import InvalidInput, RuleBroken
from app.points.facts import ClaimAccepted
from app.points.models import PointsProject, PointsRule, ProjectClaim
from app.points.people import standing_for
from app.points.records import RecordText, Share, ShareResult, record_points
from app.points.rows import the, within
from app.points.rule_versions import rule_on
from app.points.terms import CLAIM_STATE_NAMES, ClaimState, ProjectKind
from app.residents.models import Resident
from db import clock
from db.ids import new_id

MOST_PLACES = 10_000
OPEN_CLAIMS = (ClaimState.CLAIMED, ClaimState.PROVED)
HOLDING = (*OPEN_CLAIMS, ClaimState.ACCEPTED)
"""Claims that take a place."""


@dataclass(frozen=True)
class ProjectText:
    """What the form of a project says."""

    title: str
    rule_id: UUID
    kind: ProjectKind = ProjectKind.PROJECT
    content: str = ""
    places: int = 0
    """How many may claim it; 0: any number."""
    from_day: date | None = None
    """Today when not given."""
    until_day: date | None = None
    matter_id: UUID | None = None


def add_project(session: Session, actor: Actor, *, text: ProjectText) -> UUID:
    """Put a project up for claiming.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: names the field: no title, an item that gives no points, an end before the
            beginning.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    project = PointsProject(id=new_id())
    _fill(session, project, text)
    session.add(project)
    session.flush()
    _tell(session, actor, project, "add", f"发布项目：{project.title}")
    return project.id


def change_project(session: Session, actor: Actor, *, project_id: UUID, text: ProjectText) -> None:
    """Change a project; claims that were accepted keep their points.

    Raises:
        NotAllowed, NotFound, InvalidInput: as for :func:`add_project`.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    project = the(session, PointsProject, project_id)
    _fill(session, project, text)
    _tell(session, actor, project, "change", f"修改项目：{project.title}")


def close_project(session: Session, actor: Actor, *, project_id: UUID, closed: bool = True) -> None:
    """Let nobody claim it any more, or again; claims that run can still be accepted.

    Raises:
        NotAllowed, NotFound.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    project = the(session, PointsProject, project_id)
    project.closed_on = clock.today() if closed else None
    word = "结束项目" if closed else "重新开放项目"
    _tell(session, actor, project, "close", f"{word}：{project.title}")


def claim_project(session: Session, actor: Actor, *, project_id: UUID, resident_id: UUID) -> UUID:
    """Note that somebody takes it on; returns the claim. Who gave up before may claim again.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: closed, out of its period, all places taken, or claimed by him already.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    project = the(session, PointsProject, project_id)
    resident = _person(session, resident_id)
    claim = session.scalars(
        select(ProjectClaim).where(
            ProjectClaim.project_id == project_id, ProjectClaim.resident_id == resident.id
        )
    ).first()
    if claim is not None and claim.state in HOLDING:
        state = CLAIM_STATE_NAMES[ClaimState(claim.state)]
        raise RuleBroken(f"{resident.name}认领过这个项目：{state}。", "不用重复认领。")
    _refuse_full(session, project)
    if claim is None:
        claim = ProjectClaim(id=new_id(), project_id=project_id, resident_id=resident.id)
        session.add(claim)
    claim.state, claim.claimed_on, claim.done_on = ClaimState.CLAIMED, clock.today(), None
    session.flush()
    _tell(session, actor, project, "claim", f"认领项目：{resident.name}，{project.title}")
    return claim.id


def _refuse_full(session: Session, project: PointsProject) -> None:
    today = clock.today()
    ended = project.until_day is not None and today > project.until_day
    if project.closed_on is not None or ended:
        raise RuleBroken(f"“{project.title}”已经结束，不能再认领。", "可以延长期限或重新开放。")
    if today < project.from_day:
        raise RuleBroken(f"“{project.title}”从 {project.from_day} 起才能认领。", "请到时再来。")
    taken = session.scalar(
        select(func.count())
        .select_from(ProjectClaim)
        .where(ProjectClaim.project_id == project.id, ProjectClaim.state.in_(HOLDING))
    )
    if project.places and (taken or 0) >= project.places:
        raise RuleBroken(
            f"“{project.title}”的 {project.places} 个名额已满。", "可以增加名额后再认领。"
        )


def drop_claim(session: Session, actor: Actor, *, claim_id: UUID) -> None:
    """Note that somebody gave it up.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: it is accepted, refused or given up.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    claim, project = _running(session, claim_id, *OPEN_CLAIMS)
    claim.state = ClaimState.WITHDRAWN
    name = _person(session, claim.resident_id).name
    _tell(session, actor, project, "drop", f"放弃认领：{name}，{project.title}")


def prove_claim(
    session: Session, actor: Actor, *, claim_id: UUID, proof: str, done_on: date | None = None
) -> None:
    """Write down by what somebody proves that he has done it.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no proof, or a day to come.
        RuleBroken: it is accepted, refused or given up.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    claim, project = _running(session, claim_id, *OPEN_CLAIMS)
    proof = passage(proof, "完成情况", "proof")
    if not proof:
        raise InvalidInput("还没有填写完成情况。", "请写明做了什么、有什么证明。", field="proof")
    done = done_on or clock.today()
    if done > clock.today():
        raise InvalidInput("完成日期在今天之后。", "请核对日期。", field="done_on")
    claim.state, claim.proof, claim.done_on = ClaimState.PROVED, proof, done
    name = _person(session, claim.resident_id).name
    _tell(session, actor, project, "prove", f"报告完成：{name}，{project.title}")


def accept_claim(
    session: Session, actor: Actor, *, claim_id: UUID, quantity: int = 1
) -> ShareResult:
    """Accept what was proved and record its points.

    Raises:
        NotAllowed, NotFound, InvalidInput.
        RuleBroken: nothing is proved, or the item is not in force on the day it was done.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    claim, project = _running(session, claim_id, ClaimState.PROVED)
    within(quantity, 1, 100, "数量", "quantity")
    done = claim.done_on or clock.today()
    rule = rule_on(session, the(session, PointsRule, project.rule_id).key, done)
    if rule is None:
        raise RuleBroken(f"{done} 没有可用的积分细则。", "请先在细则中恢复或新增这一项。")
    claim.state, claim.accepted_by = ClaimState.ACCEPTED, actor.name
    text = RecordText(rule.id, done, claim.proof[:60], project.title, ProjectClaim.__tablename__)
    share = Share(claim.resident_id, quantity, f"claim:{claim.id.hex}", claim.id)
    result = record_points(session, actor, text=text, shares=[share])[0]
    _tell(session, actor, project, "accept", f"验收通过：{result.name}，{project.title}")
    announce(
        session,
        actor,
        ClaimAccepted(claim.id, project.id, project.matter_id, claim.resident_id, project.title),
    )
    return result


def refuse_claim(session: Session, actor: Actor, *, claim_id: UUID, reason: str) -> None:
    """Say that what was proved is not enough; he may claim it again.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no reason given.
        RuleBroken: nothing is proved.
    """
    actor.require(Permission.RUN_ACTIVITIES)
    claim, project = _running(session, claim_id, ClaimState.PROVED)
    reason = line(reason, "原因", "reason", required=True)
    claim.state = ClaimState.REFUSED
    name = _person(session, claim.resident_id).name
    _tell(session, actor, project, "refuse", f"验收未通过：{name}，{project.title}，{reason}")


def _running(
    session: Session, claim_id: UUID, *states: ClaimState
) -> tuple[ProjectClaim, PointsProject]:
    claim = the(session, ProjectClaim, claim_id)
    if claim.state not in states:
        state = CLAIM_STATE_NAMES[ClaimState(claim.state)]
        raise RuleBroken(f"这次认领现在是“{state}”。", "请刷新后再看。")
    return claim, the(session, PointsProject, claim.project_id)


def _person(session: Session, resident_id: UUID) -> Resident:
    return the(session, Resident, standing_for(session, [resident_id])[resident_id])


def _fill(session: Session, project: PointsProject, text: ProjectText) -> None:
    first = text.from_day or project.from_day or clock.today()
    if text.until_day is not None and text.until_day < first:
        raise InvalidInput("截止日期早于开始日期。", "请核对日期。", field="until_day")
    if the(session, PointsRule, text.rule_id).points <= 0:
        raise InvalidInput("项目要用加分的细则。", "请另选一条。", field="rule_id")
    project.title = line(text.title, "项目名称", "title", required=True)
    project.content = passage(text.content, "内容", "content")
    project.kind, project.rule_id = text.kind, text.rule_id
    project.places = within(text.places, 0, MOST_PLACES, "名额", "places")
    project.from_day, project.until_day = first, text.until_day
    project.matter_id = text.matter_id


def _tell(
    session: Session, actor: Actor, project: PointsProject, action: str, sentence: str
) -> None:
    subject = ("points_project", project.id)
    audit.record(session, actor, f"project.{action}", sentence, subject=subject)
