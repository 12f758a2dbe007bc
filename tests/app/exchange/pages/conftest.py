import pytest

from app.desk import theme
from tests.app.desk.room_desk import desks
from tests.app.exchange.pages.desk import Desk
from tests.app.exchange.paired import the_calendar, two_at_work


@pytest.fixture(autouse=True)
def _theme(qapp):
    theme.apply_theme(qapp, dark=False)


@pytest.fixture
def calendar():
    with the_calendar() as made:
        yield made


@pytest.fixture
def strangers(tmp_path, monkeypatch, calendar):
    with two_at_work(tmp_path, monkeypatch, are_paired=False) as both:
        yield both


@pytest.fixture
def offices(tmp_path, monkeypatch, calendar):
    with two_at_work(tmp_path, monkeypatch) as both:
        yield both


@pytest.fixture
def desk_of(qtbot, tmp_path):
    """Opens the room at an office as it is now."""
    with desks(lambda office: Desk(qtbot, office, tmp_path / f"{office.name}.ini")) as sit_down:
        yield sit_down


@pytest.fixture
def stick(tmp_path):
    """A stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
