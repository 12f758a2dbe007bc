"""A whole district's points scheme, and ten times that: writing, asking, and a peer that reads it.

16,000 people with an account, 3,600 activities, 45,000 participations: each is recorded (held)
and posted (awarded), 4 or 5 points, 202,000 in all.
"""

from typing import Any

from tests.bench.child import child

SIZES = (("district", 1), ("ten times", 10))
ASKED = (
    ("balance", "balance of a person, with what ends soon"),
    ("card", "the same by a scanned card"),
    ("statement", "passbook of a person"),
    ("find", "find somebody by initials"),
    ("list", "first page of accounts by balance"),
    ("person", "ranking of people"),
    ("household", "ranking of households"),
    ("grid", "ranking of grids"),
    ("report", "report by activity"),
    ("yearly", "yearly account, both ways"),
    ("expiry", "preview of expiry"),
    ("check", "liren check of the whole ledger"),
)


def run() -> None:
    for name, scale in SIZES:
        told = child("points_scheme", str(scale))
        if "failed" in told:
            print(f"{name}: not measured: {told['failed']}")
            continue
        print(
            f"{name}: {told['accounts']:,} accounts, {told['activities']:,} activities, "
            f"{told['participations']:,} participations, {told['points']:,} points, "
            f"{told['entries']:,} entries, file of {told['megabytes']:.0f} MB"
        )
        _print_writing(told)
        for key, words in ASKED:
            print(f"  {words:<44} {told[key] * 1000:9.1f} ms")
        _print_peer(scale, told)


def _print_writing(told: dict[str, Any]) -> None:
    for key, words in (("batch", "one transaction"), ("single", "a transaction each")):
        ours, raw = told[f"{key}_ours"], told[f"{key}_raw"]
        print(
            f"  postings, {words:<20} {ours:9,.0f} a second; raw inserts of the same rows, "
            f"same triggers {raw:9,.0f}   {raw / ours:4.1f} x"
        )


def _print_peer(scale: int, told: dict[str, Any]) -> None:
    peer = child("points_beancount", str(scale))
    if "failed" in peer:
        print(f"  beancount not measured: {peer['failed']}")
        return
    print(
        f"  beancount loads the same ledger and sums it up {peer['seconds']:8.1f} s"
        f"   {peer['seconds'] / told['check']:5.1f} x our check   {peer['peak']:.0f} MB"
    )
