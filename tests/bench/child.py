"""Runs a piece of code in a process of its own and reads the JSON line it prints last."""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def child(code: str, *arguments: str, screen: str = "offscreen") -> dict[str, Any]:
    """What the code printed, and the seconds from the start of the process to that line."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": screen,
        "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))),
    }
    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1:]}
    said: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    if "at" in said:
        said["seconds"] = said["at"] - begun
    return said


def median_of(code: str, *arguments: str, times: int = 5) -> dict[str, Any]:
    """The child's median run by its ``seconds``."""
    runs = [child(code, *arguments) for _ in range(times)]
    if any("failed" in run for run in runs):
        return runs[0] if "failed" in runs[0] else runs[-1]
    middle = statistics.median_low(run["seconds"] for run in runs)
    return next(run for run in runs if run["seconds"] == middle)


def timed(make: Callable[[], bytes], warm: int) -> dict[str, Any]:
    """In the child: cold and median warm seconds, bytes, and peak memory in MB."""
    begun = time.perf_counter()
    made = make()
    cold = time.perf_counter() - begun
    runs = []
    for _ in range(warm):
        begun = time.perf_counter()
        made = make()
        runs.append(time.perf_counter() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    from app.printing.preview import page_count

    pages = page_count(made)
    return {
        "pages": pages,
        "cold": cold,
        "warm": statistics.median(runs),
        "bytes": len(made),
        "peak": peak,
    }
