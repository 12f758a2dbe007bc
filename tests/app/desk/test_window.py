"""The window: keys, rooms built when visited, undo, and nothing typed is lost."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.accounts.undo import undo_step
from app.desk.window import IdleWatch
from app.grids.grids import GridText, add_grid, change_grid
from app.grids.queries import grid_choices
from tests.app.bootstrap.sitting import buttons_in
from tests.app.desk.typing_in import type_in

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def here(desk_window):
    desk_window.window.go("grids")
    return desk_window


def write_something(here):
    here.page.start_new()
    type_in(here.qtbot, QApplication.focusWidget(), "王秀芬")
    assert here.page.form.dirty


# -- rooms ------------------------------------------------------------------------------------


def test_a_room_is_built_when_it_is_first_visited_and_kept(here):
    assert here.built == ["网格"]
    here.control(Qt.Key.Key_2)
    first = here.page
    here.control(Qt.Key.Key_1)
    here.control(Qt.Key.Key_2)
    assert here.built == ["网格", "居民"]
    assert here.page is first
    assert first.reloads == 2


def test_control_and_a_number_go_to_the_rooms_in_the_sidebars_order(here):
    here.control(Qt.Key.Key_2)
    assert here.page.title == "居民"
    assert here.window.sidebar.button_of("residents").isChecked()
    here.control(Qt.Key.Key_3)  # the settings stand apart
    assert here.page.title == "居民"


def test_a_click_in_the_sidebar_goes_there_and_alt_left_comes_back(here):
    here.press("居民")
    here.press("设置")
    assert here.page.title == "设置"
    here.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert here.page.title == "居民"
    here.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert here.page.title == "网格"
    here.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert here.page.title == "网格"
    assert here.window.sidebar.button_of("grids").isChecked()


def test_a_page_may_send_the_user_to_a_record_of_another_room(here):
    here.page.go.emit("residents", "王秀芬")
    assert (here.page.title, here.page.shown) == ("居民", ["王秀芬"])
    assert here.window.sidebar.button_of("residents").isChecked()


# -- keys of the page -------------------------------------------------------------------------


def test_the_pages_keys_reach_the_page_in_sight(here):
    here.control(Qt.Key.Key_F)
    assert QApplication.focusWidget() is here.page.search
    before = here.page.reloads
    here.keys(Qt.Key.Key_F5)
    assert here.page.reloads == before + 1
    here.control(Qt.Key.Key_P)
    assert here.page.printed == 1
    here.control(Qt.Key.Key_N)
    assert here.page.drawer.isVisible()


def test_control_f_takes_the_words_already_there_so_that_typing_replaces_them(here):
    here.page.search.setText("王")
    here.control(Qt.Key.Key_F)
    assert here.page.search.selectedText() == "王"


# -- nothing typed is lost --------------------------------------------------------------------


def test_leaving_a_page_with_something_typed_asks_and_stays(here):
    write_something(here)
    here.control(Qt.Key.Key_2)
    assert here.page.title == "网格"
    assert here.window.sidebar.button_of("grids").isChecked()
    assert not here.window.sidebar.button_of("residents").isChecked()
    assert here.page.form.banner.isVisible()


def test_after_the_user_says_leave_the_form_is_gone_and_the_way_is_free(here):
    write_something(here)
    here.control(Qt.Key.Key_2)
    here.page.form.banner.leave_asked.emit()
    assert not here.page.drawer.isVisible()
    here.control(Qt.Key.Key_2)
    assert here.page.title == "居民"


def test_the_window_does_not_close_over_something_typed(here):
    write_something(here)
    assert not here.window.close()
    assert here.window.isVisible()
    here.page.form.banner.leave_asked.emit()
    with here.qtbot.waitSignal(here.window.closing):
        assert here.window.close()


def test_something_typed_in_another_room_is_not_there_to_be_lost(here):
    here.control(Qt.Key.Key_2)
    write_something(here)
    here.control(Qt.Key.Key_1)
    assert here.page.title == "居民"  # the way out leads through the question


# -- undo -------------------------------------------------------------------------------------


def names(here):
    with here.station.read() as session:
        return [choice.title for choice in grid_choices(session)]


def connect_undo(here):
    here.window.undo_asked.connect(
        lambda step: here.work.write(undo_step, step.undo_id, label=step.label)
    )


def test_control_z_takes_back_one_step_after_the_other(here):
    connect_undo(here)
    here.do(add_grid, text=GridText("01", "第一网格"))
    with here.station.read() as session:
        grid = grid_choices(session)[0].id
    here.do(partial(change_grid, grid_id=grid), text=GridText("01", "河东网格"))
    here.control(Qt.Key.Key_Z)
    here.qtbot.waitUntil(here.work.idle)
    assert names(here) == ["第一网格"]
    here.control(Qt.Key.Key_Z)
    here.qtbot.waitUntil(here.work.idle)
    assert names(here) == []
    here.control(Qt.Key.Key_Z)
    assert here.window.toast.text() == "没有可以撤销的步骤"


def test_what_was_taken_back_is_not_offered_to_be_taken_back_again(here):
    connect_undo(here)
    here.do(add_grid, text=GridText("01", "第一网格"))
    here.control(Qt.Key.Key_Z)
    here.qtbot.waitUntil(here.work.idle)
    assert names(here) == []
    here.control(Qt.Key.Key_Z)
    here.qtbot.waitUntil(here.work.idle)
    assert names(here) == []


def test_a_step_taken_back_by_mistake_can_be_brought_back_and_taken_back_again(here):
    connect_undo(here)
    here.do(add_grid, text=GridText("01", "第一网格"))
    here.control(Qt.Key.Key_Z)
    here.qtbot.waitUntil(here.work.idle)
    assert here.window.toast.text() == "撤销：登记网格：第一网格"
    here.press("恢复")
    here.qtbot.waitUntil(here.work.idle)
    assert here.window.toast.text() == "恢复：登记网格：第一网格"
    assert names(here) == ["第一网格"]
    here.control(Qt.Key.Key_Z)
    here.qtbot.waitUntil(here.work.idle)
    assert names(here) == []


def test_control_z_in_a_field_takes_back_typing_and_not_the_last_record(here):
    connect_undo(here)
    here.do(add_grid, text=GridText("01", "第一网格"))
    here.page.search.setFocus()
    type_in(here.qtbot, here.page.search, "abc")
    here.control(Qt.Key.Key_Z)
    here.qtbot.waitUntil(here.work.idle)
    assert names(here) == ["第一网格"]
    assert here.page.search.text() == ""


# -- the rest ---------------------------------------------------------------------------------


def test_the_demo_says_over_every_page_that_it_is_made_up(here):
    assert "演示数据" not in here.words()
    here.window.show_demo_banner()
    here.window.go("residents")
    assert "演示数据：这里的人和事都是编的" in here.words()


def test_title_sidebar_and_status_bar_say_whose_window_it_is(here):
    assert here.window.windowTitle() == "人民里社区 — 里仁"
    words = here.words()
    for said in ("人民里社区", "海港区文化路街道", "书记 · 赵敏", "本程序不联网"):
        assert said in words
    here.window.status.set_note("今日已备份")
    assert "今日已备份" in here.words()


def test_the_status_bar_leads_to_what_was_done_last(here):
    here.window.status.set_link("上次报送 11-20 第 17 包")
    with here.qtbot.waitSignal(here.window.status.link_asked):
        here.press("上次报送 11-20 第 17 包")
    here.window.status.set_link("")
    assert "第 17 包" not in " ".join(button.text() for button in buttons_in(here.window.status))


def test_the_lock_in_the_status_bar_asks_for_the_lock(here):
    with here.qtbot.waitSignal(here.window.lock_asked):
        here.press("锁屏")


def test_nobody_at_the_desk_is_noticed_and_a_key_begins_the_count_again(here):
    watch = IdleWatch(1, here.window)
    watch._timer.setInterval(60)
    with here.qtbot.waitSignal(watch.idle):
        watch._timer.start()
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(here.page, event)
    assert watch._timer.isActive()


def test_zero_minutes_mean_that_the_screen_never_locks_by_itself(here):
    watch = IdleWatch(0, here.window)
    here.keys(Qt.Key.Key_A)
    assert not watch._timer.isActive()
