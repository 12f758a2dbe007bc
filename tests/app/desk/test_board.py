"""The board: cards in columns, moved only where they may be."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.desk import theme
from app.desk.board import MIME, Board, Card, Column, ColumnFrame
from tests.app.desk.a_window import words_in
from tests.app.desk.typing_in import press

COLUMNS = (("new", "待受理"), ("empty", "待议"), ("done", "已结"))
WHY = "还没有公示结果，不能结案"


def why_not(card_id, column):
    return WHY if column == "done" else None


@pytest.fixture
def board(qtbot, qapp):
    theme.apply_theme(qapp, dark=False)
    made = Board(COLUMNS, why_not)
    made.set_columns(
        (
            Column("new", "待受理", (Card(1, "停车位", "王秀芬", "待受理"), Card(2, "路灯"))),
            Column("done", "已结", (Card(3, "水箱", "李建国", "已公示", "good"),)),
        )
    )
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.settle = lambda: qtbot.waitUntil(lambda: all(f.isVisible() for f in all_cards(made)))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def all_cards(board):
    return [frame for frames in board._frames for frame in frames]


def frames(board):
    return {frame.key: frame for frame in board.findChildren(ColumnFrame)}


def focused(board):
    return QApplication.focusWidget().card.id


def data():
    carried = QMimeData()
    carried.setData(MIME, b"1")
    return carried


def drag_over(board, column):
    board.dragged = board.frame_of(1).card
    carried = data()
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.MoveAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(frames(board)[column], event)


def drop_on(board, column):
    carried = data()
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.MoveAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(frames(board)[column], event)


def test_columns_show_their_cards_and_how_many(board):
    assert words_in(frames(board)["new"]).split() == "待受理 2 停车位 王秀芬 待受理 路灯".split()
    assert words_in(frames(board)["empty"]).split() == ["待议", "0"]
    assert words_in(frames(board)["done"]).split() == "已结 1 水箱 李建国 已公示".split()


def test_other_cards_take_the_place_of_those_before(board):
    board.set_columns((Column("empty", "待议", (Card(9, "电梯"),)),))
    board.settle()
    assert words_in(frames(board)["new"]).split() == ["待受理", "0"]
    assert words_in(frames(board)["empty"]).split() == ["待议", "1", "电梯"]
    assert board.frame_of(1) is None


def test_a_click_opens_a_card_and_a_press_that_slips_away_does_not(qtbot, board):
    card = board.frame_of(2)
    with qtbot.waitSignal(board.opened) as told:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert told.args == [2]
    with qtbot.assertNotEmitted(board.opened):
        qtbot.mousePress(card, Qt.MouseButton.LeftButton)
        qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(-20, -20))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_opens_the_card_that_has_the_focus(qtbot, board, key):
    board.frame_of(1).setFocus()
    with qtbot.waitSignal(board.opened) as told:
        press(qtbot, key)
    assert told.args == [1]


def test_the_arrows_go_from_card_to_card_over_empty_columns(qtbot, board):
    board.frame_of(1).setFocus()
    for key, lands in (
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_Right, 3),
        (Qt.Key.Key_Right, 3),
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_Up, 1),
    ):
        press(qtbot, key)
        assert focused(board) == lands


def test_the_focus_stays_on_its_card_when_the_board_is_read_again(board):
    board.frame_of(2).setFocus()
    board.set_columns((Column("empty", "待议", (Card(1, "停车位"), Card(2, "路灯"))),))
    board.settle()
    assert focused(board) == 2


def test_the_card_in_the_drawer_is_marked_and_only_that_one(board):
    board.mark(1)
    board.mark(2)
    roles = {number: board.frame_of(number).property("role") for number in (1, 2, 3)}
    assert roles == {1: "card", 2: "chosen", 3: "card"}
    board.mark(None)
    assert board.frame_of(2).property("role") == "card"


def test_the_mark_stays_when_the_board_is_read_again(board):
    board.mark(2)
    board.set_columns((Column("new", "待受理", (Card(2, "路灯"), Card(4, "楼道灯"))),))
    assert board.frame_of(2).property("role") == "chosen"
    assert board.frame_of(4).property("role") == "card"


def test_a_card_may_be_dropped_where_nothing_stands_against_it(qtbot, board):
    drag_over(board, "empty")
    with qtbot.waitSignal(board.move_asked) as told:
        drop_on(board, "empty")
    assert told.args == [1, "empty"]


def test_where_a_card_may_not_go_the_column_says_why_until_it_is_gone(qtbot, board):
    drag_over(board, "done")
    assert WHY in words_in(frames(board)["done"])
    QApplication.sendEvent(frames(board)["done"], QDragLeaveEvent())
    assert WHY not in words_in(board)


def test_a_refused_drop_moves_nothing_and_leaves_the_reason_in_sight(qtbot, board):
    drag_over(board, "done")
    with qtbot.assertNotEmitted(board.move_asked):
        drop_on(board, "done")
    assert WHY in words_in(frames(board)["done"])
    drag_over(board, "empty")
    assert WHY not in words_in(board)


def test_a_card_dropped_on_its_own_column_moves_nothing(qtbot, board):
    drag_over(board, "new")
    with qtbot.assertNotEmitted(board.move_asked):
        drop_on(board, "new")


def test_what_is_not_a_card_is_not_taken(board):
    carried = QMimeData()
    carried.setText("别的东西")
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(frames(board)["new"], event)
    assert not event.isAccepted()


def test_a_card_tells_a_reading_program_everything_on_it(board):
    assert board.frame_of(3).accessibleName() == "水箱，李建国，已公示"
    assert board.frame_of(2).accessibleName() == "路灯"
