"""Matters from the proposal form to the archive."""

from datetime import timedelta

import pytest

from app import announcements
from app.council import ballots, matter_views, matters, meetings, notices, steps
from app.council.facts import MatterMoved
from app.council.stages import Stage
from app.council.terms import VoteMethod
from app.council.votes import Counts
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.undo import undo
from tests.app.council import carrying_out


def shown(office, matter):
    return office.ask(matter_views.matter_detail, matter_id=matter)


def move(office, matter, key, reason=""):
    return office.do(steps.move_matter, matter_id=matter, move=key, reason=reason)


def a_passed_matter(office):
    matter = office.a_matter(seconders=23)
    meeting = office.an_open_meeting(office.a_body(), matter)
    office.a_speech(meeting)
    item = office.item(meeting)
    vote = office.do(ballots.open_vote, item_id=item, method=VoteMethod.SHOW_OF_HANDS)
    office.do(ballots.record_show_of_hands, vote_id=vote, counts=Counts(7, 1, 1))
    office.do(ballots.close_vote, vote_id=vote)
    office.do(meetings.close_meeting, meeting_id=meeting)
    return matter, vote


def test_matters_are_numbered_by_year(office):
    office.a_matter()
    second = office.a_matter("电动车充电桩太少")
    assert shown(office, second).row.number == "2026-002"
    office.clock.forward(days=60)
    third = office.a_matter("东墙照明补装")
    assert shown(office, third).row.number == "2027-001"


def test_numbers_go_on_after_nine_hundred_and_ninety_nine(office):
    with office.write() as session:
        from app.council.models import Matter

        at = clock.now()
        for number in ("2026-999", "2026-1000"):
            row = Matter(
                number=number, title="旧", proposer_name="甲", stage_since=at, proposed_on=at.date()
            )
            session.add(row)
    assert shown(office, office.a_matter()).row.number == "2026-1001"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"proposer_name": ""}, "proposer_name"),
        ({"seconders": -1}, "seconders"),
        ({"proposed_on": clock.moment(clock.today()).date() + timedelta(days=4000)}, "proposed_on"),
    ],
)
def test_the_form_says_which_field_is_wrong(office, change, field):
    values = {"title": "停车位", "proposer_name": "王秀芬"} | change
    with pytest.raises(InvalidInput) as refused:
        office.do(matters.propose_matter, text=matters.MatterText(**values))
    assert refused.value.field == field


def test_a_proposal_without_content_is_not_accepted(office):
    matter = office.a_matter(accepted=False, content="")
    with pytest.raises(RuleBroken, match="还缺内容"):
        office.do(matters.screen_matter, matter_id=matter, accepted=True)
    assert shown(office, matter).next_action.key == "edit"


def test_a_returned_proposal_carries_the_reason_and_may_come_again(office):
    matter = office.a_matter(accepted=False)
    with pytest.raises(RuleBroken, match="理由"):
        office.do(matters.screen_matter, matter_id=matter, accepted=False)
    office.do(matters.screen_matter, matter_id=matter, accepted=False, opinion="属于物业职责")
    seen = shown(office, matter)
    assert (seen.row.stage, seen.screening_opinion) == (Stage.RETURNED, "属于物业职责")
    assert move(office, matter, "resubmit", "补充材料") is Stage.PROPOSE


def test_what_was_put_to_the_vote_no_longer_changes(office):
    matter, _ = a_passed_matter(office)
    text = matters.MatterText("换个标题", "王秀芬")
    with pytest.raises(RuleBroken, match="内容不能再改"):
        office.do(matters.edit_matter, matter_id=matter, text=text)


def test_a_move_that_is_not_in_the_table_is_refused(office):
    matter = office.a_matter()
    for key in ("implement", "archive", "nonsense"):
        with pytest.raises(RuleBroken):
            move(office, matter, key, "理由")
    with pytest.raises(RuleBroken):
        move(office, office.a_matter(accepted=False), "accept")


