"""Chips: one is chosen by mouse or arrows, each says how many stand behind it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.desk.chips import ChipBar
from app.desk.fields import Choice

WORDS = (Choice("waiting", "待响应"), Choice("open", "在办"), Choice("all", "全部"))


@pytest.fixture
def bar(qtbot):
    made = ChipBar(WORDS)
    qtbot.addWidget(made)
    made.show()
    return made


def chips(bar):
    return bar.findChildren(QPushButton)


def test_the_first_is_chosen_at_the_start_and_a_click_chooses_another(bar, qtbot):
    assert bar.value() == "waiting"
    with qtbot.waitSignal(bar.chosen) as told:
        qtbot.mouseClick(chips(bar)[2], Qt.MouseButton.LeftButton)
    assert told.args == ["all"]
    assert bar.value() == "all"


def test_arrows_go_from_chip_to_chip_and_stop_at_the_ends(bar, qtbot):
    chosen = []
    bar.chosen.connect(chosen.append)
    chips(bar)[0].setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(bar, key)
    assert chosen == ["open", "all", "open"]


def test_choosing_by_program_is_silent(bar, qtbot):
    with qtbot.assertNotEmitted(bar.chosen):
        bar.choose("open")
    assert bar.value() == "open"


def test_counts_stand_behind_the_words_and_late_ones_are_marked_unless_zero(bar):
    bar.set_counts({"waiting": 3, "open": 12}, frozenset({"waiting", "open"}))
    assert [chip.text() for chip in chips(bar)] == ["待响应 3", "在办 12", "全部"]
    assert chips(bar)[0].property("late")
    bar.set_counts({"waiting": 0}, frozenset({"waiting"}))
    assert not chips(bar)[0].property("late")
