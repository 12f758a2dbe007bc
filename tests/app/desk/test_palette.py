"""The palette: anything is found by a few letters."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.bootstrap.finding import RecordFinder
from app.desk.palette import PaletteEntry
from tests.app.desk.typing_in import type_in
from tests.builders import a_resident


@pytest.fixture
def here(desk_window):
    desk_window.window.go("grids")
    desk_window.control(Qt.Key.Key_K)
    return desk_window


def titles(here):
    return [entry.title for entry in here.palette.model.entries]


def chosen(here):
    return here.palette.list.currentIndex().data()


def type_text(here, text):
    type_in(here.qtbot, QApplication.focusWidget(), text)


def entry(title, run=None):
    return PaletteEntry("查人", title, run or list, "3-2-301")


def test_control_k_opens_it_with_every_room_and_command(here):
    assert here.palette.isVisible()
    assert QApplication.focusWidget() is here.palette.field
    assert titles(here) == ["网格", "居民", "设置", "登记议题", "锁屏"]


def test_chinese_letters_find_a_room_and_enter_goes_there(here):
    type_text(here, "居民")
    assert titles(here) == ["居民"]
    here.keys(Qt.Key.Key_Return)
    assert not here.palette.isVisible()
    assert here.page.title == "居民"


def test_initials_find_a_command_in_capitals_too(here):
    type_text(here, "DJYT")
    assert titles(here) == ["登记议题"]
    here.keys(Qt.Key.Key_Enter)
    assert here.ran == ["登记议题"]


def test_the_arrows_go_through_the_list_and_round(here):
    assert chosen(here) == "网格"
    here.keys(Qt.Key.Key_Down)
    assert chosen(here) == "居民"
    here.keys(Qt.Key.Key_Up)
    here.keys(Qt.Key.Key_Up)
    assert chosen(here) == "锁屏"
    here.keys(Qt.Key.Key_Return)
    assert here.ran == ["锁屏"]


def test_escape_closes_it_and_runs_nothing(here):
    here.keys(Qt.Key.Key_Escape)
    assert not here.palette.isVisible()
    assert here.ran == []
    assert here.page.title == "网格"


def test_the_focus_goes_back_to_where_it_was(here):
    here.keys(Qt.Key.Key_Escape)
    here.control(Qt.Key.Key_F)
    here.control(Qt.Key.Key_K)
    here.keys(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is here.page.search


def test_a_click_beside_it_closes_it(here):
    here.qtbot.mouseClick(here.page.search, Qt.MouseButton.LeftButton)
    assert not here.palette.isVisible()


def test_a_click_on_an_entry_runs_it(here):
    spot = here.palette.list.visualRect(here.palette.model.index(4)).center()
    here.qtbot.mouseClick(here.palette.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert here.ran == ["锁屏"]


def test_what_was_used_last_stands_first_the_next_time(here):
    type_text(here, "锁屏")
    here.keys(Qt.Key.Key_Return)
    here.control(Qt.Key.Key_K)
    assert titles(here)[0] == "锁屏"
    assert here.palette.field.text() == ""


def test_nothing_found_is_said_in_words(here):
    type_text(here, "qqqq")
    here.qtbot.waitUntil(lambda: here.asked == ["qqqq"])
    assert "没有" not in here.words()  # not before the records were asked
    here.answers[0]([])
    assert "没有找到“qqqq”" in here.words()
    here.keys(Qt.Key.Key_Return)
    assert here.palette.isVisible()


def test_records_are_asked_for_once_after_the_typing_and_stand_first(here):
    type_text(here, "jm")
    here.qtbot.waitUntil(lambda: bool(here.asked))
    assert here.asked == ["jm"]
    here.answers[0]([entry("蒋敏")])
    assert titles(here) == ["蒋敏", "居民"]
    assert chosen(here) == "蒋敏"


def test_an_answer_to_older_letters_is_passed_over(here):
    type_text(here, "z")
    here.qtbot.waitUntil(lambda: len(here.asked) == 1)
    type_text(here, "w")
    here.answers[0]([entry("赵敏")])
    assert "赵敏" not in titles(here)
    here.qtbot.waitUntil(lambda: len(here.asked) == 2)
    here.answers[1]([entry("张伟")])
    assert titles(here) == ["张伟"]


def test_an_answer_after_it_was_closed_changes_nothing(here):
    type_text(here, "z")
    here.qtbot.waitUntil(lambda: len(here.asked) == 1)
    here.keys(Qt.Key.Key_Escape)
    here.answers[0]([entry("赵敏")])
    assert "赵敏" not in titles(here)
    assert not here.palette.isVisible()


def test_a_choice_already_moved_to_stays_when_the_records_come(here):
    type_text(here, "s")
    here.qtbot.waitUntil(lambda: bool(here.asked))
    assert titles(here) == ["设置", "锁屏"]
    here.keys(Qt.Key.Key_Down)
    here.answers[0]([entry("孙丽")])
    assert titles(here) == ["孙丽", "设置", "锁屏"]
    assert chosen(here) == "锁屏"


def test_a_resident_of_a_real_station_is_found_by_initials_and_opened(here):
    made = a_resident(here.station, "王秀芬", "3-2-301", phone="13933501234")
    a_resident(here.station, "李建国", "3-2-302")
    went = []
    rooms = frozenset({"residents"})
    finder = RecordFinder(here.work, here.station.actor, lambda *to: went.append(to), rooms)
    here.palette._provider = finder.find
    type_text(here, "wxf")
    here.qtbot.waitUntil(lambda: titles(here) == ["王秀芬"])
    shown = here.palette.model.entries[0]
    assert "3-2-301" in shown.detail
    assert "13933501234" not in shown.detail  # a list on the screen masks numbers
    here.keys(Qt.Key.Key_Return)
    assert went == [("residents", made)]
