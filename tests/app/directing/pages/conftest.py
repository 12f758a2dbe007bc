from functools import partial

import pytest

from app.accounts.levels import Level
from app.desk import theme
from tests.app.desk.room_desk import desks
from tests.app.directing.pages.desk import Desk
from tests.app.directing.pages.superior import Superior


@pytest.fixture(autouse=True)
def _theme(qapp):
    theme.apply_theme(qapp, dark=False)


@pytest.fixture
def street(station, shown):
    """文化路街道 with three communities below it."""
    return Superior(station, shown, Level.STREET)


@pytest.fixture
def district(station, shown):
    """海港区 with two streets and four communities below it."""
    return Superior(station, shown, Level.DISTRICT)


@pytest.fixture
def desk_of(qtbot):
    """Opens a page at an office; what its work raised unforeseen fails the test."""
    with desks(partial(Desk, qtbot)) as sit_down:
        yield sit_down
