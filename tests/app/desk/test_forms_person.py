"""Finding a person while typing."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.desk.forms import Candidate, Field
from tests.app.desk.typing_in import focused, opened, press, stop, type_in

PEOPLE = (
    Candidate("r1", "张伟", "3 栋 2 单元 · …1234"),
    Candidate("r2", "张卫国", "5 栋 1 单元 · …8000"),
)


class Search:
    """Answers when the test says so."""

    def __init__(self):
        self.asked = []

    def __call__(self, text, then):
        self.asked.append((text, then))

    def answer(self, n, people):
        self.asked[n][1](people)


@pytest.fixture
def search():
    return Search()


@pytest.fixture
def picker(qtbot, search):
    who = Field("who", "提议人", "person", find=search, required=True)
    return opened(qtbot, [who, Field("x", "附注")])


def found(form):
    shown = form.rows["who"].editor.list
    return [shown.item(n).text() for n in range(shown.count())] if shown.isVisible() else []


def test_a_person_is_found_while_typing_and_taken_with_enter(qtbot, picker, search):
    type_in(qtbot, QApplication.focusWidget(), "zw")
    qtbot.waitUntil(lambda: bool(search.asked))
    assert [text for text, _ in search.asked] == ["zw"]  # one question, not one a letter
    search.answer(0, PEOPLE)
    assert found(picker) == ["张伟　3 栋 2 单元 · …1234", "张卫国　5 栋 1 单元 · …8000"]
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    assert picker.values()["who"] == "r2"
    assert stop(picker, "who").text() == "张卫国"
    assert focused(picker) == "x"
    assert found(picker) == []


def test_enter_before_the_answer_waits_for_it_instead_of_guessing(qtbot, picker, search):
    type_in(qtbot, QApplication.focusWidget(), "zw")
    press(qtbot, Qt.Key.Key_Return)
    assert focused(picker) == "who"
    search.answer(0, PEOPLE)
    press(qtbot, Qt.Key.Key_Return)
    assert picker.values()["who"] == "r1"


def test_an_answer_to_an_older_question_is_passed_over(qtbot, picker, search):
    type_in(qtbot, QApplication.focusWidget(), "z")
    qtbot.waitUntil(lambda: len(search.asked) == 1)
    type_in(qtbot, QApplication.focusWidget(), "w")
    search.answer(0, PEOPLE)
    assert found(picker) == []
    qtbot.waitUntil(lambda: len(search.asked) == 2)
    search.answer(1, PEOPLE[:1])
    assert len(found(picker)) == 1


def test_letters_still_in_the_input_method_do_not_search(qtbot, picker, search):
    line = QApplication.focusWidget()
    QApplication.sendEvent(line, QInputMethodEvent("zhang", []))
    assert line.text() == ""
    assert not picker.rows["who"].editor._timer.isActive()
    done = QInputMethodEvent("", [])
    done.setCommitString("张")
    QApplication.sendEvent(line, done)
    qtbot.waitUntil(lambda: [text for text, _ in search.asked] == ["张"])


def test_a_name_nobody_was_chosen_for_is_not_taken(qtbot, picker, search):
    type_in(qtbot, QApplication.focusWidget(), "某人")
    qtbot.waitUntil(lambda: bool(search.asked))
    search.answer(0, [])
    assert found(picker) == ["没有找到，请换个写法，或先登记此人"]
    picker.submit()
    assert picker.rows["who"].said == "请从找到的人里选一位"


def test_escape_closes_the_found_first(qtbot, picker, search):
    type_in(qtbot, QApplication.focusWidget(), "z")
    qtbot.waitUntil(lambda: bool(search.asked))
    search.answer(0, PEOPLE)
    press(qtbot, Qt.Key.Key_Escape)
    assert found(picker) == []
    assert picker.banner.words() == ""


def test_an_answer_after_the_form_is_gone_does_no_harm(qtbot, search):
    form = opened(qtbot, [Field("who", "提议人", "person", find=search)])
    type_in(qtbot, QApplication.focusWidget(), "z")
    qtbot.waitUntil(lambda: bool(search.asked))
    form.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    search.answer(0, PEOPLE)
