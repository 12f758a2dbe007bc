"""The one thing to do next with a matter, and what still lacks for it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.council import ballots, live_quorum
from app.council.guard_facts import MatterFacts, Missing
from app.council.matter_facts import deciding_vote, votes_on
from app.council.models import AgendaItem, Matter, Meeting, Vote
from app.council.rows import the
from app.council.stages import Stage, move_of
from app.council.terms import MeetingState, Outcome, VoteMethod, VoteState
from app.council.vote_guards import missing_for_vote
from db import clock


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


def next_action(
    session: Session, matter: Matter, facts: MatterFacts, meetings: tuple[MeetingRef, ...]
) -> NextAction | None:
    """What comes next; None: nothing is left to do.

    ``facts`` are the guards' figures, ``meetings`` those with the matter on their agenda.
    """
    stage = Stage(matter.stage)
    if stage is Stage.PROPOSE:
        return _screening(facts)
    if stage in (Stage.DELIBERATE, Stage.DECIDE):
        poll = _running_poll(session, matter.id)
        if poll:
            return NextAction("poll", "登记意见表", "正在入户征求意见", vote_id=poll.id)
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


def _running_poll(session: Session, matter_id: UUID) -> Vote | None:
    for vote in votes_on(session, matter_id):
        if vote.state == VoteState.OPEN and vote.method == VoteMethod.HOUSEHOLD_POLL:
            return vote
    return None


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
