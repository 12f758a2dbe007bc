"""Prints the benches asked for, or all of them."""

import platform
import sys

from tests.bench import (
    batch,
    case_file,
    daily_round,
    envelope,
    exchange,
    exchange_memory,
    first_exchange,
    importing,
    pdf,
    points,
    search,
    start,
)

BENCHES = {
    "start": start.run,
    "pdf": pdf.run,
    "case_file": case_file.run,
    "batch": batch.run,
    "importing": importing.run,
    "search": search.run,
    "points": points.run,
    "envelope": envelope.run,
    "exchange": exchange.run,
    "exchange_memory": exchange_memory.run,
    "first_exchange": first_exchange.run,
    "daily_round": daily_round.run,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(BENCHES)}")
        return 2
    print(f"{platform.platform()}, Python {platform.python_version()}")
    for name in names or BENCHES:
        print(f"\n== {name} ==")
        BENCHES[name]()
    return 0


sys.exit(main(sys.argv[1:]))