def test_the_whole_way_from_proposal_to_archive(office):
    matter, vote = a_passed_matter(office)
    assert shown(office, matter).row.pill.text == "待公示"
    with pytest.raises(RuleBroken, match="还没有公示"):
        move(office, matter, "implement")
    office.do(notices.post_result_notice, vote_id=vote)
    assert shown(office, matter).row.pill.text == "公示还剩 6 天"
    with pytest.raises(RuleBroken, match="还剩 6 天"):
        move(office, matter, "implement")
    office.clock.forward(days=6)
    assert shown(office, matter).row.pill.text == "可交办"
    with pytest.raises(RuleBroken, match="办理计划还缺责任人、完成期限"):
        move(office, matter, "implement")
    assert shown(office, matter).next_action.key == "plan_work"
    carrying_out.plan(office.do, matter)
    assert move(office, matter, "implement") is Stage.IMPLEMENT
    with pytest.raises(RuleBroken, match="完成日期、办理结果"):
        move(office, matter, "evaluate")
    carrying_out.finish(office.do, matter, "划线 42 位")
    assert move(office, matter, "redo", "还有两处没划") is Stage.IMPLEMENT
    carrying_out.finish(office.do, matter, "补划完成")
    with pytest.raises(RuleBroken, match="还没有开始居民评议"):
        move(office, matter, "archive")
    carrying_out.evaluate(office.do, matter)
    assert move(office, matter, "archive") is Stage.ARCHIVED
    texts = [step.text for step in reversed(shown(office, matter).steps)]
    assert texts[0] == "王秀芬提议，23 户附议"
    assert texts[1].startswith("受理")
    assert any("通过" in text for text in texts)
    assert texts[-1].startswith("归档")


def test_the_drawer_names_the_unmet_guard_and_the_next_step(office):
    matter = office.a_matter()
    assert shown(office, matter).next_action.key == "plan_meeting"
    meeting = office.a_meeting(office.a_body(), matter)
    assert shown(office, matter).next_action.key == "give_notice"
    office.do(meetings.give_notice, meeting_id=meeting)
    office.clock.forward(days=5)
    assert shown(office, matter).next_action.key == "open_meeting"
    office.do(meetings.open_meeting, meeting_id=meeting)
    ids = office.seats(meeting, 3)
    office.a_speech(meeting)
    waiting = shown(office, matter).next_action
    assert (waiting.key, waiting.headline) == ("sign_in", "还不能表决：到会人数不足")
    assert "还差 3 人" in waiting.missing[0].what
    assert ids
    office.seats(meeting, 9)
    assert shown(office, matter).next_action.key == "vote"


def test_moves_are_told_to_other_rooms(office):
    told = []
    announcements.listen(MatterMoved, lambda session, actor, fact: told.append(fact))
    office.a_matter()
    assert [(fact.from_stage, fact.to_stage) for fact in told] == [
        (Stage.PROPOSE, Stage.DELIBERATE)
    ]


def test_screening_can_be_undone(office):
    matter = office.a_matter(accepted=False)
    with office.write() as session:
        matters.screen_matter(session, office.actor, matter_id=matter, accepted=True)
        transaction = session.info["transaction"].id
    with office.write() as session:
        undo(session, transaction)
    seen = shown(office, matter)
    assert (seen.row.stage, len(seen.steps)) == (Stage.PROPOSE, 1)


def test_objections_hold_the_matter_until_they_are_answered(office):
    matter, vote = a_passed_matter(office)
    notice = office.do(notices.post_result_notice, vote_id=vote)
    objection = office.do(
        notices.receive_objection, notice_id=notice, objector="孙某", content="车位太窄"
    )
    office.clock.forward(days=10)
    assert shown(office, matter).row.pill.text == "异议待答复 1 条"
    with pytest.raises(RuleBroken, match="1 条异议没有答复"):
        move(office, matter, "implement")
    with pytest.raises(InvalidInput):
        office.do(notices.answer_objection, objection_id=objection, answer=" ")
    office.do(notices.answer_objection, objection_id=objection, answer="按国标划线")
    carrying_out.implement(office.do, matter)


def test_a_notice_is_never_shorter_than_the_office_rule(office):
    _, vote = a_passed_matter(office)
    too_soon = notices.NoticeText(until_day=clock.today() + timedelta(days=3))
    with pytest.raises(RuleBroken, match="不足 5 个工作日"):
        office.do(notices.post_result_notice, vote_id=vote, text=too_soon)
    office.do(notices.post_result_notice, vote_id=vote)


def test_an_open_vote_cannot_be_posted(office):
    matter = office.a_matter()
    meeting = office.an_open_meeting(office.a_body(), matter)
    office.a_speech(meeting)
    vote = office.do(
        ballots.open_vote, item_id=office.item(meeting), method=VoteMethod.SHOW_OF_HANDS
    )
    with pytest.raises(RuleBroken, match="表决还没有结束"):
        office.do(notices.post_result_notice, vote_id=vote)
