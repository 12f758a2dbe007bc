"""A small demo district, made through real bundles, adds up at the district to what was planned."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import settings
from app.accounts.models import Office
from app.accounts.station import Station, open_station
from app.cli.commands import main
from app.demo.community import DEMO_LOGIN, DEMO_PASSWORD
from app.demo.district.making import DistrictMade, make_demo_district
from app.demo.district.plan import ARTICLE, CommunityPlan, Totals, plan_district
from app.demo.district.words import community_names, street_names
from app.demo.numbers import UNASSIGNED_NETWORK, UNASSIGNED_PREFECTURE
from app.directing.models import Publication, PublicationReading
from app.errors import Cancelled, StationFault
from app.events.models import Event, Task
from app.events.terms import TaskState
from app.exchange.models import BundleRecord
from app.figures.district import district_headline
from app.figures.levels import main_figures
from app.integrity import check_all
from app.points.models import PointsTransfer
from app.points.terms import TransferKind
from app.residents.models import Resident
from db import clock
from db.base import Base
from tests.demo_community import DEMO_DAY, HOUR

SMALL = Totals(
    communities=5,
    streets=2,
    trials=2,
    grids=24,
    events=38,
    councils=3,
    registered=400,
    activities=90,
    came=1_125,
    issued=5_050,
    marked=2,
    chat_groups=625,
    information_officers=3,
)
"""A fortieth of the article's district, and one more community."""
TINY = replace(
    SMALL, communities=2, streets=1, grids=2, events=0, registered=6, activities=2, came=6,
    issued=30, chat_groups=6,
)  # fmt: skip
SEED = 1
PERSONAL = re.compile(
    rf"(?<![0-9a-f])({UNASSIGNED_NETWORK}\d{{8}}|\d\d{UNASSIGNED_PREFECTURE}\d{{13}}[\dX])(?![0-9a-f])"
)
"""A mobile number of the demo, or an identity number; not within an id or a hash."""


@dataclass(frozen=True)
class District:
    """A finished small district."""

    made: DistrictMade
    plan: tuple[CommunityPlan, ...]

    def station_files(self) -> list[Path]:
        return sorted(self.made.folder.rglob("*.station"))

    def file(self, name: str) -> Path:
        return next(path for path in self.station_files() if path.stem == name)


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "海港区"
    made = make_demo_district(folder, seed=SEED, today=DEMO_DAY, totals=SMALL, processes=2)
    return District(made, plan_district(SMALL, SEED))


@pytest.fixture(scope="module")
def opened():
    """Opens a station as its secretary does, on the demo's day; once for all tests."""
    stations: dict[Path, Station] = {}

    def open_it(path: Path) -> Station:
        if path not in stations:
            stations[path] = open_station(path, DEMO_LOGIN, DEMO_PASSWORD)
        return stations[path]

    with clock.set_to(clock.moment(DEMO_DAY, HOUR)):
        yield open_it
        for station in stations.values():
            station.close()


@pytest.fixture
def top(district, opened):
    """The district's station."""
    return opened(district.made.station)


def test_the_district_counts_exactly_what_was_planned(district, top):
    with top.read() as session:
        figures = {figure.key: figure for figure in district_headline(session)}
    expected = {
        "grids": SMALL.grids,
        "handled": SMALL.events,
        "councils": SMALL.councils,
        "registered": SMALL.registered,
        "activities": SMALL.activities,
        "came": SMALL.came,
        "issued": SMALL.issued,
        "chat_groups": SMALL.chat_groups,
        "information_officer": SMALL.information_officers,
        "marked": SMALL.marked,
        "joined": sum(one.joined for one in district.plan),
    }
    assert {key: figures[key].value for key in expected} == expected
    assert figures["handled"].base == SMALL.events
    assert figures["joined"].base == sum(one.households for one in district.plan)
    assert figures["marked"].base == figures["sent"].value == SMALL.communities


def test_the_figures_it_reports_are_those_the_station_shows(district, top):
    with top.read() as session:
        assert list(district.made.figures) == main_figures(session)


def test_every_station_is_whole(district, opened):
    files = district.station_files()
    assert len(files) == 1 + SMALL.streets + SMALL.communities
    wrong = [
        f"{path.stem}：{result.label}：{result.detail}"
        for path in files
        for result in check_all(opened(path))
        if not result.passed
    ]
    assert wrong == []


def personal_data(station: Station) -> dict[str, str]:
    """Tables with a phone or an identity number in them, and the first found."""
    found: dict[str, str] = {}
    with station.read() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                for value in row:
                    told = isinstance(value, str | dict | list) and PERSONAL.search(str(value))
                    if told:
                        found.setdefault(table.name, told[0])
    return found


