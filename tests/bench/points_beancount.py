"""Child of the points bench: writes the same entries as a beancount file and loads it."""

import json
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.child import peak_megabytes
from tests.bench.points_rows import ACCOUNTS, FIRST_DAY, parts


def main(scale: int) -> None:
    from beancount import loader
    from beancount.core import realization

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "points.beancount"
        with path.open("w", encoding="utf-8") as file:
            for name in ("Equity:Issued", "Liabilities:Held"):
                file.write(f"{FIRST_DAY} open {name} PTS\n")
            for person in range(ACCOUNTS * scale):
                file.write(f"{FIRST_DAY} open Liabilities:P{person:07d} PTS\n")
            for part in parts(scale):
                person = f"Liabilities:P{part.person:07d}"
                for giver, taker in (
                    ("Equity:Issued", "Liabilities:Held"),
                    ("Liabilities:Held", person),
                ):
                    file.write(
                        f'{part.day} * "{part.number}"\n  {giver}  -{part.points} PTS\n'
                        f"  {taker}  {part.points} PTS\n"
                    )
        begun = time.perf_counter()
        entries, errors, _ = loader.load_file(str(path))
        real = realization.realize(entries)
        total = realization.compute_balance(real)
        seconds = time.perf_counter() - begun
    if errors or not total.is_empty():
        raise SystemExit("beancount found the ledger wrong")
    print(json.dumps({"seconds": seconds, "entries": len(entries), "peak": peak_megabytes()}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
