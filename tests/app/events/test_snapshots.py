"""An event made of phone photos: with all of them, or not at all."""

from datetime import timedelta

import pytest

from app.attachments.pictures import prepare_picture
from app.attachments.queries import attachments_of
from app.errors import InvalidInput
from app.events.events import EventText
from app.events.queries import events
from app.events.snapshots import register_snapshot
from app.events.stages import State
from app.events.terms import EventSource
from tests.app.attachments.photos import a_photo


def register(office, *, taken_at, category="fire_lane"):
    photos = [prepare_picture(a_photo(colour=(n, 90, 90)), f"{n}.jpg") for n in (10, 200)]
    text = EventText("楼道堆放杂物", category, building_id=office.building)
    return office.do(register_snapshot, text=text, photos=photos, taken_at=taken_at)


def test_it_is_accepted_and_has_its_photos_and_the_time_they_were_taken(office):
    taken = office.clock.at - timedelta(hours=3)
    event = register(office, taken_at=taken)
    detail = office.detail(event)
    assert (detail.occurred_at, detail.source) == (taken, EventSource.SNAPSHOT)
    assert (detail.row.state, detail.row.reported_at) == (State.ACCEPTED, office.clock.at)
    found = office.ask(attachments_of, record_table="event", record_id=event)
    assert [photo.name for photo in found] == ["10.jpg", "200.jpg"]


def test_a_phone_whose_clock_is_ahead_tells_no_time(office):
    event = register(office, taken_at=office.clock.at + timedelta(minutes=5))
    assert office.detail(event).occurred_at is None


def test_nothing_is_left_of_one_that_is_refused(office):
    with pytest.raises(InvalidInput):
        register(office, taken_at=None, category="no such")
    assert office.ask(events) == []
