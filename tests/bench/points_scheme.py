"""Child of the points bench: makes a scheme, measures writing and asking."""

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from app.accounts.station import Station
from app.points import ledger
from app.points.account_views import account_by_card, account_detail, statement
from app.points.accounts import system_account
from app.points.expiry import expiry_preview
from app.points.ledger import Entry
from app.points.ledger_check import check_ledger
from app.points.queries import accounts, find_accounts
from app.points.rankings import RankBy, ranking
from app.points.reports import ReportBy, points_report
from app.points.terms import AccountKind, TransferKind
from app.points.yearly import yearly_account
from db import clock
from db.sqlite_file import raw_connection
from tests.bench.points_filling import Filled, fill
from tests.bench.points_rows import ACTIVITIES
from tests.builders import a_station_file, opened, template

NOW = clock.moment(date(2026, 11, 25), 10)
BATCH, SINGLES, ROUNDS = 20_000, 200, 30
YEAR = {"from_day": date(2026, 1, 1), "until_day": date(2026, 11, 25)}


def main(scale: int) -> None:
    with tempfile.TemporaryDirectory() as folder, clock.set_to(NOW):
        path = a_station_file(Path(folder))
        station = opened(path)
        filled = fill(station, scale)
        told: dict[str, Any] = {
            "accounts": len(filled.people),
            "activities": ACTIVITIES * scale,
            "participations": filled.parts,
            "points": filled.points,
            "entries": filled.entries,
        }
        told |= asked(station, filled)
        told["megabytes"] = path.stat().st_size / 2**20
        told |= written(station, filled)
        station.close()
    print(json.dumps(told))


def asked(station: Station, filled: Filled) -> dict[str, float]:
    """Median seconds of each question, after one to warm the cache."""
    chance = random.Random(2)
    people, cards = filled.people, filled.cards

    def person() -> Any:
        return {"resident_id": chance.choice(people)}

    def nothing() -> Any:
        return {}

    questions: dict[str, tuple[Callable[..., Any], Callable[[], Any], int]] = {
        "balance": (account_detail, person, ROUNDS),
        "card": (account_by_card, lambda: {"card": chance.choice(cards)}, ROUNDS),
        "statement": (statement, person, ROUNDS),
        "find": (find_accounts, lambda: {"text": chance.choice(("wxf", "ljg", "zgl"))}, ROUNDS),
        "list": (accounts, lambda: {"sort": "balance", "descending": True}, 3),
        "person": (ranking, lambda: YEAR, 3),
        "household": (ranking, lambda: {"by": RankBy.HOUSEHOLD, **YEAR}, 3),
        "grid": (ranking, lambda: {"by": RankBy.GRID, **YEAR}, 3),
        "report": (points_report, lambda: {"by": ReportBy.ACTIVITY, **YEAR}, 3),
        "yearly": (yearly_account, lambda: {"year": 2026}, 3),
        "expiry": (expiry_preview, nothing, 3),
        "check": (check_ledger, nothing, 1),
    }
    return {
        key: _median(station, query, arguments, rounds)
        for key, (query, arguments, rounds) in questions.items()
    }


def _median(
    station: Station, query: Callable[..., Any], arguments: Callable[[], Any], rounds: int
) -> float:
    runs = []
    for _ in range(rounds + 1):
        with station.read() as session:
            begun = time.perf_counter()
            query(session, **arguments())
            runs.append(time.perf_counter() - begun)
    return statistics.median(runs[1:])


def written(station: Station, filled: Filled) -> dict[str, float]:
    """Postings a second by the ledger, and raw inserts of the same rows into a copy of the file."""
    copy = station.path.with_name("copy.station")
    with closing(raw_connection(station.path, template().key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy.write_bytes(station.path.read_bytes())
    entries = _entries(station, filled)
    told = {}
    begun = time.perf_counter()
    with station.write() as session:
        ledger.write(session, station.actor, entries[:BATCH])
    told["batch_ours"] = BATCH / (time.perf_counter() - begun)
    begun = time.perf_counter()
    for entry in entries[BATCH:]:
        with station.write() as session:
            ledger.write(session, station.actor, [entry])
    told["single_ours"] = SINGLES / (time.perf_counter() - begun)
    return told | _raw(station, copy)


def _entries(station: Station, filled: Filled) -> list[Entry]:
    with station.write() as session:
        issued = system_account(session, AccountKind.ISSUED)
    one = Entry("", TransferKind.OPENING, issued, issued, 5, "开户赠分", earned_on=NOW.date())
    chance = random.Random(3)
    return [
        replace(one, key=f"bench:{n}", to_account=chance.choice(filled.accounts))
        for n in range(BATCH + SINGLES)
    ]


def _raw(station: Station, copy: Path) -> dict[str, float]:
    with closing(raw_connection(station.path, template().key)) as connection:
        cursor = connection.execute("SELECT * FROM points_transfer WHERE key LIKE 'bench:%'")
        rows = cursor.fetchall()
        marks = ", ".join("?" * len(cursor.description))
    statement_ = f"INSERT INTO points_transfer VALUES ({marks})"
    told = {}
    with closing(raw_connection(copy, template().key)) as connection:
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(statement_, rows[:BATCH])
        connection.execute("COMMIT")
        told["batch_raw"] = BATCH / (time.perf_counter() - begun)
        begun = time.perf_counter()
        for row in rows[BATCH:]:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(statement_, row)
            connection.execute("COMMIT")
        told["single_raw"] = SINGLES / (time.perf_counter() - begun)
    return told


if __name__ == "__main__":
    main(int(sys.argv[1]))
