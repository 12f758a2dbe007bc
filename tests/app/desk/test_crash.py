"""Bugs: shown once, with a report that tells a technician where and nobody what was typed."""

import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desk import theme
from app.desk.crash import CrashGuard, report_of
from tests.app.desk.answering import Answering, press_button, press_key

SECRET = "王秀芬 130302196005010024"


def caught(act):
    """What ``act`` raises."""
    try:
        act()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


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
def hooks():
    """The interpreter's hooks, put back afterwards."""
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


@pytest.fixture
def guarding(qtbot, qapp, hooks):
    """Makes guards and puts them away."""
    theme.apply_theme(qapp, dark=False)
    made = []

    def guard(save_drafts):
        made.append(CrashGuard(save_drafts, qapp))
        return made[-1]

    yield guard
    for guard in made:
        guard.deleteLater()


@pytest.fixture
def guard(guarding, saved):
    return guarding(lambda: saved.append("drafts"))


def going_on(qtbot, *acts):
    """Do something in the dialog, then go on."""
    return Answering(*acts, press_button(qtbot, "继续使用"))


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
    lines = report_of(a_bug()).splitlines()
    at = lines.index("起因：KeyError")
    assert lines.index("ValueError") < at
    assert "test_crash.py" in lines[at + 1]


def test_the_report_tells_what_was_going_on_when_the_bug_came():
    def stumble():
        try:
            {}[SECRET]
        except KeyError:
            raise ValueError(SECRET)  # noqa: B904  as it happens in a slip

    report = report_of(caught(stumble))
    assert "此前：KeyError" in report
    assert SECRET not in report


def test_the_report_leaves_out_what_was_answered_on_purpose():
    def translate():
        try:
            {}[SECRET]
        except KeyError:
            raise ValueError(SECRET) from None

    assert "KeyError" not in report_of(caught(translate))


def test_a_bug_that_is_its_own_cause_is_told_once():
    one, other = ValueError(), TypeError()
    one.__cause__, other.__cause__ = other, one
    assert report_of(one).count("ValueError") == 1


def test_a_recursion_without_end_is_told_by_its_two_ends():
    def sink(depth):
        return sink(depth + 1)

    report = report_of(caught(lambda: sink(0)))
    assert "RecursionError" in report
    assert "省略" in report
    assert len(report.splitlines()) < 60


def test_the_report_names_no_folder_of_the_user(tmp_path):
    assert "/home/" not in report_of(a_bug())
    assert all(line.count("/") <= 2 for line in report_of(a_bug()).splitlines() if ".py" in line)
    script = tmp_path / "王秀芬" / "start.py"
    code = compile("{}[1]", str(script), "exec")
    report = report_of(caught(lambda: exec(code, {})))
    assert "start.py" in report
    assert "王秀芬" not in report


def test_the_dialog_says_what_became_of_the_work_and_drafts_are_kept_first(qtbot, guard, saved):
    with going_on(qtbot) as seen:
        guard.show_bug(a_bug())
    assert saved == ["drafts"]
    assert "程序出错，刚才这一步没有保存" in seen.words
    assert "此前的内容都在" in seen.words
    assert "报告里没有居民信息" in seen.words
    assert SECRET not in seen.words + seen.report
    assert "ValueError" in seen.report
    assert seen.clipped == []


def test_the_report_can_be_copied(qtbot, guard):
    with going_on(qtbot, press_button(qtbot, "复制报告")) as seen:
        guard.show_bug(a_bug())
    assert QApplication.clipboard().text() == seen.report


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_one_key_goes_on(qtbot, guard, key):
    with Answering(press_key(qtbot, key)) as seen:
        guard.show_bug(a_bug())
    assert seen.focus == "继续使用"


def test_a_second_bug_behind_the_dialog_is_not_stacked_on_it(qtbot, guard, saved):
    with going_on(qtbot, lambda box: guard.show_bug(RuntimeError())) as seen:
        guard.show_bug(a_bug())
    assert saved == ["drafts"]
    assert "RuntimeError" not in seen.report


def test_a_bug_while_drafts_are_kept_still_shows_the_first(qtbot, guarding):
    def broken():
        raise OSError(SECRET)

    def both_at_once():
        try:
            raise a_bug()
        except ValueError as error:
            guarding(broken).show_bug(error)

    with going_on(qtbot) as seen:
        both_at_once()
    first, second = seen.report.split("随后保存草稿时出错")
    assert "ValueError" in first
    assert "OSError" not in first
    assert "OSError" in second
    assert "ValueError" not in second
    assert "正在填写的没能另存，请先抄下来" in seen.words
    assert SECRET not in seen.words + seen.report


def test_a_bug_in_a_thread_is_shown_too(qtbot, guard):
    guard.install()
    thread = threading.Thread(target=lambda: {}["不在"])
    with going_on(qtbot) as seen:
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: seen.answered)
    assert "KeyError" in seen.report
    assert "不在" not in seen.report


def test_a_bug_nobody_caught_is_shown(qtbot, guard, capsys):
    guard.install()
    error = a_bug()
    with going_on(qtbot) as seen:
        sys.excepthook(type(error), error, error.__traceback__)
    assert "ValueError" in seen.report


def test_two_bugs_after_another_are_both_shown(qtbot, guard):
    with going_on(qtbot):
        guard.show_bug(a_bug())
    with going_on(qtbot) as second:
        guard.show_bug(RuntimeError("x"))
    assert "RuntimeError" in second.report
