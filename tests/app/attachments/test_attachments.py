"""Pictures on records of a real station: added, put in order, taken off, brought back, checked."""

from functools import partial

import pytest
from sqlalchemy import delete, func, select, update

from app import announcements
from app.accounts.permissions import Actor, Role
from app.accounts.undo import undo_step
from app.attachments import attachments, contents, queries
from app.attachments.facts import PictureAttached, PictureRemoved
from app.attachments.models import Attachment, Content, Thumbnail
from app.attachments.pictures import hash_of, prepare_picture
from app.attachments.rules import CHANGED_WITH, LONGEST_NOTE, AttachmentKind
from app.errors import InvalidInput, NotAllowed, NotFound, RuleBroken
from app.integrity import check_all, failures
from db.ids import new_id
from db.replicated import shared_tables, transaction_of
from tests.app.attachments.photos import a_photo, opened
from tests.builders import a_grid

BEFORE, AFTER = AttachmentKind.BEFORE, AttachmentKind.AFTER
VIEWER = Actor(new_id(), "li", "李查", Role.VIEWER)


class Place:
    """A grid that has pictures, and what somebody does with them."""

    def __init__(self, station):
        self.station, self.grid = station, a_grid(station)

    def do(self, use_case, actor=None, **told):
        with self.station.write() as session:
            self.result = use_case(session, actor or self.station.actor, **told)
            session.flush()
            self.step = transaction_of(session)
        return self.result

    def attach(self, name="楼道.jpg", kind=BEFORE, actor=None, keep=False, note="", **photo):
        prepared = prepare_picture(a_photo(**photo), name, keep_original=keep)
        told = {"record_table": "grid", "record_id": self.grid, "prepared": prepared, "kind": kind}
        return self.do(attachments.attach_picture, actor, note=note, **told)

    def undo(self):
        step = self.step
        self.do(partial(undo_step, transaction_id=step.id, label=step.label))

    def ask(self, query, *args, **told):
        with self.station.read() as session:
            return query(session, *args, **told)

    def rows(self):
        return self.ask(queries.attachments_of, record_table="grid", record_id=self.grid)

    def names(self):
        return [row.name for row in self.rows()]

    def stored(self):
        return self.ask(lambda session: session.scalar(select(func.count(Content.sha256))))

    def behind(self, statement):
        with self.station.write() as session:
            session.execute(statement)

    def faults(self):
        return {result.key: result.detail for result in failures(check_all(self.station))}


@pytest.fixture
def place(station):
    return Place(station)


def test_a_picture_is_shown_with_what_is_known_of_it(place):
    place.attach(taken="2026:11:24 09:30:05", place=(39.935, 119.6), note=" 三楼 ")
    (row,) = place.rows()
    assert (row.name, row.kind_name, row.note) == ("楼道.jpg", "处置前", "三楼")
    assert (row.width, row.height, row.has_original) == (64, 48, False)
    assert row.taken_at.isoformat() == "2026-11-24T01:30:05+00:00"
    assert (row.latitude, row.longitude) == pytest.approx((39.935, 119.6))
    assert row.size == len(place.ask(queries.picture_bytes, row.id))


def test_its_bytes_and_its_thumbnail_are_there(place):
    photo = place.attach(size=(1000, 500))
    assert opened(place.ask(queries.picture_bytes, photo)).size == (1000, 500)
    assert opened(place.ask(queries.thumbnail_bytes, photo)).size == (320, 160)


def test_pictures_stand_kind_by_kind_in_the_order_they_came(place):
    for name, kind in (("后1", AFTER), ("前1", BEFORE), ("后2", AFTER), ("前2", BEFORE)):
        place.attach(name, kind, colour=(len(place.names()) * 40, 200, 0))
    assert place.names() == ["前1", "前2", "后1", "后2"]


def test_the_same_bytes_are_stored_once_however_often_they_are_used(place):
    place.attach(kind=BEFORE)
    place.attach(kind=AFTER)
    assert len(place.rows()) == 2
    assert place.stored() == 1


def test_the_same_picture_added_again_is_the_one_already_there(place):
    assert place.attach() == place.attach()
    assert len(place.rows()) == 1


def test_several_pictures_are_added_in_one_step_and_taken_back_in_one(place):
    photos = [prepare_picture(a_photo(size=(60, n)), f"{n}.jpg") for n in (30, 40, 30)]
    told = {"record_table": "grid", "record_id": place.grid, "kind": BEFORE}
    ids = place.do(attachments.attach_pictures, prepared=photos, **told)
    assert place.names() == ["30.jpg", "40.jpg"]
    assert ids[0] == ids[2]
    assert place.step.label == "添加 2 张照片，第一张：30.jpg（处置前）"
    place.undo()
    assert place.names() == []


def test_the_original_is_there_when_it_was_kept_and_not_otherwise(place):
    kept = place.attach(keep=True, size=(2500, 100))
    assert place.ask(queries.original_bytes, kept) == a_photo(size=(2500, 100))
    other = place.attach(colour=(0, 99, 0))
    with pytest.raises(NotFound, match="没有保留原件"):
        place.ask(queries.original_bytes, other)


def test_a_picture_is_moved_among_those_of_its_kind(place):
    ids = [place.attach(f"前{n}", colour=(n * 50, 200, 0)) for n in (1, 2, 3)]
    place.attach("后1", AFTER)
    place.do(attachments.move_picture, attachment_id=ids[2], position=1)
    assert place.names() == ["前3", "前1", "前2", "后1"]
    place.do(attachments.move_picture, attachment_id=ids[2], position=99)
    assert place.names() == ["前1", "前2", "前3", "后1"]


