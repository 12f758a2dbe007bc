import pytest

from app.accounts.levels import Level
from app.between_rooms import bring_together
from app.desk import theme
from db import clock
from tests.app.events.builders import Clock
from tests.app.today.area import Area
from tests.app.today.desk import Desk
from tests.app.today.office import TodayOffice


@pytest.fixture
def office(station):
    shown = Clock()
    with clock.set_to(shown):
        yield TodayOffice(station, shown)


@pytest.fixture
def street(station):
    """文化路街道办事处 with three communities below it, which all reported this morning."""
    shown = Clock()
    bring_together()
    with clock.set_to(shown):
        yield Area(station, shown, Level.STREET)


@pytest.fixture
def district_area(station):
    """海港区 with a second street, whose community 燕北 never reported."""
    shown = Clock()
    bring_together()
    with clock.set_to(shown):
        yield Area(station, shown, Level.DISTRICT)


@pytest.fixture
def desk_of(qapp, qtbot, tmp_path):
    """Opens the page at an office as it is now, for the account that sits there."""
    theme.apply_theme(qapp, dark=False)
    opened = []

    def sit_down(office, actor=None, level=Level.COMMUNITY):
        memory = tmp_path / "memory.ini"
        opened.append(Desk(qtbot, office, actor or office.station.actor, memory, level))
        return opened[-1]

    yield sit_down
    for desk in opened:
        desk.work.close()
        assert not desk.troubles
