"""Getting a picture ready: what phones make of it, and what files can be instead of a picture."""

import struct
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms

from app.attachments.pictures import prepare_file, prepare_picture, thumbnail_of
from app.attachments.preparing import PASTED, prepare_all
from app.attachments.rules import MOST_BYTES, scaled
from app.errors import InvalidInput
from tests.app.attachments.photos import a_photo, drawn, opened

HAIGANG = (39.935278, 119.600417)


def prepared(**photo):
    return prepare_picture(a_photo(**photo), "IMG_1.jpg")


def refused(data, name="楼道.jpg"):
    with pytest.raises(InvalidInput) as error:
        prepare_picture(data, name)
    assert name in error.value.what_happened
    assert error.value.what_to_do
    return str(error.value)


def test_a_large_photo_is_kept_at_two_thousand_pixels_with_a_thumbnail():
    made = prepared(size=(3000, 1500))
    assert (made.width, made.height) == (2000, 1000)
    assert opened(made.data).size == (2000, 1000)
    assert opened(made.data).format == opened(made.thumbnail).format == "JPEG"
    assert opened(made.thumbnail).size == (320, 160)


def test_a_small_photo_is_not_blown_up():
    made = prepared(size=(60, 40))
    assert (made.width, made.height) == (60, 40)
    assert opened(made.thumbnail).size == (60, 40)


def test_the_original_is_kept_only_when_asked_for():
    data = a_photo()
    assert prepare_picture(data, "x").original is None
    assert prepare_picture(data, "x", keep_original=True).original == data


def test_the_same_photo_gives_the_same_picture():
    data = a_photo(size=(2500, 1000))
    assert prepare_picture(data, "甲.jpg").data == prepare_picture(data, "乙.jpg").data


def test_the_time_is_chinas_where_the_phone_says_no_other():
    made = prepared(taken="2026:11:24 09:30:05")
    assert made.taken_at == datetime(2026, 11, 24, 1, 30, 5, tzinfo=UTC)


def test_the_phones_own_offset_from_utc_counts():
    made = prepared(taken="2026:11:24 09:30:05", offset="+09:00")
    assert made.taken_at == datetime(2026, 11, 24, 0, 30, 5, tzinfo=UTC)


@pytest.mark.parametrize("place", [HAIGANG, (-33.8675, 151.207), (51.5, -0.1275)])
def test_the_place_is_read_in_degrees(place):
    made = prepared(place=place)
    assert (made.latitude, made.longitude) == pytest.approx(place, abs=1e-6)


def test_what_the_camera_wrote_is_not_in_the_stored_picture():
    made = prepared(taken="2026:11:24 09:30:05", place=HAIGANG)
    for data in (made.data, made.thumbnail):
        assert not opened(data).getexif()
        assert b"Exif" not in data
        assert b"2026" not in data


