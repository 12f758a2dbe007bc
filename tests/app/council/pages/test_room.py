"""The room's views, what waits, what is kept while it is typed, bodies, corrections."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.council import meetings, minutes, notices, speeches, work
from app.council.body_views import body_detail
from app.council.meeting_views import meeting_detail
from app.council.minutes_views import minutes_of
from app.council.pages.council_views import BODIES, MATTERS, MEETINGS
from app.council.terms import BodyKind, MeetingState
from app.residents.search_keys import initials_of
from tests.app.council import carrying_out
from tests.app.council.pages.station import a_name, fill


def test_every_view_shows_what_the_office_has(made, desk_of):
    fill(made)
    desk = desk_of(made)
    desk.sees("老旧小区加装电梯")
    desk.sees("缺会议通知")
    assert desk.waiting[-1] == 9
    desk.page.show_view(MATTERS)
    desk.settle()
    assert desk.page.views.matters.model.rowCount() == 11
    desk.page.show_view(MEETINGS)
    desk.settle()
    assert desk.page.views.meetings.model.rowCount() == 7
    desk.page.show_view(BODIES)
    desk.settle()
    assert desk.page.views.bodies.model.rowCount() == 3


def test_the_list_sorts_by_any_column_that_says_so(made, desk_of):
    made.a_matter("乙", seconders=3)
    made.a_matter("甲")
    desk = desk_of(made)
    desk.page.show_view(MATTERS)
    desk.settle()
    view = desk.page.views.matters.view
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    desk.settle()
    shown = [desk.page.views.matters.model.row(n).title for n in range(2)]
    assert shown == sorted(shown)


def test_initials_narrow_the_board_and_clearing_brings_all_back(made, desk_of):
    made.a_matter("小区停车位改造方案", accepted=False)
    made.a_matter("楼道照明", accepted=False)
    desk = desk_of(made)
    desk.page.search.setText("ldzm")
    desk.qtbot.waitUntil(lambda: "小区停车位改造方案" not in desk.words())
    desk.sees("楼道照明")
    desk.page.search.setText("zzz")
    desk.press("清除筛选")
    desk.sees("小区停车位改造方案")


def test_an_empty_room_says_what_belongs_here_and_begins_the_first(made, desk_of):
    desk = desk_of(made)
    desk.sees("这里放居民提出的议题")
    desk.page.show_view(MEETINGS)
    desk.sees("还没有会议。先登记议题并受理，再筹备会议。")
    desk.press("筹备会议")
    desk.sees("还没有议事组织", desk.page.drawer)
    desk.press("去设立")
    desk.press("设立议事组织")
    desk.submit(kind=BodyKind.YARD_COUNCIL, name="3 号小院议事厅")
    desk.sees("还没有成员", desk.page.drawer)
    desk.press("添加成员")
    desk.submit(name="王秀芬", capacity="楼栋长")
    desk.sees("成员 1 人", desk.page.drawer)


def test_a_charter_changes_only_what_the_law_leaves_open(made, desk_of):
    body = made.a_body("3 号小院议事厅", BodyKind.YARD_COUNCIL)
    desk = desk_of(made)
    desk.page.open_record(("body", body))
    desk.settle()
    desk.choose("修改名称和规则")
    desk.form().rows["quorum"].editor.set_value(("2/3", True))
    desk.form().submit()
    desk.sees("成员三分之二以上到会方可举行", desk.page.drawer)
    law = made.a_body("居民会议", BodyKind.RESIDENTS_MEETING, members=0)
    desk.page.council_body.open(law)
    desk.qtbot.waitUntil(lambda: "小院" not in desk.words(desk.page.drawer), timeout=3000)
    desk.choose("修改名称和规则")
    assert not {"quorum", "majority"} & set(desk.form().rows)
    assert made.ask(body_detail, body_id=body).overrides["quorum"]["share"] == "2/3"


def test_a_resident_found_by_initials_proposes(made, desk_of):
    made.residents(made.a_grid(), 3)
    desk = desk_of(made)
    desk.press("登记议题")
    form = desk.form()
    form.rows["title"].editor.set_value("增设晾衣架")
    line = form.rows["proposer"].editor.line
    line.setFocus()
    QTest.keyClicks(line, "wxf")
    desk.qtbot.waitUntil(form.rows["proposer"].editor.list.isVisible)
    QTest.keyClick(line, Qt.Key.Key_Return)
    form.submit()
    desk.sees("王秀芬提议", desk.page.drawer)
    desk.sees("还不能受理：内容不全", desk.page.drawer)


def test_what_was_typed_before_a_power_cut_stands_there_again(made, desk_of):
    desk = desk_of(made)
    desk.press("登记议题")
    form = desk.form()
    form.rows["title"].editor.line.setFocus()
    QTest.keyClicks(form.rows["title"].editor.line, "abc")
    kept = desk.page._hand.drafts
    desk.qtbot.waitUntil(lambda: desk.work.idle() and kept_title(desk, kept) == "abc")
    again = desk_of(made)
    again.press("登记议题")
    again.sees("已恢复上次未保存的内容", again.page.drawer)
    assert again.form().values()["title"] == "abc"


def kept_title(desk, drafts):
    answers = []
    drafts.get("matter/new", answers.append)
    desk.settle()
    return (answers[-1] or {}).get("title") if answers else None


def an_open_meeting(made):
    body = made.a_body()
    meeting = made.a_meeting(body, made.a_matter())
    made.clock.forward(days=5, hours=10)
    made.open(meeting, 9)
    return meeting


def test_the_sentence_being_typed_is_kept_when_the_meeting_is_left(made, desk_of):
    meeting = an_open_meeting(made)
    desk = desk_of(made)
    desk.page.open_record(("meeting", meeting))
    desk.settle()
    desk.page.entered.content.entry.text.setPlainText("先满足没有车位的")
    desk.page.leave_entered()
    desk.settle()
    desk.page.open_record(("meeting", meeting))
    desk.settle()
    entry = desk.page.entered.content.entry
    desk.qtbot.waitUntil(lambda: entry.text.toPlainText() == "先满足没有车位的")


def test_opening_a_meeting_leaves_the_keys_with_the_sign_in_list(made, desk_of):
    meeting = made.a_meeting(made.a_body(), made.a_matter())
    made.clock.forward(days=5, hours=10)
    desk = desk_of(made)
    desk.page.open_record(("meeting", meeting))
    desk.press("宣布开会", desk.page.entered)
    desk.qtbot.waitUntil(desk.page.entered.content.sign_in.search.hasFocus)
    assert made.ask(meeting_detail, meeting_id=meeting).row.state is MeetingState.OPEN


def test_who_types_fast_takes_the_only_speaker_meant_with_the_first_enter(made, desk_of):
    meeting = an_open_meeting(made)
    desk = desk_of(made)
    desk.page.open_record(("meeting", meeting))
    desk.settle()
    entry = desk.page.entered.content.entry
    entry.speaker.line.setFocus()
    QTest.keyClicks(entry.speaker.line, initials_of(a_name(1)).split()[0])
    QTest.keyClick(entry.speaker.line, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(entry.text.hasFocus)
    assert entry.speaker.value()
    entry.speaker.set_value(None)
    entry.speaker.line.setFocus()
    QTest.keyClicks(entry.speaker.line, "l")
    QTest.keyClick(entry.speaker.line, Qt.Key.Key_Return)
    assert len(entry._data.found("l")) > 1
    assert entry.speaker.line.hasFocus()


def test_an_observer_added_during_the_meeting_is_in_the_room(made, desk_of):
    meeting = an_open_meeting(made)
    desk = desk_of(made)
    desk.page.open_record(("meeting", meeting))
    desk.settle()
    desk.page.entered.content.sign_in.observer_asked.emit()
    desk.submit(name="周立新", capacity="街道干部")
    people = made.ask(meeting_detail, meeting_id=meeting).attendance
    assert next(one for one in people if one.name == "周立新").is_in


def test_a_saved_paper_is_named_for_its_meeting_and_said_to_be_saved(made, desk_of, tmp_path):
    _, meeting, _ = made.a_decided_matter(made.a_body(), "楼道照明", votes_for=8, present=9)
    desk = desk_of(made)
    desk.page.open_record(("minutes", meeting))
    page = desk.page.entered
    preview = page.sides.preview
    desk.qtbot.waitUntil(lambda: preview.bar.save.isEnabled() and desk.work.idle())
    number = made.ask(meeting_detail, meeting_id=meeting).row.number
    assert preview.outlet.file_name == f"{number}-1 居民代表会议纪要.pdf"
    preview.outlet.save_to(str(tmp_path / preview.outlet.file_name))
    desk.sees(f"已保存：{preview.outlet.file_name}", page)


def test_the_number_of_names_follows_what_is_typed(made, desk_of):
    _, meeting, _ = made.a_decided_matter(made.a_body(), "楼道照明", votes_for=8, present=9)
    desk = desk_of(made)
    desk.page.open_record(("minutes", meeting))
    desk.sees("列席（0 人", desk.page.entered)
    desk.page.entered.sides.editor._names["observers"].setPlainText("周立新、王工")
    desk.sees("列席（2 人", desk.page.entered)
    desk.page.leave_entered()  # saves, so that nothing is left to be kept later
    desk.settle()


def test_a_speech_can_be_corrected_moved_and_taken_out(made, desk_of):
    meeting = an_open_meeting(made)
    item = made.items(meeting)[0]
    for said in ("第一条", "第二条"):
        made.do(speeches.add_speech, item_id=item, content=said, speaker=a_name(0))
    desk = desk_of(made)
    desk.page.open_record(("meeting", meeting))
    desk.settle()
    page = desk.page.entered

    def rows():
        return made.ask(meeting_detail, meeting_id=meeting).agenda[0].speeches

    page.content.speeches._move(rows()[1], -1)
    desk.settle()
    assert [row.content for row in rows()] == ["第二条", "第一条"]
    page.content.speeches.edit_asked.emit(rows()[0])
    desk.submit(content="改过的第二条")
    desk.sees("改过的第二条", page.content.speeches)
    page.content.speeches._remove(rows()[1])
    desk.settle()
    assert [row.content for row in rows()] == ["改过的第二条"]


def test_an_excused_member_is_shown_with_his_reason(made, desk_of):
    body = made.a_body()
    meeting = made.a_meeting(body, made.a_matter())
    desk = desk_of(made)
    desk.page.open_record(("meeting", meeting))
    desk.settle()
    content = desk.page.entered.content
    row = content.sign_in.table.model.row(3)
    content.sign_in.table.choose([row.id])
    desk.press("请假", content)
    desk.submit(reason="出差")
    people = made.ask(meeting_detail, meeting_id=meeting).attendance
    assert next(one for one in people if one.id == row.id).reason == "出差"
    desk.sees("请假 1 人", desk.page.entered.quorum)


def test_signed_minutes_are_corrected_by_a_version_that_names_the_old(made, desk_of):
    body = made.a_body()
    _, meeting, _ = made.a_decided_matter(body, "楼道照明", votes_for=8, present=9)
    first = made.do(minutes.draft_minutes, meeting_id=meeting)
    made.do(minutes.sign_minutes, minutes_id=first)
    desk = desk_of(made)
    desk.page.open_record(("minutes", meeting))
    desk.press("更正", desk.page.entered)
    desk.submit(reason="姓名有误")
    desk.sees("更正第 1 版。原因：姓名有误", desk.page.entered)
    editor = desk.page.entered.sides.editor
    assert not editor.rows[0].edit.isReadOnly()
    editor.rows[0].edit.setPlainText("更正后的第一段")
    desk.press("保存", desk.page.entered)
    versions = made.ask(minutes_of, meeting_id=meeting)
    assert versions[0].text.blocks[0].text == "更正后的第一段"
    assert versions[1].text.blocks[0].text != "更正后的第一段"
    assert versions[1].is_intact


def test_a_matter_carried_out_goes_on_to_its_archive(made, desk_of):
    body = made.a_body()
    matter, _, vote = made.a_decided_matter(body, "楼道照明", votes_for=8, present=9)
    made.do(notices.post_result_notice, vote_id=vote)
    made.clock.forward(days=20)
    desk = desk_of(made)
    desk.page.open_record(("matter", matter))
    carrying_out.plan(made.do, matter)
    desk.page.open_record(("matter", matter))
    desk.press("交办")
    made.do(work.finish_work, matter_id=matter, result="换灯 42 盏")
    desk.page.open_record(("matter", matter))
    desk.press("办结，请居民评价")
    carrying_out.evaluate(made.do, matter)
    desk.page.open_record(("matter", matter))
    desk.press("归档")
    desk.qtbot.waitUntil(lambda: "已归档 1 件" in desk.buttons())


def test_a_cancelled_meeting_gives_its_matter_back(made, desk_of):
    body = made.a_body()
    matter = made.a_matter()
    meeting = made.a_meeting(body, matter)
    desk = desk_of(made)
    desk.page.show_view(MEETINGS)
    desk.page.meeting.open(meeting)
    desk.settle()
    desk.choose("取消会议")
    desk.submit(reason="停电")
    desk.sees("会议已取消", desk.page.drawer)
    desk.page.open_record(("matter", matter))
    desk.sees("经过", desk.page.drawer)
    desk.press("排入会议")


def test_the_back_arrow_leads_back_and_ending_leaves_the_record_closed(made, desk_of):
    meeting = an_open_meeting(made)
    desk = desk_of(made)
    desk.page.open_record(("meeting", meeting))
    desk.page.entered.print_page()
    assert desk.page.entered.entered is not None
    desk.page.leave_innermost()
    assert desk.page.entered.entered is None
    made.do(meetings.close_meeting, meeting_id=meeting)
    desk.page.entered.reload()
    desk.sees("会议已结束", desk.page.entered)
    desk.page.leave_innermost()
    assert desk.page.entered is None
