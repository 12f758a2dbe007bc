"""One matter from the first word to its archived case file, as the secretary does it."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.council.board import MatterFilter, matters
from app.council.meeting_views import meeting_detail
from app.council.minutes_views import minutes_of
from app.council.pages.meeting_body import RECORD, VOTE
from app.council.stages import Stage
from app.residents.search_keys import initials_of
from db import clock
from tests.app.council.pages.station import a_name


def sign_in_by_initials(desk, meeting, numbers):
    for number in numbers:
        name = a_name(number)
        meeting.content.sign_in.search.setFocus()
        QTest.keyClicks(meeting.content.sign_in.search, initials_of(name).split()[0])
        rows = [meeting.content.sign_in.table.model.row(n) for n in range(9)]
        place = next(n for n, row in enumerate(rows) if row and row.name == name)
        meeting.content.sign_in.table.choose([rows[place].id])
        QTest.keyClick(meeting.content.sign_in.search, Qt.Key.Key_Space)
        desk.settle()


def say(desk, meeting, who, words):
    meeting.content.entry.speaker.line.setFocus()
    QTest.keyClicks(meeting.content.entry.speaker.line, who)
    desk.qtbot.waitUntil(meeting.content.entry.speaker.list.isVisible)
    QTest.keyClick(meeting.content.entry.speaker.line, Qt.Key.Key_Return)
    meeting.content.entry.text.setPlainText(words)
    QTest.keyClick(meeting.content.entry.text, Qt.Key.Key_Return)
    desk.settle()


def register_and_accept(desk):
    desk.press("登记议题")
    desk.submit(
        title="小区停车位改造方案", proposer_name="王秀芬", seconders=23,
        content="院内车多位少，消防通道常被占用。",
    )  # fmt: skip
    desk.sees("小区停车位改造方案", desk.page.drawer)
    desk.press("审核")
    desk.submit(accepted=True)
    assert desk.made.ask(matters, where=MatterFilter())[0].stage is Stage.DELIBERATE


def plan_and_announce(desk, body):
    desk.press("排入会议")
    starts = clock.local(desk.made.clock.at) + timedelta(days=4)
    desk.submit(body_id=body, starts_at=starts.replace(hour=19), place="党群服务中心二楼")
    desk.sees("还没有发会议通知", desk.page.drawer)
    desk.press("登记通知", desk.page.drawer)
    desk.submit()
    desk.sees("已通知", desk.page.drawer)


def hold_the_meeting(desk, meeting):
    desk.press("宣布开会", meeting)
    sign_in_by_initials(desk, meeting, range(5))
    desk.qtbot.waitUntil(lambda: meeting.quorum.words() == "5 还差 1 人")
    sign_in_by_initials(desk, meeting, [5])
    desk.qtbot.waitUntil(lambda: meeting.quorum.words() == "6 达到法定人数")
    say(desk, meeting, initials_of(a_name(0)).split()[0], "先满足没有车位的老住户。")
    say(desk, meeting, initials_of(a_name(1)).split()[0], "消防通道两侧要装地桩。")
    desk.qtbot.waitUntil(meeting.content.entry.speaker.line.hasFocus)
    desk.sees("消防通道两侧要装地桩。", meeting.content.speeches)


def vote_by_hands(desk, meeting):
    meeting.content.tabs.setCurrentIndex(VOTE)
    desk.press("开始表决", meeting)
    figures = meeting.content.vote.count.figures
    figures["votes_for"].setText("4")
    figures["against"].setText("1")
    desk.sees("少于实到 6 票，相差 1 票", meeting.content.vote)
    figures["abstain"].setText("1")
    desk.sees("票数相符", meeting.content.vote)
    desk.press("结束表决", meeting)
    desk.sees("过半数为 4 票，通过。", meeting.content.vote)
    meeting.content.tabs.setCurrentIndex(RECORD)
    meeting.end_meeting()
    desk.sees("会议已结束", meeting)


def write_and_sign_minutes(desk):
    desk.press("起草纪要", desk.page.entered)
    minutes = desk.page.entered
    desk.qtbot.waitUntil(lambda: minutes.sides.preview.bar.print.isEnabled() and desk.work.idle())
    desk.sees("第 1 页", minutes.sides.preview)
    minutes.sides.editor.rows[0].edit.setPlainText("会议应到 9 人，实到 6 人。")
    minutes.sign()
    desk.settle()
    signed = desk.made.ask(minutes_of, meeting_id=minutes.meeting_id)[0]
    desk.sees(signed.fingerprint, minutes)
    assert signed.text.blocks[0].text == "会议应到 9 人，实到 6 人。"
    assert all(row.edit.isReadOnly() for row in minutes.sides.editor.rows)
    desk.page.leave_entered()
    return minutes.meeting_id


def post_the_notice(desk, matter):
    desk.page.open_record(("matter", matter))
    desk.press("公示结果")
    desk.submit()
    paper = desk.page.entered
    desk.qtbot.waitUntil(lambda: paper.preview.bar.print.isEnabled() and desk.work.idle())
    desk.page.leave_entered()
    desk.sees("公示还剩", desk.page)


def carry_out(desk, matter):
    desk.page.open_record(("matter", matter))
    desk.press("制定办理计划", desk.page.drawer)
    due = clock.today() + timedelta(days=30)
    desk.submit(in_charge="赵敏", due_on=due, budget=500_000, money_source="公共收益")
    desk.press("交办")
    desk.press("登记完工")
    desk.submit(result="划线 86 个车位，消防通道装了地桩。", actual=486_000)
    desk.sees("比预算少 140 元", desk.page.entered)
    desk.press("办结，请居民评价")
    desk.press("居民评议")


def evaluate(desk):
    page = desk.page.entered
    desk.press("发放评议表")
    desk.submit(issued=4)
    desk.qtbot.waitUntil(lambda: page.counter is not None, timeout=3000)
    for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_2):
        QTest.keyClick(page.counter, key)
        desk.settle()
    desk.press("结束评议", page)
    desk.submit()
    desk.sees("满意率 100%", page)
    desk.press("归档", page)


def look_at_the_case_file(desk, matter):
    desk.page.leave_entered()
    desk.page.open_record(("matter", matter))
    desk.settle()
    desk.page.matter.doing.paper_asked.emit("case_file", matter)
    paper = desk.page.entered
    ready = paper.preview.bar.print.isEnabled
    desk.qtbot.waitUntil(lambda: ready() and desk.work.idle(), timeout=9000)
    assert "小区停车位改造方案" in paper.preview.outlet.file_name
    desk.sees("第 1 页", paper.preview)


def test_a_matter_goes_from_the_first_word_to_its_archived_case_file(made, desk_of):
    body = made.a_body(members=9)
    desk = desk_of(made)
    register_and_accept(desk)
    plan_and_announce(desk, body)
    made.clock.forward(days=4, hours=10)
    desk.press("打开会议")
    hold_the_meeting(desk, desk.page.entered)
    vote_by_hands(desk, desk.page.entered)
    meeting = write_and_sign_minutes(desk)
    matter = made.ask(meeting_detail, meeting_id=meeting).agenda[0].matter_id
    post_the_notice(desk, matter)
    made.clock.forward(days=14)
    carry_out(desk, matter)
    evaluate(desk)
    assert made.ask(matters, where=MatterFilter())[0].stage is Stage.ARCHIVED
    look_at_the_case_file(desk, matter)
    assert not desk.errors
