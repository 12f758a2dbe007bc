"""An outline on its way: corners added, moved, inserted, deleted, and each step taken back.

Every step is either carried out or refused with a reason; what is here never crosses itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.desk.outline_geometry import Point, Points, fault_of, snapped


@dataclass(frozen=True)
class Stage:
    """The corners at one moment; ``closed`` when the outline goes round."""

    points: tuple[Point, ...] = ()
    closed: bool = False

    def moved(self, corner: int, place: Point) -> Stage:
        """With a corner somewhere else, faults and all."""
        return Stage((*self.points[:corner], place, *self.points[corner + 1 :]), self.closed)

    def inserted(self, edge: int, place: Point) -> Stage:
        """With a corner put into the edge that begins at corner ``edge``, faults and all."""
        return Stage((*self.points[: edge + 1], place, *self.points[edge + 1 :]), self.closed)

    def without(self, corner: int) -> Stage:
        """With a corner taken out, faults and all."""
        return Stage((*self.points[:corner], *self.points[corner + 1 :]), self.closed)


class History:
    """The stages one after the other, and which of them is shown."""

    def __init__(self, start: Stage):
        self._stages = [start]
        self._at = 0

    @property
    def stage(self) -> Stage:
        """The one that is shown."""
        return self._stages[self._at]

    def go_on(self, stage: Stage) -> None:
        """Add a stage after the one shown; those that were taken back are forgotten."""
        self._stages[self._at + 1 :] = [stage]
        self._at += 1

    def undo(self) -> None:
        """Show the stage before."""
        self._at = max(0, self._at - 1)

    def redo(self) -> None:
        """Show the stage that was taken back."""
        self._at = min(len(self._stages) - 1, self._at + 1)

    @property
    def can_undo(self) -> bool:
        """Whether there is a stage before."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether a stage was taken back."""
        return self._at < len(self._stages) - 1


class OutlineDraft:
    """What is being drawn, over the neighbours it snaps to."""

    def __init__(self, points: Points = (), *, others: tuple[Points, ...] = (), height: float = 1):
        start = tuple((float(x), float(y)) for x, y in points)
        self.history = History(Stage(start, closed=len(start) > 2))
        self.others, self.height = others, height
        self.fault: str | None = None
        """Why the last step was refused, in words for the user."""

    @property
    def stage(self) -> Stage:
        """The corners as they are."""
        return self.history.stage

    @property
    def points(self) -> tuple[Point, ...]:
        """The corners in order."""
        return self.stage.points

    @property
    def closed(self) -> bool:
        """Whether the outline goes round."""
        return self.stage.closed

    def place_for(self, place: Point, within: float) -> Point:
        """Where a corner put at ``place`` would go."""
        return snapped(place, self.others, self.height, within=within).point

    def add(self, place: Point) -> bool:
        """Add a corner to an outline that is not closed; whether that could be done."""
        return self._try(Stage((*self.points, place), closed=False))

    def close(self) -> bool:
        """Lead the last corner back to the first."""
        return self._try(Stage(self.points, closed=True))

    def move(self, corner: int, place: Point) -> bool:
        """Put a corner somewhere else."""
        return self._try(self.stage.moved(corner, place))

    def insert(self, edge: int, place: Point) -> bool:
        """Put a corner into the edge that begins at corner ``edge``."""
        return self._try(self.stage.inserted(edge, place))

    def delete(self, corner: int) -> bool:
        """Take a corner out."""
        return self._try(self.stage.without(corner))

    def undo(self) -> None:
        """Take back the last step."""
        self.fault = None
        self.history.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.fault = None
        self.history.redo()

    def finish(self) -> tuple[Point, ...] | None:
        """The corners of the whole outline; None when it is none yet, see ``fault``."""
        if not self.closed and not self.close():
            return None
        return self.points

    def _try(self, stage: Stage) -> bool:
        self.fault = fault_of(stage.points, closed=stage.closed)
        if self.fault is None and stage != self.stage:
            self.history.go_on(stage)
        return self.fault is None
