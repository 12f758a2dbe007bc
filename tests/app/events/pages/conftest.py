from functools import partial

import pytest

from app.between_rooms import bring_together
from app.desk import theme
from tests.app.desk.room_desk import desks
from tests.app.events.pages.desk import Desk


@pytest.fixture(autouse=True)
def _as_in_the_program(qapp):
    """In its colours, and with what the other rooms do when this one announces something."""
    theme.apply_theme(qapp, dark=False)
    bring_together()


@pytest.fixture
def desk_of(qtbot):
    """Opens the room at an office as it is now, also for an account of another role."""
    with desks(partial(Desk, qtbot)) as sit_down:
        yield sit_down


@pytest.fixture
def desk(desk_of, office):
    """The secretary's desk at an office with a grid, building 3 and its worker 王强."""
    return desk_of(office)
