import pytest

from app.accounts.permissions import Actor
from app.between_rooms import bring_together
from app.desk import theme
from db.ids import new_id
from tests.app.events.pages.desk import Desk


@pytest.fixture(autouse=True)
def _as_in_the_program(qapp):
    """In its colours, and with what the other rooms do when this one announces something."""
    theme.apply_theme(qapp, dark=False)
    bring_together()


@pytest.fixture
def desk_of(qtbot):
    """Opens the room at an office as it is now, also for an account of another role."""
    opened = []

    def sit_down(office, role=None):
        if role is not None:
            office.station.actor = Actor(new_id(), "qianfang", "钱芳", role)
        opened.append(Desk(qtbot, office))
        return opened[-1]

    yield sit_down
    for desk in opened:
        desk.work.close()
        assert not desk.bugs


@pytest.fixture
def desk(desk_of, office):
    """The secretary's desk at an office with a grid, building 3 and its worker 王强."""
    return desk_of(office)
