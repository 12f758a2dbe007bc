"""Which rooms a station has: a community keeps records, a street and a district direct."""

import pytest

from app.accounts.levels import Level
from db import clock
from tests.app.directing.builders import DirectingOffice
from tests.app.events.builders import Clock
from tests.builders import opened

OWN = {"grids", "residents", "events", "council", "points", "received"}
DIRECTING = {"whistles", "assignments", "publications"}


def superior(path, level):
    """The station at ``path`` as one of this level, with a whistle from below."""
    office = DirectingOffice(opened(path), Clock(clock.now()), level)
    office.a_whistle("东门路面塌陷")
    office.station.close()
    return opened(path)


def keys_of(program):
    return {room.key for room in program.window.navigation.rooms}


def entries(here, text, awaited):
    """What the palette offers once ``awaited``, which a room may have to look up, is there."""
    palette = here.window.palette_box
    palette.open_palette(text)
    here.qtbot.waitUntil(lambda: awaited in [x.title for x in palette.model.entries], timeout=5000)
    titles = [entry.title for entry in palette.model.entries]
    palette.close_palette()
    return titles


def test_a_community_has_its_own_rooms_and_none_of_those_above(desk):
    assert keys_of(desk) >= OWN | {"settings"}
    assert not keys_of(desk) & DIRECTING


@pytest.mark.parametrize("level", [Level.STREET, Level.DISTRICT])
def test_who_directs_has_rooms_for_that_and_none_of_a_community(program, path, level):
    program.open_desk(superior(path, level))
    assert keys_of(program) >= DIRECTING | {"settings"}
    assert not keys_of(program) & OWN
    for room in program.window.navigation.rooms:
        program.window.go(room.key)
        assert program.window.navigation.page.title


def test_the_palette_of_a_street_finds_whistles_and_no_room_that_is_not_there(here, program, path):
    program.open_desk(superior(path, Level.STREET))
    assert entries(here, "指派", "指派任务") == ["指派任务"]
    assert not {"登记事项", "登记居民", "登记积分"} & set(entries(here, "", "锁屏"))
    assert "东门路面塌陷" in entries(here, "塌陷", "东门路面塌陷")
