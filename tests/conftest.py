"""Every test runs without a screen; ``station`` is an open station of its own."""

import os
import tempfile

import pytest
from hypothesis import settings

from tests import words_written

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="liren-tests-")  # never the developer's own

# No test fails for being slow; where CI is set, examples are the same each time (its own profile).
settings.register_profile(
    "liren", settings.get_profile("ci" if os.environ.get("CI") else "default"), deadline=None
)
settings.load_profile("liren")
words_written.watch()


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


@pytest.fixture(scope="session")
def postgres_server():
    """A PostgreSQL server of this run's own."""
    from tests.postgres import running_server

    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def made_district(postgres_server):
    """The district on that server which others are copied from."""
    from tests.postgres import make_district

    return make_district(postgres_server)


@pytest.fixture
def postgres_district(postgres_server, made_district):
    """An open empty district on a server."""
    from tests.postgres import a_district

    made = a_district(postgres_server, made_district)
    yield made
    made.close()
    postgres_server.drop(made.place)


@pytest.fixture(params=["sqlite", "postgresql"])
def district(request, tmp_path):
    """An open empty district, once in a file and once on a server."""
    if request.param == "postgresql":
        yield request.getfixturevalue("postgres_district")
        return
    from tests.postgres import a_district_file

    made = a_district_file(tmp_path)
    yield made
    made.close()


LONG = (
    "tests/offices/test_convergence.py",
    "tests/offices/test_hostile_apply.py",
    "tests/faults/test_exchange_crash.py",
    "tests/packaging/test_frozen_program.py",
)
"""Files that take minutes: begun first, so that no process waits for the last of them."""


def pytest_collection_modifyitems(items):
    def place(item):
        file = item.nodeid.partition("::")[0]
        return LONG.index(file) if file in LONG else len(LONG)

    items.sort(key=place)
