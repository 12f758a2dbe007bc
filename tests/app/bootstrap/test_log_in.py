"""Logging in: the right password opens, wrong ones are said and take longer and longer."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.accounts.accounts import add_account
from app.accounts.new_station import FirstAccount
from app.accounts.permissions import Role
from db import clock
from tests.app.bootstrap.sitting import words_in
from tests.app.council.builders import Clock
from tests.builders import SECRETARY, opened, template

LI = FirstAccount("lijianguo", "李建国", "李建国的密码-1", Role.GRID_WORKER)


@pytest.fixture
def at_log_in(here, program, path):
    program.start.show_login(path)
    here.sees("人民里")
    return here


def try_password(here, password):
    here.fill(密码=password)
    here.press("登录")


def is_open(program):
    return program.window is not None


def test_the_right_password_opens_the_desk(at_log_in, program):
    here = at_log_in
    here.qtbot.waitUntil(here.field("密码").hasFocus)
    assert here.field("密码").echoMode() is QLineEdit.EchoMode.Password
    here.fill(密码=SECRETARY.password)
    here.press_key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    here.qtbot.waitUntil(lambda: is_open(program), timeout=8000)
    assert program.start is None
    assert "书记 · 赵敏" in words_in(program.window)


def test_a_wrong_password_is_said_under_its_field_and_more_of_them_cost_time(at_log_in, program):
    here, wall = at_log_in, Clock(clock.moment(date(2026, 11, 24), 9))
    with clock.set_to(wall):
        for _ in range(2):
            try_password(here, "不是这个密码")
            here.waits_for_message("password", "密码不对。请检查大小写和输入法后再试。")
        try_password(here, "也不是这个密码")
        here.waits_for_message("password", "请等 5 秒再试")
        try_password(here, SECRETARY.password)
        here.waits_for_message("password", "密码连续输错 3 次，请等")
        wall.forward(seconds=6)
        try_password(here, SECRETARY.password)
        here.qtbot.waitUntil(lambda: is_open(program), timeout=8000)


def test_no_password_at_all_is_asked_for(at_log_in):
    at_log_in.press("登录")
    assert at_log_in.said_under("password") == "请填写密码"


def test_the_way_back_leads_to_the_start_page(at_log_in):
    at_log_in.fill(密码="打了一半")
    at_log_in.press("返回")
    assert at_log_in.offers("新建站点")


def test_a_forgotten_password_is_replaced_with_the_recovery_code(at_log_in, program):
    here = at_log_in
    here.press("忘记密码，用恢复码打开")
    here.qtbot.waitUntil(here.field("恢复码").hasFocus)
    here.fill(恢复码=template().code, 新密码="短")
    here.window.findChild(QComboBox).setCurrentIndex(0)
    here.press("打开并设置新密码")
    assert "至少 8 位" in here.said_under("password")
    here.fill(新密码="换过的密码-2027")
    here.press("打开并设置新密码")
    here.qtbot.waitUntil(lambda: is_open(program), timeout=8000)


def test_somebody_else_logs_in_and_is_the_first_choice_next_time(here, program, path):
    station = opened(path)
    with station.write() as session:
        own = SECRETARY.password
        add_account(session, station.actor, path=path, new=LI, own_password=own)
    station.close()
    program.start.show_login(path)
    box = here.window.findChild(QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == [
        "赵敏（zhaomin）",
        "李建国（lijianguo）",
    ]
    assert box.currentIndex() == -1, "nobody is taken for somebody else"
    box.setCurrentIndex(1)
    try_password(here, LI.password)
    here.qtbot.waitUntil(lambda: is_open(program), timeout=8000)
    assert "网格员 · 李建国" in here.words()
    program.window.go("settings")
    here.press("切换账号")
    here.qtbot.waitUntil(lambda: program.start is not None, timeout=8000)
    assert here.window.findChild(QComboBox).currentText() == "李建国（lijianguo）"
    try_password(here, LI.password)
    here.qtbot.waitUntil(lambda: is_open(program), timeout=8000)


def test_the_stations_opened_before_are_on_the_start_page(here, program, path):
    program.start.show_login(path)
    try_password(here, SECRETARY.password)
    here.qtbot.waitUntil(lambda: is_open(program), timeout=8000)
    program.switch_account()
    here.press("返回")
    here.sees("最近打开")
    here.press_named("打开人民里")
    here.sees(str(path))
