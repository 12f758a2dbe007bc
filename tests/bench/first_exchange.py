"""The first exchange of a community of 10,000 residents, up to its street and on to the district.

Run as a module of its own it is the child that measures.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from app.accounts.levels import Level
from app.exchange.making import Made
from tests.bench.child import child
from tests.bench.exchange_rows import Story
from tests.bench.exchange_timing import timed, words
from tests.offices.office import OfficeAtWork, an_office, introduce

RESIDENTS = 10_000
LONGEST = 900.0


def run(residents: int = RESIDENTS) -> None:
    """Print the figures."""
    told = child("first_exchange", str(residents), longest=LONGEST)
    if "failed" in told:
        print(f"not measured: {told['failed']}")
        return
    print(f"{told['residents']:,} residents, {told['changes']:,} changes in the log")
    for legs in told["legs"]:
        print(
            f"  {legs['name']:<24} {words(legs['spent'], legs['records'])}"
            f"   {legs['records']:,} records, {legs['size'] / 1e6:.2f} MB"
        )


def measure(residents: int, folder: Path) -> dict[str, Any]:
    """The four legs of the way up."""
    district = an_office(folder / "1", Level.DISTRICT, "海港区", "130302000000")
    street = an_office(folder / "2", Level.STREET, "文化路街道", "130302001000")
    community = an_office(folder / "3", Level.COMMUNITY, "人民里社区", "130302001001")
    introduce(street, district)
    introduce(community, street)
    story = Story(community)
    story.lay_people(residents)
    legs = [
        *_sent(community, street, "community", "street"),
        *_sent(street, district, "street", "district"),
    ]
    return {"residents": story.residents, "changes": story.counter, "legs": legs}


def _sent(
    one: OfficeAtWork, other: OfficeAtWork, name: str, other_name: str
) -> list[dict[str, Any]]:
    made: Made
    made, make = timed(lambda: one.make(other))
    _, apply = timed(lambda: other.apply(made.path))
    same = {"records": made.manifest.payload.records, "size": made.path.stat().st_size}
    return [
        {"name": f"made at the {name}", "spent": make, **same},
        {"name": f"taken at the {other_name}", "spent": apply, **same},
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        os.environ["XDG_DATA_HOME"] = own
        print(json.dumps(measure(int(sys.argv[1]), Path(own))))
