"""Minutes write themselves from the record, are edited, signed, and never change again."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from app.accounts.levels import Level
from app.accounts.permissions import Actor, Role
from app.accounts.station import OfficeProfile
from app.council import (
    ballots,
    meetings,
    minutes,
    minutes_sheets,
    minutes_views,
    notices,
    sheets,
    sign_in,
)
from app.council.minutes_check import signed_minutes_agree
from app.council.minutes_text import Block, BlockKind
from app.council.terms import VoteMethod
from app.council.votes import Ballots, Counts
from app.errors import NotAllowed, RuleBroken
from app.printing.minutes import Passage
from app.printing.result_notice import compose_result_notice
from app.printing.sign_in_sheet import compose_sign_in_sheet
from db.ids import new_id


@pytest.fixture
def held(office):
    """A meeting that is over: one speech, one secret vote, one excused, one observer."""
    matter = office.a_matter()
    meeting = office.an_open_meeting(office.a_body(), matter, present=8)
    office.do(sign_in.put_on_leave, attendance_id=office.attendance(meeting)[8], reason="出差")
    guest = office.do(sign_in.invite_observer, meeting_id=meeting, name="王工", capacity="物业")
    office.do(sign_in.sign_in, attendance_id=guest)
    office.a_speech(meeting, "先划线，再谈立体车库。")
    vote = office.do(
        ballots.open_vote, item_id=office.item(meeting), method=VoteMethod.SECRET_BALLOT
    )
    office.do(
        ballots.record_secret_ballot,
        vote_id=vote,
        ballots=Ballots(8, 8, 1, Counts(6, 1, 0)),
        counted_by="李建国",
        watched_by="张桂兰",
    )
    office.do(ballots.close_vote, vote_id=vote)
    office.clock.forward(hours=1)
    office.do(meetings.close_meeting, meeting_id=meeting)
    return meeting, vote


def drafted(office, meeting):
    made = office.do(minutes.draft_minutes, meeting_id=meeting)
    return made, office.ask(minutes_views.minutes_detail, minutes_id=made)


def test_the_draft_holds_what_was_recorded(office, held):
    _, view = drafted(office, held[0])
    words = view.text.full_text
    for part in (
        "应到 9 人，实到 8 人",
        "李建国：先划线，再谈立体车库。",
        "发出 8 张，收回 8 张，有效 7 张，无效 1 张（计票人李建国，监票人张桂兰）",
        "过半数为 5 票，通过",
        "会议同意“小区停车位改造方案”",
    ):
        assert part in words, part
    assert view.text.on_leave == ("代表9（出差）",)
    assert view.text.observers == ("王工（物业）",)
    assert view.text.held == "2026年11月29日09:00至10:00"


def test_minutes_wait_for_the_end_of_the_meeting(office):
    meeting = office.an_open_meeting(office.a_body())
    with pytest.raises(RuleBroken, match="还没有结束"):
        office.do(minutes.draft_minutes, meeting_id=meeting)


def test_a_late_notice_is_printed(office):
    meeting = office.a_meeting(office.a_body(), office.a_matter(), days_ahead=1)
    office.do(meetings.give_notice, meeting_id=meeting, short_notice_reason="汛期紧急")
    office.do(meetings.open_meeting, meeting_id=meeting)
    office.do(meetings.close_meeting, meeting_id=meeting)
    _, view = drafted(office, meeting)
    assert "提前天数不足，原因：汛期紧急" in view.text.full_text


def test_signed_minutes_are_frozen_and_corrected_by_a_new_version(office, held):
    made, view = drafted(office, held[0])
    edited = replace(view.text, blocks=(*view.text.blocks, Block(BlockKind.PARAGRAPH, "散会。")))
    office.do(minutes.save_minutes, minutes_id=made, text=edited)
    mark = office.do(minutes.sign_minutes, minutes_id=made)
    with pytest.raises(RuleBroken, match="已经签发"):
        office.do(minutes.save_minutes, minutes_id=made, text=view.text)
    with pytest.raises(RuleBroken, match="已经签发"):
        office.do(minutes.sign_minutes, minutes_id=made)
    with pytest.raises(RuleBroken, match="已经签发"):
        office.do(minutes.draft_minutes, meeting_id=held[0])
    second = office.do(minutes.correct_minutes, minutes_id=made, reason="姓名有误")
    with pytest.raises(RuleBroken, match="最新"):
        office.do(minutes.correct_minutes, minutes_id=made, reason="再来")
    office.do(minutes.sign_minutes, minutes_id=second)
    new, old = office.ask(minutes_views.minutes_of, meeting_id=held[0])
    assert (new.version, new.replaces_version, new.correction_reason) == (2, 1, "姓名有误")
    assert old.fingerprint == mark != new.fingerprint
    assert old.text == edited
    assert office.ask(signed_minutes_agree) == (True, "2 份已签发，指纹全部相符")
    assert old.is_intact
    assert new.is_intact


def test_words_changed_behind_the_program_are_noticed(office, held):
    made, _ = drafted(office, held[0])
    office.do(minutes.sign_minutes, minutes_id=made)
    with office.database.engine.begin() as connection:
        connection.execute(text("UPDATE minutes SET content = replace(content, '通过', '否决')"))
    (view,) = office.ask(minutes_views.minutes_of, meeting_id=held[0])
    assert not view.is_intact
    passed, words = office.ask(signed_minutes_agree)
    assert not passed
    assert "1 份与签发时的指纹不符" in words


def test_a_corrected_version_names_on_paper_the_one_it_takes_the_place_of(office, held):
    made, _ = drafted(office, held[0])
    office.do(minutes.sign_minutes, minutes_id=made)
    second = office.do(minutes.correct_minutes, minutes_id=made, reason="姓名有误。")
    sheet = office.ask(minutes_sheets.minutes_sheet, minutes_id=second)
    assert sheet.closing == "本版更正并代替第1版，原因：姓名有误。"
    text = office.ask(minutes_views.minutes_detail, minutes_id=second).text
    assert minutes_sheets.record_of(sheet, text).corrections[0].text == sheet.closing
    first = office.ask(minutes_sheets.minutes_sheet, minutes_id=made)
    assert first.closing == ""


def test_nobody_is_said_to_have_reported_who_was_not_there(office, held):
    _, view = drafted(office, held[0])
    assert Block(BlockKind.PARAGRAPH, "本议题由王秀芬提出。") in view.text.blocks
    meeting = office.an_open_meeting(office.a_body(), office.a_matter("楼道照明"))
    guest = office.do(sign_in.invite_observer, meeting_id=meeting, name="王秀芬")
    office.do(sign_in.sign_in, attendance_id=guest)
    office.do(meetings.close_meeting, meeting_id=meeting)
    _, view = drafted(office, meeting)
    assert Block(BlockKind.PARAGRAPH, "王秀芬作了说明。") in view.text.blocks


def test_only_who_may_sign_signs(office, held):
    made, _ = drafted(office, held[0])
    office.actor = Actor(new_id(), "sun", "孙丽", Role.GRID_WORKER)
    with pytest.raises(NotAllowed, match="签发纪要"):
        office.do(minutes.sign_minutes, minutes_id=made)


def test_minutes_leave_speeches_to_the_record(office, held):
    made, _ = drafted(office, held[0])
    short = office.ask(minutes_sheets.minutes_sheet, minutes_id=made)
    text = office.ask(minutes_views.minutes_detail, minutes_id=made).text
    full = minutes_sheets.record_of(short, text)
    assert short.mark_title.endswith("会议纪要")
    assert full.title.endswith("会议记录")
    assert Passage("先划线，再谈立体车库。", label="李建国：") in full.body
    assert all("立体车库" not in str(passage) for passage in short.topics[0].passages)
    assert "应到9人，实到8人" in short.opening
    assert short.mark.draft
    assert minutes_sheets.compose(short).startswith(b"%PDF")
    assert minutes_sheets.compose(full).startswith(b"%PDF")


def test_until_the_meeting_is_over_the_sign_in_sheet_is_left_to_the_pen(office):
    meeting = office.an_open_meeting(office.a_body(), present=8)
    before = office.ask(sheets.sign_in_sheet, meeting_id=meeting)
    assert (before.entitled, before.present, before.rows[0].arrived) == (9, None, "")
    assert before.blank_rows
    office.do(meetings.close_meeting, meeting_id=meeting)
    assert office.ask(sheets.sign_in_sheet, meeting_id=meeting).present == 8


@pytest.mark.parametrize(
    ("level", "name", "signed"),
    [
        (Level.COMMUNITY, "人民里社区", "人民里社区居民委员会"),
        (Level.COMMUNITY, "人民里社区居民委员会", "人民里社区居民委员会"),
        (Level.COMMUNITY, "人民里居委会", "人民里居委会"),
        (Level.STREET, "文化路街道", "文化路街道"),
    ],
)
def test_a_community_signs_by_its_residents_committee(level, name, signed):
    office = OfficeProfile(new_id(), level, name, "130302001001", "", "", "", "")
    assert sheets.issuer(office) == signed


def test_the_other_sheets_are_filled_from_the_record(office, held):
    meeting, vote = held
    listed = office.ask(sheets.sign_in_sheet, meeting_id=meeting)
    assert (listed.entitled, listed.present, listed.on_leave, listed.observers) == (9, 8, 1, 1)
    assert listed.rows[8].remark == "请假：出差"
    assert listed.rows[0].arrived == "09:00"
    notice = office.do(notices.post_result_notice, vote_id=vote)
    posted = office.ask(sheets.result_notice_sheet, notice_id=notice)
    assert ("赞成", "6票") in posted.figures
    assert posted.result == "表决通过。"
    assert posted.rule_basis
    assert posted.working_days == 5
    for pdf in (compose_sign_in_sheet(listed), compose_result_notice(posted)):
        assert pdf.startswith(b"%PDF")
