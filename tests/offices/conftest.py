"""A small fleet for the tests of single guarantees: fresh for each test, made once a run.

Where a module says ``pytestmark = EVERYWHERE``, its tests run twice: with every office in a file,
and with district and street on a server.
"""

import pytest

from app.accounts.levels import Level
from tests.offices.fleet import Fleet, make_fleet
from tests.offices.grounds import ServerAndFiles

SMALL = {"streets": 1, "communities": 2}


@pytest.fixture(scope="session")
def fleet_in_files(tmp_path_factory):
    plan = make_fleet(tmp_path_factory.mktemp("plan"), **SMALL)
    return Fleet(plan, tmp_path_factory.mktemp("fleet"))


@pytest.fixture(scope="session")
def fleet_with_server(tmp_path_factory, postgres_server):
    ground = ServerAndFiles(postgres_server, Level.DISTRICT, Level.STREET)
    plan = make_fleet(tmp_path_factory.mktemp("plan"), **SMALL, ground=ground)
    return Fleet(plan, tmp_path_factory.mktemp("fleet"))


@pytest.fixture
def offices(request):
    """District, street and two communities, as on the day of pairing."""
    fleet = request.getfixturevalue(getattr(request, "param", "fleet_in_files"))
    fleet.begin_anew()
    yield fleet
    fleet.begin_anew()


@pytest.fixture
def district(offices):
    return offices.office("海港区")


@pytest.fixture
def street(offices):
    return offices.office("街道1")


@pytest.fixture
def community(offices):
    return offices.office("社区1-1")
