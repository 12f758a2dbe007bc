"""Votes on options and candidates, and the scrutineer's second count, at the meeting's page."""

import pytest

from app.council import speeches
from app.council.meeting_views import meeting_detail
from app.council.pages.choice_count import ChoiceCount
from app.council.pages.meeting_body import VOTE
from app.council.pages.vote_opening import VoteOpening
from app.council.terms import Outcome, VoteKind, VoteMethod


@pytest.fixture
def meeting(made):
    """Open, nine members there, the first item spoken on."""
    matter = made.a_matter()
    found = made.a_meeting(made.a_body(), matter, days_ahead=4)
    made.clock.forward(days=4, hours=10)
    people = made.open(found, 9)
    item = made.items(found)[0]
    made.do(speeches.add_speech, item_id=item, content="两个办法都行。", attendance_id=people[0])
    return found


def at_vote(desk, meeting):
    desk.page.enter_meeting(meeting)
    desk.settle()
    page = desk.page.entered
    page.content.tabs.setCurrentIndex(VOTE)
    return page


def form_options(desk, page, *options):
    page.content.agenda.options_asked.emit(page.content.agenda.current())
    desk.submit(options="\n".join(options))


def vote_of(made, meeting):
    return made.ask(meeting_detail, meeting_id=meeting).agenda[0].votes[-1]


def test_options_formed_in_the_deliberation_are_put_to_the_vote(made, desk_of, meeting):
    desk = desk_of(made)
    page = at_vote(desk, meeting)
    form_options(desk, page, "划线", "立体车库")
    desk.sees("方案1：划线", page)
    opening = page.content.vote.findChild(VoteOpening)
    assert opening.options.toPlainText() == "划线\n立体车库"
    desk.press("开始表决", page)
    count = page.content.vote.count
    assert isinstance(count, ChoiceCount)
    lines = count.votes.lines
    lines["option_1"].setText("6")
    lines["option_2"].setText("2")
    desk.sees("少于选了的 9 张票，相差 1 票", page)
    lines["abstain"].setText("1")
    desk.sees("划线选定", page)
    desk.press("结束表决", page)
    vote = vote_of(made, meeting)
    assert vote.outcome is Outcome.PASSED
    assert [one.chosen for one in vote.options] == [True, False]
    desk.sees("1. 划线 · 6 票 · 选定", page)


def test_a_tie_at_the_last_seat_is_named(made, desk_of, meeting):
    desk = desk_of(made)
    page = at_vote(desk, meeting)
    opening = page.content.vote.findChild(VoteOpening)
    opening.kind.setCurrentIndex(2)
    opening.options.setPlainText("王秀芬\n李建国\n张桂兰")
    opening.seats.setValue(2)
    desk.press("开始表决", page)
    for key, votes in {"option_1": "8", "option_2": "5", "option_3": "5"}.items():
        page.content.vote.count.votes.lines[key].setText(votes)
    desk.sees("票数相符，但有并列", page)
    desk.sees("李建国、张桂兰票数相同", page)
    assert vote_of(made, meeting).kind is VoteKind.CANDIDATES


def test_the_scrutineer_counts_again_and_the_vote_waits_for_agreement(made, desk_of, meeting):
    desk = desk_of(made)
    page = at_vote(desk, meeting)
    page.content.vote.findChild(VoteOpening).secret.setChecked(True)
    desk.press("开始表决", page)
    assert vote_of(made, meeting).method is VoteMethod.SECRET_BALLOT
    count = page.content.vote.count
    first = {"issued": 9, "returned": 9, "invalid": 0, "votes_for": 7, "against": 1, "abstain": 1}
    for key, number in first.items():
        count.figures[key].setText(str(number))
    for key, name in {"counted_by": "赵敏", "watched_by": "钱芳"}.items():
        count.names[key].setText(name)
    desk.press("监票人复核", page)
    for key, number in (first | {"votes_for": 6, "against": 2}).items():
        count.second.fields.lines[key].setText(str(number))
    desk.press("核对", page)
    desk.sees("赞成：计票 7，复核 6，相差 1", page)
    desk.press("结束表决", page)
    desk.sees("两次登记的票数不一致", page)
    count.second.fields.lines["votes_for"].setText("7")
    count.second.fields.lines["against"].setText("1")
    desk.press("核对", page)
    desk.sees("两次登记一致", page)
    desk.press("结束表决", page)
    assert vote_of(made, meeting).outcome is Outcome.PASSED


def test_a_ballot_and_its_count_sheet_are_printed_from_the_vote(made, desk_of, meeting):
    desk = desk_of(made)
    page = at_vote(desk, meeting)
    page.content.vote.findChild(VoteOpening).secret.setChecked(True)
    desk.press("开始表决", page)
    desk.press("表决票", page)
    paper = page.entered
    desk.qtbot.waitUntil(lambda: paper.preview.bar.print.isEnabled() and desk.work.idle())
    assert "表决票" in paper.preview.outlet.file_name
