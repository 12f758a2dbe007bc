"""The demo district at full size: does it add up to the article, how long does it take, how big.

Ten streets, 98 communities and their district are made, paired, and exchange real bundles up, down
and up again; the figures are those that ``liren figures`` counts at the district from what came.
"""

import sys
from typing import Any

from app.demo.district.plan import ARTICLE
from tests.bench.child import child

LONGEST = 3_600
EXPECTED = {
    "grids": ("grids", ARTICLE.grids),
    "handled": ("livelihood issues handled", ARTICLE.events),
    "councils": ("deliberation platforms", ARTICLE.councils),
    "registered": ("residents with points", ARTICLE.registered),
    "activities": ("activities", ARTICLE.activities),
    "came": ("participations", ARTICLE.came),
    "issued": ("points issued", ARTICLE.issued),
    "chat_groups": ("chat groups", ARTICLE.chat_groups),
    "information_officer": ("information officers", ARTICLE.information_officers),
    "marked": ("demonstration communities", ARTICLE.marked),
}
"""By the keys of the district's headline: name and number as the article has it."""
BASES = {"handled": ARTICLE.events, "marked": ARTICLE.communities, "sent": ARTICLE.communities}
LEAST_JOINED = 0.8


def run() -> None:
    told = child("district_making", longest=LONGEST)
    if "failed" in told:
        raise RuntimeError(f"the district was not made: {told['failed']}")
    _print_sizes(told)
    wrong = _compared(told["figures"])
    wrong += [f"{name}: {words}" for name, words in told["broken"]]
    if wrong:
        raise RuntimeError("; ".join(wrong))
    print(f"  liren check passes at {', '.join(told['checked'])}")


def _print_sizes(told: dict[str, Any]) -> None:
    seconds = told["making"] + told["answering"]
    print(
        f"{told['processes']} processes: {seconds:.0f} s ({told['making']:.0f} s making and the "
        f"first bundles up, {told['answering']:.0f} s down and the answers up), "
        f"{told['cpu']:.0f} s of processor time"
    )
    for name, count, size in told["folders"]:
        print(f"  {name:<8} {count:5} files {size / 1e6:9.1f} MB")
    print(f"  {told['changes']:,} changes in the district's log")


def _compared(figures: dict[str, dict[str, Any]]) -> list[str]:
    """Prints each figure against the article; returns where they differ."""
    wrong = []
    for key, (name, number) in EXPECTED.items():
        found = figures[key]
        same = found["value"] == number and found["base"] == BASES.get(key)
        print(f"  {name:<28} {number:>8,}  {found['shown']:<22} {'same' if same else 'DIFFERENT'}")
        wrong += [] if same else [f"{name}: {found['shown']}, not {number}"]
    joined = figures["joined"]
    enough = joined["value"] > LEAST_JOINED * joined["base"]
    print(f"  {'households in a group':<28} {'> 80 %':>8}  {joined['shown']:<22} "
          f"{'same' if enough else 'DIFFERENT'}")  # fmt: skip
    return wrong if enough else [*wrong, f"coverage: {joined['shown']}"]


if __name__ == "__main__":
    sys.exit(run())
