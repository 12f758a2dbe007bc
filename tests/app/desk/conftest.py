import pytest

from tests.app.desk.a_window import sitting


@pytest.fixture
def desk_window(qtbot, station):
    """A window with small rooms on a real station, see tests/app/desk/a_window.py."""
    with sitting(qtbot, station) as here:
        yield here
