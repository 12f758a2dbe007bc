"""Searching 100,000 residents: what each key costs beside a LIKE scan, and to painted rows.

Ours ranks, orders by address, and brings addresses and masked numbers; the scan does neither.
"""

from tests.bench.big_station import PEOPLE, big_station_file
from tests.bench.child import child


def run() -> None:
    path = str(big_station_file())
    found = child("searches", path)
    if "failed" in found:
        print(f"not measured: {found['failed']}")
        return
    print(f"{PEOPLE:,} residents; count and first 200 rows")
    for name, figures in found.items():
        p50, p99, scan50, _ = (figure * 1000 for figure in figures)
        print(
            f"{name:<16} p50 {p50:6.2f} ms   p99 {p99:6.2f} ms"
            f"   LIKE scan {scan50:6.1f} ms ({scan50 / p50:5.1f} x)"
        )
    page = child("keystrokes", path)
    if "failed" in page:
        print(f"not measured: {page['failed']}")
        return
    first, p50, p99, worst, held = (
        1000 * page[key] for key in ("first", "p50", "p99", "worst", "held")
    )
    print(f"first paint of the list {first:.0f} ms")
    print(
        f"{page['keys']} keys to painted rows: p50 {p50:.1f} ms, p99 {p99:.1f}, worst {worst:.1f}"
    )
    print(f"a key returned after {held:.1f} ms at most")
    print(f"peak {page['peak']:.0f} MB ({page['before']:.0f} before the page was made)")
