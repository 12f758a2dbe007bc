"""The settings: office, rules and look, what each refuses, and who sees which tabs."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app import settings
from app.accounts.permissions import Role
from app.desk import theme
from tests.builders import opened


def stored(program, setting):
    with program.desk.station.read() as session:
        return settings.get(session, setting)


# -- the office and the rules -----------------------------------------------------------------


def test_a_new_name_of_the_office_is_on_the_window_at_once(at_settings, desk):
    here = at_settings
    assert here.field("单位名称").text() == "人民里社区"
    here.fill(单位名称="人民里第一社区", 所属街道="东环路街道", 地址="人民里 9 号")
    here.press("保存")
    here.qtbot.waitUntil(lambda: "人民里第一社区" in desk.window.windowTitle(), timeout=8000)
    here.sees("东环路街道 · 海港区")
    assert "更改了单位资料" in desk.window.toast.text()
    assert not here.offers("保存"), "nothing is left to save"


def test_an_empty_name_is_said_under_its_field_and_nothing_is_changed(at_settings, desk):
    at_settings.fill(单位名称="")
    at_settings.press("保存")
    assert at_settings.said_under("name") == "请填写单位名称"
    assert "人民里社区" in desk.window.windowTitle()


def test_what_was_typed_can_be_taken_back(at_settings):
    at_settings.fill(单位名称="打错了")
    at_settings.press("不改了")
    assert at_settings.field("单位名称").text() == "人民里社区"


def test_what_is_half_typed_survives_another_text_size(at_settings, desk):
    here, before = at_settings, desk.window
    here.fill(地址="人民里 12 号，还没写完")
    here.turn_to("外观")
    here.press_named("字号：大")
    here.qtbot.waitUntil(lambda: desk.window is not before, timeout=8000)
    here.settle()
    here.turn_to("单位")
    here.sees("已恢复上次未保存的内容")
    assert here.field("地址").text() == "人民里 12 号，还没写完"
    assert here.offers("保存")


@pytest.mark.parametrize(
    ("label", "number", "key", "said"),
    [
        ("结果公示工作日", "4", "council.result_notice_days", "不能小于 5"),
        ("结果公示工作日", "61", "council.result_notice_days", "不能大于 60"),
        ("民评满意率门槛（%）", "101", "council.satisfaction_threshold", "不能大于 100"),
        ("会议提前通知天数", "三天", "council.notice_days_ahead", "数"),
        ("无人操作后锁屏（分钟）", "", "safety.idle_lock_minutes", "请填写"),
    ],
)
def test_a_number_outside_its_limits_is_said_under_its_field(
    at_settings, desk, label, number, key, said
):
    at_settings.turn_to("规则")
    at_settings.fill(**{label: number})
    at_settings.press("保存")
    assert said in at_settings.said_under(key)
    assert stored(desk, settings.RESULT_NOTICE_DAYS) == 5


def test_rules_are_kept_and_shown_again(at_settings, desk):
    here = at_settings
    here.turn_to("规则")
    here.fill(结果公示工作日="7", 异议受理电话="0335-1234567")
    here.press("保存")
    here.settle()
    assert stored(desk, settings.RESULT_NOTICE_DAYS) == 7
    here.enter("residents")
    here.enter("settings")
    assert here.field("结果公示工作日").text() == "7"
    assert here.field("异议受理电话").text() == "0335-1234567"


# -- the look ---------------------------------------------------------------------------------


def test_the_colours_change_at_once_and_are_remembered(at_settings, desk):
    at_settings.turn_to("外观")
    at_settings.press_named("颜色：深色")
    assert theme.current().tokens.is_dark
    assert desk.memory.setting(settings.DARK_THEME) == "dark"
    at_settings.press_named("颜色：浅色")
    assert not theme.current().tokens.is_dark


# -- who sees what ----------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.POINTS_CLERK, Role.VIEWER])
def test_other_roles_see_only_what_is_theirs(here, program, path, role):
    station = opened(path)
    station.actor = replace(station.actor, role=role)
    program.open_desk(station)
    here.enter("settings")
    assert here.tabs() == ["外观", "关于"]
    assert here.offers("改我的密码")
    assert here.offers("切换账号")


def test_a_tab_waits_for_what_is_typed_in_the_drawer(at_settings, desk):
    here = at_settings
    here.turn_to("账号")
    here.press("新增账号")
    here.fill(姓名="李建国")
    here.turn_to("备份")
    here.sees("填写的内容还没有保存。")
    assert here.offers("新增账号")
    here.press("不保存，关闭")
    here.turn_to("备份")
    here.sees("还没有备份。")


def test_escape_puts_an_empty_drawer_away(at_settings):
    here = at_settings
    here.press("改我的密码")
    here.qtbot.waitUntil(here.field("原密码").hasFocus)
    here.press_key(Qt.Key.Key_Escape)
    assert "新密码" not in here.words()
