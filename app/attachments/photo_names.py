"""When a photo was taken or saved, by the name its phone or WeChat gave it.

WeChat takes everything the camera wrote out of the photos it sends on; the name it gives them is
all that is left: ``mmexport1795484405000.jpg``, ``微信图片_20261124093005.jpg``.
"""

import re
from datetime import UTC, datetime

from db.clock import CHINA

_WALL_CLOCK = re.compile(
    r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_. ]?(\d\d)[-_.]?(\d\d)[-_.]?(\d\d)"
)
_MILLISECONDS = re.compile(r"(?<!\d)(1[5-9]\d{11}|2\d{12})(?!\d)")
"""Since 1970, from 2017 on: 13 digits, where a wall clock has 14."""


def moment_in_name(name: str) -> datetime | None:
    """The moment a file's name tells, wall clocks being China's; None when it tells none."""
    if (found := _MILLISECONDS.search(name)) is not None:
        return datetime.fromtimestamp(int(found[1]) // 1000, UTC)
    if (found := _WALL_CLOCK.search(name)) is None:
        return None
    year, month, day, hour, minute, second = map(int, found.groups())
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=CHINA)
    except ValueError:
        return None
