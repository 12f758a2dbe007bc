import pytest

from app.desk import theme
from db import clock
from tests.app.events.builders import Clock
from tests.app.today.desk import Desk
from tests.app.today.office import TodayOffice


@pytest.fixture
def office(station):
    shown = Clock()
    with clock.set_to(shown):
        yield TodayOffice(station, shown)


@pytest.fixture
def desk_of(qapp, qtbot, tmp_path):
    """Opens the page at an office as it is now, for the account that sits there."""
    theme.apply_theme(qapp, dark=False)
    opened = []

    def sit_down(office, actor=None):
        opened.append(Desk(qtbot, office, actor or office.station.actor, tmp_path / "memory.ini"))
        return opened[-1]

    yield sit_down
    for desk in opened:
        desk.work.close()
        assert not desk.troubles