@pytest.mark.parametrize(
    ("orientation", "red_at"),
    [(1, "left"), (2, "right"), (3, "right"), (4, "left"), (5, "top"), (6, "top"), (7, "bottom"),
     (8, "bottom")],
)  # fmt: skip
def test_a_photo_taken_sideways_is_turned_upright(orientation, red_at):
    made = prepared(size=(80, 40), orientation=orientation)
    assert (made.width, made.height) == ((80, 40) if orientation < 5 else (40, 80))
    points = {
        "left": (5, made.height // 2),
        "right": (made.width - 6, made.height // 2),
        "top": (made.width // 2, 5),
        "bottom": (made.width // 2, made.height - 6),
    }
    red, _, blue = opened(made.data).getpixel(points[red_at])
    assert red > blue


@pytest.mark.parametrize(
    "taken", ["", "0000:00:00 00:00:00", "2026:13:40 09:30:05", "昨天", "1970"]
)
def test_a_time_that_makes_no_sense_counts_as_not_written(taken):
    made = prepared(taken=taken, place=HAIGANG)
    assert made.taken_at is None
    assert made.latitude is not None


@pytest.mark.parametrize("offset", ["", "+99:00", "北京", "08:00"])
def test_an_offset_that_makes_no_sense_is_taken_for_chinas(offset):
    made = prepared(taken="2026:11:24 09:30:05", offset=offset)
    assert made.taken_at == datetime(2026, 11, 24, 1, 30, 5, tzinfo=UTC)


def test_a_phone_without_a_fix_says_no_place():
    made = prepared(place=(0.0, 0.0))
    assert (made.latitude, made.longitude) == (None, None)


def test_half_a_place_is_no_place():
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (39.0, 56.0, 7.0)}
    )
    made = prepare_picture(drawn("RGB", "red", kind="JPEG", exif=exif), "x.jpg")
    assert (made.latitude, made.longitude) == (None, None)


@settings(max_examples=60, deadline=None)
@given(garbage=st.binary(min_size=1, max_size=200))
def test_garbage_where_the_camera_writes_does_not_stand_in_the_way(garbage):
    data = drawn("RGB", "red", kind="JPEG", exif=b"Exif\0\0" + garbage)
    made = prepare_picture(data, "x.jpg")
    assert (made.width, made.height) == (64, 48)


@pytest.mark.parametrize(
    ("data", "colour"),
    [
        (drawn("RGB", (200, 30, 30)), (200, 30, 30)),
        (drawn("RGB", (200, 30, 30), kind="WEBP"), (200, 30, 30)),
        (drawn("RGB", (200, 30, 30), kind="BMP"), (200, 30, 30)),
        (drawn("L", 90), (90, 90, 90)),
        (drawn("1", 1), (255, 255, 255)),
        (drawn("P", 0), (0, 0, 0)),
        (drawn("I;16", 0x8000), (128, 128, 128)),
        (drawn("RGBA", (200, 30, 30, 0)), (255, 255, 255)),
        (drawn("LA", (10, 0)), (255, 255, 255)),
        (drawn("P", 0, transparency=0), (255, 255, 255)),
        (drawn("CMYK", (0, 255, 255, 0), kind="JPEG"), (255, 0, 0)),
    ],
    ids="png webp bmp grey one-bit palette sixteen-bit clear grey-clear palette-clear cmyk".split(),
)
def test_every_kind_of_picture_becomes_a_jpeg_in_colours(data, colour):
    made = prepare_picture(data, "x")
    shown = opened(made.data)
    assert shown.format == "JPEG"
    assert shown.mode == "RGB"
    assert shown.getpixel((20, 20)) == pytest.approx(colour, abs=6)


def test_the_colours_of_another_profile_are_brought_to_those_of_the_screen():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = drawn("RGB", (200, 30, 30), kind="JPEG", icc_profile=lab)
    made = opened(prepare_picture(data, "x").data)
    assert made.getpixel((20, 20)) == pytest.approx((200, 30, 30), abs=6)
    assert "icc_profile" not in made.info


def test_a_broken_profile_does_not_stand_in_the_way():
    data = drawn("RGB", (200, 30, 30), kind="JPEG", icc_profile=b"not a profile")
    assert prepare_picture(data, "x").width == 64


@pytest.mark.parametrize(
    "data",
    [b"\0", b"PK\x03\x04" + bytes(200), b"%PDF-1.7\n", "这是一份说明".encode(), b"\xff\xd8\xff"],
    ids=["a zero", "a workbook", "a pdf", "a text", "a head alone"],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(data):
    assert "不是照片" in refused(data)


def test_an_empty_file_is_refused():
    assert "空文件" in refused(b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP"])
def test_a_truncated_picture_is_refused(kind):
    data = a_photo(size=(300, 200), kind=kind)
    assert "损坏" in refused(data[: len(data) // 2])


def test_a_kind_of_picture_that_is_not_taken_is_refused():
    assert "JPEG、PNG" in refused(drawn("P", 0, kind="GIF"))


def test_a_heic_photo_is_refused_with_the_way_out():
    data = b"\0\0\0\x24ftypheic" + bytes(100)
    said = refused(data, "IMG_0001.HEIC")
    assert "HEIC" in said
    assert "兼容性最佳" in said


def _png_of(width, height):
    def chunk(name, body):
        check = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(9_000, 9_000), (12_000, 8_000), (60_000, 60_000)])
def test_a_small_file_that_unfolds_to_a_giant_picture_is_refused_unopened(size):
    assert "像素" in refused(_png_of(*size))


def test_a_file_beyond_fifty_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "全景.jpg"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(InvalidInput, match="50 MB"):
        prepare_file(path)


def test_a_suffix_that_lies_does_no_harm(tmp_path):
    path = tmp_path / "楼道.png"
    path.write_bytes(a_photo())
    made = prepare_file(path)
    assert (made.name, made.media_type) == ("楼道.png", "image/jpeg")


@pytest.mark.parametrize("what", ["missing.jpg", "a_folder.jpg"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, what):
    (tmp_path / "a_folder.jpg").mkdir()
    with pytest.raises(InvalidInput, match=what):
        prepare_file(tmp_path / what)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_damaged_photo_is_either_shown_or_refused_by_name(data):
    photo = bytearray(a_photo(taken="2026:11:24 09:30:05", place=HAIGANG))
    for _ in range(data.draw(st.integers(1, 6))):
        photo[data.draw(st.integers(0, len(photo) - 1))] = data.draw(st.integers(0, 255))
    assert _shown_or_named(bytes(photo), "楼道.jpg")


def _shown_or_named(data, name):
    try:
        made = prepare_picture(data, name)
    except InvalidInput as error:
        return name in error.what_happened
    return opened(made.data).size == (made.width, made.height)


def test_a_thumbnail_is_made_of_a_stored_picture():
    assert opened(thumbnail_of(prepared(size=(1000, 500)).data)).size == (320, 160)
    with pytest.raises(InvalidInput):
        thumbnail_of(b"damaged")


@given(st.integers(1, 10**5), st.integers(1, 10**5), st.integers(1, 3000))
def test_scaling_keeps_the_longer_side_within_bounds_and_never_enlarges(width, height, side):
    new_width, new_height = scaled(width, height, side)
    assert 1 <= new_width <= min(width, side)
    assert 1 <= new_height <= min(height, side)
    assert max(width, height) > side or (new_width, new_height) == (width, height)


def test_of_several_files_those_that_can_be_read_are_taken_and_the_others_explained(tmp_path):
    good, bad = tmp_path / "好.jpg", tmp_path / "坏.jpg"
    good.write_bytes(a_photo())
    bad.write_bytes(b"no picture")
    steps = []
    made = prepare_all([bad, good, a_photo(), b"?"], step=lambda *at: steps.append(at))
    assert [picture.name for picture in made.pictures] == ["好.jpg", PASTED]
    assert [one.name for one in made.problems] == ["坏.jpg", PASTED]
    assert steps == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
