"""The communities of a street or district side by side: figures, rank, trend, freshness."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.figures.community_counts import added_up, joined, standing_counts, timed_counts
from app.figures.community_measures import (
    BY_KEY,
    MEASURES,
    Step,
    figures_of,
    ranked,
    step_since,
)
from app.figures.community_sources import (
    Held,
    Place,
    Reported,
    marks_in_force,
    places,
    reported,
)
from app.figures.headline import Figure
from app.figures.periods import Period

NOTHING: Counter[str] = Counter()


@dataclass(frozen=True)
class CommunityRow:
    """One community: what it sent, counted over a period."""

    place: Place
    reported: Reported
    marks: tuple[Held, ...]
    figures: Mapping[str, Figure]
    """By the keys of :data:`~app.figures.community_measures.MEASURES`."""
    before: Mapping[str, Figure]
    """Those of the period before, of measures that have a period."""

    @property
    def id(self) -> UUID:
        """Its station."""
        return self.place.id

    @property
    def name(self) -> str:
        """As the office signs."""
        return self.place.name

    @property
    def street(self) -> str:
        """The street it belongs to."""
        return self.place.street

    @property
    def mark_words(self) -> str:
        """示范社区; empty without a mark."""
        return "、".join(mark.name for mark in self.marks)

    def step(self, key: str) -> Step:
        """How a figure differs from that of the period before."""
        return step_since(self.figures[key], self.before.get(key))


def communities(
    session: Session, *, period: Period, street: str | None = None
) -> list[CommunityRow]:
    """Every community known here, by area code; ``street``: nine digits of its area code.

    A community that sent nothing yet has a row of zeros and dashes.
    """
    known = places(session, street)
    standing = standing_counts(session)
    now = joined(standing, timed_counts(session, period))
    before = joined(standing, timed_counts(session, period.before))
    fresh, marks = reported(session, known), marks_in_force(session)
    return [
        CommunityRow(
            place,
            fresh[place.id],
            tuple(marks.get(place.id, ())),
            figures_of(now.get(place.id, NOTHING)),
            _timed(figures_of(before.get(place.id, NOTHING))),
        )
        for place in known
    ]


def _timed(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    return {key: figure for key, figure in figures.items() if BY_KEY[key].timed}


def ranks_by(rows: Sequence[CommunityRow], key: str) -> dict[UUID, int | None]:
    """The place of each community by one measure, the best first; a zero base has none."""
    found = ranked([row.figures[key] for row in rows])
    return {row.id: place for row, place in zip(rows, found, strict=True)}


def together(rows: Sequence[CommunityRow]) -> dict[str, Figure]:
    """The figures of all these communities added up."""
    return figures_of(added_up(_numbers(row) for row in rows))


def _numbers(row: CommunityRow) -> Counter[str]:
    found: Counter[str] = Counter()
    for measure in MEASURES:
        figure = row.figures[measure.key]
        if figure.base is None:
            found[measure.key] = figure.value
        else:
            found[f"{measure.key}_hits"], found[f"{measure.key}_base"] = figure.value, figure.base
    return found
