"""Who lives in the demo community and who looks after it."""

from collections import Counter

import pytest
from sqlalchemy import select

from app import settings
from app.accounts.models import Account
from app.demo.community import DEMO_PASSWORD
from app.grids.models import Building, Grid
from app.grids.queries import grid_detail, grids
from app.integrity import check_all
from app.residents.filters import ResidentFilter
from app.residents.identity import read_identity
from app.residents.models import Household, Resident
from app.residents.queries import find_residents, residents
from app.residents.terms import Status
from tests.demo_community import DEMO_DAY

PROMISED = {
    "网格": (10, 10),
    "楼栋": (55, 65),
    "户": (2500, 2700),
    "居民": (6600, 7300),
    "网格力量": (200, 300),
    "议事组织": (7, 7),
    "议题": (26, 36),
    "会议": (20, 26),
    "账号": (4, 4),
}
RARE = "䶮㛃𬱖𫖯㙍堃喆赟翀昇犇骉龑旻祎烎玥玹珺婳翾懿璟垚頔皛劼曌氹芃姮彧羿昶甦"


@pytest.fixture
def everybody(demo_station):
    with demo_station.read() as session:
        yield list(session.scalars(select(Resident)))


@pytest.mark.parametrize(("what", "range_"), PROMISED.items(), ids=PROMISED)
def test_it_has_as_many_as_promised(demo_file, what, range_):
    least, most = range_
    assert least <= demo_file.counts[what] <= most


def test_it_is_marked_as_a_demo(demo_station):
    with demo_station.read() as session:
        assert settings.get(session, settings.IS_DEMO) is True


def test_every_check_passes(demo_station):
    results = check_all(demo_station)
    assert results
    assert [f"{result.label}：{result.detail}" for result in results if not result.passed] == []


def test_identity_numbers_agree_with_birth_and_sex(everybody):
    for resident in everybody:
        identity = read_identity(resident.id_number, today=DEMO_DAY)
        assert (identity.birth, identity.sex) == (resident.birth, resident.sex), resident.name
    assert len({resident.id_number for resident in everybody}) == len(everybody)


def test_no_number_belongs_to_anybody(everybody):
    assert {resident.id_number[2:4] for resident in everybody} == {"99"}
    assert {resident.phone[:3] for resident in everybody if resident.phone} == {"154"}


def test_children_are_younger_than_their_parents(everybody):
    homes: dict = {}
    for resident in everybody:
        homes.setdefault(resident.household_id, []).append(resident)
    pairs = [
        (elder, child)
        for home in homes.values()
        for elder in home
        for child in home
        if elder.relation in {"户主", "配偶"} and child.relation in {"子", "女"}
    ]
    assert len(pairs) > 1000
    assert all((child.birth - elder.birth).days > 17 * 365 for elder, child in pairs)


def test_every_home_has_one_head_who_lives(everybody):
    heads = Counter(resident.household_id for resident in everybody if resident.is_head)
    assert set(heads.values()) == {1}
    assert len(heads) == len({resident.household_id for resident in everybody})
    assert all(r.status == Status.LIVING for r in everybody if r.is_head)


def test_old_people_alone_are_tagged(everybody):
    sizes = Counter(resident.household_id for resident in everybody)
    alone = [r for r in everybody if "独居老人" in r.tags]
    assert 150 <= len(alone) <= 260
    assert all(sizes[r.household_id] == 1 for r in alone)


@pytest.mark.parametrize(
    "tag", ["党员", "志愿者", "高龄老人", "低保", "残疾", "退役军人", "优抚对象", "新就业群体"]
)
def test_a_tag_is_borne_by_some(demo_station, tag):
    with demo_station.read() as session:
        assert residents(session, 0, 5, where=ResidentFilter(tag=tag))


def test_about_thirty_names_hold_rare_characters_and_are_found_by_them(demo_station, everybody):
    bearers = [r for r in everybody if set(r.name) & set(RARE)]
    assert 28 <= len(bearers) <= 45
    with demo_station.read() as session:
        for resident in bearers:
            assert resident.id in {row.id for row in find_residents(session, resident.name)}


@pytest.mark.parametrize(
    ("surname", "initial"),
    [("单", "s"), ("解", "x"), ("仇", "q"), ("曾", "z"), ("区", "o"), ("尉迟", "yc")],
)
def test_a_surname_of_two_readings_is_found_as_it_is_read(
    demo_station, everybody, surname, initial
):
    bearer = next(r for r in everybody if r.name.startswith(surname))
    with demo_station.read() as session:
        found = residents(session, 0, 7000, text=initial)
    assert bearer.id in {row.id for row in found}


def test_every_grid_has_one_full_time_worker_and_a_plaque_text(demo_station):
    with demo_station.read() as session:
        rows = grids(session)
        details = [grid_detail(session, row.id) for row in rows]
    assert [row.kind for row in rows].count("专属网格") == 1
    for detail in details:
        duties = [line.duty for line in detail.staff if line.until is None]
        assert duties.count("full_time") == 1, detail.name
        assert detail.party_branch
        assert detail.area


def test_every_building_stands_in_a_grid_and_has_a_number_of_its_own(demo_station):
    with demo_station.read() as session:
        buildings = list(session.scalars(select(Building)))
        known = set(session.scalars(select(Grid.id)))
        homes = set(session.scalars(select(Household.unit_id)))
    assert {building.grid_id for building in buildings} == known
    assert len({building.number for building in buildings}) == len(buildings)
    assert len(homes) > 150


def test_each_role_can_log_in_with_the_demo_password(demo_station):
    from app.accounts.station import open_station

    with demo_station.read() as session:
        accounts = {a.login: a.role for a in session.scalars(select(Account))}
    assert sorted(accounts.values()) == ["grid_worker", "points_clerk", "secretary", "viewer"]
    demo_station.close()
    for login, role in accounts.items():
        station = open_station(demo_station.path, login, DEMO_PASSWORD)
        assert station.actor.role == role
        station.close()
