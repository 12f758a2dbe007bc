import pytest

from db import clock
from tests.app.events.builders import Clock, EventsOffice


@pytest.fixture
def office(station):
    shown = Clock()
    with clock.set_to(shown):
        yield EventsOffice(station, shown)
