"""One matter in full: its way so far, what is missing, and what comes next."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.council import ballots, board, live_quorum
from app.council.board import MatterRow
from app.council.matter_facts import deciding_vote, facts_of, votes_on
from app.council.matters import EDITABLE_STAGES
from app.council.models import (
    AgendaItem,
    Body,
    Matter,
    MatterStep,
    Meeting,
    Objection,
    PublicNotice,
    Seconder,
)
from app.council.proposals import merged_of
from app.council.rows import the
from app.council.stages import (
    STAGE_NAMES,
    MatterFacts,
    Missing,
    Stage,
    move_of,
    moves_from,
)
from app.council.terms import COMPETENCE_NAMES, Competence, MeetingState, Outcome, Source
from app.council.vote_guards import missing_for_vote
from app.council.vote_views import VoteView, view_of
from db import clock


@dataclass(frozen=True)
class StepRow:
    """One line of the history, newest first."""

    at: datetime
    text: str
    actor_name: str


@dataclass(frozen=True)
class MoveOffer:
    """A move from here and what it still lacks (a reason to be typed is not counted)."""

    key: str
    label: str
    needs_reason: bool
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class NextAction:
    """The one thing to do next.

    ``key`` is one of: screen, edit, plan_meeting, give_notice, open_meeting, sign_in, discuss,
    vote, close_vote, poll, post_notice, wait_notice, answer_objections, plan_work, work,
    finish_work, decide_change, begin_round, count_forms, or ``move:`` and a move's key.
    """

    key: str
    label: str
    headline: str = ""
    """Why it cannot go on yet, in a few words: 还不能表决：到会人数不足."""
    missing: tuple[Missing, ...] = ()
    meeting_id: UUID | None = None
    item_id: UUID | None = None
    vote_id: UUID | None = None


@dataclass(frozen=True)
class MeetingRef:
    """A meeting whose agenda has the matter."""

    id: UUID
    item_id: UUID
    number: str
    title: str
    body_name: str
    starts_at: datetime
    place: str
    state: MeetingState
    conclusion: str


@dataclass(frozen=True)
class ObjectionView:
    """An objection and its answer."""

    id: UUID
    objector: str
    content: str
    received_on: date
    answer: str
    answered_on: date | None


@dataclass(frozen=True)
class NoticeView:
    """A result notice with its objections."""

    id: UUID
    vote_id: UUID
    from_day: date
    until_day: date
    text: str
    objections: tuple[ObjectionView, ...]


@dataclass(frozen=True)
class MergedRow:
    """A matter that another stands for."""

    id: UUID
    number: str
    title: str
    proposer: str
    seconders: int


@dataclass(frozen=True)
class SeconderRow:
    """Somebody who seconds a matter."""

    id: UUID
    resident_id: UUID | None
    name: str
    address: str
    seconded_on: date


@dataclass(frozen=True)
class MatterDetail:
    """Everything the drawer shows."""

    row: MatterRow
    content: str
    scope: str
    source: Source
    proposer_id: UUID | None
    grid_id: UUID | None
    screened_on: date | None
    screened_by: str
    screening_opinion: str
    can_edit: bool
    next_action: NextAction | None
    moves: tuple[MoveOffer, ...]
    steps: tuple[StepRow, ...]
    meetings: tuple[MeetingRef, ...]
    votes: tuple[VoteView, ...]
    competence_name: str
    """What screening found: whose affair it is."""
    merged_into: UUID | None
    merged_into_number: str
    merged: tuple[MergedRow, ...]
    """The similar matters that it stands for."""
    seconders: tuple[SeconderRow, ...]
    """Those named; ``row.seconders`` counts households."""
    notices: tuple[NoticeView, ...]


def matter_detail(session: Session, *, matter_id: UUID) -> MatterDetail:
    """One matter.

    Raises:
        NotFound: it is gone.
    """
    matter = the(session, Matter, matter_id)
    facts, meetings = facts_of(session, matter), _meetings(session, matter_id)
    return MatterDetail(
        row=board.rows_of(session, [matter])[0],
        content=matter.content,
        scope=matter.scope,
        source=Source(matter.source),
        proposer_id=matter.proposer_id,
        grid_id=matter.grid_id,
        screened_on=matter.screened_on,
        screened_by=matter.screened_by,
        screening_opinion=matter.screening_opinion,
        can_edit=Stage(matter.stage) in EDITABLE_STAGES,
        next_action=_next(session, matter, facts, meetings),
        moves=_moves(Stage(matter.stage), facts),
        steps=_steps(session, matter_id),
        meetings=meetings,
        votes=tuple(view_of(session, vote) for vote in votes_on(session, matter_id)),
        competence_name=COMPETENCE_NAMES.get(Competence(matter.competence), "")
        if matter.competence
        else "",
        merged_into=matter.merged_into,
        merged_into_number=_number_of(session, matter.merged_into),
        merged=_merged(session, matter_id),
        seconders=_seconders(session, matter_id),
        notices=_notices(session, matter_id),
    )


def _number_of(session: Session, matter_id: UUID | None) -> str:
    other = session.get(Matter, matter_id) if matter_id else None
    return other.number if other else ""


def _merged(session: Session, matter_id: UUID) -> tuple[MergedRow, ...]:
    return tuple(
        MergedRow(one.id, one.number, one.title, one.proposer_name, one.seconders)
        for one in merged_of(session, matter_id)
    )


def _seconders(session: Session, matter_id: UUID) -> tuple[SeconderRow, ...]:
    rows = session.scalars(
        select(Seconder).where(Seconder.matter_id == matter_id).order_by(Seconder.id)
    )
    return tuple(
        SeconderRow(one.id, one.resident_id, one.name, one.address, one.seconded_on) for one in rows
    )


def _moves(stage: Stage, facts: MatterFacts) -> tuple[MoveOffer, ...]:
    typed = replace(facts, reason="…")
    return tuple(
        MoveOffer(move.key, move.label, move.needs_reason, move.missing(typed))
        for move in moves_from(stage)
        if move.by_hand
    )


def _steps(session: Session, matter_id: UUID) -> tuple[StepRow, ...]:
    rows = session.scalars(
        select(MatterStep)
        .where(MatterStep.matter_id == matter_id)
        .order_by(MatterStep.at.desc(), MatterStep.id.desc())
    )
    return tuple(StepRow(row.at, _step_text(row), row.actor_name) for row in rows)


def _step_text(row: MatterStep) -> str:
    if row.from_stage is None or row.from_stage == row.to_stage:
        return row.reason
    move = move_of(row.move, Stage(row.from_stage))
    label = move.label if move else STAGE_NAMES[Stage(row.to_stage)]
    return f"{label}：{row.reason}" if row.reason else label


def _meetings(session: Session, matter_id: UUID) -> tuple[MeetingRef, ...]:
    rows = session.execute(
        select(AgendaItem, Meeting, Body.name)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Body, Body.id == Meeting.body_id)
        .where(AgendaItem.matter_id == matter_id)
        .order_by(Meeting.starts_at.desc())
    )
    return tuple(
        MeetingRef(
            meeting.id,
            item.id,
            meeting.number,
            meeting.title,
            body,
            meeting.starts_at,
            meeting.place,
            MeetingState(meeting.state),
            item.conclusion,
        )
        for item, meeting, body in rows
    )


def _notices(session: Session, matter_id: UUID) -> tuple[NoticeView, ...]:
    notices = session.scalars(
        select(PublicNotice)
        .where(PublicNotice.matter_id == matter_id)
        .order_by(PublicNotice.until_day)
    )
    return tuple(
        NoticeView(n.id, n.vote_id, n.from_day, n.until_day, n.text, _objections(session, n.id))
        for n in notices
    )


def _objections(session: Session, notice_id: UUID) -> tuple[ObjectionView, ...]:
    rows = session.scalars(
        select(Objection).where(Objection.notice_id == notice_id).order_by(Objection.id)
    )
    return tuple(
        ObjectionView(o.id, o.objector, o.content, o.received_on, o.answer, o.answered_on)
        for o in rows
    )


def _next(
    session: Session, matter: Matter, facts: MatterFacts, meetings: tuple[MeetingRef, ...]
) -> NextAction | None:
    stage = Stage(matter.stage)
    if stage is Stage.PROPOSE:
        return _screening(facts)
    if stage in (Stage.DELIBERATE, Stage.DECIDE):
        passed = facts.last_outcome is Outcome.PASSED and not facts.vote_open
        return (
            _after_passing(session, matter, facts)
            if passed
            else _towards_a_vote(session, facts, meetings)
        )
    if stage is Stage.IMPLEMENT:
        return _at_work(facts)
    if stage is Stage.EVALUATE:
        return _at_evaluation(facts)
    again = stage in (Stage.RETURNED, Stage.HANDED_OVER)
    return NextAction("move:resubmit", "重新提议") if again else None


def _at_work(facts: MatterFacts) -> NextAction:
    move = move_of("evaluate", Stage.IMPLEMENT)
    missing = move.missing(facts) if move else ()
    if not missing:
        return NextAction("move:evaluate", "办结，请居民评价")
    if facts.work.changes_open:
        return NextAction("decide_change", "审批计划变更", "有计划变更待审批", missing)
    if facts.work.finished_on or not facts.work.in_charge:
        return NextAction("work", "登记办理情况", "还不能办结", missing)
    return NextAction("finish_work", "登记完工", "办理中", missing)


def _at_evaluation(facts: MatterFacts) -> NextAction:
    if facts.round is None:
        return NextAction("begin_round", "发放评议表")
    if not facts.round.closed:
        return NextAction("count_forms", "登记评议表", f"第 {facts.round.number} 轮评议")
    if facts.round.reached:
        return NextAction("move:archive", "归档", facts.round.sentence)
    missing = (Missing(f"满意率没有达到门槛：{facts.round.sentence}", "整改后再评议一轮。"),)
    return NextAction("move:redo", "退回民办", "居民不满意", missing)


def _screening(facts: MatterFacts) -> NextAction:
    move = move_of("accept", Stage.PROPOSE)
    missing = move.missing(facts) if move else ()
    if missing:
        return NextAction("edit", "补全议题", "还不能受理：内容不全", missing)
    return NextAction("screen", "审核")


def _after_passing(session: Session, matter: Matter, facts: MatterFacts) -> NextAction:
    vote = deciding_vote(votes_on(session, matter.id))
    vote_id = vote.id if vote else None
    move = move_of("implement", Stage.DECIDE)
    missing = move.missing(facts) if move else ()
    if facts.notice_until is None:
        return NextAction("post_notice", "公示结果", "还不能交办：待公示", missing, vote_id=vote_id)
    if facts.objections_open:
        return NextAction("answer_objections", "答复异议", "还不能交办：有异议待答复", missing)
    if facts.notice_until >= facts.today:
        return NextAction("wait_notice", "查看公示", "公示中", missing, vote_id=vote_id)
    if missing:
        return NextAction("plan_work", "制定办理计划", "还不能交办：没有办理计划", missing)
    return NextAction("move:implement", "交办")


def _towards_a_vote(
    session: Session, facts: MatterFacts, meetings: tuple[MeetingRef, ...]
) -> NextAction:
    live = [m for m in meetings if m.state in (MeetingState.PLANNED, MeetingState.OPEN)]
    if not live:
        again = "表决未通过，可再协商或归档" if facts.last_outcome else ""
        return NextAction("plan_meeting", "排入会议", again)
    ref = live[0]
    if ref.state is MeetingState.PLANNED:
        return _before_opening(session, ref)
    running = ballots.running_vote(session, ref.id)
    if running and running.agenda_item_id == ref.item_id:
        return NextAction(
            "close_vote", "记录票数", meeting_id=ref.id, item_id=ref.item_id, vote_id=running.id
        )
    return _before_vote(session, ref)


def _before_opening(session: Session, ref: MeetingRef) -> NextAction:
    meeting = the(session, Meeting, ref.id)
    if not meeting.notice_given_on:
        missing = (Missing("还没有发出会议通知。", "请把时间、地点和议题告知成员。"),)
        return NextAction(
            "give_notice", "登记通知", "缺会议通知", missing, meeting_id=ref.id, item_id=ref.item_id
        )
    today = clock.local(ref.starts_at).date() <= clock.today()
    key, label = ("open_meeting", "开会") if today else ("sign_in", "打印签到表")
    return NextAction(key, label, meeting_id=ref.id, item_id=ref.item_id)


def _before_vote(session: Session, ref: MeetingRef) -> NextAction:
    item = the(session, AgendaItem, ref.item_id)
    facts = ballots.opening_facts(session, item)
    missing = missing_for_vote(facts)
    here = NextAction("vote", "开始表决", "", missing, ref.id, ref.item_id)
    if not missing:
        return here
    quorum = live_quorum.quorum_at(session, the(session, Meeting, ref.id))
    if not quorum.held:
        return replace(here, key="sign_in", label="继续签到", headline="还不能表决：到会人数不足")
    headline = "还不能表决：" + missing[0].what.rstrip("。")
    label = "打开会议" if facts.discussed else "记录发言"
    return replace(here, key="discuss", label=label, headline=headline)
