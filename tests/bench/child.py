"""Runs a bench's child module in a process of its own and reads the JSON line it prints last."""

import json
import os
import subprocess
import sys
import time
from math import inf
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LONGEST = 120
BEGUN = "LIREN_BENCH_BEGUN"
"""Environment: when the process was asked for, seconds since the epoch."""


def child(module: str, *arguments: str, longest: float = LONGEST) -> dict[str, Any]:
    """What ``python -m tests.bench.<module>`` said; ``failed`` holds its last words instead.

    ``longest`` in seconds.
    """
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", BEGUN: repr(time.time())}
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8",
            check=False, timeout=longest,
        )  # fmt: skip
    except subprocess.TimeoutExpired:  # it waits for somebody to answer a dialog
        return {"failed": f"no answer in {longest} s"}
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["no word"])[-1]}
    said: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return said


def best_of(rounds: int, module: str, *cases: tuple[str, ...], by: str) -> list[dict[str, Any]]:
    """The best run of each case by ``by``; they take turns, so that all meet the same load."""
    runs = [[child(module, *case) for case in cases] for _ in range(rounds)]
    return [min(found, key=lambda run: run.get(by, inf)) for found in zip(*runs, strict=True)]


def since_begun() -> float:
    """In the child: seconds since the parent asked for this process."""
    return time.time() - float(os.environ[BEGUN])


def peak_megabytes() -> float:
    """In the child: the most memory it held (Linux; elsewhere unknown, 0)."""
    status = Path("/proc/self/status")
    lines = status.read_text("ascii").splitlines() if status.is_file() else []
    found = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return int(found[0]) / 1024 if found else 0.0
