"""Bugs: shown once, with a report that tells a technician where and nobody what was typed."""

import sys
import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton

from app.desk import theme
from app.desk.crash import CrashGuard, report_of

SECRET = "王秀芬 130302196005010024"


def a_bug():
    local = SECRET
    try:
        raise KeyError(f"no resident {local}")
    except KeyError as inner:
        try:
            raise ValueError(f"household of {local}") from inner
        except ValueError as error:
            return error


@pytest.fixture
def saved():
    return []


@pytest.fixture
def guard(qtbot, qapp, saved):
    theme.apply_theme(qapp, dark=False)
    hooks = sys.excepthook, threading.excepthook
    made = CrashGuard(lambda: saved.append("drafts"), qapp)
    yield made
    sys.excepthook, threading.excepthook = hooks
    made.deleteLater()


def look(seen, act=None):
    """Note what the dialog shows, do something there, then go on."""

    def now():
        box = QApplication.activeModalWidget()
        if box is None:
            QTimer.singleShot(5, now)
            return
        seen.append("\n".join(x.text() for x in box.findChildren(QLabel) if x.isVisible()))
        seen.append(box.findChild(QPlainTextEdit).toPlainText())
        if act is not None:
            act(box)
        box.accept()

    QTimer.singleShot(0, now)


def test_the_report_tells_versions_kind_and_place_and_no_value():
    report = report_of(a_bug())
    assert "里仁 " in report
    assert "Python " in report
    assert "ValueError" in report
    assert "test_crash.py" in report
    assert "a_bug" in report
    for word in (SECRET, "王秀芬", "130302", "household of", "no resident"):
        assert word not in report


def test_the_report_tells_what_the_bug_came_from():
    assert "KeyError" in report_of(a_bug())


def test_the_report_names_no_folder_of_the_user():
    assert "/home/" not in report_of(a_bug())
    assert all(line.count("/") <= 2 for line in report_of(a_bug()).splitlines() if ".py" in line)


def test_the_dialog_says_what_became_of_the_work_and_drafts_are_kept_first(guard, saved):
    seen = []
    look(seen)
    guard.show_bug(a_bug())
    assert saved == ["drafts"]
    assert "程序出错，刚才这一步没有保存" in seen[0]
    assert "报告里没有居民信息" in seen[0]
    assert SECRET not in "".join(seen)
    assert "ValueError" in seen[1]


def test_the_report_can_be_copied(qtbot, guard):
    def copy(box):
        made = next(b for b in box.findChildren(QPushButton) if b.text() == "复制报告")
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)

    seen = []
    look(seen, copy)
    guard.show_bug(a_bug())
    assert QApplication.clipboard().text() == seen[1]


def test_a_second_bug_behind_the_dialog_is_not_stacked_on_it(guard, saved):
    seen = []
    look(seen, lambda box: guard.show_bug(a_bug()))
    guard.show_bug(a_bug())
    assert saved == ["drafts"]
    assert len(seen) == 2


def test_a_bug_while_drafts_are_kept_still_shows_the_first(qapp, qtbot):
    def broken():
        raise OSError("disk")

    seen = []
    look(seen)
    CrashGuard(broken, qapp).show_bug(a_bug())
    assert "ValueError" in seen[1]


def test_a_bug_in_a_thread_is_shown_too(qtbot, guard):
    guard.install()
    seen = []
    look(seen)
    thread = threading.Thread(target=lambda: {}["不在"])
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(seen))
    assert "KeyError" in seen[1]
    assert "不在" not in seen[1]


def test_a_bug_nobody_caught_is_shown(qtbot, guard, capsys):
    guard.install()
    seen = []
    look(seen)
    error = a_bug()
    sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(seen))
    assert "ValueError" in seen[1]


def test_two_bugs_after_another_are_both_shown(guard):
    first, second = [], []
    look(first)
    guard.show_bug(a_bug())
    look(second)
    guard.show_bug(RuntimeError("x"))
    assert "RuntimeError" in second[1]
