"""The demo community 人民里: a whole station with a year of work behind it.

Made in a file of its own, marked as a demo, from invented people. The same seed and day make the
same records, identifiers included; only keys and salts differ, because they must.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sqlalchemy.orm import Session

import app.tables  # noqa: F401  the metadata is whole
from app import settings
from app.accounts.accounts import add_account
from app.accounts.fault_words import worded
from app.accounts.levels import Level
from app.accounts.new_station import FirstAccount, NewOffice
from app.accounts.permissions import Actor, Role
from app.accounts.station import Station, create_station
from app.between_rooms import bring_together
from app.demo.cast import Cast, Stage
from app.demo.chronicle import Chronicle, Step, no_step
from app.demo.counting import counted
from app.demo.data import data
from app.demo.groups import plan_groups
from app.demo.outlines import draw_outlines
from app.demo.people import People
from app.demo.places import build
from app.demo.points import plan_points
from app.demo.registry import settle
from app.demo.staff import Engagement
from app.demo.visits import plan_walks
from app.demo.year import plan_year
from app.errors import StationFault
from db import clock, ids, keyslots

DEMO_LOGIN = "zhaomin"
DEMO_PASSWORD = "renminli-demo"
DAYS_OF_HISTORY = 380
PEOPLED = 45
"""Of a hundred: how far the making is when everybody lives in his house."""


@dataclass(frozen=True)
class DemoMade:
    """A finished demo: where it lies and how many of what it holds (户, 居民, 会议 …)."""

    path: Path
    counts: dict[str, int]


def make_demo_community(
    path: Path, *, seed: int = 1, step: Step = no_step, today: date | None = None
) -> DemoMade:
    """Make the demo station; ``step(done, total)`` is told of progress and may raise Cancelled.

    While it is made the program's clock shows the year being told, also to other threads.

    Raises:
        StationFault: the file exists already or cannot be written; nothing is left behind.
        Cancelled: ``step`` asked for it; nothing is left behind.
    """
    if path.exists() or keyslots.companion(path).exists():
        raise StationFault(f"“{path.name}”已经存在。", "请换一个文件名，或直接打开它。")
    day = today or clock.today()
    start = clock.moment(day - timedelta(days=DAYS_OF_HISTORY), 9)
    chronicle = Chronicle(start, clock.moment(day, 7))
    bring_together()
    try:
        with worded(path), chronicle.clock(), ids.drawn_from(Random(seed).getrandbits):
            return _make(path, chronicle, _Making(Random(f"people {seed}"), day, step))
    except BaseException:
        _remove(path)
        raise


@dataclass(frozen=True)
class _Making:
    random: Random
    today: date
    step: Step

    def told(self, share: float) -> None:
        """The year has been told up to a share of it (0 to 1)."""
        self.step(PEOPLED + int(share * (100 - PEOPLED)), 100)


def _make(path: Path, chronicle: Chronicle, making: _Making) -> DemoMade:
    station, _ = create_station(path, _office(), FirstAccount(DEMO_LOGIN, "赵敏", DEMO_PASSWORD))
    try:
        with station.database.hasty():
            _tell(station, chronicle, making)
        with station.database.read() as session:
            return DemoMade(path, counted(session))
    finally:
        station.close()


def _tell(station: Station, chronicle: Chronicle, making: _Making) -> None:
    making.step(0, 100)
    cast = _people_the_station(station, chronicle, making)
    making.step(PEOPLED, 100)
    stage = Stage(chronicle, cast, making.random, making.today)
    plan_year(stage)
    plan_walks(stage)
    plan_groups(stage)
    plan_points(stage)
    chronicle.tell(station.database, making.told)
    making.step(100, 100)


def _office() -> NewOffice:
    office = data("places")["office"]
    return NewOffice(
        Level.COMMUNITY,
        office["name"],
        office["area_code"],
        office["street"],
        office["district"],
        office["address"],
        office["phone"],
    )


def _people_the_station(station: Station, chronicle: Chronicle, making: _Making) -> Cast:
    secretary, people = station.actor, People(making.random, making.today)
    chronicle.pass_time(1800)
    with station.database.write(secretary.account_id, foreground=False) as session:
        settings.put(session, settings.IS_DEMO, True)
        workers = [_account(session, station, entry) for entry in data("people")["account"]]
        places = build(session, secretary)
    chronicle.pass_time(3600)
    making.step(10, 100)
    with station.database.write(secretary.account_id, foreground=False) as session:
        registry = settle(session, secretary, making.random, places, people)
    chronicle.pass_time(7200)
    making.step(35, 100)
    with station.database.write(secretary.account_id, foreground=False) as session:
        staff = Engagement(session, secretary, making.random, people.numbers)
        staff.run(places, registry)
        draw_outlines(session, secretary, places)
    return Cast(secretary, workers[0], places, registry)


def _account(session: Session, station: Station, entry: dict[str, str]) -> Actor:
    new = FirstAccount(entry["login"], entry["name"], DEMO_PASSWORD, Role(entry["role"]))
    account_id = add_account(
        session, station.actor, path=station.path, new=new, own_password=DEMO_PASSWORD
    )
    return Actor(account_id, new.login, new.name, new.role)


def _remove(path: Path) -> None:
    """Nothing stays of a demo that was not finished."""
    for ending in ("", "-wal", "-shm", ".keys"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
