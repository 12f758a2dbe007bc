"""In the child of :mod:`tests.bench.search`: each kind of query, ours and a LIKE scan."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.residents.queries import count_residents, residents
from tests.bench.big_station import opened_big_station

OURS, SCANS = 300, 30
"""Searches of each kind."""
PAGE = 200
EVERYBODY = """
SELECT resident.name, name_initials, name_pinyin, phone, id_number,
       building.number || '-' || unit.number || '-' || household.room
FROM resident JOIN household ON household.id = household_id
JOIN unit ON unit.id = unit_id JOIN building ON building.id = building_id
"""
SCAN = """
FROM resident WHERE name LIKE :any OR phone LIKE :tail OR id_number LIKE :tail
OR name_initials LIKE :head OR name_pinyin LIKE :head
"""
KINDS: dict[str, Callable[[Any, Random], str]] = {
    "one character": lambda p, random: random.choice(p[0]),
    "two characters": lambda p, _: p[0][-2:],
    "whole name": lambda p, _: p[0],
    "one initial": lambda p, _: _reading(p[1])[:1],
    "two initials": lambda p, _: _reading(p[1])[:2],
    "all initials": lambda p, _: _reading(p[1]),
    "half the pinyin": lambda p, _: _reading(p[2])[:4],
    "all the pinyin": lambda p, _: _reading(p[2]),
    "phone tail": lambda p, _: p[3][-4:],
    "ID tail": lambda p, _: p[4][-4:],
    "building": lambda p, _: p[5].split("-")[0] + "-",
    "unit": lambda p, _: p[5].rpartition("-")[0],
    "door": lambda p, _: p[5],
}


def _reading(readings: str) -> str:
    return readings.split(" ", maxsplit=1)[0]


def ours(session: Session, typed: str) -> None:
    """What one key asks of the database: how many, and the first page."""
    count_residents(session, text=typed)
    residents(session, 0, PAGE, text=typed)


def scan(session: Session, typed: str) -> None:
    """The same by looking at every row, without addresses and order."""
    values = {"any": f"%{typed}%", "tail": f"%{typed}", "head": f"{typed}%"}
    session.execute(text(f"SELECT count(*) {SCAN}"), values).all()
    session.execute(text(f"SELECT * {SCAN} LIMIT {PAGE}"), values).all()


def main(path: Path) -> None:
    random, found = Random(7), {}
    station = opened_big_station(path)
    with station.read() as session:
        people = session.execute(text(EVERYBODY)).all()
        scan(session, "x")  # the page cache is warm
    for name, kind in KINDS.items():
        found[name] = []
        for ask, times in ((ours, OURS), (scan, SCANS)):
            spent = []
            for _ in range(times):
                typed = kind(random.choice(people), random)
                begun = time.perf_counter()
                with station.read() as session:
                    ask(session, typed)
                spent.append(time.perf_counter() - begun)
            spent.sort()
            found[name] += [spent[times // 2], spent[int(times * 0.99)]]
    station.close()
    print(json.dumps(found))


main(Path(sys.argv[1]))
