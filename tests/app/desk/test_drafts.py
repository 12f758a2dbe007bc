"""Drafts: what was being typed is there again after a power cut."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.desk.drafts import KeptDraft, keep_all
from app.desk.forms import Field, Form
from app.errors import LirenError

FIELDS = (
    Field("name", "姓名", required=True),
    Field("born", "出生", "date"),
    Field("code", "密码", "password"),
    Field("note", "说明", "long_text"),
)


class Shelf:
    """Drafts in memory; counts how often it was written."""

    def __init__(self):
        self.drafts = {}
        self.puts = 0

    def get(self, key, then):
        then(self.drafts.get(key))

    def put(self, key, draft):
        self.puts += 1
        self.drafts[key] = draft

    def drop(self, key):
        self.drafts.pop(key, None)


@pytest.fixture
def shelf():
    return Shelf()


def opened(qtbot, shelf, key="residents/new", **times):
    form = Form(FIELDS, today=lambda: date(2026, 11, 24))
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    form.focus_first()
    return form, KeptDraft(form, shelf, key, **times)


def line(form, key):
    return form.rows[key].editor.stops()[0]


def test_typing_is_kept_soon_after_it_stops(qtbot, shelf):
    form, _ = opened(qtbot, shelf, after_typing=20)
    qtbot.keyClicks(line(form, "name"), "wang")
    qtbot.waitUntil(lambda: shelf.puts == 1)
    assert shelf.drafts["residents/new"]["name"] == "wang"


def test_somebody_who_types_without_a_pause_is_kept_too(qtbot, shelf):
    form, _ = opened(qtbot, shelf, after_typing=60_000, at_most=30)
    qtbot.keyClicks(line(form, "name"), "wang")
    qtbot.waitUntil(lambda: shelf.puts == 1)


def test_the_office_waits_a_second_and_three_at_most(qtbot, shelf):
    form, kept = opened(qtbot, shelf)
    qtbot.keyClicks(line(form, "name"), "w")
    assert (kept.soon.interval(), kept.latest.interval()) == (1000, 3000)
    assert kept.soon.isActive()
    assert kept.latest.isActive()


def test_a_draft_comes_back_word_for_word_and_can_be_thrown_away(qtbot, shelf):
    form, kept = opened(qtbot, shelf)
    qtbot.keyClicks(line(form, "name"), "wang")
    qtbot.keyClicks(line(form, "born"), "0230")  # not even a date yet
    qtbot.keyClicks(line(form, "note"), "abc")
    kept.keep_now()

    again, _ = opened(qtbot, shelf)
    assert [line(again, key).text() for key in ("name", "born")] == ["wang", "0230"]
    assert line(again, "note").toPlainText() == "abc"
    assert again.banner.words() == "已恢复上次未保存的内容"
    assert again.dirty
    discard = next(b for b in again.banner.findChildren(QPushButton) if b.text() == "放弃")
    discard.click()
    assert line(again, "name").text() == ""
    assert not again.dirty
    assert not again.banner.isVisible()
    assert shelf.drafts == {}


def test_passwords_are_never_kept(qtbot, shelf):
    form, kept = opened(qtbot, shelf)
    qtbot.keyClicks(line(form, "name"), "wang")
    qtbot.keyClicks(line(form, "code"), "secret")
    kept.keep_now()
    assert "secret" not in str(shelf.drafts)


def test_a_draft_goes_when_the_form_is_saved(qtbot, shelf):
    form, kept = opened(qtbot, shelf)
    qtbot.keyClicks(line(form, "name"), "wang")
    kept.keep_now()
    with qtbot.waitSignal(form.submitted):
        form.submit()
    assert shelf.drafts  # not safe before the service has said so
    form.show_error(LirenError("磁盘已满。", "请清理后再试。"))
    assert shelf.drafts
    form.saved()
    assert shelf.drafts == {}


def test_a_draft_goes_when_the_user_leaves_it(qtbot, shelf):
    form, kept = opened(qtbot, shelf)
    qtbot.keyClicks(line(form, "name"), "wang")
    kept.keep_now()
    form.leave()
    assert shelf.drafts  # only asked so far
    next(b for b in form.banner.findChildren(QPushButton) if "不保存" in b.text()).click()
    assert shelf.drafts == {}


def test_typing_taken_back_leaves_no_draft(qtbot, shelf):
    form, kept = opened(qtbot, shelf)
    qtbot.keyClicks(line(form, "name"), "w")
    kept.keep_now()
    line(form, "name").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    kept.keep_now()
    assert shelf.drafts == {}


def test_a_draft_that_arrives_after_the_first_key_does_not_undo_it(qtbot):
    class Slow(Shelf):
        def get(self, key, then):
            self.answer = then

    shelf = Slow()
    form, _ = opened(qtbot, shelf)
    qtbot.keyClicks(line(form, "name"), "li")
    shelf.answer({"name": "wang"})
    assert line(form, "name").text() == "li"


def test_every_open_form_is_kept_when_the_program_ends_suddenly(qtbot, shelf):
    one, _ = opened(qtbot, shelf, "one")
    two, _ = opened(qtbot, shelf, "two")
    opened(qtbot, shelf, "untouched")
    qtbot.keyClicks(line(one, "name"), "a")
    qtbot.keyClicks(line(two, "name"), "b")
    keep_all()
    assert sorted(shelf.drafts) == ["one", "two"]
