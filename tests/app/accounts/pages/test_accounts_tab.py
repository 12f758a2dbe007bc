"""Accounts in the settings: added, stopped, let in again; and one's own password."""

import pytest

from app.accounts.accounts import login_names, unlock
from app.errors import InvalidInput
from tests.builders import SECRETARY

LI = {"姓名": "李建国", "账号": "lijianguo", "初始密码": "李建国的密码-1"}
OWN = {"您自己的密码": SECRETARY.password}


@pytest.fixture
def at_accounts(at_settings):
    at_settings.turn_to("账号")
    return at_settings


@pytest.fixture
def with_li(at_accounts):
    here = at_accounts
    here.press("新增账号")
    here.fill(**LI, **OWN)
    here.press("保存")
    here.qtbot.waitUntil(lambda: len(here.rows()) == 2, timeout=8000)
    here.settle()
    return here


def opens(path, login, password) -> bool:
    try:
        unlock(path, login, password)
    except InvalidInput:
        return False
    return True


def test_a_new_account_is_in_the_list_and_its_password_opens(with_li, path):
    assert [row[:4] for row in with_li.rows()] == [
        ["赵敏", "zhaomin", "书记", "在用"],
        ["李建国", "lijianguo", "网格员", "在用"],
    ]
    assert "初始密码" not in with_li.words(), "the drawer is put away"
    assert opens(path, "lijianguo", LI["初始密码"])


@pytest.mark.parametrize(
    ("wrong", "key", "said"),
    [
        ({"您自己的密码": "不是我的密码"}, "own_password", "密码不对"),
        ({"初始密码": "1234"}, "password", "至少 8 位，现在是 4 位"),
        ({"账号": "zhaomin"}, "login", "账号“zhaomin”已经有了。"),
        ({"姓名": ""}, "name", "请填写姓名"),
    ],
)
def test_what_is_wrong_with_a_new_account_is_said_under_its_field(
    at_accounts, path, wrong, key, said
):
    here = at_accounts
    here.press("新增账号")
    here.fill(**{**LI, **OWN, **wrong})
    here.press("保存")
    here.waits_for_message(key, said)
    assert len(here.rows()) == 1
    assert [name.login for name in login_names(path)] == ["zhaomin"]


def test_nothing_can_be_done_with_nobody_and_little_with_oneself(at_accounts):
    here = at_accounts
    assert not any(here.offers(text) for text in ("换角色", "重设密码", "停用"))
    here.choose_row(0)
    assert here.offers("换角色")
    assert not here.offers("停用")
    assert not here.offers("重设密码")


def test_a_stopped_account_no_longer_opens_and_stays_in_the_list(with_li, path):
    here = with_li
    here.choose_row(1)
    here.dialogs.press("停用")
    here.press("停用")
    here.qtbot.waitUntil(lambda: here.rows()[1][3] == "已停用", timeout=8000)
    assert "停用李建国的账号？" in here.dialogs.said[0]
    assert not opens(path, "lijianguo", LI["初始密码"])


def test_stopping_can_be_thought_better_of(with_li, path):
    here = with_li
    here.choose_row(1)
    here.dialogs.press("取消")
    here.press("停用")
    here.settle()
    assert here.rows()[1][3] == "在用"
    assert opens(path, "lijianguo", LI["初始密码"])


def test_a_stopped_account_is_let_in_again_with_a_new_password(with_li, path):
    here = with_li
    here.choose_row(1)
    here.dialogs.press("停用")
    here.press("停用")
    here.qtbot.waitUntil(lambda: here.rows()[1][3] == "已停用", timeout=8000)
    here.choose_row(1)
    here.press("重新启用")
    here.fill(新密码="李建国的密码-2", **OWN)
    here.press("保存")
    here.qtbot.waitUntil(lambda: here.rows()[1][3] == "在用", timeout=8000)
    assert opens(path, "lijianguo", "李建国的密码-2")


def test_somebody_who_forgot_gets_a_new_password(with_li, path):
    here = with_li
    here.choose_row(1)
    here.press("重设密码")
    here.sees("重设李建国的密码")
    here.fill(新密码="李建国的密码-2", 您自己的密码="不是我的密码")
    here.press("保存")
    here.waits_for_message("own_password", "密码不对")
    here.fill(**OWN)
    here.press("保存")
    here.qtbot.waitUntil(lambda: "重设李建国的密码" not in here.words(), timeout=8000)
    assert opens(path, "lijianguo", "李建国的密码-2")
    assert not opens(path, "lijianguo", LI["初始密码"])


def test_another_role_is_given_and_the_last_secretary_kept(with_li):
    here = with_li
    here.choose_row(1)
    here.press("换角色")
    here.pick("角色", "积分管理员")
    here.press("保存")
    here.qtbot.waitUntil(lambda: here.rows()[1][2] == "积分管理员", timeout=8000)
    here.choose_row(0)
    here.press("换角色")
    here.pick("角色", "查阅")
    here.press("保存")
    here.sees("这是最后一个能管理账号的账号。")
    assert here.rows()[0][2] == "书记"


def change_own(here, old, new, again):
    here.press("改我的密码")
    here.fill(原密码=old, 新密码=new, 再输一遍新密码=again)
    here.press("保存")


def test_ones_own_password_is_changed(at_settings, path):
    change_own(at_settings, SECRETARY.password, "换过的密码-2027", "换过的密码-2027")
    at_settings.settle()
    assert opens(path, "zhaomin", "换过的密码-2027")
    assert not opens(path, "zhaomin", SECRETARY.password)
    assert "原密码" not in at_settings.words(), "the drawer is put away"


@pytest.mark.parametrize(
    ("old", "new", "again", "key", "said"),
    [
        ("不是这个密码", "换过的密码-2027", "换过的密码-2027", "old", "密码不对"),
        (SECRETARY.password, "短", "短", "new", "至少 8 位，现在是 1 位"),
        (SECRETARY.password, "换过的密码-2027", "换过的密码-2028", "again", "两遍密码不一样"),
        (SECRETARY.password, *(SECRETARY.password,) * 2, "new", "新密码和原密码相同"),
    ],
)
def test_a_refused_change_of_password_is_said_under_its_field(
    at_settings, path, *, old, new, again, key, said
):
    change_own(at_settings, old, new, again)
    at_settings.waits_for_message(key, said)
    assert opens(path, "zhaomin", SECRETARY.password)
