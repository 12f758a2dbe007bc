"""The photos of a record, from the file to the screen and back, on a real station."""

import pytest
from PySide6.QtCore import Qt
from shiboken6 import delete as delete_now
from sqlalchemy import delete

from app.attachments import album
from app.attachments.models import Content, Thumbnail
from app.bootstrap.station_office import StationOffice
from app.desk import theme
from app.desk.photo_panel import PhotoPanel
from app.desk.photo_viewer import PhotoViewer
from app.desk.work import Work
from tests.app.attachments.photos import a_photo
from tests.app.desk.typing_in import press
from tests.builders import a_grid

KINDS = (("before", "处置前"), ("after", "处置后"))


class Sitting:
    def __init__(self, qtbot, station):
        self.qtbot, self.station = qtbot, station
        self.errors, self.bugs, self.written = [], [], []
        self.work = Work(
            StationOffice(station),
            on_error=lambda _, error: self.errors.append(str(error)),
            on_bug=self.bugs.append,
        )
        self.work.written.connect(self.written.append)
        self.grid = a_grid(station)
        self.panel = PhotoPanel(self.work, album, KINDS)
        qtbot.addWidget(self.panel)
        self.panel.resize(460, 400)
        self.panel.show_record(record_table="grid", record_id=self.grid)
        with qtbot.waitActive(self.panel):
            self.panel.show()
            self.panel.activateWindow()
        self.settle()

    def settle(self):
        self.qtbot.waitUntil(self.work.idle, timeout=8000)

    def add(self, *sources, kind="before"):
        self.panel.strip.shelves[kind].files_chosen.emit(list(sources))
        self.settle()

    def names(self, kind="before"):
        return [photo.name for photo in self.panel.strip.shelves[kind].list.photos.photos]

    def choose(self, row, kind="before"):
        here = self.panel.strip.shelves[kind].list
        here.setFocus()
        here.setCurrentIndex(here.photos.index(row))

    def thumbnail(self, row, kind="before"):
        model = self.panel.strip.shelves[kind].list.photos
        return model.index(row).data(Qt.ItemDataRole.DecorationRole)

    def viewer(self):
        return self.panel.findChild(PhotoViewer)


@pytest.fixture
def sitting(qtbot, qapp, station):
    theme.apply_theme(qapp, dark=False)
    made = Sitting(qtbot, station)
    yield made
    made.work.close()
    assert not made.bugs


@pytest.fixture
def files(tmp_path):
    made = []
    for number in range(3):
        path = tmp_path / f"{number}.jpg"
        path.write_bytes(a_photo(size=(400, 300), colour=(number * 60, 90, 90)))
        made.append(path)
    return made


def test_files_are_added_in_one_step_and_seen_at_once(sitting, files):
    sitting.add(*files)
    assert sitting.names() == ["0.jpg", "1.jpg", "2.jpg"]
    assert len(sitting.written) == 1
    sitting.qtbot.waitUntil(lambda: sitting.thumbnail(0) is not None)
    assert sitting.thumbnail(0).width() == 320
    assert not sitting.panel.news.isVisible()


def test_a_picture_from_the_clipboard_goes_where_it_was_pasted(sitting):
    sitting.add(a_photo(), kind="after")
    assert sitting.names("after") == ["粘贴的图片"]
    assert sitting.names("before") == []


def test_what_is_no_photo_is_named_and_the_others_are_added(sitting, files, tmp_path):
    bad = tmp_path / "说明.jpg"
    bad.write_text("不是照片")
    sitting.add(bad, files[0])
    assert sitting.names() == ["0.jpg"]
    assert "“说明.jpg”不是照片" in sitting.panel.news.text()
    sitting.add(files[1])
    assert not sitting.panel.news.isVisible()


def test_photos_on_their_way_arrive_also_when_the_panel_is_closed(sitting, files):
    panel = PhotoPanel(sitting.work, album, KINDS)
    panel.show_record(record_table="grid", record_id=sitting.grid)
    panel.add("before", files)
    delete_now(panel)
    sitting.settle()
    assert len(sitting.names()) == 3


def test_a_photo_taken_off_is_gone_and_the_step_can_be_undone(sitting, files):
    sitting.add(*files)
    sitting.choose(1)
    press(sitting.qtbot, Qt.Key.Key_Delete)
    sitting.settle()
    assert sitting.names() == ["0.jpg", "2.jpg"]
    assert sitting.written[-1].undo_id
    assert sitting.written[-1].label == "删除照片：1.jpg（处置前）"


def test_a_photo_is_moved_and_stays_chosen(sitting, files):
    sitting.add(*files)
    sitting.choose(2)
    press(sitting.qtbot, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    sitting.settle()
    assert sitting.names() == ["0.jpg", "2.jpg", "1.jpg"]
    assert sitting.panel.strip.shelves["before"].list.chosen().name == "2.jpg"


def test_a_photo_opens_at_full_size(sitting, files):
    sitting.add(*files)
    sitting.choose(0)
    press(sitting.qtbot, Qt.Key.Key_Return)
    sitting.settle()
    assert sitting.viewer().left.view.sceneRect().width() == 400
    sitting.viewer().close()


def test_a_photo_whose_bytes_are_lost_says_so_and_nothing_breaks(sitting, files):
    sitting.add(files[0])
    with sitting.station.write() as session:
        session.execute(delete(Thumbnail))
        session.execute(delete(Content))
    again = PhotoPanel(sitting.work, album, KINDS)
    sitting.qtbot.addWidget(again)
    again.show_record(record_table="grid", record_id=sitting.grid)
    again.show()
    model = again.strip.shelves["before"].list.photos
    sitting.qtbot.waitUntil(lambda: model.rowCount() == 1)
    tip = Qt.ItemDataRole.ToolTipRole
    sitting.qtbot.waitUntil(lambda: model.index(0).data(tip) == "照片读不出来")
    assert not sitting.errors


def test_another_record_shows_its_own_photos(sitting, files):
    sitting.add(files[0])
    other = a_grid(sitting.station, "02", "第二网格")
    sitting.panel.show_record(record_table="grid", record_id=other)
    sitting.settle()
    assert sitting.names() == []
