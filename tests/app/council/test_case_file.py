"""A whole matter on paper: every sheet is filled from what is recorded, and bound in one file."""

import pytest

from app.council import (
    ballots,
    choice_votes,
    meetings,
    minutes,
    notices,
    sheets_matter,
    sheets_meeting,
    sheets_vote,
    steps,
)
from app.council.case_file import case_file_sheet, matters_of_year, meetings_of_year
from app.council.choosing import Tally
from app.council.terms import BodyKind, VoteKind, VoteMethod
from app.council.vote_options import ChoiceText
from app.council.votes import Counts
from app.errors import RuleBroken
from app.printing.papers import lay
from tests.app.council import carrying_out


@pytest.fixture
def archived(office):
    """A matter from proposal to archive, evaluated twice."""
    matter = office.a_matter(seconders=23)
    meeting = office.an_open_meeting(office.a_body(), matter)
    office.a_speech(meeting)
    arguments = {"item_id": office.item(meeting), "method": VoteMethod.SHOW_OF_HANDS}
    vote = office.do(ballots.open_vote, **arguments)
    office.do(ballots.record_show_of_hands, vote_id=vote, counts=Counts(8, 1, 0))
    office.do(ballots.close_vote, vote_id=vote)
    office.do(meetings.close_meeting, meeting_id=meeting)
    draft = office.do(minutes.draft_minutes, meeting_id=meeting)
    office.do(minutes.sign_minutes, minutes_id=draft)
    office.do(notices.post_result_notice, vote_id=vote)
    office.clock.forward(days=10)
    carrying_out.implement(office.do, matter)
    carrying_out.finish(office.do, matter)
    carrying_out.evaluate(office.do, matter, satisfied=10, not_=40)
    office.do(steps.move_matter, matter_id=matter, move="redo", reason="补划")
    carrying_out.finish(office.do, matter, "补划完成")
    carrying_out.archive(office.do, matter)
    return matter, meeting, vote


def test_the_case_file_holds_every_paper_in_order(office, archived):
    matter, _, _ = archived
    sheet = office.ask(case_file_sheet, matter_id=matter, operator="赵敏")
    titles = [part.title for part in sheet.parts]
    assert titles[0] == "议题提议表"
    assert titles[1].endswith("通知")
    assert titles[2].endswith("签到表")
    assert titles[3].endswith("纪要")
    assert titles[4:] == [
        "表决结果报告单",
        "决议",
        "表决结果公示",
        "办理单",
        "第1轮评议结果",
        "第2轮评议结果",
    ]
    assert "评议2轮" in sheet.remarks
    for part in sheet.parts:
        assert lay(part.sheet).pages, part.title


def test_the_years_lists_name_what_a_batch_prints(office, archived):
    assert [row[1] for row in office.ask(matters_of_year, year=2026)] == ["2026-001"]
    assert [row[1] for row in office.ask(meetings_of_year, year=2026)] == ["2026-001"]
    assert office.ask(matters_of_year, year=2025) == []


def test_the_papers_of_a_meeting(office, archived):
    _, meeting, vote = archived
    for sheet in (
        office.ask(sheets_meeting.meeting_notice_sheet, meeting_id=meeting),
        office.ask(sheets_meeting.agenda_sheet, meeting_id=meeting),
        office.ask(sheets_meeting.member_list_sheet, meeting_id=meeting),
        office.ask(sheets_vote.ballot_sheet, vote_id=vote),
        office.ask(sheets_vote.count_sheet, vote_id=vote),
    ):
        assert lay(sheet).pages


def test_papers_of_a_matter_begin_empty_and_fill(office):
    blank = office.ask(sheets_matter.proposal_form_sheet)
    assert (blank.title, blank.number) == ("", "")
    matter = office.a_matter(seconders=3, accepted=False)
    form = office.ask(sheets_matter.proposal_form_sheet, matter_id=matter)
    assert (form.destination, form.seconders) == ("", "共3户附议")
    forms = office.ask(sheets_matter.evaluation_form_sheet, matter_id=matter, count=8)
    for sheet in (blank, form, forms, office.ask(sheets_matter.work_sheet, matter_id=matter)):
        assert lay(sheet).pages


def test_a_choice_prints_its_options_and_a_vote_that_failed_no_resolution(office):
    meeting = office.an_open_meeting(office.a_body(BodyKind.YARD_COUNCIL))
    office.a_speech(meeting)
    choice = ChoiceText(VoteKind.OPTIONS, ("甲案", "乙案"))
    arguments = {"item_id": office.item(meeting), "method": VoteMethod.SECRET_BALLOT}
    vote = office.do(ballots.open_vote, **arguments, choice=choice)
    assert office.ask(sheets_vote.ballot_sheet, vote_id=vote).choices == ("甲案", "乙案")
    assert office.ask(sheets_vote.ballot_sheet, vote_id=vote).count == 9
    with pytest.raises(RuleBroken, match="还没有结束"):
        office.ask(sheets_vote.vote_report_sheet, vote_id=vote)
    names = {"counted_by": "赵某", "watched_by": "钱某"}
    tally = Tally((4, 4), 1, 9, 9, 0)
    office.do(choice_votes.record_choice, vote_id=vote, tally=tally, **names)
    assert office.ask(sheets_vote.count_sheet, vote_id=vote).counts == ()
    office.do(choice_votes.close_choice, vote_id=vote)
    report = office.ask(sheets_vote.vote_report_sheet, vote_id=vote)
    assert report.choices == (("甲案", 4, False), ("乙案", 4, False))
    assert office.ask(sheets_vote.count_sheet, vote_id=vote).counts == (4, 4, 1)
    with pytest.raises(RuleBroken, match="没有通过"):
        office.ask(sheets_vote.resolution_sheet, vote_id=vote)
