"""A small fleet for the tests of single guarantees: fresh for each test, made once a run."""

import pytest

from tests.offices.fleet import Fleet, make_fleet


@pytest.fixture(scope="session")
def small_fleet(tmp_path_factory):
    plan = make_fleet(tmp_path_factory.mktemp("plan"), streets=1, communities=2)
    return Fleet(plan, tmp_path_factory.mktemp("fleet"))


@pytest.fixture
def offices(small_fleet):
    """District, street and two communities, as on the day of pairing."""
    small_fleet.begin_anew()
    yield small_fleet
    small_fleet.begin_anew()


@pytest.fixture
def district(offices):
    return offices.office("海港区")


@pytest.fixture
def street(offices):
    return offices.office("街道1")


@pytest.fixture
def community(offices):
    return offices.office("社区1-1")
