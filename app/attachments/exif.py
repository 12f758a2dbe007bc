"""When and where a photo was taken, and which way is up, by what the camera wrote into it.

Cameras and the programs that photos pass through write all sorts of things there. What makes no
sense counts as not written: a photo without a time is still a photo.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any

from PIL import ExifTags, Image

from db.clock import CHINA

EARLIEST_YEAR = 1990
"""Before digital cameras; a clock that was never set shows less."""


@dataclass(frozen=True)
class Taken:
    """What the camera says of a photo."""

    at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    orientation: int = 1
    """1 to 8 as in EXIF; 1 is upright."""


def taken(image: Image.Image) -> Taken:
    """What ``image`` says of itself; nothing where its EXIF data cannot be read."""
    try:
        exif = image.getexif()
        photo = exif.get_ifd(ExifTags.IFD.Exif)
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    except Exception:  # Pillow raises whatever the garbage leads to
        return Taken()
    latitude = _degrees(place, ExifTags.GPS.GPSLatitude, ("N", "S"), 90)
    longitude = _degrees(place, ExifTags.GPS.GPSLongitude, ("E", "W"), 180)
    if latitude is None or longitude is None or (latitude, longitude) == (0, 0):
        latitude = longitude = None  # half a place is none; 0, 0 is what a phone without a fix says
    turned = exif.get(ExifTags.Base.Orientation, 1)
    return Taken(
        _moment(photo), latitude, longitude, turned if turned in range(1, 9) else 1
    )  # fmt: skip


def _moment(photo: Mapping[int, Any]) -> datetime | None:
    text = _text(photo.get(ExifTags.Base.DateTimeOriginal))
    found = re.fullmatch(r"(\d{4})[:/-](\d\d)[:/-](\d\d)[ T](\d\d):(\d\d):(\d\d).*", text)
    if found is None or int(found[1]) < EARLIEST_YEAR:
        return None
    year, month, day, hour, minute, second = map(int, found.groups())
    zone = _zone(_text(photo.get(ExifTags.Base.OffsetTimeOriginal)))
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None


def _zone(text: str) -> tzinfo:
    """The camera's offset from UTC; China's where it says none."""
    found = re.fullmatch(r"([+-])(\d\d):(\d\d)", text)
    if found is None:
        return CHINA
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    if offset > timedelta(hours=14):
        return CHINA
    return timezone(offset if found[1] == "+" else -offset)


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    return value.strip("\0 ") if isinstance(value, str) else ""


def _degrees(place: Mapping[int, Any], tag: int, signs: tuple[str, str], most: int) -> float | None:
    """Degrees, minutes and seconds as one number; the tag before says which half of the earth."""
    half = _text(place.get(tag - 1)).upper()
    try:
        degrees, minutes, seconds = (float(part) for part in place.get(tag, ()))
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if half not in signs or not math.isfinite(value) or not 0 <= value <= most:
        return None
    return round(value if half == signs[0] else -value, 7)
