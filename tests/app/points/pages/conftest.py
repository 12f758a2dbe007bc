from functools import partial

import pytest

from app.desk import theme
from tests.app.desk.room_desk import desks
from tests.app.points.pages.desk import Desk


@pytest.fixture(autouse=True)
def _theme(qapp):
    theme.apply_theme(qapp, dark=False)


@pytest.fixture
def desk_of(qtbot):
    """Opens the room at an office as it is now, also for another account."""
    with desks(partial(Desk, qtbot)) as sit_down:
        yield sit_down


@pytest.fixture
def desk(desk_of, office):
    """The secretary's desk."""
    return desk_of(office)


@pytest.fixture
def shop(office):
    """王秀芬 with 100 points and 李强 with 50; 洗衣液 for 20 (3 of them) and 大米 for 60 (5)."""
    office.wang, office.li = office.resident(), office.resident("李强", "3-1-101")
    office.award(office.wang, 100)
    office.award(office.li, 50)
    office.soap = office.reward("洗衣液", 20, 3)
    office.rice = office.reward("大米", 60, 5)
    return office
