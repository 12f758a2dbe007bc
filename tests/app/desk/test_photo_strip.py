"""The strip of photos: seen, added by button, mouse and clipboard, worked by keys."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from app.desk import theme
from app.desk.photo_strip import PhotoStrip
from app.desk.photo_tiles import PHOTO, Photo, PhotoModel
from tests.app.desk.a_window import words_in
from tests.app.desk.typing_in import press

KINDS = (("before", "处置前"), ("after", "处置后"))
NINE = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
CONTROL = Qt.KeyboardModifier.ControlModifier


def an_image(colour="red"):
    image = QImage(32, 24, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def photos(before=3, after=1):
    return [Photo(n, "before", f"{n}.jpg", taken_at=NINE) for n in range(1, before + 1)] + [
        Photo(100 + n, "after", f"后{n}.jpg", "已清理") for n in range(1, after + 1)
    ]


def shown(qtbot, strip, width=460):
    qtbot.addWidget(strip)
    strip.resize(width, 400)
    with qtbot.waitActive(strip):
        strip.show()
        strip.activateWindow()
    return strip


@pytest.fixture
def strip(qtbot, qapp):
    theme.apply_theme(qapp, dark=False)
    made = PhotoStrip(KINDS)
    made.set_photos(photos())
    return shown(qtbot, made)


def before(strip):
    return strip.shelves["before"].list


def choose(strip, row):
    here = before(strip)
    here.setFocus()
    here.setCurrentIndex(here.photos.index(row))


def test_each_kind_says_how_many_photos_it_has(strip):
    assert words_in(strip).split() == "处置前 3 张 处置后 1 张".split()


def test_a_photo_of_a_kind_that_has_no_shelf_is_left_out(strip):
    strip.set_photos([Photo(1, "portrait")])
    assert words_in(strip).split() == "处置前 处置后".split()


def test_under_a_photo_stands_what_somebody_wrote_or_when_it_was_taken():
    assert Photo(1, "before", "a.jpg", taken_at=NINE).caption == "11-24 09:00"
    assert Photo(1, "before", "a.jpg", "三楼", NINE).caption == "三楼"
    assert Photo(1, "before", "a.jpg").caption == ""
    assert Photo(1, "x", "a.jpg", "三楼", NINE).story == "三楼 · 拍摄于 2026-11-24 09:00 · a.jpg"


def test_thumbnails_are_asked_for_when_they_come_into_sight_and_once(qtbot, qapp):
    strip, wanted = PhotoStrip(KINDS), []
    strip.thumbnail_wanted.connect(wanted.append)
    strip.set_photos(photos(before=40, after=0))
    shown(qtbot, strip)
    qtbot.waitUntil(lambda: bool(wanted))
    first = list(wanted)
    assert len(first) < 10
    before(strip).scrollToBottom()
    before(strip).setCurrentIndex(before(strip).photos.index(39))
    qtbot.waitUntil(lambda: 40 in wanted)
    before(strip).setCurrentIndex(before(strip).photos.index(0))
    before(strip).repaint()
    assert len(wanted) == len(set(wanted))


def test_a_thumbnail_that_came_is_drawn_and_a_broken_one_is_told(strip):
    strip.take(1, an_image())
    strip.take(2, QImage())
    model = before(strip).photos
    assert not model.index(0).data(Qt.ItemDataRole.DecorationRole).isNull()
    assert model.index(0).data(Qt.ItemDataRole.ToolTipRole).endswith("1.jpg")
    assert model.index(1).data(Qt.ItemDataRole.ToolTipRole) == "照片读不出来"
    place = before(strip).visualRect(model.index(0)).center()
    assert before(strip).viewport().grab().toImage().pixelColor(place) == QColor("red")


def test_the_model_keeps_qts_rules(qtmodeltester):
    model = PhotoModel(lambda photo_id: None)
    model.set_photos(photos(after=0))
    qtmodeltester.check(model, force_py=True)
    assert model.index(1).data(PHOTO).id == 2


def test_a_thumbnail_stays_when_the_photos_are_read_again(strip):
    strip.take(1, an_image())
    wanted = []
    strip.thumbnail_wanted.connect(wanted.append)
    strip.set_photos(photos(before=2))
    assert not before(strip).photos.index(0).data(Qt.ItemDataRole.DecorationRole).isNull()
    assert 1 not in wanted


def test_the_chosen_photo_stays_chosen_when_the_order_changes(strip):
    choose(strip, 0)
    strip.set_photos([Photo(n, "before") for n in (3, 2, 1)])
    assert before(strip).chosen().id == 1
    assert before(strip).currentIndex().row() == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_opens_the_chosen_photo(qtbot, strip, key):
    choose(strip, 1)
    with qtbot.waitSignal(strip.opened) as told:
        press(qtbot, key)
    assert told.args == [2]


def test_a_click_opens_a_photo(qtbot, strip):
    here = before(strip)
    place = here.visualRect(here.photos.index(1)).center()
    with qtbot.waitSignal(strip.opened) as told:
        qtbot.mouseClick(here.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [2]


def test_delete_asks_to_take_the_chosen_photo_off(qtbot, strip):
    choose(strip, 2)
    with qtbot.waitSignal(strip.remove_asked) as told:
        press(qtbot, Qt.Key.Key_Delete)
    assert told.args == [3]


def test_control_and_an_arrow_move_a_photo_within_its_kind(qtbot, strip):
    choose(strip, 1)
    with qtbot.waitSignal(strip.move_asked) as told:
        press(qtbot, Qt.Key.Key_Left, CONTROL)
    assert told.args == [2, 1]
    choose(strip, 2)
    with qtbot.assertNotEmitted(strip.move_asked):
        press(qtbot, Qt.Key.Key_Right, CONTROL)


def test_the_arrows_alone_walk_along_the_strip(qtbot, strip):
    choose(strip, 0)
    press(qtbot, Qt.Key.Key_Right)
    assert before(strip).chosen().id == 2


def carried(*, files=(), image=None, text=""):
    data = QMimeData()
    if files:
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    if image is not None:
        data.setImageData(image)
    if text:
        data.setText(text)
    return data


def drop(shelf, data):
    none = Qt.KeyboardModifier.NoModifier
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    enter.ignore()
    QApplication.sendEvent(shelf, enter)
    if enter.isAccepted():
        QApplication.sendEvent(shelf, QDropEvent(QPointF(5, 5), copy, data, left, none))
    return enter.isAccepted()


def test_files_dropped_on_a_kind_are_added_to_it(qtbot, strip, tmp_path):
    files = [tmp_path / "a.jpg", tmp_path / "b.jpg"]
    with qtbot.waitSignal(strip.add_asked) as told:
        assert drop(strip.shelves["after"], carried(files=files))
    assert told.args == ["after", files]
    assert strip.shelves["after"].property("role") == "card"


def test_a_picture_dropped_from_a_program_is_added(qtbot, strip):
    with qtbot.waitSignal(strip.add_asked) as told:
        assert drop(strip.shelves["before"], carried(image=an_image()))
    kind, (data,) = told.args
    assert kind == "before"
    assert QImage.fromData(data).size() == an_image().size()


def test_words_and_web_addresses_are_not_taken(strip):
    assert not drop(strip.shelves["before"], carried(text="说明"))
    away = QMimeData()
    away.setUrls([QUrl("https://example.invalid/a.jpg")])
    assert not drop(strip.shelves["before"], away)


def test_a_picture_in_the_clipboard_is_pasted_into_the_kind_that_has_the_focus(qtbot, strip):
    QGuiApplication.clipboard().setMimeData(carried(image=an_image()))
    strip.shelves["after"].list.setFocus()
    with qtbot.waitSignal(strip.add_asked) as told:
        press(qtbot, Qt.Key.Key_V, CONTROL)
    assert told.args[0] == "after"


def test_words_in_the_clipboard_are_not_pasted(qtbot, strip):
    QGuiApplication.clipboard().setMimeData(carried(text="说明"))
    choose(strip, 0)
    with qtbot.assertNotEmitted(strip.add_asked):
        press(qtbot, Qt.Key.Key_V, CONTROL)


def test_the_button_lets_somebody_choose_files(qtbot, strip, tmp_path):
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"")
    qtbot.mouseClick(strip.shelves["before"].add, Qt.MouseButton.LeftButton)
    dialog = strip.findChild(QFileDialog)
    with qtbot.waitSignal(strip.add_asked) as told:
        dialog.filesSelected.emit([str(photo)])
    assert told.args == ["before", [Path(photo)]]
    dialog.close()


def test_who_may_only_look_can_look_and_no_more(qtbot, qapp):
    strip = PhotoStrip(KINDS, may_change=False)
    strip.set_photos(photos())
    shown(qtbot, strip)
    assert not [b for b in strip.findChildren(QPushButton) if b.isVisible()]
    assert not strip.shelves["before"].acceptDrops()
    choose(strip, 0)
    with qtbot.assertNotEmitted(strip.remove_asked):
        press(qtbot, Qt.Key.Key_Delete)
    with qtbot.assertNotEmitted(strip.move_asked):
        press(qtbot, Qt.Key.Key_Right, CONTROL)
    with qtbot.waitSignal(strip.opened):
        press(qtbot, Qt.Key.Key_Return)
