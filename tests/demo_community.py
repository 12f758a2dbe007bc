"""The demo community as tests get it: made once a run, on a day that does not move."""

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

import app.tables  # noqa: F401  the metadata is whole
from app.accounts.station import Station, open_station
from app.demo.chronicle import Step, no_step
from app.demo.community import DEMO_LOGIN, DEMO_PASSWORD, make_demo_community
from db import clock, keyslots
from db.replicated import shared_tables

DEMO_DAY = date(2026, 6, 30)
"""An ordinary Tuesday of a year whose calendar is known."""
HOUR = 10


@dataclass(frozen=True)
class DemoFile:
    """A closed demo community."""

    path: Path
    counts: dict[str, int]
    seconds: float


def make_demo(
    folder: Path, *, seed: int = 1, today: date = DEMO_DAY, step: Step = no_step
) -> DemoFile:
    """Make a demo community in a folder."""
    began = time.perf_counter()
    path = folder / "演示社区.station"
    made = make_demo_community(path, seed=seed, step=step, today=today)
    return DemoFile(made.path, made.counts, time.perf_counter() - began)


def copy_of(demo: DemoFile, folder: Path) -> Path:
    """A copy in a folder, to be changed at will."""
    path = folder / demo.path.name
    path.write_bytes(demo.path.read_bytes())
    keyslots.companion(path).write_bytes(keyslots.companion(demo.path).read_bytes())
    return path


@contextmanager
def opened(path: Path, today: date = DEMO_DAY) -> Iterator[Station]:
    """The demo opened by its secretary, at ten in the morning of its day."""
    with clock.set_to(clock.moment(today, HOUR)):
        station = open_station(path, DEMO_LOGIN, DEMO_PASSWORD)
        try:
            yield station
        finally:
            station.close()


def digest(session: Session) -> str:
    """A fingerprint of every shared row with its identifier and stamp."""
    total = hashlib.sha256()
    for name, kind in sorted(shared_tables().items()):
        table = kind.__table__
        for row in session.execute(select(table).order_by(table.c.id)):
            total.update(json.dumps([name, *row], default=str, ensure_ascii=False).encode())
    return total.hexdigest()
