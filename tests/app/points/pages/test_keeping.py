"""Accounts, rules, goods, projects, clearing and the yearly account."""

from datetime import date

import pytest

from app.accounts.undo import undo_step
from app.desk.export_flow import Asked
from app.desk.fields import Candidate
from app.points.account_views import account_detail
from app.points.project_views import project_detail, projects
from app.points.queries import account_row
from app.points.reward_views import rewards
from app.points.rule_views import rule_choices, rule_history
from app.points.stages import RecordState
from app.points.terms import RewardKind
from app.spreadsheets.reading import read_sheet
from tests.app.desk.answering import Answering, press_button


def goods(office, name):
    return next(row for row in office.ask(rewards) if row.name == name)


# -- accounts ---------------------------------------------------------------------------------


def test_an_account_is_found_by_its_card_and_shows_what_is_on_it(desk_of, shop):
    desk = desk_of(shop)
    desk.look("账户")
    view = desk.page.views.shown
    view.search.setText(shop.ask(account_row, resident_id=shop.wang).card)
    desk.qtbot.waitUntil(lambda: len(desk.rows(desk.table)) == 1, timeout=3000)
    desk.open("account", shop.wang)
    desk.sees("王秀芬", "100 分", "到 2026-12-31", "+100 分　获得")


def test_a_wrong_entry_is_reversed_in_the_passbook(desk_of, shop):
    desk = desk_of(shop)
    desk.open("account", shop.wang)
    desk.press("存折")
    line = desk.rows(desk.here.table)[0]
    desk.pick(line.id, table=desk.here.table)
    desk.press("冲正这一笔")
    desk.submit(reason="记错了人")
    assert shop.balance(shop.wang) == 0
    assert [row.change for row in desk.rows(desk.here.table)] == [-100, 100]


def test_a_lost_card_is_replaced(desk_of, shop):
    lost = shop.ask(account_row, resident_id=shop.wang).card
    desk = desk_of(shop)
    desk.open("account", shop.wang)
    with Answering(press_button(desk.qtbot, "补办")):
        desk.choose("补办积分卡")
    assert shop.ask(account_detail, resident_id=shop.wang).row.card != lost


def test_from_the_account_to_the_counter(desk_of, shop):
    desk = desk_of(shop)
    desk.open("account", shop.li)
    desk.press("去兑换")
    desk.sees("李强", "还没有选商品")


def test_the_passbook_and_cards_are_printed(desk_of, shop):
    desk = desk_of(shop)
    desk.open("account", shop.wang)
    desk.press("存折")
    desk.press("打印存折")
    with desk.qtbot.waitSignal(desk.here.preview.shown, timeout=5000):
        desk.here.reload()
    desk.page.leave_entered()
    desk.look("账户")
    desk.choose("打印积分卡", "更多")
    with desk.qtbot.waitSignal(desk.here.preview.shown, timeout=5000):
        desk.here.reload()


@pytest.mark.parametrize("chip", ["家庭", "楼栋", "网格"])
def test_rankings_by_person_household_building_and_grid(desk_of, shop, chip):
    desk = desk_of(shop)
    desk.look("账户")
    desk.choose("积分排行", "更多")
    assert [row.points for row in desk.rows(desk.here.table)] == [100, 50]
    desk.press(chip)
    assert sum(row.points for row in desk.rows(desk.here.table)) == 150


def test_a_list_is_exported_under_the_columns_on_the_screen(desk_of, shop, tmp_path):
    desk = desk_of(shop)
    desk.look("账户")
    chosen = desk.page.views.shown.chosen()
    desk.page.menu.exports["account"].export_to(
        tmp_path / "账户.xlsx", Asked("核对名单", True, chosen)
    )
    desk.settle()
    sheet = read_sheet(tmp_path / "账户.xlsx")
    assert {"姓名", "余额", "卡号"} <= set(sheet.titles)
    name, balance = (sheet.titles.index(title) for title in ("姓名", "余额"))
    found = [(row.values[name], row.values[balance]) for row in sheet.rows]
    assert found == [("李强", 50), ("王秀芬", 100)]


# -- rules ------------------------------------------------------------------------------------


def test_a_used_rule_gets_a_new_version_and_the_old_one_stays_in_sight(desk_of, office):
    rule = office.rule("志愿服务", 10)
    office.record(office.resident())
    desk = desk_of(office)
    desk.open("rule", rule)
    desk.press("出新版本")
    desk.submit(points=20, valid_from=date(2026, 4, 1))
    desk.sees("第 1 版", "第 2 版", "登记过 1 条")
    assert [one.text.points for one in office.ask(rule_history, rule_id=rule)] == [20, 10]


