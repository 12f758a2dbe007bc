"""From the start of the process to a window that is drawn and takes keys."""

import tempfile
from pathlib import Path

from tests.bench.child import median_of

ROWS = (
    ("bare", "bare PySide6 window"),
    ("start", "Liren's start page"),
    ("desk", "log in, council board of the demo"),
)


def run() -> None:
    from app.demo.community import make_demo_community

    print("median of 7 starts, offscreen; log-in stretches the password (Argon2id) on purpose")
    with tempfile.TemporaryDirectory() as folder:
        make_demo_community(Path(folder) / "demo.station")
        found = {key: median_of("windows", key, folder) for key, _ in ROWS}
    for key, name in ROWS:
        row = found[key]
        if "failed" in row:
            print(f"{name:<36} not measured: {row['failed']}")
            continue
        times = row["seconds"] / found["bare"].get("seconds", row["seconds"])
        print(f"{name:<36} {row['seconds'] * 1000:6.0f} ms {times:6.1f} x {row['peak']:6.0f} MB")
