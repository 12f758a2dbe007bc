import pytest

from app.desk import theme
from db import clock
from tests.app.exchange.pages.desk import Desk
from tests.app.exchange.paired import Calendar, two_offices


@pytest.fixture(autouse=True)
def _theme(qapp):
    theme.apply_theme(qapp, dark=False)


@pytest.fixture
def calendar():
    made = Calendar()
    with clock.set_to(made):
        yield made


def _laid_out(tmp_path, monkeypatch, *, are_paired):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return two_offices(tmp_path, are_paired=are_paired)


@pytest.fixture
def strangers(tmp_path, monkeypatch, calendar):
    both = _laid_out(tmp_path, monkeypatch, are_paired=False)
    yield both
    for office in both:
        office.station.close()


@pytest.fixture
def offices(tmp_path, monkeypatch, calendar):
    both = _laid_out(tmp_path, monkeypatch, are_paired=True)
    yield both
    for office in both:
        office.station.close()


@pytest.fixture
def desk_of(qtbot, tmp_path):
    """Opens the room at an office as it is now."""
    opened = []

    def sit_down(office):
        opened.append(Desk(qtbot, office, tmp_path / f"{office.name}.ini"))
        return opened[-1]

    yield sit_down
    for desk in opened:
        desk.work.close()
        assert not desk.bugs


@pytest.fixture
def stick(tmp_path):
    """A stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
