"""The toast: what was done, and the one thing to do about it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.desk.toast import SHOWN_FOR
from app.grids.grids import GridText, add_grid
from app.grids.queries import grid_choices


@pytest.fixture
def here(desk_window):
    desk_window.window.go("grids")
    return desk_window


def buttons(here):
    return [b.text() for b in here.window.toast.findChildren(QPushButton) if b.isVisible()]


def test_what_was_saved_is_said_with_a_way_back(here):
    here.do(add_grid, text=GridText("01", "第一网格"))
    assert here.window.toast.isVisible()
    assert here.window.toast.text() == "登记网格：第一网格"
    assert buttons(here) == ["撤销"]


def test_its_button_takes_the_step_back_and_hides_it(here):
    here.window.undo_asked.connect(here.asked.append)
    here.do(add_grid, text=GridText("01", "第一网格"))
    here.press("撤销")
    assert not here.window.toast.isVisible()
    assert [step.label for step in here.asked] == ["登记网格：第一网格"]
    with here.station.read() as session:
        assert len(grid_choices(session)) == 1  # the window asks; the program undoes


def test_what_cannot_be_taken_back_offers_nothing(here):
    here.window.toast.say("已备份并核对")
    assert buttons(here) == []


def test_a_newer_message_takes_the_place_of_the_older(here):
    here.window.toast.say("第一", "撤销", list)
    here.window.toast.say("第二")
    assert here.window.toast.text() == "第二"
    assert buttons(here) == []


def test_it_goes_after_ten_seconds(here):
    assert SHOWN_FOR == 10_000
    here.window.toast._timer.setInterval(30)
    here.window.toast.say("已保存")
    here.qtbot.waitUntil(lambda: not here.window.toast.isVisible())


def test_it_stays_inside_the_window_and_follows_it(here):
    here.window.toast.say("很长的一句话" * 60, "撤销", list)
    toast = here.window.toast
    assert toast.text().endswith("…")
    for width in (1366, 1200):
        here.window.resize(width, 700)
        here.qtbot.waitUntil(lambda: here.window.rect().contains(toast.geometry()))
    middle = toast.geometry().center().x()
    assert abs(middle - here.window.width() // 2) < 4


def test_it_does_not_take_the_focus_from_what_is_typed(here):
    here.control(Qt.Key.Key_F)
    here.window.toast.say("已保存", "撤销", list)
    assert here.page.search.hasFocus()