def test_a_picture_put_under_the_wrong_kind_is_put_right(place):
    photo = place.attach()
    place.attach("后1", AFTER, colour=(0, 99, 0))
    place.do(attachments.describe_picture, attachment_id=photo, kind=AFTER, note="已清理")
    assert [(row.name, row.note) for row in place.rows()] == [("后1", ""), ("楼道.jpg", "已清理")]


def test_a_picture_taken_off_comes_back_with_undo_bytes_and_all(place):
    photo = place.attach()
    place.do(attachments.remove_picture, attachment_id=photo)
    assert place.rows() == []
    with pytest.raises(NotFound):
        place.ask(queries.picture_bytes, photo)
    place.undo()
    assert place.names() == ["楼道.jpg"]
    assert opened(place.ask(queries.picture_bytes, photo)).size == (64, 48)
    assert place.faults() == {}


def test_adding_a_picture_can_be_undone(place):
    place.attach()
    place.undo()
    assert place.rows() == []


def test_each_step_is_in_the_operation_log_of_the_record(place):
    from app.accounts.models import AuditEntry

    photo = place.attach()
    place.do(attachments.remove_picture, attachment_id=photo)
    said = place.ask(
        lambda session: session.scalars(
            select(AuditEntry.sentence).where(AuditEntry.subject_id == place.grid)
        ).all()
    )
    assert said[-2:] == ["添加照片：楼道.jpg（处置前）", "删除照片：楼道.jpg（处置前）"]


def test_who_may_not_change_the_record_may_not_change_its_pictures(place):
    photo = place.attach()
    with pytest.raises(NotAllowed):
        place.attach(actor=VIEWER, colour=(0, 99, 0))
    for use_case, told in (
        (attachments.remove_picture, {}),
        (attachments.move_picture, {"position": 1}),
        (attachments.describe_picture, {"kind": AFTER, "note": ""}),
    ):
        with pytest.raises(NotAllowed):
            place.do(use_case, VIEWER, attachment_id=photo, **told)
    assert place.names() == ["楼道.jpg"]


def test_every_kind_of_record_that_may_have_pictures_is_a_shared_table():
    assert set(CHANGED_WITH) <= set(shared_tables())


def test_a_record_that_is_gone_takes_no_picture(place):
    place.grid = new_id()
    with pytest.raises(NotFound, match="已经不在"):
        place.attach()


def test_a_picture_that_is_gone_is_said_to_be_gone(place):
    with pytest.raises(NotFound, match="没有找到这张照片"):
        place.do(attachments.remove_picture, attachment_id=new_id())


def test_a_note_that_is_too_long_is_refused_and_nothing_is_stored(place):
    with pytest.raises(InvalidInput):
        place.attach(note="长" * (LONGEST_NOTE + 1))
    assert place.stored() == 0


def test_other_rooms_are_told_and_may_refuse(place, monkeypatch):
    monkeypatch.setattr(announcements, "_listeners", announcements.defaultdict(list))
    told = []

    def refuse(session, actor, fact):
        raise RuleBroken("事项已经结案，不能再添加照片。")

    announcements.listen(PictureRemoved, lambda session, actor, fact: told.append(fact))
    photo = place.attach()
    place.do(attachments.remove_picture, attachment_id=photo)
    assert told == [PictureRemoved("grid", place.grid, photo, BEFORE)]
    announcements.listen(PictureAttached, refuse)
    with pytest.raises(RuleBroken):
        place.attach()
    assert place.rows() == []


def test_how_many_pictures_records_have(place):
    place.attach()
    place.attach("后", AFTER)
    other = new_id()
    counted = place.ask(queries.count_pictures, record_table="grid", record_ids=[place.grid, other])
    assert counted == {place.grid: 2}


def test_a_photo_is_known_by_the_file_it_was_and_by_what_is_kept(place):
    data = a_photo(size=(2500, 100))
    place.attach(size=(2500, 100))
    known = place.ask(queries.known_photos)
    assert known == {hash_of(data), place.rows()[0].content}


def test_a_lost_thumbnail_is_made_again(place):
    photo = place.attach(size=(1000, 500))
    place.behind(delete(Thumbnail))
    assert opened(place.ask(queries.thumbnail_bytes, photo)).size == (320, 160)
    with place.station.write() as session:
        assert contents.make_missing_thumbnails(session) == 1
        assert contents.make_missing_thumbnails(session) == 0


def test_a_whole_station_says_how_many_contents_it_looked_at(place):
    place.attach(keep=True)
    details = {result.key: result.detail for result in check_all(place.station)}
    assert details["contents"] == "2 份内容，校验码全部相符"


def test_lost_contents_are_found(place):
    photo = place.attach()
    place.behind(delete(Content))
    assert place.faults() == {"contents": "缺少 1 份内容，第一份：楼道.jpg"}
    with pytest.raises(NotFound, match="不在本站点"):
        place.ask(queries.picture_bytes, photo)


def test_a_lost_original_is_found(place):
    place.attach(keep=True)
    place.behind(delete(Content).where(Content.sha256 == hash_of(a_photo())))
    assert place.faults() == {"contents": "缺少 1 份内容，第一份：楼道.jpg"}


def test_altered_contents_are_found_and_get_no_thumbnail(place):
    place.attach()
    place.behind(update(Content).values(data=b"other"))
    place.behind(delete(Thumbnail))
    assert place.faults() == {"contents": "“楼道.jpg”的内容与校验码不符"}
    with place.station.write() as session:
        assert contents.make_missing_thumbnails(session) == 0
        assert session.scalar(select(func.count(Attachment.id))) == 1
