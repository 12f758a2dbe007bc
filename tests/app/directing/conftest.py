import pytest

from app.accounts.levels import Level
from app.between_rooms import bring_together
from db import clock
from tests.app.directing.builders import DirectingOffice
from tests.app.events.builders import Clock, EventsOffice


@pytest.fixture
def shown():
    """What the clock shows."""
    bring_together()
    clock_here = Clock()
    with clock.set_to(clock_here):
        yield clock_here


@pytest.fixture
def street(station, shown):
    """文化路街道, with its communities 人民里 and 建设里 and the district above."""
    return DirectingOffice(station, shown, Level.STREET)


@pytest.fixture
def district(station, shown):
    """海港区, with the street and the communities below it."""
    return DirectingOffice(station, shown, Level.DISTRICT)


@pytest.fixture
def community(station, shown):
    """人民里社区, with its street and district above, a grid and its worker 王强."""
    office = DirectingOffice(station, shown, Level.COMMUNITY)
    office.events = EventsOffice(station, shown)
    return office
