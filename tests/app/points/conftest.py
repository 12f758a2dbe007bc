import pytest

from db import clock
from tests.app.points.builders import Clock, PointsOffice


@pytest.fixture
def office(station):
    shown = Clock()
    with clock.set_to(shown):
        yield PointsOffice(station, shown)
