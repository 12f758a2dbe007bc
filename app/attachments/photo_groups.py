"""Which photos show the same thing: taken within minutes and a few steps of each other."""

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from app.attachments.photo_names import moment_in_name
from app.attachments.pictures import PreparedPicture

WITHIN = timedelta(minutes=5)
METRES = 50
"""A phone's fix between buildings is off by 10 to 30 m."""
EARTH_RADIUS = 6_371_000
"""Metres."""
_LAST = datetime.max.replace(tzinfo=UTC)


def moment_of(photo: PreparedPicture) -> datetime | None:
    """When it was taken, or at least saved, as far as camera or name tell."""
    return photo.taken_at or moment_in_name(photo.name)


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two places (degrees north, degrees east) along the ground."""
    north, other_north = math.radians(one[0]), math.radians(other[0])
    across = math.radians(other[1] - one[1])
    half = (
        math.sin((other_north - north) / 2) ** 2
        + math.cos(north) * math.cos(other_north) * math.sin(across / 2) ** 2
    )
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(min(1.0, half)))


def place_of(photo: PreparedPicture) -> tuple[float, float] | None:
    """Degrees north and east, where the phone knew."""
    if photo.latitude is None or photo.longitude is None:
        return None
    return photo.latitude, photo.longitude


def together(one: PreparedPicture, other: PreparedPicture) -> bool:
    """Whether two photos may show the same thing; without a place, the time alone decides."""
    moment, other_moment = moment_of(one), moment_of(other)
    if moment is None or other_moment is None or abs(moment - other_moment) > WITHIN:
        return False
    place, other_place = place_of(one), place_of(other)
    return place is None or other_place is None or metres_between(place, other_place) <= METRES


def grouped(photos: Iterable[PreparedPicture]) -> list[list[PreparedPicture]]:
    """Photos in groups, earliest first; in a group any two are together.

    A photo whose time nobody knows is a group of its own, at the end.
    """
    groups: list[list[PreparedPicture]] = []
    for photo in sorted(photos, key=lambda photo: (moment_of(photo) or _LAST, photo.name)):
        for group in reversed(groups):
            if all(together(photo, member) for member in group):
                group.append(photo)
                break
        else:
            groups.append([photo])
    return groups
