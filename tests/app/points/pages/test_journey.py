"""From planning an activity to goods in somebody's hands, through the windows of two accounts."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.accounts.permissions import Role
from app.points.activity_views import activities
from app.points.reward_views import redemptions
from app.points.stages import RecordState
from db import clock
from tests.app.desk.answering import Answering, press_button


def test_an_activity_becomes_goods_and_the_goods_come_back(desk_of, office):
    wang, li = office.resident(), office.resident("李强", "3-1-101")
    for person in (wang, li):
        office.award(person, 5)  # so that they hold cards
    rule = office.rule("楼道清扫", 30, cap_day=30)
    office.reward("洗衣液", 20, 3)
    secretary = office.station.actor

    plan_and_sign_in(desk_of(office, office.clerk), wang, li, rule)
    review_and_post(desk_of(office, secretary))
    assert office.balance(wang) == 35
    redeem_and_give_back(desk_of(office, secretary), wang)
    assert office.year().agrees


def plan_and_sign_in(desk, wang, li, rule):
    """刘洋 plans an activity, signs people in and ends it; her own records she cannot review."""
    office = desk.office
    desk.look("活动")
    desk.press("安排活动")
    desk.submit(title="周末大扫除", starts_at=clock.now() + timedelta(hours=1), rule_id=rule)
    desk.sees("周末大扫除", "报名 0 人")
    office.clock.forward(hours=2)
    desk.page.reload()
    activity = office.ask(activities)[0].id
    desk.open("activity", activity)
    desk.press("签到")
    desk.scan(wang)
    desk.scan(li)  # at once, before the first was written
    desk.sees("李强　已签到", "已签到 2 人")
    desk.scan(wang)
    desk.sees("王秀芬签过到了")
    desk.press("结束活动")
    desk.sees("2 人，共 60 分")
    desk.press("结束并登记积分")
    desk.look("申报审核")
    assert [row.state for row in desk.rows(desk.table)] == [RecordState.RECORDED] * 2
    desk.pick(*(row.id for row in desk.rows(desk.table)))
    desk.sees("所选有 2 条是您自己登记的，须换一个账号审核")
    assert not desk.page.views.shown.review.isEnabled()


def review_and_post(desk):
    """The secretary reviews and publishes, and posts when the period is over."""
    office = desk.office
    desk.look("申报审核")
    desk.pick(*(row.id for row in desk.rows(desk.table)))
    desk.press("审核通过")
    desk.press("待公示 2")
    desk.pick(*(row.id for row in desk.rows(desk.table)))
    desk.press("公示")
    desk.submit()
    desk.sees("公示中，到 2026-03-")
    office.clock.forward(days=6)
    desk.here.reload()
    desk.here.listed.refresh()
    desk.sees("公示期满，可以入账")
    with Answering(press_button(desk.qtbot, "入账")):
        desk.press("入账")
    desk.sees("已入账 2 条，发放 60 分")


def redeem_and_give_back(desk, wang):
    """Scanned, chosen, confirmed twice at once, the receipt seen, and taken back."""
    office = desk.office
    desk.scan(wang)
    desk.sees("王秀芬", "35")
    desk.type("1")
    desk.enter()
    held = Qt.KeyboardModifier.ControlModifier
    desk.qtbot.keyClick(desk.focus, Qt.Key.Key_Return, held)
    desk.qtbot.keyClick(desk.focus, Qt.Key.Key_Return, held)
    desk.sees("王秀芬已兑换 20 分", "余 15 分")
    assert len(office.ask(redemptions)) == 1
    desk.keys(Qt.Key.Key_F8)
    with desk.qtbot.waitSignal(desk.here.preview.shown, timeout=5000):
        desk.here.reload()
    desk.page.leave_entered()
    desk.settle()
    desk.keys(Qt.Key.Key_F9)
    desk.submit(reason="改天再换")
    desk.sees("改天再换")
    assert office.balance(wang) == 35
    assert not desk.errors


def test_whoever_may_only_look_finds_no_button_that_changes_anything(desk_of, office):
    office.record(office.resident())
    desk = desk_of(office, Role.VIEWER)
    assert desk.views() == ["活动", "申报审核", "项目认领", "账户", "细则", "商品"]
    harmless = {"更多", "公示名单", "查找　Ctrl+K", "清除筛选"}
    chips = ("待", "未", "已", "公示中", "有异议", "全部")
    for view in desk.views():
        desk.look(view)
        left = {b for b in desk.buttons() if b not in harmless and not b.startswith(chips)}
        assert not left, (view, left)
        desk.control(Qt.Key.Key_N)
        assert not desk.page.drawer.isVisible()
    desk.open("record", office.records()[0])
    assert not [b for b in desk.page.drawer.findChildren(QPushButton) if b.isVisible()]
