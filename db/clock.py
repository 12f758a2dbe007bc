"""The one clock of the program.

Moments are stored in UTC and shown in China's standard time, which has had no summer time
since 1991, so a fixed offset is exact and needs no time-zone database on Windows.
Tests and the demo community set the clock; nothing else in the program asks the system.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


def _system_now() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system_now


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source().astimezone(UTC)


def today() -> date:
    """The calendar day it is now in China."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment on a wall clock in China."""
    return moment.astimezone(CHINA)


def moment(day: date, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """The UTC moment at which a wall clock in China shows this day and time."""
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=CHINA).astimezone(
        UTC
    )


@contextmanager
def set_to(source: datetime | Callable[[], datetime]) -> Iterator[None]:
    """Make the clock show a fixed moment, or what ``source()`` says, inside the block."""
    global _source  # noqa: PLW0603  one clock for the whole process is the point
    before = _source
    fixed = source
    _source = fixed if callable(fixed) else lambda: fixed
    try:
        yield
    finally:
        _source = before
