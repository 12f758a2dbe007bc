"""What is refused, and in which words; who may only look."""

from PySide6.QtWidgets import QPushButton

from app.accounts.permissions import Role
from app.council import ballots, meetings, notices, sign_in, speeches
from app.council.board import MatterFilter, matters
from app.council.minutes_views import minutes_of
from app.council.pages.meeting_body import VOTE
from app.council.stages import Stage
from app.council.terms import VoteMethod


def an_open_meeting(made, present=9, members=9):
    body = made.a_body(members=members)
    matter = made.a_matter()
    meeting = made.a_meeting(body, matter)
    made.clock.forward(days=5, hours=10)
    people = made.open(meeting, present)
    return matter, meeting, people


def test_too_few_present_is_said_by_figure_where_the_vote_would_be(made, desk_of):
    _, meeting, _ = an_open_meeting(made, present=4)
    made.do(speeches.add_speech, item_id=made.items(meeting)[0], content="同意。", speaker="李建国")
    desk = desk_of(made)
    desk.page.open_record(("meeting", meeting))
    desk.settle()
    page = desk.page.entered
    page.content.tabs.setCurrentIndex(VOTE)
    desk.sees("还不能表决：到会人数不足", page.content.vote)
    desk.sees("应到 9 人，三分之二以上为 6 人，实到 4 人，还差 2 人", page.content.vote)
    assert "开始表决" not in desk.buttons()


def test_the_drawer_names_what_a_matter_lacks_and_leads_to_the_sign_in(made, desk_of):
    matter, meeting, _ = an_open_meeting(made, present=4)
    made.do(speeches.add_speech, item_id=made.items(meeting)[0], content="同意。", speaker="李建国")
    desk = desk_of(made)
    desk.page.open_record(("matter", matter))
    desk.sees("还不能表决：到会人数不足", desk.page.drawer)
    desk.press("继续签到")
    desk.qtbot.waitUntil(lambda: desk.page.entered.quorum.words() == "4 还差 2 人")


def a_secret_vote(made, desk_of):
    _, meeting, _ = an_open_meeting(made)
    item = made.items(meeting)[0]
    made.do(speeches.add_speech, item_id=item, content="同意。", speaker="李建国")
    made.do(ballots.open_vote, item_id=item, method=VoteMethod.SECRET_BALLOT)
    desk = desk_of(made)
    desk.page.open_record(("meeting", meeting))
    desk.settle()
    return desk, desk.page.entered


def count(page, **figures):
    for key, number in figures.items():
        page.content.vote.count.figures[key].setText(str(number))


def test_ballots_that_do_not_add_up_are_named_with_their_figures(made, desk_of):
    desk, page = a_secret_vote(made, desk_of)
    count(page, issued=9, returned=8, invalid=1, votes_for=5, against=1, abstain=0)
    desk.sees("票数不符", page.content.vote)
    desk.sees("合计 6 张；有效票应为 7 张（收回 8 张减无效 1 张），相差 1 张", page.content.vote)
    closing = [b for b in page.findChildren(QPushButton) if b.text() == "结束表决"]
    assert not closing[0].isEnabled()


def test_a_count_without_teller_is_refused_and_the_figures_stay(made, desk_of):
    desk, page = a_secret_vote(made, desk_of)
    count(page, issued=9, returned=8, invalid=1, votes_for=6, against=1, abstain=0)
    desk.press("结束表决", page)
    desk.sees("还没有填写计票人", page.content.vote)
    assert page.content.vote.count.figures["votes_for"].text() == "6"
    page.content.vote.count.names["counted_by"].setText("李建国")
    page.content.vote.count.names["watched_by"].setText("张桂兰")
    desk.press("结束表决", page)
    desk.sees("赞成 6 票、反对 1 票、弃权 0 票", page.content.vote)


def test_somebody_leaving_during_a_count_is_weighed_at_once(made, desk_of):
    _, meeting, people = an_open_meeting(made)
    item = made.items(meeting)[0]
    made.do(speeches.add_speech, item_id=item, content="同意。", speaker="李建国")
    made.do(ballots.open_vote, item_id=item, method=VoteMethod.SHOW_OF_HANDS)
    desk = desk_of(made)
    desk.page.open_record(("meeting", meeting))
    desk.settle()
    page = desk.page.entered
    count(page, votes_for=9, against=0, abstain=0)
    desk.sees("票数相符", page.content.vote)
    desk.work.write(sign_in.leave_early, attendance_id=people[8])
    desk.sees("多于实到 8 票，相差 1 票", page.content.vote)
    assert page.content.vote.count.figures["votes_for"].text() == "9"


