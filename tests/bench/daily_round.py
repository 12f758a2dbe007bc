"""A district's daily round: a bundle of each of 98 communities, into a file of a million rows.

Before it each community sent its first bundle, and got the district's receipt. Then each writes
down sixty changes of a day. Run as a module of its own it is the child that measures.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from app.accounts.levels import Level
from tests.bench.child import child
from tests.bench.exchange_rows import Story
from tests.offices.office import OfficeAtWork, an_office, introduce

COMMUNITIES, BEFORE, A_DAY = 98, 11_850, 60
LONGEST = 3_600.0


def run(communities: int = COMMUNITIES, before: int = BEFORE) -> None:
    """Print the figures."""
    told = child("daily_round", str(communities), str(before), longest=LONGEST)
    if "failed" in told:
        print(f"not measured: {told['failed']}")
        return
    print(
        f"before: {told['held']:,} rows of {communities} communities, taken in"
        f" {told['filling']:.0f} s; the district's file has {told['megabytes']:,.0f} MB"
    )
    for key, words in (("made", "made"), ("taken", "taken"), ("receipts", "receipts made")):
        spent = told[key]
        print(
            f"  {words:<14} {sum(spent):6.1f} s in all   p50 {1000 * median(spent):5.0f} ms"
            f"   p95 {1000 * quantiles(spent, n=20)[-1]:5.0f} ms"
        )
    print(f"  {told['records']:,} records, {told['size'] / 1e3 / communities:.1f} kB a bundle")


def measure(communities: int, before: int, folder: Path) -> dict[str, Any]:
    """The round, and what it took to lay down what lies there before."""
    district = an_office(folder / "0", Level.DISTRICT, "海港区", "130302000000")
    stories, filling, held = [], 0.0, 0
    for number in range(communities):
        code = f"1303020{number // 7 + 1:02}{number % 7 + 1:03}"
        one = an_office(folder / f"{number + 1}", Level.COMMUNITY, f"社区{number + 1}", code)
        introduce(one, district)
        stories.append(Story(one, number))
        stories[-1].lay(before)
        made = one.make(district)
        begun = time.perf_counter()
        held += district.apply(made.path).rows
        filling += time.perf_counter() - begun
        one.apply(district.make(one).path)
    size = district.station.path.stat().st_size
    return {"held": held, "filling": filling, "megabytes": size / 1e6, **_round(stories, district)}


def _round(stories: list[Story], district: OfficeAtWork) -> dict[str, Any]:
    spent: dict[str, list[float]] = {"made": [], "taken": [], "receipts": []}
    bundles = []
    for story in stories:
        story.day(A_DAY)
        with _Lap(spent["made"]):
            bundles.append(story.office.make(district))
    for bundle in bundles:
        with _Lap(spent["taken"]):
            district.apply(bundle.path)
    for story in stories:
        with _Lap(spent["receipts"]):
            district.make(story.office)
    return {
        **spent,
        "records": sum(one.manifest.payload.records for one in bundles),
        "size": sum(one.path.stat().st_size for one in bundles),
    }


class _Lap:
    def __init__(self, spent: list[float]):
        self._spent = spent

    def __enter__(self) -> None:
        self._begun = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._spent.append(time.perf_counter() - self._begun)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        os.environ["XDG_DATA_HOME"] = own
        print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]), Path(own))))
