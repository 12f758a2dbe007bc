"""Prints the benches asked for, or all but the long ones."""

import platform
import sys

from tests.bench import (
    batch,
    case_file,
    communities,
    daily_round,
    district,
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
    "communities": communities.run,
    "district": district.run,
}
LONG = frozenset({"exchange_memory", "daily_round", "communities", "district"})
"""Take minutes to half an hour each: only when they are named."""


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(BENCHES)}")
        return 2
    print(f"{platform.platform()}, Python {platform.python_version()}")
    for name in names or [one for one in BENCHES if one not in LONG]:
        print(f"\n== {name} ==")
        BENCHES[name]()
    return 0


sys.exit(main(sys.argv[1:]))
