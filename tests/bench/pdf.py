"""Five pages of minutes as PDF: ours beside typst, WeasyPrint and fpdf2, on the same text."""

from tests.bench.child import best_of
from tests.bench.typesetters import MAKERS

WARM, ROUNDS = "15", 5
LACKING = "cannot load library"
PANGO = "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def run() -> None:
    print(f"warm: median of {WARM} documents in one process; cold: from the start of Python;")
    print(f"the best of {ROUNDS} rounds, in which they take turns")
    cases = [(name, WARM) for name in MAKERS]
    found = best_of(ROUNDS, "typesetters", *cases, by="warm")
    ours = found[0].get("warm")
    for name, row in zip(MAKERS, found, strict=True):
        if "failed" in row:
            print(f"{name:<12} not measured: {row['failed']}")
            if LACKING in row["failed"]:
                print(f"{'':<12} install Pango first: {PANGO}")
            continue
        ratio = f"{row['warm'] / ours:5.1f} x" if ours else ""
        lost = "" if row["whole"] else "   text lost"
        print(
            f"{name:<12} warm {row['warm'] * 1000:6.1f} ms {ratio}"
            f"   cold {row['cold'] * 1000:5.0f} ms   {row['peak']:4.0f} MB"
            f"   {row['bytes'] / 1024:4.0f} kB   {row['pages']} pages{lost}"
        )