def test_an_unused_rule_is_corrected_and_retired(desk_of, office):
    rule = office.rule("志愿服务", 10)
    desk = desk_of(office)
    desk.open("rule", rule)
    desk.press("修改")
    desk.submit(points=15)
    desk.press("停用")
    desk.submit()
    desk.sees("执行到 2026-03-10 为止")
    desk.press("恢复使用")
    assert office.ask(rule_choices)[0].text.points == 15


def test_an_empty_office_adopts_the_shipped_rules(desk_of, office):
    desk = desk_of(office)
    desk.look("细则")
    desk.sees("还没有积分细则")
    desk.choose("采用示例细则", "更多")
    assert len(desk.rows(desk.table)) > 5


# -- goods ------------------------------------------------------------------------------------


def test_goods_are_entered_bought_lost_and_counted(desk_of, office):
    desk = desk_of(office)
    desk.look("商品")
    desk.press("新增商品")
    desk.submit(name="洗衣液", price=20, low_stock=2, stock=3, cost=6000)
    desk.press("登记购入")
    desk.submit(quantity=5)
    desk.press("损耗")
    desk.submit(quantity=9, reason="破损")
    desk.sees("洗衣液只有 8 件")
    desk.submit(quantity=1, reason="破损")
    desk.sees("损耗 -1，余 7 件", "购入 +3，余 3 件　60 元")
    desk.choose("盘点", "更多")
    desk.submit(**{goods(office, "洗衣液").id.hex: 2})
    assert goods(office, "洗衣液").stock == 2
    assert desk.rows(desk.table)[0].is_low


def test_a_price_changes_and_the_counter_shows_it(desk_of, shop):
    desk = desk_of(shop)
    desk.open("reward", shop.soap)
    desk.choose("修改名称、价格")
    desk.submit(price=25)
    desk.look("柜台")
    desk.sees("25 分/件")


def test_goods_whose_entry_is_undone_leave_the_drawer(desk_of, office):
    desk = desk_of(office)
    desk.look("商品")
    desk.press("新增商品")
    with desk.qtbot.waitSignal(desk.work.written) as done:
        desk.submit(name="理发", kind=RewardKind.SERVICE, price=25)
    desk.sees("服务，不计库存")
    desk.work.write(undo_step, done.args[0].undo_id, label=done.args[0].label)
    desk.settle()
    desk.qtbot.waitUntil(lambda: not desk.page.drawer.isVisible(), timeout=3000)
    assert not desk.errors


# -- projects ---------------------------------------------------------------------------------


def test_a_project_is_claimed_proved_and_accepted(desk_of, office):
    wang, rule = office.resident(), office.rule("认养绿地", 20)
    desk = desk_of(office)
    desk.look("项目认领")
    desk.press("发布项目")
    desk.submit(title="认养绿地", rule_id=rule, places=1)
    desk.press("认领")
    desk.submit(who=Candidate(str(wang), "王秀芬"))
    desk.sees("王秀芬", "已认领")
    desk.press("报告完成")
    desk.submit(proof="每周浇水")
    desk.sees("待验收", "每周浇水")
    desk.press("验收")
    desk.submit()
    desk.sees("已完成")
    project = office.ask(projects)[0].id
    assert office.ask(project_detail, project_id=project).row.accepted == 1
    assert len(office.records(RecordState.RECORDED)) == 1


# -- the whole --------------------------------------------------------------------------------


def test_points_end_after_a_look_and_come_back_as_a_whole(desk_of, shop):
    shop.clock.at = shop.clock.at.replace(year=2027)
    desk = desk_of(shop)
    desk.look("账户")
    desk.choose("积分清零", "更多")
    desk.sees("2 人，共 150 分")
    with Answering(press_button(desk.qtbot, "清零")):
        desk.press("清零")
    desk.sees("已清零 150 分")
    assert shop.balance(shop.wang) == 0
    desk.press("撤回这次清零")
    desk.submit(reason="街道要求延期")
    assert shop.balance(shop.wang) == 100


def test_the_year_adds_up_and_reports_are_printed(desk_of, shop):
    shop.redeem(shop.wang, shop.soap)
    desk = desk_of(shop)
    desk.look("账户")
    desk.choose("年度收支", "更多")
    desk.sees("收支相符", "已兑换 20")
    desk.press("打印收支表")
    with desk.qtbot.waitSignal(desk.here.preview.shown, timeout=5000):
        desk.here.reload()
    desk.page.leave_entered()
    desk.settle()
    desk.choose("积分报告", "更多")
    desk.sees("2 条，2 人，加 150 分")
    desk.press("细则")
    assert [row.name for row in desk.rows(desk.here.table)] == ["奖励"]
