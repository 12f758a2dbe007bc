"""A station of 100,000 residents for benches, made once and kept in the temporary folder."""

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert

import app.tables  # noqa: F401  the metadata is whole
from app.accounts.station import Station, create_station, open_station
from app.demo.names import Names
from app.grids.models import Building, Grid, ResidentialUnit
from app.residents.identity import check_digit
from app.residents.models import Household, Resident
from app.residents.search_keys import initials_of, pinyin_of
from db.ids import new_id
from db.migrate import SCHEMA_VERSION
from db.replicated import stamper_of
from tests.builders import OFFICE, SECRETARY

PEOPLE = 100_000
GRIDS, BUILDINGS, UNITS, FLOORS, DOORS, BEHIND_A_DOOR = 10, 20, 4, 13, 4, 3
AT_ONCE = 5_000


def big_station_file() -> Path:
    """The closed station; it opens by the tests' secretary."""
    path = Path(tempfile.gettempdir()) / f"liren-bench-{PEOPLE}-v{SCHEMA_VERSION}.station"
    if not path.exists():
        part = path.with_suffix(".part")
        for ending in ("", "-wal", "-shm", ".keys"):
            part.with_name(part.name + ending).unlink(missing_ok=True)
        station, _ = create_station(part, OFFICE, SECRETARY)
        _fill(station)
        station.close()
        part.with_name(part.name + ".keys").rename(path.with_name(path.name + ".keys"))
        part.rename(path)
    return path


def opened_big_station(path: Path) -> Station:
    """The station, opened by the tests' secretary; the caller closes it."""
    return open_station(path, SECRETARY.login, SECRETARY.password)


def _fill(station: Station) -> None:
    """Rows in bulk and past the change log: a bench reads them and never exchanges them."""
    with station.write() as session:
        stamp = stamper_of(session)
        stamps = {"owner": stamp.station_id, "origin": stamp.replica_id, "counter": 0}
    random = Random(1)
    with station.database.engine.begin() as connection:
        rows = _people(_doors(random, connection, stamps), random, stamps)
        people = islice(rows, PEOPLE)
        while part := list(islice(people, AT_ONCE)):
            connection.execute(insert(Resident.__table__), part)  # type: ignore[arg-type]


def _doors(random: Random, connection: Any, stamps: dict[str, Any]) -> Iterator[Any]:
    """Every door's household, its building and all above it written down before."""
    number = 0
    for grid in range(1, GRIDS + 1):
        code = f"{OFFICE.area_code}{grid:02}"
        named = {"number": f"{grid:02}", "code": code, "name": f"第{grid}网格"}
        grid_id = _add(connection, Grid, stamps, **named)
        for _ in range(BUILDINGS):
            number += 1
            building = _add(connection, Building, stamps, grid_id=grid_id, number=str(number))
            for unit in range(1, UNITS + 1):
                placed = {"building_id": building, "number": str(unit)}
                unit_id = _add(connection, ResidentialUnit, stamps, **placed)
                for floor in range(1, FLOORS + 1):
                    for door in range(1, DOORS + 1):
                        room = {"unit_id": unit_id, "room": f"{floor}0{door}"}
                        yield _add(connection, Household, stamps, **room)


def _add(connection: Any, kind: Any, stamps: dict[str, Any], **values: Any) -> Any:
    row = {"id": new_id(), **values, **stamps}
    connection.execute(insert(kind.__table__).values(row))
    return row["id"]


def _people(doors: Iterator[Any], random: Random, stamps: dict[str, Any]) -> Iterator[Any]:
    names = Names(random)
    keys: dict[str, tuple[str, str]] = {}
    for household in doors:
        for place in range(BEHIND_A_DOOR):
            birth = date(1935, 1, 1) + timedelta(days=random.randrange(32_000))
            sex = random.choice("男女")
            name = names.surname() + names.given(birth.year, sex)
            if name not in keys:
                keys[name] = (pinyin_of(name), initials_of(name))
            first_17 = f"130302{birth:%Y%m%d}{random.randrange(1000):03}"
            yield {
                "id": new_id(),
                "household_id": household,
                "name": name,
                "sex": sex,
                "birth": birth,
                "id_number": first_17 + check_digit(first_17),
                "phone": f"154{random.randrange(10**8):08}",
                "relation": "户主" if place == 0 else "其他",
                "is_head": place == 0,
                "tags": ["党员"] if random.random() < 0.1 else [],
                "name_pinyin": keys[name][0],
                "name_initials": keys[name][1],
                **stamps,
            }
