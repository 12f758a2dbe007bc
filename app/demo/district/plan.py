"""Which community of the demo district gets how many of what, so that the sums are exact.

Pure. Sizes are drawn, and everything is shared out by size: the counts of all communities add up
to the totals asked for, whatever the seed. A session later makes exactly what stands here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

SMALLEST, LARGEST = 60, 140
"""Size of a community against a middling one, in hundredths."""
OWN_WAY = 20
"""By how many hundredths a single figure differs from the community's size."""
OF_BUILDINGS = 18
"""Of a hundred chat groups below the grids' own, how many are of whole buildings."""
LEAST_JOINED, MOST_JOINED = 81, 94
"""Of a hundred households, how many have somebody in a group."""


@dataclass(frozen=True)
class Totals:
    """What the communities of a district are to add up to."""

    communities: int
    streets: int
    trials: int
    """Communities of the trial, which share the events."""
    grids: int
    events: int
    """All handled."""
    councils: int
    """小院议事厅 and 网格议事厅."""
    registered: int
    """Residents with a points account."""
    activities: int
    came: int
    """Participations of people who signed in."""
    issued: int
    """Points, less what was taken back."""
    marked: int
    """示范社区."""
    chat_groups: int
    information_officers: int


ARTICLE = Totals(
    communities=98,
    streets=10,
    trials=4,
    grids=941,
    events=1_504,
    councils=109,
    registered=16_000,
    activities=3_600,
    came=45_000,
    issued=202_000,
    marked=39,
    chat_groups=25_000,
    information_officers=128,
)
"""Haigang as the newspaper article has it (domain.md §1)."""


@dataclass(frozen=True)
class CommunityPlan:
    """What one community gets."""

    number: int
    """From 0, through the whole district."""
    street: int
    """Number of its street, from 0."""
    grids: int
    buildings: int
    units: int
    households: int
    joined: int
    """Households with somebody in a chat group."""
    chat_groups: int
    information_officers: int
    registered: int
    activities: int
    came: int
    issued: int
    councils: int
    events: int
    is_trial: bool
    is_marked: bool

    @property
    def building_groups(self) -> int:
        """Chat groups of whole buildings; the others are of grids and of units."""
        return max(0, self.chat_groups - self.grids) * OF_BUILDINGS // 100


def plan_district(totals: Totals, seed: int) -> tuple[CommunityPlan, ...]:
    """Share the totals out; the same totals and seed give the same plan.

    Raises:
        ValueError: no district can have these totals, such as points without a resident.
    """
    _refuse_impossible(totals)
    random, everybody = Random(f"district {seed}"), range(totals.communities)
    sizes = [random.randrange(SMALLEST, LARGEST + 1) for _ in everybody]

    def shared(total: int, least: int = 0, most: Sequence[int] | None = None) -> list[int]:
        spread = range(100 - OWN_WAY, 100 + OWN_WAY + 1)
        weights = [size * random.choice(spread) for size in sizes]
        return apportioned(total, weights, least=least, most=most)

    trials = set(random.sample(everybody, min(totals.trials, totals.communities)))
    marked = set(random.sample(everybody, totals.marked))
    registered, activities = shared(totals.registered, 1), shared(totals.activities, 1)
    rooms = [people * times for people, times in zip(registered, activities, strict=True)]
    events = shared(totals.events, most=[totals.events * (one in trials) for one in everybody])
    counted = zip(
        shared(totals.grids, 1), shared(totals.chat_groups, 1), shared(totals.councils),
        shared(totals.information_officers), registered, activities,
        shared(totals.came, most=rooms),
        shared(totals.issued, most=[totals.issued * bool(people) for people in registered]),
        events, strict=True,
    )  # fmt: skip
    return tuple(
        _community(number, totals, counts, (number in trials, number in marked), random)
        for number, counts in enumerate(counted)
    )


def _refuse_impossible(totals: Totals) -> None:
    if not 0 < totals.streets <= totals.communities <= totals.grids:
        raise ValueError("a street has a community, and a community a grid")
    if totals.marked > totals.communities:
        raise ValueError("more marks than communities")
    if totals.events and not totals.trials:
        raise ValueError("events without a community of the trial")
    if totals.issued and not totals.registered:
        raise ValueError("points without a resident")


def _community(
    number: int,
    totals: Totals,
    counts: tuple[int, ...],
    chosen: tuple[bool, bool],
    random: Random,
) -> CommunityPlan:
    """Houses enough for the groups, and households enough for who is registered."""
    grids, groups, councils, officers, registered, activities, came, issued, events = counts
    below = max(0, groups - grids)
    buildings = max(grids, below * OF_BUILDINGS // 100)
    units = max(buildings, below - below * OF_BUILDINGS // 100)
    households = max(units + units // 2, registered)
    share = random.randrange(LEAST_JOINED, MOST_JOINED + 1)
    joined = min(households, households * share // 100 + 1) if groups >= grids else 0
    return CommunityPlan(
        number, number * totals.streets // totals.communities,
        grids, buildings, units, households, joined, groups, officers,
        registered, activities, came, issued, councils, events, *chosen,
    )  # fmt: skip


def apportioned(
    total: int, weights: Sequence[int], *, least: int = 0, most: Sequence[int] | None = None
) -> list[int]:
    """Whole numbers in proportion to positive weights, which add up to the total exactly.

    By largest remainders (Hamilton). Each gets ``least`` where the total is enough for that, and
    nobody more than its ``most``; what does not fit goes to the others.

    Raises:
        ValueError: there is not room for the total.
    """
    caps = [total] * len(weights) if most is None else list(most)
    if sum(caps) < total:
        raise ValueError(f"{total} do not fit into {sum(caps)}")
    floor = [min(least, cap) for cap in caps]
    given = floor if sum(floor) <= total else [0] * len(caps)
    while left := total - sum(given):
        given = _one_round(left, weights, given, caps)
    return given


def _one_round(
    left: int, weights: Sequence[int], given: list[int], caps: Sequence[int]
) -> list[int]:
    """Give what is left to those who have room; somebody gets something."""
    weighing = {one: weights[one] for one in range(len(caps)) if given[one] < caps[one]}
    total = sum(weighing.values())
    found = list(given)
    for one, weight in weighing.items():
        found[one] = min(caps[one], given[one] + left * weight // total)
    over = left - (sum(found) - sum(given))
    by_remainder = sorted(weighing, key=lambda one: (-(left * weighing[one] % total), one))
    for one in [one for one in by_remainder if found[one] < caps[one]][:over]:
        found[one] += 1
    return found
