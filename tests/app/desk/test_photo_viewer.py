"""Photos at full size: turned with the arrows, zoomed, before beside after."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.desk import theme
from app.desk.photo_tiles import Photo
from app.desk.photo_viewer import KEPT, PhotoViewer
from tests.app.desk.a_window import words_in

KINDS = (("before", "处置前"), ("after", "处置后"))
PHOTOS = (
    Photo(1, "before", "前1.jpg"),
    Photo(2, "before", "前2.jpg"),
    Photo(3, "after", "后1.jpg", "已清理"),
)


def an_image(wide=4000, high=3000):
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return image


def shown(qtbot, photos, first):
    theme.apply_theme(QApplication.instance(), dark=False)
    viewer = PhotoViewer(None, photos, KINDS)
    viewer.wanted = []
    viewer.picture_wanted.connect(viewer.wanted.append)
    qtbot.addWidget(viewer)
    viewer.show_photo(first)
    with qtbot.waitActive(viewer):
        viewer.open()
        viewer.activateWindow()
    return viewer


@pytest.fixture
def viewer(qtbot, qapp):
    return shown(qtbot, PHOTOS, 2)


def key(qtbot, viewer, which):
    qtbot.keyClick(viewer, which)


def test_it_begins_with_the_photo_that_was_clicked(viewer):
    assert viewer.wanted == [2]
    assert "处置前" in words_in(viewer)
    assert "前2.jpg" in words_in(viewer)
    assert viewer.count.text() == "2 / 3"


def test_the_arrows_turn_to_the_next_and_stop_at_the_ends(qtbot, viewer):
    for which, at in (
        (Qt.Key.Key_Right, "3 / 3"),
        (Qt.Key.Key_Right, "3 / 3"),
        (Qt.Key.Key_Left, "2 / 3"),
        (Qt.Key.Key_PageUp, "1 / 3"),
        (Qt.Key.Key_Left, "1 / 3"),
        (Qt.Key.Key_PageDown, "2 / 3"),
    ):
        key(qtbot, viewer, which)
        assert viewer.count.text() == at
    assert viewer.wanted == [2, 3, 1]


def test_a_picture_is_shown_whole_when_it_comes(viewer):
    viewer.take(2, an_image())
    view = viewer.left.view
    assert view.zoom < 1
    assert view.viewport().grab().toImage().pixelColor(view.viewport().rect().center()) == "red"
    assert view.mapFromScene(QPointF(4000, 3000)).x() <= view.viewport().width()


def test_a_small_picture_is_not_blown_up(viewer):
    viewer.take(2, an_image(40, 30))
    assert viewer.left.view.zoom == pytest.approx(1)


def test_a_picture_that_comes_late_does_not_replace_the_one_turned_to(qtbot, viewer):
    key(qtbot, viewer, Qt.Key.Key_Right)
    viewer.take(3, an_image(40, 30))
    viewer.take(2, an_image())
    assert viewer.left.view.sceneRect().width() == 40
    key(qtbot, viewer, Qt.Key.Key_Left)
    assert viewer.left.view.sceneRect().width() == 4000


def test_a_broken_picture_says_so(viewer):
    viewer.take(2, QImage())
    assert [item.text() for item in viewer.left.view.scene().items()] == ["照片读不出来"]


def wheel(view, steps):
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle,
        view.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_the_wheel_zooms_between_the_whole_and_eight_times(viewer):
    viewer.take(2, an_image())
    view = viewer.left.view
    whole = view.zoom
    wheel(view, 2)
    assert view.zoom == pytest.approx(whole * 1.25**2)
    wheel(view, 60)
    assert view.zoom == pytest.approx(8)
    wheel(view, -99)
    assert view.zoom == pytest.approx(whole)


def test_keys_zoom_and_show_the_whole_again(qtbot, viewer):
    viewer.take(2, an_image())
    whole = viewer.left.view.zoom
    key(qtbot, viewer, Qt.Key.Key_Plus)
    key(qtbot, viewer, Qt.Key.Key_Plus)
    key(qtbot, viewer, Qt.Key.Key_Minus)
    assert viewer.left.view.zoom == pytest.approx(whole * 1.25)
    key(qtbot, viewer, Qt.Key.Key_0)
    assert viewer.left.view.zoom == pytest.approx(whole)


def test_a_picture_shown_whole_stays_whole_when_the_window_grows(viewer):
    viewer.take(2, an_image())
    before = viewer.left.view.zoom
    viewer.resize(viewer.width() + 300, viewer.height() + 300)
    assert viewer.left.view.zoom > before


def test_before_and_after_are_laid_side_by_side(qtbot, viewer):
    qtbot.mouseClick(viewer.compare, Qt.MouseButton.LeftButton)
    assert viewer.right.isVisible()
    assert (viewer.left.kind.text(), viewer.right.kind.text()) == ("处置前", "处置后")
    assert viewer.count.text() == "2 / 2"
    key(qtbot, viewer, Qt.Key.Key_Left)
    assert (viewer.left.photo.id, viewer.right.photo.id) == (1, 3)
    qtbot.mouseClick(viewer.compare, Qt.MouseButton.LeftButton)
    assert not viewer.right.isVisible()


def test_with_one_kind_there_is_nothing_to_compare(qtbot):
    assert not shown(qtbot, PHOTOS[:2], 1).compare.isVisible()


def test_only_some_pictures_are_held_at_a_time_and_come_back_when_turned_to(qtbot):
    many = [Photo(n, "before") for n in range(KEPT + 3)]
    viewer = shown(qtbot, many, 0)
    for n in range(KEPT + 3):
        viewer.take(n, an_image(4, 3))
        key(qtbot, viewer, Qt.Key.Key_Right)
    for _ in many:
        key(qtbot, viewer, Qt.Key.Key_Left)
    assert viewer.wanted.count(0) == 2


def test_escape_closes(qtbot, viewer):
    key(qtbot, viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()
