"""The plan with its outlines: chosen with mouse and keys, drawn, changed, refused, taken back."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication

from app.desk import theme
from app.desk.outline_geometry import area
from app.desk.outline_map import OutlineMap
from app.desk.outline_paint import Outline, Spot
from tests.app.desk.typing_in import press

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
CONTROL = Qt.KeyboardModifier.ControlModifier
FIRST = Outline("01", "第一网格", ((0.1, 0.1), (0.4, 0.1), (0.4, 0.5), (0.1, 0.5)), "12 件", 0.8)
SECOND = Outline("02", "第二网格", ((0.5, 0.1), (0.9, 0.1), (0.9, 0.5), (0.5, 0.5)), "3 件", 0.2)
EMPTY = Outline("03", "第三网格", ())
TRIANGLE = ((0.2, 0.55), (0.6, 0.55), (0.4, 0.7))


@pytest.fixture
def plan(qtbot, qapp):
    theme.apply_theme(qapp, dark=False)
    made = OutlineMap()
    made.set_plan(None, height=0.75)
    made.set_outlines([FIRST, SECOND, EMPTY])
    made.told = []
    made.edited.connect(lambda key, points: made.told.append((key, points)))
    qtbot.addWidget(made)
    made.resize(840, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def spot(plan, place):
    return plan.view.on_screen(place).toPoint()


def click(qtbot, plan, place, button=LEFT, off=(0, 0)):
    where = spot(plan, place) + QPoint(*off)
    qtbot.mouseMove(plan.view.viewport(), where)
    qtbot.mouseClick(plan.view.viewport(), button, pos=where)


def drag(plan, start, end, off=(0, 0)):
    view = plan.view.viewport()
    begin, over = spot(plan, start), spot(plan, end) + QPoint(*off)
    for kind, where, button, held in (
        (QEvent.Type.MouseButtonPress, begin, LEFT, LEFT),
        (QEvent.Type.MouseMove, (begin + over) / 2, Qt.MouseButton.NoButton, LEFT),
        (QEvent.Type.MouseMove, over, Qt.MouseButton.NoButton, LEFT),
        (QEvent.Type.MouseButtonRelease, over, LEFT, Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(
            kind, where, view.mapToGlobal(where), button, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(view, event)


def draw(qtbot, plan, places, key="03"):
    plan.edit(key)
    for place in places:
        click(qtbot, plan, place)


def corners(plan):
    return plan.editing.draft.points


def near(place):
    """Within a pixel of this window."""
    return pytest.approx(place, abs=0.0013)


# -- looking ----------------------------------------------------------------------------------


def test_a_click_chooses_an_outline_and_says_where(qtbot, plan):
    with qtbot.waitSignal(plan.clicked_at) as where, qtbot.waitSignal(plan.chosen) as chosen:
        click(qtbot, plan, (0.2, 0.2))
    assert chosen.args == ["01"]
    assert where.args == near([0.2, 0.2])


def test_a_click_beside_all_outlines_chooses_none(qtbot, plan):
    with qtbot.assertNotEmitted(plan.chosen):
        click(qtbot, plan, (0.45, 0.7))


def test_the_smaller_of_two_outlines_on_each_other_is_chosen(qtbot, plan):
    inner = Outline("小", "花园", ((0.2, 0.2), (0.3, 0.2), (0.3, 0.3)))
    plan.set_outlines([inner, FIRST])
    with qtbot.waitSignal(plan.chosen) as told:
        click(qtbot, plan, (0.28, 0.22))
    assert told.args == ["小"]


def test_dragging_moves_the_plan_and_chooses_nothing(qtbot, plan):
    plan.view.zoom_by(4)
    before = spot(plan, (0.2, 0.2))
    with qtbot.assertNotEmitted(plan.chosen):
        drag(plan, (0.5, 0.4), (0.45, 0.35))
    assert spot(plan, (0.2, 0.2)) != before


def test_pointing_at_an_outline_tells_its_name_and_value(qtbot, plan):
    qtbot.mouseMove(plan.view.viewport(), spot(plan, (0.2, 0.2)))
    qtbot.waitUntil(lambda: plan.view.viewport().toolTip() == "第一网格 12 件")
    qtbot.mouseMove(plan.view.viewport(), spot(plan, (0.45, 0.7)))
    qtbot.waitUntil(lambda: plan.view.viewport().toolTip() == "")


def test_a_spot_is_chosen_before_the_outline_it_lies_in(qtbot, plan):
    plan.set_outlines([FIRST], [Spot("事项", (0.2, 0.2), "东门堆物")])
    shown = plan.view.viewport().grab().toImage()
    assert shown.pixelColor(spot(plan, (0.2, 0.2))) == theme.colour("late")
    with qtbot.waitSignal(plan.spot_chosen) as told, qtbot.assertNotEmitted(plan.chosen):
        click(qtbot, plan, (0.2, 0.2), off=(3, 3))
    assert told.args == ["事项"]
    qtbot.waitUntil(lambda: plan.view.viewport().toolTip() == "东门堆物")


def test_the_keys_go_through_the_outlines_and_enter_chooses(qtbot, plan):
    plan.view.setFocus()
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Right)
    assert plan.view.accessibleDescription() == "第二网格 3 件"
    with qtbot.waitSignal(plan.chosen) as told:
        press(qtbot, Qt.Key.Key_Return)
    assert told.args == ["02"]


def test_the_darker_shade_is_the_higher_value(plan):
    shown = plan.view.viewport().grab().toImage()
    high, low = (shown.pixelColor(spot(plan, place)) for place in ((0.15, 0.45), (0.85, 0.45)))
    assert high.lightness() < low.lightness() < QColor("white").lightness()


def test_the_whole_plan_is_shown_in_its_own_proportions(plan):
    image = QImage(400, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    plan.set_plan(image)
    assert plan.view.height_of_plan == 0.25
    corner = spot(plan, (1, 0.25))
    room = plan.view.viewport().rect()
    assert corner.x() == pytest.approx(room.width(), abs=2)
    assert corner.y() < room.height()
    shown = plan.view.viewport().grab().toImage()
    assert shown.pixelColor(spot(plan, (0.95, 0.2))) == QColor("red")


def test_zooming_and_back_to_the_whole(qtbot, plan):
    whole = plan.view.zoom
    plan.view.zoom_in()
    assert plan.view.zoom > whole
    plan.view.setFocus()
    press(qtbot, Qt.Key.Key_0)
    assert plan.view.zoom == pytest.approx(whole)


# -- drawing ----------------------------------------------------------------------------------


def test_three_clicks_and_one_on_the_first_corner_draw_an_outline(qtbot, plan):
    draw(qtbot, plan, TRIANGLE)
    assert plan.hint.text() == "点回第一个角即可闭合；右键退回一个角"
    click(qtbot, plan, TRIANGLE[0], off=(4, 3))
    assert plan.editing.draft.closed
    with qtbot.waitSignal(plan.edit_ended):
        qtbot.mouseClick(plan.done, LEFT)
    ((key, points),) = plan.told
    assert key == "03"
    assert points == [near(list(corner)) for corner in TRIANGLE]
    assert not plan.done.isVisible()


def test_enter_closes_and_ends(qtbot, plan):
    draw(qtbot, plan, TRIANGLE)
    press(qtbot, Qt.Key.Key_Return)
    assert len(plan.told[0][1]) == 3


def test_a_corner_near_a_neighbours_corner_is_exactly_there(qtbot, plan):
    plan.edit("03")
    click(qtbot, plan, (0.4, 0.5), off=(5, 5))
    click(qtbot, plan, (0.25, 0.5), off=(0, 6))
    click(qtbot, plan, (0.0, 0.6), off=(6, 0))
    assert corners(plan)[0] == (0.4, 0.5)
    assert corners(plan)[1][1] == 0.5
    assert corners(plan)[2][0] == 0.0


def test_a_corner_farther_away_stays_where_it_was_put(qtbot, plan):
    plan.edit("03")
    click(qtbot, plan, (0.4, 0.5), off=(12, 12))
    assert corners(plan)[0] != (0.4, 0.5)


def test_a_corner_that_would_cross_the_line_is_refused_with_the_reason(qtbot, plan):
    draw(qtbot, plan, [(0.2, 0.55), (0.6, 0.72), (0.6, 0.55), (0.2, 0.72)])
    assert len(corners(plan)) == 3
    assert "互相交叉" in plan.hint.text()
    assert plan.hint.property("role") == "error"


def test_an_outline_that_would_cross_itself_in_closing_is_refused_and_stays_open(qtbot, plan):
    spiral = [(0.4, 0.62), (0.5, 0.62), (0.5, 0.54), (0.2, 0.54), (0.2, 0.7), (0.7, 0.7)]
    draw(qtbot, plan, [*spiral, (0.7, 0.58)])
    for end in (lambda: press(qtbot, Qt.Key.Key_Return), lambda: click(qtbot, plan, spiral[0])):
        end()
        assert "互相交叉" in plan.hint.text()
        assert len(corners(plan)) == 7
    assert plan.told == []


def test_too_few_corners_cannot_be_ended(qtbot, plan):
    draw(qtbot, plan, TRIANGLE[:2])
    assert not plan.done.isEnabled()
    press(qtbot, Qt.Key.Key_Return)
    assert "三个角" in plan.hint.text()
    assert plan.told == []


def test_the_right_button_takes_the_last_corner_back(qtbot, plan):
    draw(qtbot, plan, TRIANGLE)
    click(qtbot, plan, (0.8, 0.7), RIGHT)
    assert len(corners(plan)) == 2


def test_escape_leaves_everything_as_it_was(qtbot, plan):
    plan.edit("01")
    drag(plan, (0.4, 0.5), (0.45, 0.6))
    with qtbot.waitSignal(plan.edit_ended):
        press(qtbot, Qt.Key.Key_Escape)
    assert plan.told == []
    assert plan.view.outlines[0] == FIRST


# -- changing ---------------------------------------------------------------------------------


def test_a_corner_is_dragged_and_snaps_to_the_neighbour(qtbot, plan):
    plan.edit("01")
    drag(plan, (0.4, 0.5), (0.5, 0.5), off=(-6, 4))
    assert corners(plan)[2] == (0.5, 0.5)
    press(qtbot, Qt.Key.Key_Return)
    assert plan.told[0][1][2] == [0.5, 0.5]


def test_the_dot_on_an_edge_is_dragged_out_to_a_new_corner(plan):
    plan.edit("01")
    drag(plan, (0.25, 0.5), (0.25, 0.65))
    assert len(corners(plan)) == 5
    assert corners(plan)[3] == near((0.25, 0.65))


def test_the_right_button_takes_a_corner_out_down_to_three(qtbot, plan):
    plan.edit("01")
    click(qtbot, plan, (0.4, 0.5), RIGHT)
    assert len(corners(plan)) == 3
    click(qtbot, plan, (0.4, 0.1), RIGHT)
    assert len(corners(plan)) == 3
    assert "三个角" in plan.hint.text()


def test_delete_takes_out_the_corner_that_was_clicked(qtbot, plan):
    plan.edit("01")
    click(qtbot, plan, (0.4, 0.5))
    press(qtbot, Qt.Key.Key_Delete)
    assert (0.4, 0.5) not in corners(plan)


def test_a_click_beside_the_middle_of_a_corner_does_not_push_it(qtbot, plan):
    plan.edit("01")
    click(qtbot, plan, (0.4, 0.5), off=(4, 3))
    click(qtbot, plan, (0.25, 0.5), off=(2, 2))
    assert corners(plan) == FIRST.points


def test_a_corner_dragged_across_the_other_side_springs_back(plan):
    plan.edit("01")
    drag(plan, (0.4, 0.5), (0.05, 0.3))
    assert corners(plan) == FIRST.points
    assert "互相交叉" in plan.hint.text()


def test_steps_are_taken_back_and_done_again_with_keys_and_buttons(qtbot, plan):
    plan.edit("01")
    drag(plan, (0.4, 0.5), (0.45, 0.6))
    drag(plan, (0.1, 0.5), (0.1, 0.6))
    after = corners(plan)
    press(qtbot, Qt.Key.Key_Z, CONTROL)
    qtbot.mouseClick(plan.undo, LEFT)
    assert corners(plan) == FIRST.points
    assert not plan.undo.isEnabled()
    qtbot.mouseClick(plan.redo, LEFT)
    plan.view.setFocus()
    press(qtbot, Qt.Key.Key_Y, CONTROL)
    assert corners(plan) == after


def test_ctrl_z_while_drawing_is_not_the_windows_undo(qtbot, plan):
    taken = []
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), plan)
    shortcut.activated.connect(lambda: taken.append(True))
    plan.edit("01")
    drag(plan, (0.4, 0.5), (0.45, 0.6))
    press(qtbot, Qt.Key.Key_Z, CONTROL)
    assert corners(plan) == FIRST.points
    assert not taken
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_Z, CONTROL)
    assert taken


def test_while_one_is_drawn_a_click_chooses_nothing(qtbot, plan):
    plan.edit("03")
    with qtbot.assertNotEmitted(plan.chosen):
        click(qtbot, plan, (0.7, 0.3))


def test_beginning_another_outline_leaves_the_first_as_it_was(qtbot, plan):
    plan.edit("01")
    drag(plan, (0.4, 0.5), (0.45, 0.6))
    plan.edit("02")
    assert corners(plan) == SECOND.points
    assert plan.told == []
    press(qtbot, Qt.Key.Key_Return)
    ((key, points),) = plan.told
    assert key == "02"
    assert area(points) == pytest.approx(area(SECOND.points))