def test_returning_a_proposal_needs_a_reason(made, desk_of):
    matter = made.a_matter(accepted=False)
    desk = desk_of(made)
    desk.page.open_record(("matter", matter))
    desk.press("审核")
    desk.submit(accepted=False)
    desk.sees("还没有写明理由", desk.page.drawer)
    desk.submit(accepted=False, opinion="属于物业维修，请物业办理")
    assert made.ask(matters, where=MatterFilter())[0].stage is Stage.RETURNED
    desk.sees("属于物业维修，请物业办理", desk.page.drawer)


def test_a_notice_too_late_asks_for_its_reason_by_figure(made, desk_of):
    body = made.a_body()
    meeting = made.a_meeting(body, made.a_matter(), days_ahead=1, notice=False)
    desk = desk_of(made)
    desk.page.show_view(2)
    desk.page.meeting.open(meeting)
    desk.press("登记通知", desk.page.drawer)
    desk.sees("距开会只有 1 天，应提前 3 天通知", desk.page.drawer)
    desk.submit()
    desk.sees("请填写提前天数不足的原因", desk.page.drawer)
    desk.submit(short_notice_reason="暖气漏水，须当日议定")
    desk.sees("暖气漏水，须当日议定", desk.page.drawer)


def test_a_card_says_why_it_may_not_come_to_a_column(made, desk_of):
    matter = made.a_matter(accepted=False)
    desk = desk_of(made)
    board = desk.page.views.board
    assert board.why_not(matter, "deliberate") is None
    assert board.why_not(matter, "decide") == "要先经过“民议”"
    assert board.why_not(matter, "propose") == "已在这一列"


def test_dropping_a_card_before_anything_was_said_shows_what_is_missing(made, desk_of):
    matter = made.a_matter()
    desk = desk_of(made)
    desk.page.views.board._drop(matter, "decide")
    desk.sees("还没有协商记录", desk.page.drawer)
    assert made.ask(matters, where=MatterFilter())[0].stage is Stage.DELIBERATE


def test_an_open_objection_waits_for_its_answer(made, desk_of):
    body = made.a_body()
    matter, _, vote = made.a_decided_matter(body, "楼道照明", votes_for=8, present=9)
    notice = made.do(notices.post_result_notice, vote_id=vote)
    made.do(notices.receive_objection, notice_id=notice, objector="周淑珍", content="账目不清")
    desk = desk_of(made)
    desk.page.open_record(("matter", matter))
    desk.sees("还有 1 条异议没有答复", desk.page.drawer)
    desk.press("答复异议")
    desk.submit(answer="已公布明细，本人无异议")
    desk.sees("答复：已公布明细，本人无异议", desk.page.drawer)


def test_an_account_that_may_only_look_sees_everything_and_no_button(made, desk_of):
    matter, meeting, _ = an_open_meeting(made)
    made.do(meetings.close_meeting, meeting_id=meeting)
    desk = desk_of(made, Role.VIEWER)
    assert not {"登记议题", "筹备会议"} & set(desk.buttons())
    desk.page.open_record(("matter", matter))
    desk.sees("小区停车位改造方案", desk.page.drawer)
    assert not {"排入会议", "审核"} & set(desk.buttons())
    desk.page.open_record(("meeting", meeting))
    desk.sees("您的账号只能查看", desk.page.entered)
    assert not {"签到", "记下", "结束会议", "起草纪要"} & set(desk.buttons())
    assert made.ask(minutes_of, meeting_id=meeting) == []


def test_a_second_vote_on_what_is_decided_has_to_be_asked_for(made, desk_of):
    _, meeting, _ = an_open_meeting(made)
    item = made.items(meeting)[0]
    made.do(speeches.add_speech, item_id=item, content="同意。", speaker="李建国")
    desk = desk_of(made)
    desk.page.open_record(("meeting", meeting))
    desk.settle()
    page = desk.page.entered
    page.content.tabs.setCurrentIndex(VOTE)
    desk.press("开始表决", page)
    desk.qtbot.waitUntil(page.content.vote.count.figures["votes_for"].hasFocus)
    count(page, votes_for=9, against=0, abstain=0)
    desk.press("结束表决", page)
    desk.sees("已有的表决", page.content.vote)
    assert "开始表决" not in desk.buttons()
    desk.press("再次表决", page)
    assert "开始表决" in desk.buttons()