def test_no_phone_and_no_identity_number_reaches_the_district(district, top, opened):
    assert personal_data(top) == {}
    community = opened(district.file(community_names(1)[0]))
    assert {"resident", "change"} <= personal_data(community).keys()


def test_residents_have_no_name_at_the_district(top):
    with top.read() as session:
        assert session.scalar(select(func.count()).select_from(Resident)) > SMALL.registered
        assert session.scalars(select(Resident.name).distinct()).all() == [""]


def test_what_somebody_was_given_by_mistake_was_taken_back(top):
    with top.read() as session:
        kinds = select(func.count()).where(PointsTransfer.reverses_id.is_not(None))
        assert session.scalar(kinds) >= 1
        openings = select(func.count()).where(PointsTransfer.kind == TransferKind.OPENING)
        assert session.scalar(openings)


def test_what_the_district_said_reached_every_community_and_was_answered(district, top, opened):
    with top.read() as session:
        tasks = session.scalars(select(Task)).all()
        assert {task.state for task in tasks} == {TaskState.ANSWERED}
        notices = session.scalar(select(func.count()).select_from(Publication))
        readings = session.scalar(select(func.count()).select_from(PublicationReading))
        assert readings == notices * SMALL.communities > 0
    for name in community_names(SMALL.communities):
        station = opened(district.file(name))
        with station.read() as session:
            mine = session.scalars(select(Task).where(Task.addressee == station.office.id)).all()
            assert len(mine) == sum(task.addressee == station.office.id for task in tasks)


def test_everything_came_by_bundles_that_still_lie_there(district, top):
    bundles = list((district.made.folder / "报送包").glob("*.liren"))
    streets, communities = SMALL.streets, SMALL.communities
    assert len(bundles) == 3 * streets + 3 * communities
    with top.read() as session:
        rows = session.execute(select(BundleRecord.direction, BundleRecord.serial)).all()
    assert (
        sorted(row.serial for row in rows if row.direction == "in") == [1] * streets + [2] * streets
    )


def test_offices_bear_names_of_their_own_and_their_places_codes(district, top):
    with top.read() as session:
        offices = session.scalars(select(Office)).all()
    named = {office.name for office in offices}
    assert len(named) == len(offices) == 1 + SMALL.streets + SMALL.communities
    assert len({office.area_code for office in offices}) == len(offices)
    assert named >= set(street_names(SMALL.streets)) | set(community_names(SMALL.communities))


def test_the_events_lie_in_the_last_year(top):
    with top.read() as session:
        first, last = session.execute(
            select(func.min(Event.reported_at), func.max(Event.reported_at))
        ).one()
    assert (DEMO_DAY - clock.local(first).date()).days <= 365
    assert clock.local(last).date() < DEMO_DAY


def test_all_stations_are_marked_as_demos(district, opened):
    for path in district.station_files():
        with opened(path).read() as session:
            assert settings.get(session, settings.IS_DEMO), path.stem


def test_there_are_names_for_the_whole_district_of_the_article():
    names = [*street_names(ARTICLE.streets), *community_names(ARTICLE.communities)]
    assert len(set(names)) == ARTICLE.streets + ARTICLE.communities


# -- cancel, and what is in the way -----------------------------------------------------------


class StopAfter:
    """A step that cancels when so many parts are done."""

    def __init__(self, parts: int):
        self.parts, self.steps = parts, []

    def __call__(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if done >= self.parts:
            raise Cancelled


def test_one_that_is_cancelled_leaves_nothing(tmp_path):
    folder, stop = tmp_path / "海港区", StopAfter(4)
    with pytest.raises(Cancelled):
        make_demo_district(folder, today=DEMO_DAY, totals=TINY, processes=1, step=stop)
    assert not folder.exists()
    assert stop.steps[0] == (0, 10)


def test_the_command_says_that_the_folder_is_not_empty(tmp_path, capsys):
    (tmp_path / "我的文件.txt").write_text("留着")
    assert main(["demo", str(tmp_path), "--scale", "district"]) == 1
    assert "已经有内容" in capsys.readouterr().err


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "我的文件.txt").write_text("留着")
    with pytest.raises(StationFault, match="已经有内容"):
        make_demo_district(tmp_path, today=DEMO_DAY, totals=TINY, processes=1)
    assert [path.name for path in tmp_path.iterdir()] == ["我的文件.txt"]
