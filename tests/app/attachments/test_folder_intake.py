"""A folder of phone photos: what is put together, what is passed over, what cannot be read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.attachments import folder_intake
from app.attachments.attachments import attach_picture
from app.attachments.folder_intake import pictures_in, take_in
from app.attachments.photo_groups import grouped, metres_between, together
from app.attachments.photo_names import moment_in_name
from app.attachments.pictures import prepare_picture
from app.attachments.queries import known_photos
from app.attachments.rules import AttachmentKind
from app.errors import Cancelled, InvalidInput
from tests.app.attachments.photos import a_photo

HERE = (39.9352, 119.6004)
ACROSS_THE_STREET = (39.9361, 119.6004)
NINE = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def phone(tmp_path):
    """A folder into which photos are put: ``phone(name, minute, place)``."""
    folder = tmp_path / "Camera"
    folder.mkdir()
    colours = iter(range(0, 250, 20))

    def put(name, minute=None, place=None, **photo):
        taken = None if minute is None else f"2026:11:24 09:{minute:02}:00"
        colour = (next(colours), 60, 60)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(a_photo(taken=taken, place=place, colour=colour, **photo))
        return path

    put.folder = folder
    return put


def taken_in(phone, known=frozenset(), step=lambda done, total: None):
    return take_in(phone.folder, known=known, step=step)


def named(intake):
    return [[photo.name for photo in draft.photos] for draft in intake.drafts]


def test_photos_of_one_thing_become_one_draft(phone):
    phone("b.jpg", 2, HERE)
    phone("a.jpg", 0, HERE)
    phone("c.jpg", 30, HERE)
    intake = taken_in(phone)
    assert named(intake) == [["a.jpg", "b.jpg"], ["c.jpg"]]
    draft = intake.drafts[0]
    assert draft.taken_at == NINE
    assert (draft.latitude, draft.longitude) == pytest.approx(HERE, abs=1e-6)


def test_two_things_at_a_time_in_two_places_are_two_drafts(phone):
    phone("a.jpg", 0, HERE)
    phone("b.jpg", 1, ACROSS_THE_STREET)
    phone("c.jpg", 2, HERE)
    assert named(taken_in(phone)) == [["a.jpg", "c.jpg"], ["b.jpg"]]


def test_a_photo_without_a_place_goes_by_its_time(phone):
    phone("a.jpg", 0)
    phone("b.jpg", 3, HERE)
    intake = taken_in(phone)
    assert named(intake) == [["a.jpg", "b.jpg"]]
    assert intake.drafts[0].latitude == pytest.approx(HERE[0], abs=1e-6)


def test_photos_whose_time_nobody_knows_stay_apart_at_the_end(phone):
    phone("甲.jpg")
    phone("乙.jpg")
    phone("z.jpg", 0)
    assert named(taken_in(phone)) == [["z.jpg"], ["乙.jpg"], ["甲.jpg"]]


def test_photos_from_wechat_go_by_their_names(phone):
    phone("mmexport1795482000000.jpg")
    phone("微信图片_20261124090200.jpg")
    intake = taken_in(phone)
    assert named(intake) == [["mmexport1795482000000.jpg", "微信图片_20261124090200.jpg"]]
    assert intake.drafts[0].taken_at == NINE


def test_folders_in_the_folder_are_looked_through_and_hidden_ones_are_not(phone):
    phone("100MEDIA/a.jpg", 0)
    phone(".thumbnails/b.jpg", 0)
    phone("._c.jpg", 0)
    (phone.folder / "说明.txt").write_text("不是照片")
    assert named(taken_in(phone)) == [["a.jpg"]]


def test_a_file_that_cannot_be_read_is_a_problem_and_the_others_are_taken(phone):
    phone("a.jpg", 0)
    (phone.folder / "b.jpg").write_bytes(b"")
    (phone.folder / "c.HEIC").write_bytes(b"\0\0\0\x24ftypheic" + bytes(90))
    intake = taken_in(phone)
    assert named(intake) == [["a.jpg"]]
    assert [problem.name for problem in intake.problems] == ["b.jpg", "c.HEIC"]
    assert all(problem.what_happened and problem.what_to_do for problem in intake.problems)


def test_a_photo_twice_in_the_folder_is_taken_once(phone):
    photo = phone("a.jpg", 0)
    (phone.folder / "a 副本.jpg").write_bytes(photo.read_bytes())
    intake = taken_in(phone)
    assert len(intake.drafts[0].photos) == len(intake.already) == 1


def test_a_photo_that_is_in_the_station_is_passed_over_and_said_so(phone, station):
    seen = phone("a.jpg", 0)
    phone("b.jpg", 1)
    with station.write() as session:
        attach_picture(
            session,
            station.actor,
            record_table="grid",
            record_id=a_grid_in(station, session),
            prepared=prepare_picture(seen.read_bytes(), seen.name),
            kind=AttachmentKind.BEFORE,
        )
    with station.read() as session:
        intake = taken_in(phone, known=known_photos(session))
    assert intake.already == ("a.jpg",)
    assert named(intake) == [["b.jpg"]]


def a_grid_in(station, session):
    from app.grids.grids import GridText, add_grid

    return add_grid(session, station.actor, text=GridText("01", "第一网格"))


def test_what_is_kept_of_a_photo_is_known_as_well(phone):
    photo = phone("a.jpg", 0, size=(2500, 100))
    kept = prepare_picture(photo.read_bytes(), "a.jpg").data
    (phone.folder / "a.jpg").write_bytes(kept)
    intake = taken_in(phone, known={folder_intake.hash_of(kept)})
    assert intake.already == ("a.jpg",)


def test_every_photo_is_a_step_and_any_step_may_be_the_last(phone):
    for number in range(4):
        phone(f"{number}.jpg", number)
    steps = []
    taken_in(phone, step=lambda done, total: steps.append((done, total)))
    assert steps == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]

    def stopped(done, total):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        taken_in(phone, step=stopped)


def test_a_folder_without_photos_is_refused(phone):
    with pytest.raises(InvalidInput, match="没有照片"):
        pictures_in(phone.folder)


def test_too_many_photos_at_a_time_are_refused_unread(phone, monkeypatch):
    monkeypatch.setattr(folder_intake, "MOST_PHOTOS", 2)
    for number in range(3):
        (phone.folder / f"{number}.jpg").touch()
    with pytest.raises(InvalidInput, match="有 3 张照片，一次最多 2 张"):
        pictures_in(phone.folder)


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("IMG_20261124_090000.jpg", NINE),
        ("IMG20261124090000.jpg", NINE),
        ("20261124_090000.jpg", NINE),
        ("微信图片_20261124090000123.jpg", NINE),
        ("Screenshot_2026-11-24-09-00-00-52.jpg", NINE),
        ("mmexport1795482000000.jpg", NINE),
        ("wx_camera_1795482000999.jpg", NINE),
        ("IMG_20261340_990000.jpg", None),
        ("IMG_0042.jpg", None),
        ("楼道.jpg", None),
    ],
)
def test_the_time_in_a_name(name, at):
    assert moment_in_name(name) == at


@given(st.text(max_size=40))
def test_any_name_tells_a_time_or_none(name):
    found = moment_in_name(name)
    assert found is None or found.tzinfo is not None


def test_distances_are_those_of_the_ground():
    assert metres_between(HERE, HERE) == 0
    assert metres_between(HERE, ACROSS_THE_STREET) == pytest.approx(100, abs=1)
    assert metres_between((0, 0), (0, 180)) == pytest.approx(20_015_087, rel=1e-4)


BLANK = prepare_picture(a_photo(), "a.jpg")
moments = st.one_of(
    st.none(), st.integers(0, 40).map(lambda minute: NINE + timedelta(minutes=minute))
)
places = st.one_of(st.none(), st.sampled_from([HERE, ACROSS_THE_STREET, (39.9356, 119.6004)]))
photos = st.builds(
    lambda moment, place, number: replace(
        BLANK,
        name=f"{number}.jpg",
        taken_at=moment,
        latitude=place and place[0],
        longitude=place and place[1],
    ),
    moments,
    places,
    st.integers(0, 999),
)


@given(st.lists(photos, max_size=12))
def test_grouping_loses_nothing_and_any_two_of_a_group_are_together(several):
    groups = grouped(several)
    assert sorted(p.name for group in groups for p in group) == sorted(p.name for p in several)
    for group in groups:
        pairs = [(a, b) for n, a in enumerate(group) for b in group[n + 1 :]]
        assert all(together(a, b) for a, b in pairs)
