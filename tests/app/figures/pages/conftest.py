from datetime import date
from functools import partial

import pytest

from app.desk import theme
from app.events.stages import State
from db import clock
from tests.app.desk.room_desk import desks
from tests.app.events.builders import Clock, EventsOffice
from tests.app.figures.builders import at, put
from tests.app.figures.pages.desk import Desk
from tests.builders import a_grid

TODAY, MONTH_BEFORE = date(2026, 11, 24), date(2026, 10, 5)


@pytest.fixture(autouse=True)
def _theme(qapp):
    theme.apply_theme(qapp, dark=False)


@pytest.fixture
def office(station):
    """Two grids; four events of this morning, one of them closed, and one of October."""
    shown = Clock()
    with clock.set_to(shown):
        made = EventsOffice(station, shown)
        second = a_grid(station, "02", "第二网格")
        put(
            made,
            {"reported_at": at(TODAY, 6), "grid_id": made.grid, "state": State.CLOSED},
            {"reported_at": at(TODAY, 7), "grid_id": made.grid},
            {"reported_at": at(TODAY, 8)},
            {"reported_at": at(TODAY, 8), "grid_id": second, "category": "neighbours"},
            {"reported_at": at(MONTH_BEFORE), "grid_id": made.grid, "state": State.CLOSED},
        )
        yield made


@pytest.fixture
def desk_of(qtbot):
    """Opens the room at an office as it is now, also for an account of another role."""
    with desks(partial(Desk, qtbot)) as sit_down:
        yield sit_down


@pytest.fixture
def desk(desk_of, office):
    """The secretary's desk at that office."""
    return desk_of(office)
