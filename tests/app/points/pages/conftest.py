import pytest

from app.accounts.permissions import Actor
from app.desk import theme
from db.ids import new_id
from tests.app.points.pages.desk import Desk


@pytest.fixture(autouse=True)
def _theme(qapp):
    theme.apply_theme(qapp, dark=False)


@pytest.fixture
def desk_of(qtbot):
    """Opens the room at an office as it is now, also for another account."""
    opened = []

    def sit_down(office, actor=None):
        if actor is not None and not isinstance(actor, Actor):
            actor = Actor(new_id(), "qianfang", "钱芳", actor)
        if actor is not None:
            office.station.actor = actor
        opened.append(Desk(qtbot, office))
        return opened[-1]

    yield sit_down
    for desk in opened:
        desk.work.close()
        assert not desk.bugs


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
