"""长图: an official paper for a chat group."""

import io

import pytest
from PIL import Image

from app.printing.long_picture import compose_long_picture
from app.printing.papers import OfficialSheet
from app.printing.typeface import GlyphsMissing
from tests.app.printing import council_sheets as council
from tests.app.printing.sheets import minutes, notice
from tests.app.printing.test_council_official import LONG


def shown(sheet: OfficialSheet) -> Image.Image:
    return Image.open(io.BytesIO(compose_long_picture(sheet))).convert("RGB")


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """The box around everything that is not white."""
    box = picture.convert("L").point(lambda value: 255 * (value < 200)).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize(
    "sheet",
    [council.meeting_notice(), council.resolution(), council.evaluation_result(), notice()],
    ids=["meeting", "resolution", "evaluation", "result"],
)
def test_a_notice_is_one_png_of_1080_pixels_across(sheet: OfficialSheet) -> None:
    data = compose_long_picture(sheet)
    assert data.startswith(b"\x89PNG")
    picture = Image.open(io.BytesIO(data))
    assert picture.width == 1080
    assert picture.height > 1080
    assert len(data) < 500_000


def test_the_text_fills_the_width_and_has_white_around_it() -> None:
    picture = shown(council.meeting_notice())
    left, top, right, bottom = ink(picture)
    assert 40 < left < 75
    assert 40 < 1080 - right < 75
    assert 40 < top < 120
    assert 40 < picture.height - bottom < 120


def test_more_text_makes_a_longer_picture_without_gaps_of_pages() -> None:
    picture = shown(council.meeting_notice(attendants=LONG))
    assert picture.height > 10_000
    rows = picture.convert("L").resize((1, picture.height), Image.Resampling.BOX)
    white = [rows.getpixel((0, y)) == 255 for y in range(picture.height)]
    longest = max(len(run) for run in "".join("w" if w else "i" for w in white).split("i"))
    assert longest < 5 * 29 * 1080 / 493


def test_the_mark_of_minutes_stays_red() -> None:
    colours = shown(minutes()).getcolors(1 << 20)
    assert colours is not None
    assert any(red > 180 and green < 80 for _, (red, green, _blue) in colours)


def test_the_same_notice_gives_the_same_picture() -> None:
    first = compose_long_picture(council.meeting_notice())
    assert compose_long_picture(council.meeting_notice()) == first


def test_a_character_no_font_holds_is_told_first() -> None:
    lost = council.meeting_notice(place="\U0002f000")
    with pytest.raises(GlyphsMissing):
        compose_long_picture(lost)
    assert compose_long_picture(lost, frames_allowed=True)
