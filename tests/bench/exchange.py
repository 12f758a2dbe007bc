"""A bundle made and taken, beside raw inserts of the same rows, git bundles and zipped JSON.

The raw inserts are the limit: one statement a table and nothing checked, into the same tables with
their indexes and triggers, and the lines of the log. Neither git nor zip signs or encrypts, nor
puts anything into a database. Run as a module of its own it is the child that measures.
"""

import json
import os
import sys
import tempfile
from operator import itemgetter
from pathlib import Path
from typing import Any

from app.accounts.levels import Level
from tests.bench import exchange_peers as peers
from tests.bench.child import child
from tests.bench.exchange_rows import Story
from tests.bench.exchange_timing import timed, words
from tests.offices.office import an_office, introduce

SIZES = ((20_000, 3), (200_000, 1))
"""Records, and how often all is measured; the best of each is shown."""
MOST_FILES = 20_000
"""Up to which git also gets a file a record: it takes minutes."""
LONGEST = 1_800.0
WAYS = (
    ("bundle", "Liren's bundle"),
    ("raw", "raw inserts"),
    ("git_tables", "git bundle, a file a table"),
    ("git_records", "git bundle, a file a record"),
    ("zip", "zipped JSON, a file a table"),
)


def run(*sizes: tuple[int, int]) -> None:
    """Print the figures."""
    for size, rounds in sizes or SIZES:
        runs = [child("exchange", str(size), longest=LONGEST) for _ in range(rounds)]
        told = _best(runs)
        if "failed" in told:
            print(f"{size:,}: not measured: {told['failed']}")
            continue
        print(f"{told['records']:,} records")
        for key, name in WAYS:
            if key in told:
                print(f"  {name:<28} {_line(told[key], told)}")


def _best(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The quickest of every way and part; ``failed`` when one of them did."""
    told = next((one for one in runs if "failed" in one), runs[0])
    for way, found in told.items() if "failed" not in told else ():
        for part in ("make", "apply"):
            if way != "records" and part in found:
                found[part] = min((run[way][part] for run in runs), key=itemgetter("seconds"))
    return told


def _line(found: dict[str, Any], told: dict[str, Any]) -> str:
    ours, count = told["bundle"], told["records"]
    columns = []
    for part, word in (("make", "made"), ("apply", "taken")):
        if part in found:
            times = found[part]["seconds"] / ours[part]["seconds"]
            columns.append(f"{word} {words(found[part], count)} {times:5.2f} x")
        else:
            columns.append(" " * 43)
    if "size" in found:
        times = found["size"] / ours["size"]
        columns.append(f"{found['size'] / count:4.0f} bytes a record {times:5.2f} x")
    return "   ".join(columns).rstrip()


def measure(count: int, folder: Path) -> dict[str, Any]:
    """Everything once."""
    community = an_office(folder / "1", Level.COMMUNITY, "人民里社区", "130302001001")
    street, other = (
        an_office(folder / name, Level.STREET, "文化路街道", "130302001000") for name in "23"
    )
    introduce(community, street)
    Story(community).lay(count)
    made, make = timed(lambda: community.make(street))
    applied, apply = timed(lambda: street.apply(made.path))
    texts = peers.texts_of(street, made.path)
    raw = peers.RawInserts(street, other, tables=list(applied.changed), owner=community.id)
    found = {
        "records": made.manifest.payload.records,
        "bundle": {"make": make, "apply": apply, "size": made.path.stat().st_size},
        "raw": {"apply": timed(raw.run)[1]},
        "git_tables": peers.git(folder / "t", lambda into: peers.write_tables(into, texts)),
        "zip": peers.zipped(folder / "all.zip", texts),
    }
    if count <= MOST_FILES:
        found["git_records"] = peers.git(
            folder / "r", lambda into: peers.write_records(into, texts)
        )
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        os.environ["XDG_DATA_HOME"] = own
        print(json.dumps(measure(int(sys.argv[1]), Path(own))))
