"""Identifiers sort by when they were made; the clock is one and shows China's time."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from db import clock, ids
from db.changelog import Stamper
from db.ids import drawn_from, new_id

NOON = clock.moment(date(2026, 11, 24), 12)


@given(st.lists(st.integers(-10_000_000, 10_000_000), max_size=40))
def test_identifiers_of_one_process_rise_strictly_whatever_the_clock_does(jumps):
    made = []
    for jump in jumps:
        with clock.set_to(NOON + timedelta(seconds=jump)):
            made += [new_id(), new_id()]
    assert made == sorted(set(made))
    assert all(one.version == 7 and one.variant == "specified in RFC 4122" for one in made)


def test_more_identifiers_than_a_millisecond_holds_still_rise():
    with clock.set_to(NOON), drawn_from(Random(1).getrandbits):
        made = [new_id() for _ in range(10_000)]
    assert made == sorted(set(made))


def test_the_same_seed_gives_the_same_identifiers():
    runs = []
    for _ in range(2):
        with clock.set_to(NOON), drawn_from(Random(7).getrandbits):
            runs.append([new_id() for _ in range(5)])
    assert runs[0] == runs[1]
    assert new_id() not in runs[0]
    assert ids.new_id() < ids.new_id()


@given(st.integers(0, 1 << 60), st.datetimes(datetime(1971, 1, 1), datetime(9000, 1, 1)))  # noqa: DTZ001
def test_the_hybrid_clock_never_runs_back_and_is_not_behind_the_wall(last, wall):
    at = wall.replace(tzinfo=UTC)
    stamp = Stamper(new_id(), new_id(), 5, last)
    assert stamp.advance(at) == 6
    assert stamp.clock > last
    assert stamp.clock >> 16 >= int(at.timestamp() * 1000)


@given(st.datetimes(datetime(1992, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_shown_in_china_and_read_back_is_the_same_moment(moment):
    shown = clock.local(moment)
    assert shown.utcoffset() == timedelta(hours=8)
    midnight = clock.moment(shown.date())
    assert midnight <= moment < midnight + timedelta(days=1)


def test_today_is_the_day_in_china():
    with clock.set_to(datetime(2026, 11, 23, 16, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, 24)
    with clock.set_to(datetime(2026, 11, 23, 15, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, 23)


def test_now_is_utc_whatever_zone_the_clock_was_set_in():
    with clock.set_to(NOON.astimezone(clock.CHINA)):
        assert clock.now() == NOON
        assert clock.now().tzinfo is UTC


def test_a_clock_set_twice_goes_back_to_what_it_was():
    with clock.set_to(NOON):
        with clock.set_to(NOON + timedelta(days=1)):
            assert clock.now() > NOON
        assert clock.now() == NOON
    assert clock.now() != NOON
