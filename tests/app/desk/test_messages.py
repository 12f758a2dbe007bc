"""Messages that need an answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import delete

from app.desk import theme
from app.desk.messages import confirm, show_error
from app.errors import LirenError
from tests.app.desk.answering import Answering, press_button, press_key

ERROR = LirenError("“人民里.station”已在另一个窗口打开。", "请先关闭那个窗口。")
LONG = LirenError("磁盘已满，" + "这一步没有保存，" * 12, "请清理 C 盘或换一个文件夹，" * 10)


@pytest.fixture(autouse=True)
def _theme(qapp):
    theme.apply_theme(qapp, dark=False)
    yield
    theme.apply_theme(qapp, dark=False)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_an_error_says_what_happened_and_what_to_do_and_any_key_closes_it(qtbot, key):
    with Answering(press_key(qtbot, key)) as seen:
        show_error(None, ERROR)
    assert seen.words == "“人民里.station”已在另一个窗口打开。\n请先关闭那个窗口。"
    assert seen.buttons == ["知道了"]
    assert seen.clipped == []


def test_an_error_without_advice_shows_no_empty_line(qtbot):
    with Answering(press_key(qtbot, Qt.Key.Key_Return)) as seen:
        show_error(None, LirenError("没有找到这个居民。"))
    assert seen.words == "没有找到这个居民。"


@pytest.mark.parametrize("scale", theme.SCALES)
def test_a_long_message_is_shown_whole(qtbot, qapp, scale):
    theme.apply_theme(qapp, scale=scale)
    with Answering(press_key(qtbot, Qt.Key.Key_Return)) as seen:
        show_error(None, LONG)
    assert seen.clipped == []


def ask(parent=None, *, dangerous=False):
    return confirm(parent, "停用孙丽的账号", "停用后不能再登录。", "停用", dangerous=dangerous)


def test_the_button_that_does_it_carries_the_verb(qtbot):
    with Answering(press_button(qtbot, "停用")) as seen:
        assert ask() is True
    assert seen.buttons == ["取消", "停用"]
    assert seen.words == "停用孙丽的账号\n停用后不能再登录。"


def test_cancel_and_escape_do_nothing(qtbot):
    with Answering(press_button(qtbot, "取消")):
        assert ask() is False
    with Answering(press_key(qtbot, Qt.Key.Key_Escape)):
        assert ask() is False


def test_enter_does_what_was_asked_for(qtbot):
    with Answering(press_key(qtbot, Qt.Key.Key_Return)) as seen:
        assert ask() is True
    assert seen.focus == "停用"


def test_enter_presses_the_button_somebody_moved_to(qtbot):
    back, enter = press_key(qtbot, Qt.Key.Key_Left), press_key(qtbot, Qt.Key.Key_Return)
    with Answering(back, enter):
        assert ask() is False


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_does_not_do_what_is_dangerous(qtbot, key):
    with Answering(press_key(qtbot, key)) as seen:
        assert ask(dangerous=True) is False
    assert seen.focus == "取消"


def test_an_answered_box_does_not_stay_behind_in_its_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    with Answering(press_button(qtbot, "停用")):
        ask(window)
    assert window.children() == []


def test_a_question_whose_page_is_closed_behind_it_is_answered_with_no(qtbot):
    page = QWidget()
    with Answering(lambda box: delete(page)):
        assert ask(page) is False


def test_a_box_no_test_closes_hangs_nothing(qtbot):
    def look_only(box):
        assert box.findChildren(QPushButton)

    answering = Answering(look_only)
    with pytest.raises(AssertionError, match="stayed open"), answering:
        show_error(None, ERROR)
