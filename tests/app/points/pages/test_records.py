"""Points recorded for one and many, reviewed by the batch, published, objected to, put right."""

import pytest

from app.accounts.permissions import Role
from app.points.publicity import object_to_record
from app.points.record_views import record_detail, records
from app.points.stages import RecordState
from tests.app.desk.answering import Answering, press_button


@pytest.fixture
def three(office):
    """Three records by 刘洋 for three people."""
    office.people = [
        office.resident(name, f"{n}-1-101") for n, name in enumerate(("王秀芬", "李强", "张伟"), 3)
    ]
    office.made = [office.record(person).record_id for person in office.people]
    return office


def states(office):
    return [office.state(record) for record in office.made]


def shown(desk):
    return desk.page.views.shown


def test_one_form_records_for_several_and_says_who_is_cut_by_a_cap(desk, office):
    wang, li = office.resident(), office.resident("李强", "3-1-101")
    rule = office.rule("清扫", 10, cap_day=10)
    office.record(li, rule)
    desk.look("申报审核")
    desk.press("登记积分")
    page = desk.here
    page.scan.line.setFocus()
    for initials in ("wxf", "lq"):
        desk.type(initials)
        desk.enter()
    desk.sees("2 人")
    page.form.rows["rule_id"].editor.set_value(rule)
    page.form.edited.emit()
    desk.sees("2 人，共 +10 分")
    found = {row.name: row for row in desk.rows(page.table)}
    assert found["李强"].cut_by == "每日上限 10 分"
    page.form.submit()
    desk.settle()
    assert [row.name for row in office.ask(records)] == ["王秀芬", "李强"]
    desk.sees("这条是您登记的")  # the one that was made is shown
    assert wang != li


def test_what_the_rule_asks_for_is_said_at_its_field(desk, office):
    office.resident()
    rule = office.rule("巡逻", 10, evidence="现场照片")
    desk.look("申报审核")
    desk.press("登记积分")
    page = desk.here
    page.scan.line.setFocus()
    desk.type("wxf")
    desk.enter()
    page.form.rows["rule_id"].editor.set_value(rule)
    page.form.submit()
    desk.sees("“巡逻”要有证明：现场照片")
    page.form.rows["evidence"].editor.set_value("照片三张")
    page.form.submit()
    desk.settle()
    assert len(office.ask(records)) == 1


def test_nothing_typed_is_lost_without_asking(desk, office):
    office.resident()
    office.rule()
    desk.look("申报审核")
    desk.press("登记积分")
    page = desk.here
    page.scan.line.setFocus()
    desk.type("wxf")
    desk.enter()
    desk.sees("1 人")
    desk.page.leave_entered()
    assert desk.here is page
    desk.press("不保存，关闭")
    assert desk.here is desk.page
    assert office.ask(records) == []


def test_nobody_is_recorded_without_a_name(desk, office):
    rule = office.rule()
    desk.look("申报审核")
    desk.press("登记积分")
    desk.here.form.rows["rule_id"].editor.set_value(rule)
    desk.here.form.submit()
    desk.sees("还没有选择居民")


def test_the_batch_passes_together_and_the_tabs_count(desk_of, three):
    desk = desk_of(three)
    desk.look("申报审核")
    desk.pick(*three.made)
    desk.sees("已选 3 条，共 +30 分")
    desk.press("审核通过")
    assert states(three) == [RecordState.REVIEWED] * 3
    desk.press("待公示 3")
    assert len(desk.rows(desk.table)) == 3


def test_what_fails_needs_a_reason(desk_of, three):
    desk = desk_of(three)
    desk.look("申报审核")
    desk.pick(three.made[0])
    desk.press("不通过")
    desk.submit()
    desk.sees("请填写为什么不通过")
    desk.submit(reason="不是本社区的事")
    assert states(three)[0] is RecordState.REJECTED


def test_the_clerk_withdraws_what_she_recorded_herself(desk_of, three):
    desk = desk_of(three, three.clerk)
    desk.look("申报审核")
    desk.pick(three.made[0])
    assert not shown(desk).review.isEnabled()
    desk.press("撤回")
    desk.submit(reason="登记错了人")
    assert states(three)[0] is RecordState.WITHDRAWN


def test_a_grid_worker_sees_no_review(desk_of, three):
    desk = desk_of(three, Role.GRID_WORKER)
    desk.look("申报审核")
    desk.pick(three.made[0])
    assert "审核通过" not in desk.buttons()
    assert not shown(desk).withdraw.isEnabled()  # recorded by somebody else


def test_an_objection_keeps_a_record_off_the_account_until_it_is_answered(desk_of, three):
    three.review(*three.made)
    listed = three.publish(*three.made)
    desk = desk_of(three)
    desk.open("record", three.made[0])
    desk.press("登记异议")
    desk.submit(objector="邻居", content="当天没有看见他")
    desk.sees("有异议，等待答复", "当天没有看见他")
    three.clock.forward(days=6)
    desk.page.show_publicity(listed)
    desk.sees("有异议 1 条（点开答复）")
    with Answering(press_button(desk.qtbot, "入账")) as box:
        desk.press("入账")
    assert "有异议的 1 条不入账" in box.words
    assert states(three) == [RecordState.OBJECTED, RecordState.POSTED, RecordState.POSTED]
    desk.press("王秀芬　志愿服务　+10 分")
    desk.press("答复异议")
    desk.submit(upheld=False, answer="照片为证")
    desk.sees("异议不成立", "照片为证")
    assert states(three)[0] is RecordState.POSTED


def test_the_poster_is_previewed(desk_of, three):
    three.review(*three.made)
    desk = desk_of(three)
    desk.page.show_publicity(three.publish(*three.made))
    desk.press("公示榜")
    with desk.qtbot.waitSignal(desk.here.preview.shown, timeout=5000):
        desk.here.sizes.setCurrentIndex(1)


def test_a_deduction_that_is_posted_can_be_appealed_against(desk_of, office):
    wang = office.resident()
    office.award(wang, 30)
    record = office.record(wang, office.rule("乱扔垃圾", -10)).record_id
    office.post_all()
    office.do(object_to_record, record_id=record, objector="王秀芬", content="不是我扔的")
    desk = desk_of(office)
    desk.open("record", record)
    desk.press("答复异议")
    desk.submit(upheld=True, answer="查看录像，属实")
    desk.sees("异议成立", "已冲正")
    assert office.balance(wang) == 30


def test_how_many_wait_is_told_to_the_sidebar(desk_of, three):
    desk = desk_of(three)
    desk.qtbot.waitUntil(lambda: desk.waiting == [1], timeout=5000)  # all to be reviewed are one


def test_what_waits_leads_to_where_it_is_dealt_with(desk_of, three):
    desk = desk_of(three)
    three.review(three.made[0])
    desk.page.open_record(("publish", None))
    assert [row.name for row in desk.rows(desk.table)] == ["王秀芬"]
    desk.page.open_record(("review", None))
    assert len(desk.rows(desk.table)) == 2
    desk.page.open_record(("new", "activity"))
    assert "title" in desk.form().rows


def test_the_second_window_is_told_what_happened_meanwhile(desk_of, three):
    desk = desk_of(three)
    desk.look("申报审核")
    desk.pick(*three.made)
    three.review(three.made[0])  # elsewhere
    desk.press("审核通过")
    desk.qtbot.waitUntil(lambda: bool(desk.errors), timeout=3000)
    assert "这条积分现在是“待公示”" in desk.errors[0]
    assert states(three)[1] is RecordState.RECORDED
    assert three.ask(record_detail, record_id=three.made[1]).row.name == "李强"
