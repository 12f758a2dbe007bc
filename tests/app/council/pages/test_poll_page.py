"""A written poll from door to door at the desk: one key a household."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.council import polls, speeches
from app.council.meetings import close_meeting
from app.council.pages.poll_page import PollPage
from app.council.poll_views import poll_view
from app.council.terms import Outcome, VoteKind
from app.council.vote_options import ChoiceText
from db import clock


@pytest.fixture
def discussed(made):
    """A matter that a meeting has talked about, in a grid of six households."""
    grid = made.a_grid()
    made.residents(grid, 6)
    matter = made.a_matter(grid_id=grid)
    meeting = made.a_meeting(made.a_body(), matter, days_ahead=4)
    made.clock.forward(days=4, hours=10)
    people = made.open(meeting, 6)
    item = made.items(meeting)[0]
    made.do(speeches.add_speech, item_id=item, content="每户都问一问。", attendance_id=people[0])
    made.do(close_meeting, meeting_id=meeting)
    return matter


def a_poll(made, matter, choice=None):
    until = clock.today() + timedelta(days=7)
    return made.do(polls.open_poll, matter_id=matter, until=until, choice=choice)


def open_poll(desk, poll) -> PollPage:
    desk.page.enter_poll(poll)
    desk.settle()
    return desk.page.entered


def test_a_poll_begins_in_the_drawer_and_is_found_there_again(made, desk_of, discussed):
    desk = desk_of(made)
    desk.page.open_record(("matter", discussed))
    desk.choose("入户征求意见")
    desk.submit(until=clock.today() + timedelta(days=5))
    desk.sees("正在入户征求意见", desk.page.drawer)
    desk.press("登记意见表", desk.page.drawer)
    assert isinstance(desk.page.entered, PollPage)
    desk.sees("6 户", desk.page.entered)


def test_one_key_a_household_records_the_answer_and_goes_on(made, desk_of, discussed):
    poll = a_poll(made, discussed)
    desk = desk_of(made)
    page = open_poll(desk, poll)
    desk.press("全部登记送达", page)
    first = page.entry.row
    for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_0):
        desk.qtbot.keyClick(page.table.view, key)
        desk.settle()
    view = made.ask(poll_view, vote_id=poll)
    assert dict(view.said) == {"同意": 3, "不同意": 1, "弃权": 0, "无效": 1}
    assert view.rows[0].address == first.address
    assert view.rows[0].signer == first.head
    desk.sees("收回户数已够", page)
    desk.press("结束征求意见", page)
    desk.sees("还有 1 户没有收回", page)
    desk.qtbot.keyClick(page.table.view, Qt.Key.Key_1)
    desk.settle()
    desk.press("结束征求意见", page)
    assert made.ask(poll_view, vote_id=poll).vote.outcome is Outcome.PASSED
    desk.sees("已结束", page)


def test_a_slip_typed_wrongly_is_taken_back(made, desk_of, discussed):
    poll = a_poll(made, discussed)
    desk = desk_of(made)
    page = open_poll(desk, poll)
    desk.qtbot.keyClick(page.table.view, Qt.Key.Key_2)
    desk.settle()
    page.chips.choose("back")
    page.reload()
    desk.press("改为未收回", page)
    assert made.ask(poll_view, vote_id=poll).returned == 0


def test_options_are_marked_by_their_numbers(made, desk_of, discussed):
    choice = ChoiceText(VoteKind.OPTIONS, ("划线", "立体车库", "不变"), 2)
    poll = a_poll(made, discussed, choice)
    desk = desk_of(made)
    page = open_poll(desk, poll)
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_Return):
        desk.qtbot.keyClick(page.table.view, key)
    desk.settle()
    assert made.ask(poll_view, vote_id=poll).rows[0].answer_words == "划线、不变"
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_Return):
        desk.qtbot.keyClick(page.table.view, key)
    desk.sees("每户最多选 2 个", page)
