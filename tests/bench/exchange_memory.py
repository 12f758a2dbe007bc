"""Memory while a bundle is made and while it is taken; it must not grow with the bundle.

Run as a module of its own it is the child that does it, once by itself and once traced.
"""

import json
import os
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.accounts.levels import Level
from tests.bench.child import child, peak_megabytes
from tests.bench.exchange_rows import Story
from tests.offices.office import an_office, introduce

SIZES = (100_000, 1_000_000)
LONGEST = 7_200.0


def run(*sizes: int) -> None:
    """Print the figures."""
    print("the most that is held at once; traced: by Python's objects alone")
    for size in sizes or SIZES:
        alone, traced = (
            child("exchange_memory", str(size), how, longest=LONGEST) for how in ("alone", "traced")
        )
        for told in (alone, traced):
            if "failed" in told:
                print(f"{size:,}: not measured: {told['failed']}")
        if "failed" in alone | traced:
            continue
        for part, word in (("make", "made"), ("apply", "taken")):
            print(
                f"{size:>9,} records {word:<6} in {alone[part]['seconds']:7.1f} s"
                f"   process {alone[part]['peak']:6.0f} MB   traced {traced[part]['peak']:6.1f} MB"
            )


def measure(count: int, folder: Path, *, traced: bool) -> dict[str, Any]:
    """Seconds and megabytes of both sides."""
    community = an_office(folder / "1", Level.COMMUNITY, "人民里社区", "130302001001")
    street = an_office(folder / "2", Level.STREET, "文化路街道", "130302001000")
    introduce(community, street)
    Story(community).lay(count)
    made, make = _watched(lambda: community.make(street), traced=traced)
    _, apply = _watched(lambda: street.apply(made.path), traced=traced)
    return {"make": make, "apply": apply}


def _watched(work: Callable[[], Any], *, traced: bool) -> tuple[Any, dict[str, float]]:
    _forget_peak()
    if traced:
        tracemalloc.start()
    begun = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - begun
    peak = tracemalloc.get_traced_memory()[1] / 1e6 if traced else peak_megabytes()
    tracemalloc.stop()
    return result, {"seconds": seconds, "peak": peak}


def _forget_peak() -> None:
    """Linux: the most held at once counts from now on."""
    note = Path("/proc/self/clear_refs")
    if note.exists():
        note.write_text("5", "ascii")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        os.environ["XDG_DATA_HOME"] = own
        print(json.dumps(measure(int(sys.argv[1]), Path(own), traced=sys.argv[2] == "traced")))
