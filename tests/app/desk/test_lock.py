"""The screen lock: records are hidden until the password is given."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton
from shiboken6 import isValid

from app.accounts.accounts import unlock
from app.desk.lock_dialog import LockDialog
from tests.app.desk.a_window import words_in
from tests.app.desk.typing_in import type_in
from tests.builders import SECRETARY, resealed


@pytest.fixture
def quick(monkeypatch):
    """One cheap pass of Argon2; what it costs is measured elsewhere."""
    from db import keyslots

    monkeypatch.setattr(keyslots, "ARGON2_KIB", 64)
    monkeypatch.setattr(keyslots, "ARGON2_PASSES", 1)


@pytest.fixture
def lock(qtbot, quick, desk_window):
    here = desk_window
    path = here.station.path
    resealed(path)
    made = LockDialog(
        here.window, here.work, "赵敏", lambda given: unlock(path, SECRETARY.login, given)
    )
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.open()
        made.activateWindow()
    made.here = here
    yield made
    if isValid(made):
        made.done(0)  # it refuses to be closed, and would lock the window of the next test


def test_it_covers_the_window_and_says_whose_it_is(lock):
    assert lock.size() == lock.here.window.size()
    assert "赵敏，屏幕已锁定" in words_in(lock)
    assert lock.isModal()
    assert QApplication.focusWidget() is lock.password
    assert lock.password.echoMode() is QLineEdit.EchoMode.Password


def test_a_wrong_password_is_said_and_stays_locked(qtbot, lock):
    type_in(qtbot, lock.password, "不是这个")
    qtbot.keyClick(lock.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "密码不对" in words_in(lock), timeout=8000)
    assert lock.isVisible()
    assert lock.password.selectedText() != ""  # typing replaces it
    assert lock.unlock.isEnabled()


def test_enter_with_nothing_typed_asks_for_a_password_and_tries_nothing(qtbot, lock):
    qtbot.keyClick(lock.password, Qt.Key.Key_Return)
    assert lock.here.work.idle()
    assert "请输入密码" in words_in(lock)


def test_the_right_password_opens(qtbot, lock):
    type_in(qtbot, lock.password, SECRETARY.password)
    with qtbot.waitSignal(lock.accepted, timeout=8000):
        qtbot.keyClick(lock.password, Qt.Key.Key_Return)
    assert not lock.isVisible()


def test_escape_and_closing_do_not_open(qtbot, lock):
    qtbot.keyClick(lock.password, Qt.Key.Key_Escape)
    assert lock.isVisible()
    lock.close()
    assert lock.isVisible()
    assert lock.result() != QDialog.DialogCode.Accepted


def test_leaving_the_program_is_a_button_of_its_own(lock):
    words = [b.text() for b in lock.findChildren(QPushButton)]
    assert words == ["退出程序", "解锁"]


def leave(qtbot, lock):
    made = next(b for b in lock.findChildren(QPushButton) if b.text() == "退出程序")
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


def test_leaving_closes_the_window_without_opening_it(qtbot, lock):
    opened = []
    lock.accepted.connect(lambda: opened.append(True))
    leave(qtbot, lock)
    assert not lock.isVisible()
    assert not lock.here.window.isVisible()
    assert not opened


def test_leaving_with_something_unsaved_stays_locked_and_says_so(qtbot, lock):
    here = lock.here
    here.window.go("residents")
    here.page.register()
    here.page.form.restore({"name": "王秀芬"})
    leave(qtbot, lock)
    assert lock.isVisible()
    assert here.window.isVisible()
    assert "还有内容没有保存" in words_in(lock)


def test_it_goes_on_covering_a_window_that_moves_and_grows(qtbot, lock):
    window = lock.here.window
    window.setGeometry(40, 30, 1200, 700)
    qtbot.waitUntil(lambda: lock.geometry() == window.geometry())
