"""What the tests of grids begin with."""

from datetime import date

import pytest

from db import clock

TODAY = date(2026, 11, 24)


@pytest.fixture
def tuesday():
    """It is nine o'clock of an ordinary Tuesday."""
    with clock.set_to(clock.moment(TODAY, 9)):
        yield TODAY
