import pytest

from db import clock
from tests.app.figures.district_office import NOON, a_district


@pytest.fixture
def district(tmp_path):
    """A district's station at noon of 24 November 2026, without any community yet."""
    with clock.set_to(NOON):
        made = a_district(tmp_path)
        yield made
        made.station.close()
