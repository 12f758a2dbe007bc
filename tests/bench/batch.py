"""A year's 500 documents printed into a folder in one batch, and how soon a cancel takes effect.

Fifty meetings with ten papers each: notice, agenda, sign-in sheet, 61 ballots, count sheet, report
of the vote, minutes of eight pages, resolution, result notice, list of members. Run as a module of
its own it is the child that prints them.
"""

import json
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from app.errors import Cancelled
from app.printing.batch import Job, print_batch
from app.printing.papers import Sheet, compose
from app.printing.preview import page_count
from tests.app.printing import council_sheets as council
from tests.app.printing import sheets
from tests.bench.child import best_of, peak_megabytes

MEETINGS, ROUNDS = 50, 3
STOPPED_AFTER = 100


def papers(number: int) -> dict[str, Sheet]:
    """The ten papers of one meeting; what is printed names it, so that nothing is the same."""
    held = f"2026年第{number}次会议，14:00"
    return {
        "会议通知": council.meeting_notice(held=held),
        "议程": council.agenda(held=held),
        "签到表": sheets.sign_in(held=held),
        "表决票": council.ballots(held_on=held),
        "计票单": council.count_sheet(held=held),
        "参会人员名单": council.members(61, held=held),
        "会议纪要": sheets.minutes(held=held),
        "决议": council.resolution(execution=held),
        "结果公示": sheets.notice(opening=held),
        "办理单": council.work(content=held),
    }


def jobs() -> list[Job]:
    """All papers of the year."""
    return [
        Job(f"2026-{number:03}{name}.pdf", partial(compose, sheet))
        for number in range(1, MEETINGS + 1)
        for name, sheet in papers(number).items()
    ]


def printed() -> dict[str, Any]:
    """All of them, timed."""
    year, waits, last = jobs(), [0.0], time.perf_counter()

    def step(done: int, total: int) -> None:
        nonlocal last
        now = time.perf_counter()
        waits.append(now - last)
        last = now

    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        result = print_batch(year, Path(folder), step)
        seconds = time.perf_counter() - begun
        peak = peak_megabytes()
        contents = [path.read_bytes() for path in result.files]
    return {
        "seconds": seconds,
        "longest": max(waits),
        "peak": peak,
        "documents": len(contents),
        "problems": len(result.problems),
        "pages": sum(map(page_count, contents)),
        "bytes": sum(map(len, contents)),
    }


def cancelled() -> dict[str, Any]:
    """From the cancel, asked for after a hundred, until the folder is as it was."""
    asked = [0.0]

    def step(done: int, total: int) -> None:
        if done == STOPPED_AFTER:
            asked[0] = time.perf_counter()
            raise Cancelled

    with tempfile.TemporaryDirectory() as folder:
        try:
            print_batch(jobs(), Path(folder), step)
        except Cancelled:
            seconds = time.perf_counter() - asked[0]
        return {"seconds": seconds, "left": len(list(Path(folder).iterdir()))}


WHAT = {"printed": printed, "cancelled": cancelled}


def run() -> None:
    print(f"the best of {ROUNDS} rounds, in which they take turns; from the first font on")
    whole, stopped = best_of(ROUNDS, "batch", *((name,) for name in WHAT), by="seconds")
    for row in (whole, stopped):
        if "failed" in row:
            print(f"not measured: {row['failed']}")
            return
    rate, pages = whole["documents"] / whole["seconds"], whole["pages"] / whole["seconds"]
    print(
        f"{whole['documents']} documents, {whole['pages']:,} pages in {whole['seconds']:.1f} s:"
        f" {rate:.0f} documents/s, {pages:.0f} pages/s   {whole['bytes'] / 1e6:.0f} MB on disk"
        f"   peak {whole['peak']:.0f} MB   {whole['problems']} problems"
    )
    print(f"longest document, so longest wait for a cancel: {whole['longest'] * 1000:.0f} ms")
    print(
        f"cancelled after {STOPPED_AFTER}: the folder is empty {stopped['seconds'] * 1000:.0f} ms"
        f" later ({stopped['left']} files left)"
    )


if __name__ == "__main__":
    print(json.dumps(WHAT[sys.argv[1]]()))
