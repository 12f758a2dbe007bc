import pytest

from tests.app.bootstrap.fixtures import (
    desk,
    dialogs,
    here,
    own_places,
    path,
    program,
    quick_passwords,
)

__all__ = [
    "at_settings",
    "desk",
    "dialogs",
    "here",
    "own_places",
    "path",
    "program",
    "quick_passwords",
]


@pytest.fixture
def at_settings(here, desk):
    """Somebody in the settings of the open station."""
    here.enter("settings")
    return here
