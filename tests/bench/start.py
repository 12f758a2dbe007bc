"""From the start of the process to a window that is drawn and takes keys."""

import tempfile
from pathlib import Path

from tests.bench.child import best_of

ROUNDS = 7
ROWS = (
    ("bare", "bare PySide6 window"),
    ("start", "Liren's start page"),
    ("desk", "log in, council board of the demo"),
)


def run() -> None:
    from app.demo.community import DEMO_LOGIN, DEMO_PASSWORD, make_demo_community

    print(f"the best of {ROUNDS} starts each, offscreen; log-in stretches the password on purpose")
    with tempfile.TemporaryDirectory() as folder:
        make_demo_community(Path(folder) / "demo.station")
        account = {"desk": (DEMO_LOGIN, DEMO_PASSWORD)}
        cases = [(key, folder, *account.get(key, ())) for key, _ in ROWS]
        found = best_of(ROUNDS, "windows", *cases, by="seconds")
    for row, (_, name) in zip(found, ROWS, strict=True):
        if "failed" in row:
            print(f"{name:<36} not measured: {row['failed']}")
            continue
        times = row["seconds"] / found[0].get("seconds", row["seconds"])
        print(f"{name:<36} {row['seconds'] * 1000:6.0f} ms {times:6.1f} x {row['peak']:6.0f} MB")
