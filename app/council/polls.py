"""Written polls from door to door (入户书面征求意见): one slip a household, over days.

Every slip is signed and therefore named. Whoever hands one in takes part; slips come in until the
last day, then the poll is closed and its result, rule and figures are frozen together.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council import poll_count, steps
from app.council.ballots import begin_vote, freeze, opening_facts, suggested_question, tell_result
from app.council.choosing import ChoiceResult
from app.council.matter_facts import votes_on
from app.council.models import AgendaItem, Matter, Meeting, PollSlip, Vote
from app.council.presets import preset, to_json
from app.council.quorum import WRITTEN_POLL, RuleSet
from app.council.rows import refuse, the
from app.council.stages import Stage
from app.council.terms import VoteMethod, VoteState
from app.council.vote_guards import body_is_competent, matter_is_discussed, matter_is_ready
from app.council.vote_options import ChoiceText, checked, mark_chosen
from app.council.votes import VoteResult
from app.errors import InvalidInput, RuleBroken
from app.grids.models import ResidentialUnit
from app.residents.doors import Round, doors
from app.residents.models import Household
from db import clock
from db.ids import new_id


def latest_item(session: Session, matter_id: UUID) -> UUID:
    """The item of the latest meeting that talked about a matter: a poll belongs to it.

    Raises:
        RuleBroken: no meeting had it.
    """
    found = session.scalars(
        select(AgendaItem.id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.matter_id == matter_id, Meeting.opened_at.is_not(None))
        .order_by(Meeting.starts_at.desc())
        .limit(1)
    ).first()
    if found is None:
        raise RuleBroken("这个议题还没有上会协商。", "请先在会议上讨论，再入户征求意见。")
    return found


def open_poll(  # noqa: PLR0913  (keywords: what a poll is opened with)
    session: Session,
    actor: Actor,
    *,
    matter_id: UUID,
    until: date,
    question: str = "",
    grid_id: UUID | None = None,
    building_ids: Collection[UUID] = (),
    choice: ChoiceText | None = None,
) -> UUID:
    """Begin to ask every household of a grid, of some buildings, or of the community.

    Raises:
        RuleBroken: the matter is not discussed, a vote on it is running, nobody lives there, or
            it concerns all residents and only some would be asked.
        InvalidInput: the last day is gone by, or the options make no sense.
    """
    actor.require(Permission.RUN_MEETINGS)
    matter = the(session, Matter, matter_id)
    item = the(session, AgendaItem, latest_item(session, matter_id))
    rule = preset(WRITTEN_POLL, clock.today())
    stage = _ready_stage(session, item, rule)
    _refuse_running(session, matter_id)
    _refuse_some_for_all(matter, some=bool(grid_id or building_ids))
    _refuse_past(until)
    choice = choice and checked(choice)
    homes = _homes(session, grid_id, building_ids)
    if stage is Stage.DELIBERATE:
        steps.take(session, actor, matter, steps.allowed_move(matter, "put_to_vote"))
    vote = Vote(
        id=new_id(),
        agenda_item_id=item.id,
        question=question.strip() or suggested_question(item.title, choice),
        method=VoteMethod.HOUSEHOLD_POLL,
        poll_until=until,
        entitled=len(homes),
        present=0,
        present_names=[],
        rule=to_json(rule),
    )
    begin_vote(session, vote, choice)
    for home, address in homes:
        session.add(PollSlip(id=new_id(), vote_id=vote.id, household_id=home, address=address))
    session.flush()
    told = f"开始入户征求意见，{len(homes)} 户，到{_day(until)}截止：{vote.question}"
    steps.note(session, actor, matter, told)
    sentence = f"议题 {matter.number} {told}"
    audit.record(session, actor, "poll.open", sentence, subject=("vote", vote.id))
    return vote.id


def _ready_stage(session: Session, item: AgendaItem, rule: RuleSet) -> Stage | None:
    """Where the matter stands, if it may be polled."""
    facts = replace(opening_facts(session, item), rule=rule)
    guards = (matter_is_ready, body_is_competent, matter_is_discussed)
    refuse(answer for answer in (guard(facts) for guard in guards) if answer)
    return facts.stage


def _refuse_some_for_all(matter: Matter, *, some: bool) -> None:
    if matter.concerns_all_residents and some:
        what = "这个议题涉及全体居民利益，不能只征求一部分住户的意见。"
        raise RuleBroken(what, "请征求全社区各户意见。")


def _refuse_running(session: Session, matter_id: UUID) -> None:
    for vote in votes_on(session, matter_id):
        if vote.state == VoteState.OPEN:
            raise RuleBroken(f"正在表决：{vote.question}", "请先结束这次表决。")


def _refuse_past(until: date) -> None:
    if until < clock.today():
        raise InvalidInput("截止日期已过。", "请填写今天或以后的日期。", field="until")


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _homes(
    session: Session, grid_id: UUID | None, building_ids: Collection[UUID]
) -> list[tuple[UUID, str]]:
    """Households in walking order, with their addresses."""
    there = doors(session, Round(grid_id=grid_id))
    if building_ids:
        inside = set(
            session.scalars(
                select(Household.id)
                .join(ResidentialUnit, ResidentialUnit.id == Household.unit_id)
                .where(ResidentialUnit.building_id.in_(building_ids))
            )
        )
        there = [door for door in there if door.household_id in inside]
    if not there:
        raise RuleBroken("这个范围没有登记的住户。", "请另选网格或楼栋，或先登记居民。")
    return [(door.household_id, door.address) for door in there]


def open_poll_of(session: Session, vote_id: UUID) -> tuple[Vote, Matter]:
    """A poll under way and its matter.

    Raises:
        RuleBroken: it is over, or no poll.
    """
    vote = the(session, Vote, vote_id)
    item = the(session, AgendaItem, vote.agenda_item_id)
    if vote.method != VoteMethod.HOUSEHOLD_POLL or item.matter_id is None:
        raise RuleBroken("这不是入户书面征求意见。", "请在会议上登记票数。")
    if vote.state != VoteState.OPEN:
        raise RuleBroken("征求意见已经结束，不能再改。", vote.sentence)
    return vote, the(session, Matter, item.matter_id)


def extend_poll(session: Session, actor: Actor, *, vote_id: UUID, until: date) -> None:
    """Collect slips for longer.

    Raises:
        InvalidInput: not later than now planned. RuleBroken: it is over.
    """
    actor.require(Permission.RUN_MEETINGS)
    vote, matter = open_poll_of(session, vote_id)
    _refuse_past(until)
    if vote.poll_until and until <= vote.poll_until:
        what = f"原定到{_day(vote.poll_until)}截止。"
        raise InvalidInput(what, "请填写更晚的日期。", field="until")
    vote.poll_until = until
    told = f"入户征求意见延长到{_day(until)}"
    steps.note(session, actor, matter, told)
    sentence = f"议题 {matter.number} {told}"
    audit.record(session, actor, "poll.extend", sentence, subject=("vote", vote.id))


def close_poll(session: Session, actor: Actor, *, vote_id: UUID) -> VoteResult | ChoiceResult:
    """Count the slips and freeze result, rule and figures together, for good.

    Raises:
        RuleBroken: over already; the last day is not past and slips are still out; none came in.
    """
    actor.require(Permission.RUN_MEETINGS)
    vote, _ = open_poll_of(session, vote_id)
    slips = poll_count.slips_of(session, vote_id)
    back = [slip for slip in slips if slip.returned_on]
    out = len(slips) - len(back)
    if not back:
        raise RuleBroken("还没有收回意见表。", "请先登记收回的意见表，或中止征求意见。")
    if out and vote.poll_until and clock.today() <= vote.poll_until:
        what = f"征求意见到{_day(vote.poll_until)}截止，还有 {out} 户没有收回。"
        raise RuleBroken(what, "截止后，或全部收回后再结束。")
    result = poll_count.count(session, vote, slips)
    names = [slip.address for slip in back]
    freeze(session, vote, (len(slips), names), (result.outcome, result.sentence))
    if isinstance(result, ChoiceResult):
        mark_chosen(session, vote, result)
    meeting = the(session, Meeting, the(session, AgendaItem, vote.agenda_item_id).meeting_id)
    tell_result(session, actor, vote, meeting)
    return result
