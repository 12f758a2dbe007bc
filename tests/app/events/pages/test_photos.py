"""Photos: added to an event in its drawer, and a folder of them made into events."""

import pytest
from PySide6.QtCore import Qt

from app.attachments.queries import attachments_of
from app.attachments.rules import AttachmentKind
from app.desk.photo_panel import PhotoPanel
from app.events.event_views import event_detail
from app.events.pages.intake_drafts import Standing
from app.events.queries import events
from app.events.terms import EventSource
from tests.app.attachments.photos import a_photo
from tests.app.desk.answering import Answering, press_button


@pytest.fixture
def folder(tmp_path):
    """Two photos of one thing, one of another, a HEIC, and something that is no picture."""
    made = tmp_path / "DCIM"
    made.mkdir()
    for name, at, colour in (
        ("a1.jpg", "2026:11:24 08:10:00", 10),
        ("a2.jpg", "2026:11:24 08:11:00", 60),
        ("b1.jpg", "2026:11:24 08:40:00", 110),
    ):
        photo = a_photo(taken=at, place=(39.93, 119.6), colour=(colour, 90, 90))
        (made / name).write_bytes(photo)
    (made / "c1.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(20))
    (made / "d1.jpg").write_bytes(b"no picture")
    return made


@pytest.fixture
def intake(desk, folder):
    """The desk with the folder read."""
    desk.choose("导入手机照片", "更多")
    desk.here.take_folder(folder)
    desk.settle()
    return desk


def pictures(office, event):
    return office.ask(attachments_of, record_table="event", record_id=event)


def standings(desk):
    return [entry.standing for entry in desk.here.drafts.entries]


def fill_by_keyboard(desk, title, initials, place):
    for typed in (title, initials, place):
        desk.type(typed)
        desk.enter()
    desk.enter()  # the place was looked for first
    desk.control(Qt.Key.Key_Return)


def test_a_photo_is_added_in_the_drawer(desk, office, folder):
    event = office.an_event()
    desk.open(event)
    panel = desk.page.drawer.findChild(PhotoPanel)
    panel.strip.shelves["after"].files_chosen.emit([folder / "a1.jpg"])
    desk.settle()
    assert [(p.kind, p.name) for p in pictures(office, event)] == [(AttachmentKind.AFTER, "a1.jpg")]
    assert len(panel.strip.shelves["after"].list.photos.photos) == 1


def test_a_folder_becomes_groups_and_what_cannot_be_read_is_named(intake):
    intake.sees("3 张照片，分成 2 组", "2 个文件没有读进来", "c1.heic", "HEIC", "d1.jpg")
    intake.sees("第 1 组，共 2 组", "2026-11-24 08:10　2 张", "北纬 39.9300° 东经 119.6000°")
    assert standings(intake) == [Standing.OPEN, Standing.OPEN]


def test_groups_are_filled_in_by_keyboard_and_registered_at_once(intake, office):
    fill_by_keyboard(intake, "楼道堆放旧沙发", "xftd", "3-2")
    intake.sees("第 2 组，共 2 组")
    fill_by_keyboard(intake, "井盖松动", "ggss", "北门外")
    assert not intake.here.drawer.isVisible()
    assert intake.focus.text() == "登记 2 件"
    intake.enter()
    intake.sees("已登记 2 件。")
    assert standings(intake) == [Standing.DONE, Standing.DONE]
    rows = office.ask(events, sort="number")
    assert [(r.title, r.place) for r in rows] == [
        ("楼道堆放旧沙发", "3 号楼 2 单元"),
        ("井盖松动", "北门外"),
    ]
    first = office.ask(event_detail, event_id=rows[0].id)
    assert (first.source, first.building_id) == (EventSource.SNAPSHOT, office.building)
    assert f"{first.occurred_at:%H:%M}" == "00:10"  # in UTC
    assert [p.name for p in pictures(office, first.row.id)] == ["a1.jpg", "a2.jpg"]


def test_a_group_can_be_skipped(intake, office):
    intake.press("跳过这组")
    intake.sees("第 2 组，共 2 组")
    intake.submit(title="井盖松动", category="public_facility")
    intake.press("登记 1 件")
    intake.sees("已登记 1 件。")
    assert standings(intake) == [Standing.SKIPPED, Standing.DONE]
    assert [row.title for row in office.ask(events)] == ["井盖松动"]


def test_photos_that_are_in_the_station_already_are_not_taken_in_again(intake, folder):
    intake.submit(title="旧沙发", category="fire_lane")
    intake.press("跳过这组")
    intake.press("登记 1 件")
    intake.here.take_folder(folder)
    intake.sees("1 张照片，分成 1 组", "2 张照片以前登记过", "a1.jpg、a2.jpg")


def test_a_folder_without_photos_says_where_they_are(intake, tmp_path):
    empty = tmp_path / "空"
    empty.mkdir()
    intake.here.take_folder(empty)
    intake.sees("文件夹“空”里没有照片。", "DCIM/Camera")


def test_what_is_filled_in_is_not_lost_without_a_question(intake):
    intake.submit(title="旧沙发", category="fire_lane")
    page = intake.here
    page.drawer.dismiss()
    with Answering(press_button(intake.qtbot, "取消")) as box:
        intake.window.navigation.go_back()
    assert "还有 1 组照片填好了没有登记" in box.words
    assert intake.here is page
    with Answering(press_button(intake.qtbot, "离开")):
        intake.window.navigation.go_back()
    assert intake.here is intake.page


def test_registering_can_be_stopped_and_goes_on_where_it_was(intake, office):
    intake.submit(title="旧沙发", category="fire_lane")
    intake.submit(title="井盖松动", category="public_facility")
    registering = intake.here.registering
    registering.moved.connect(registering.stop)
    intake.press("登记 2 件")
    intake.sees("已登记 1 件。")
    assert standings(intake) == [Standing.DONE, Standing.READY]
    registering.moved.disconnect(registering.stop)
    intake.press("登记 1 件")
    intake.sees("已登记 2 件。")
    assert len(office.ask(events)) == 2
