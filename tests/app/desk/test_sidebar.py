"""The sidebar: rooms with what waits in them, folded or not."""

import pytest
from PySide6.QtCore import QSize, Qt

from app.desk import theme
from app.desk.machine_memory import MachineMemory
from app.desk.navigation import Room
from app.desk.page import Page
from app.desk.sidebar import Sidebar
from app.settings import RECENT_STATIONS, TEXT_SCALE

ROOMS = (
    Room("grids", "网格", "layout-grid", lambda: Page("网格")),
    Room("council", "议事", "messages-square", lambda: Page("议事")),
    Room("settings", "设置", "settings", lambda: Page("设置"), at_bottom=True),
)


@pytest.fixture
def sidebar(qtbot, qapp):
    theme.apply_theme(qapp, dark=False)
    made = Sidebar(ROOMS, "人民里社区", "海港区文化路街道")
    qtbot.addWidget(made)
    made.resize(QSize(200, 640))
    made.show()
    return made


def pill_of(sidebar, key):
    return sidebar.button_of(key)._count


def test_what_waits_is_counted_beside_the_room(sidebar):
    sidebar.set_waiting("council", 7)
    assert pill_of(sidebar, "council").isVisible()
    assert pill_of(sidebar, "council").text() == "7"
    assert not pill_of(sidebar, "grids").isVisible()
    sidebar.set_waiting("council", 0)
    assert not pill_of(sidebar, "council").isVisible()


def test_more_than_ninety_nine_are_not_counted_out(sidebar):
    sidebar.set_waiting("council", 99)
    assert pill_of(sidebar, "council").text() == "99"
    sidebar.set_waiting("council", 100)
    assert pill_of(sidebar, "council").text() == "99+"


def test_folding_leaves_icons_whose_tips_say_the_words(qtbot, sidebar):
    sidebar.set_waiting("council", 3)
    qtbot.mouseClick(sidebar._fold, Qt.MouseButton.LeftButton)
    assert sidebar.width() == theme.size("sidebar_folded")
    assert sidebar.button_of("council").text() == ""
    assert "议事" in sidebar.button_of("council").toolTip()
    assert sidebar.button_of("council").accessibleName() == "议事"
    assert not pill_of(sidebar, "council").isVisible()


def test_a_folded_sidebar_still_tells_that_something_waits(qtbot, sidebar):
    sidebar.set_folded(True)
    sidebar.set_waiting("council", 3)
    assert sidebar.button_of("council").toolTip() == "议事（Ctrl+2）\n待办 3"
    sidebar.set_waiting("council", 0)
    assert sidebar.button_of("council").toolTip() == "议事（Ctrl+2）"


def test_unfolding_brings_words_and_counts_back(qtbot, sidebar):
    sidebar.set_folded(True)
    sidebar.set_waiting("council", 3)
    sidebar.set_folded(False)
    assert sidebar.button_of("council").text().strip() == "议事"
    assert pill_of(sidebar, "council").isVisible()
    assert sidebar.width() == theme.size("sidebar")


def test_the_settings_stand_at_the_bottom_and_have_no_number(sidebar):
    assert sidebar.button_of("settings").y() > sidebar.button_of("council").y() + 200
    assert sidebar.button_of("settings").toolTip() == "设置"
    assert sidebar.button_of("grids").toolTip() == "网格（Ctrl+1）"


def test_a_long_name_of_the_office_is_cut_and_told_in_the_tip(sidebar):
    long = "秦皇岛市海港区文化路街道人民里第一社区居民委员会"
    sidebar.set_office(long, "海港区")
    assert sidebar._office.text().endswith("…")
    assert sidebar._office.toolTip() == long


def test_a_click_chooses_a_room(qtbot, sidebar):
    with qtbot.waitSignal(sidebar.chosen) as told:
        qtbot.mouseClick(sidebar.button_of("council"), Qt.MouseButton.LeftButton)
    assert told.args == ["council"]
    with qtbot.waitSignal(sidebar.find_asked):
        qtbot.mouseClick(sidebar._find, Qt.MouseButton.LeftButton)


# -- what this PC remembers -------------------------------------------------------------------


def test_this_pc_remembers_what_it_was_told(tmp_path):
    ini = str(tmp_path / "这台电脑.ini")
    MachineMemory(ini).put("window/folded", True)
    MachineMemory(ini).put_setting(TEXT_SCALE, 1.25)
    again = MachineMemory(ini)
    assert again.get("window/folded") is True
    assert again.setting(TEXT_SCALE) == 1.25
    assert again.get("never told") is None


def test_an_unreadable_memory_counts_as_nothing(tmp_path):
    ini = tmp_path / "这台电脑.ini"
    ini.write_text('[look]\ntext_scale=not json at all\n[window]\nfolded="{"\n', "utf-8")
    memory = MachineMemory(str(ini))
    assert memory.setting(TEXT_SCALE) == TEXT_SCALE.default
    assert memory.get("window/folded") is None


def test_recent_stations_stand_once_and_the_last_one_first(tmp_path):
    memory = MachineMemory(str(tmp_path / "m.ini"))
    for name in [*"abcdefghij", "c"]:
        memory.remember_station(RECENT_STATIONS, name)
    assert memory.setting(RECENT_STATIONS) == list("cjihgfed")
