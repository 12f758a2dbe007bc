"""Every test runs without a screen; ``station`` is an open station of its own."""

import os

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No test fails for being slow; where CI is set, examples are the same each time (its own profile).
settings.register_profile(
    "liren", settings.get_profile("ci" if os.environ.get("CI") else "default"), deadline=None
)
settings.load_profile("liren")


@pytest.fixture
def station(tmp_path):
    """A fresh station on a real file, opened as its secretary 赵敏."""
    from tests.builders import a_station

    made = a_station(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory):
    """The demo community, made once a run and closed; copy it, do not open it."""
    from tests.demo_community import make_demo

    return make_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def demo_station(demo_file, tmp_path):
    """A copy of the demo community, opened as 赵敏; the clock shows ten o'clock of its day."""
    from tests.demo_community import copy_of, opened

    with opened(copy_of(demo_file, tmp_path)) as station:
        yield station
