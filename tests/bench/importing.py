"""A list of 30,000 residents with 15 columns: the whole import beside reading the file alone.

What calamine alone does (the cells as Python values) is the limit that an import can come near to.
Ours also looks the file through, finds the headings, checks every row, compares it with what is
registered, makes the readings of names, and writes residents, households, change log and index.
"""

import tempfile
from pathlib import Path

from tests.bench.child import best_of, child

ROWS, ROUNDS = 30_000, 3


def run() -> None:
    print(f"the best of {ROUNDS} rounds, in which they take turns")
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "居民.xlsx")
        made = child("imports", "make", path, str(ROWS))
        cases = [("calamine", path), ("whole", path)]
        alone, ours = best_of(ROUNDS, "imports", *cases, by="seconds")
    for row in (made, alone, ours):
        if "failed" in row:
            print(f"not measured: {row['failed']}")
            return
    print(f"workbook of {ROWS:,} rows x 15 columns written in {made['seconds']:.1f} s")
    for name, row in (("calamine alone", alone), ("whole import", ours)):
        rate, times = row["rows"] / row["seconds"], row["seconds"] / alone["seconds"]
        print(
            f"{name:<16} {row['rows']:,} rows in {row['seconds']:6.2f} s {rate:8,.0f} rows/s"
            f" {times:5.1f} x   peak {row['peak']:4.0f} MB"
        )
    print("  of which " + ", ".join(f"{name} {took:.2f} s" for name, took in ours["laps"].items()))
    print(f"  the same file again: {ours['unchanged']:,} rows unchanged")
