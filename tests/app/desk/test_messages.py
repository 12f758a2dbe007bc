"""Messages that need an answer."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.desk import theme
from app.desk.messages import confirm, show_error
from app.errors import LirenError

ERROR = LirenError("“人民里.station”已在另一个窗口打开。", "请先关闭那个窗口。")


@pytest.fixture(autouse=True)
def _theme(qapp):
    theme.apply_theme(qapp, dark=False)


class Answering:
    """Notes what the box shows, then does what a person would."""

    def __init__(self, act):
        self.act = act
        self.words, self.buttons, self.focus = "", [], ""
        QTimer.singleShot(0, self._look)

    def _look(self):
        box = QApplication.activeModalWidget()
        if box is None or not box.isActiveWindow():
            QTimer.singleShot(5, self._look)
            return
        shown = [x for x in box.findChildren(QLabel) if x.isVisible()]
        self.words = "\n".join(x.text() for x in shown if x.text())
        self.buttons = [b.text() for b in box.findChildren(QPushButton)]
        self.focus = getattr(QApplication.focusWidget(), "text", str)()
        self.clipped = [x.text() for x in shown if x.height() < x.heightForWidth(x.width())]
        self.act(box)


def press_key(qtbot, key):
    return lambda box: qtbot.keyClick(QApplication.focusWidget() or box, key)


def press_button(qtbot, text):
    def act(box):
        made = next(b for b in box.findChildren(QPushButton) if b.text() == text)
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)

    return act


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_an_error_says_what_happened_and_what_to_do_and_any_key_closes_it(qtbot, key):
    seen = Answering(press_key(qtbot, key))
    show_error(None, ERROR)
    assert seen.words == "“人民里.station”已在另一个窗口打开。\n请先关闭那个窗口。"
    assert seen.buttons == ["知道了"]
    assert seen.clipped == []


def test_an_error_without_advice_shows_no_empty_line(qtbot):
    seen = Answering(press_key(qtbot, Qt.Key.Key_Return))
    show_error(None, LirenError("没有找到这个居民。"))
    assert seen.words == "没有找到这个居民。"


def test_a_long_message_is_shown_whole(qtbot):
    long = "磁盘已满，" + "这一步没有保存，" * 12
    seen = Answering(press_key(qtbot, Qt.Key.Key_Return))
    show_error(None, LirenError(long, "请清理 C 盘或换一个文件夹，" * 10))
    assert seen.clipped == []


def ask(*, dangerous=False):
    return confirm(None, "停用孙丽的账号", "停用后不能再登录。", "停用", dangerous=dangerous)


def test_the_button_that_does_it_carries_the_verb(qtbot):
    seen = Answering(press_button(qtbot, "停用"))
    assert ask() is True
    assert seen.buttons == ["取消", "停用"]
    assert seen.words == "停用孙丽的账号\n停用后不能再登录。"


def test_cancel_and_escape_do_nothing(qtbot):
    Answering(press_button(qtbot, "取消"))
    assert ask() is False
    Answering(press_key(qtbot, Qt.Key.Key_Escape))
    assert ask() is False


def test_enter_does_what_was_asked_for(qtbot):
    seen = Answering(press_key(qtbot, Qt.Key.Key_Return))
    assert ask() is True
    assert seen.focus == "停用"


def test_enter_does_not_do_what_is_dangerous(qtbot):
    seen = Answering(press_key(qtbot, Qt.Key.Key_Return))
    assert ask(dangerous=True) is False
    assert seen.focus == "取消"
