"""Outlines as lists of corners: what lies inside, what crosses what, and where a point snaps to.

Coordinates are plan widths: x runs from 0 at the left to 1 at the right, y downwards from 0 to
the plan's height divided by its width. Pure; nothing here knows a screen.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

Point = tuple[float, float]
Points = Sequence[Point]
CLOSE = 1e-9
"""Plan widths: what is nearer than this is the same place."""
LEAST_AREA = 1e-5
"""Square plan widths: 3 × 3 mm on a plan of one metre."""


class Box(NamedTuple):
    """What an outline spans."""

    left: float
    top: float
    right: float
    bottom: float


class Snap(NamedTuple):
    """Where a point goes, and what drew it there: corner, edge, border or nothing."""

    point: Point
    to: str


def edges(points: Points, *, closed: bool = True) -> Iterator[tuple[Point, Point]]:
    """The edges in order; those of a closed outline end with the one back to the first corner."""
    yield from pairwise(points)
    if closed and len(points) > 2:
        yield points[-1], points[0]


def area(points: Points) -> float:
    """The area in square plan widths, whichever way round the corners are given."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in edges(points))) / 2


def bounds(points: Points) -> Box:
    """What the outline spans; ValueError without corners."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def contains(points: Points, place: Point) -> bool:
    """Whether ``place`` lies inside, by the even-odd rule."""
    x, y = place
    inside = False
    for (ax, ay), (bx, by) in edges(points):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


def label_place(points: Points) -> Point:
    """A place well inside for a label: the widest stretch at mid-height, or near it."""
    box = bounds(points)
    best, widest = ((box.left + box.right) / 2, (box.top + box.bottom) / 2), 0.0
    for part in (0.5, 0.4, 0.6, 0.3, 0.7):
        y = box.top + (box.bottom - box.top) * part
        crossings = sorted(_crossings(points, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            if right - left > widest * 1.2:  # the middle is better unless it is much narrower
                best, widest = ((left + right) / 2, y), right - left
    return best


def _crossings(points: Points, y: float) -> Iterator[float]:
    for (ax, ay), (bx, by) in edges(points):
        if (ay > y) != (by > y):
            yield ax + (y - ay) / (by - ay) * (bx - ax)


def distance(one: Point, other: Point) -> float:
    """How far two places are apart."""
    return math.hypot(one[0] - other[0], one[1] - other[1])


def nearest_on(edge: tuple[Point, Point], place: Point) -> Point:
    """The place on an edge that is nearest to ``place``."""
    (ax, ay), (bx, by) = edge
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    if length == 0:
        return edge[0]
    part = ((place[0] - ax) * dx + (place[1] - ay) * dy) / length
    part = max(0.0, min(1.0, part))
    return ax + part * dx, ay + part * dy


def meet(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two edges cross or touch."""
    (a, b), (c, d) = one, other
    turns = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    ends = ((one, c), (one, d), (other, a), (other, b))
    return any(distance(nearest_on(edge, end), end) <= CLOSE for edge, end in ends)


def _turn(a: Point, b: Point, c: Point) -> int:
    """1 and -1: c lies to one side and the other of a-b; 0: on it."""
    value = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (value > 0) - (value < 0)


def crosses_itself(points: Points, *, closed: bool = True) -> bool:
    """Whether an edge meets another one elsewhere than in the corner they share."""
    lines = list(edges(points, closed=closed))
    for number, one in enumerate(lines):
        for further, other in enumerate(lines[number + 1 :], start=number + 1):
            wraps = closed and number == 0 and further == len(lines) - 1
            if further == number + 1 or wraps:
                if _folds_back(*(other + one if wraps else one + other)):
                    return True
            elif meet(one, other):
                return True
    return False


def _folds_back(before: Point, corner: Point, same: Point, after: Point) -> bool:
    """Whether an edge runs back over the edge before it."""
    back = nearest_on((before, corner), after), nearest_on((same, after), before)
    return distance(back[0], after) <= CLOSE or distance(back[1], before) <= CLOSE


def fault_of(points: Points, *, closed: bool = True) -> str | None:
    """Why these corners make no outline, in the words shown to the user; None when they do."""
    if closed and len(points) < 3:
        return "轮廓至少要有三个角，请再点几个角。"
    if any(distance(a, b) <= CLOSE for a, b in edges(points, closed=closed)):
        return "两个角重合在一起，请换一个位置。"
    if crosses_itself(points, closed=closed):
        return "轮廓的边互相交叉，请换一个位置，不要越过已画的边。"
    if closed and area(points) < LEAST_AREA:
        return "轮廓太小，请画大一些。"
    return None


def clamped(place: Point, height: float) -> Point:
    """The nearest place on the plan, which is ``height`` widths high."""
    return max(0.0, min(1.0, place[0])), max(0.0, min(height, place[1]))


def snapped(place: Point, others: Iterable[Points], height: float, *, within: float) -> Snap:
    """Where a corner put at ``place`` goes: to a corner, an edge or the plan's border nearby.

    Neighbouring grids shall share their bounds exactly: a corner draws before an edge.
    """
    place = clamped(place, height)
    border = ((0.0, 0.0), (1.0, 0.0), (1.0, height), (0.0, height))
    outlines = [tuple(points) for points in others]
    corners = [corner for points in (*outlines, border) for corner in points]
    lines = [edge for points in outlines for edge in edges(points)]
    for what, places in (
        ("corner", corners),
        ("edge", [nearest_on(edge, place) for edge in lines]),
        ("border", [nearest_on(edge, place) for edge in edges(border)]),
    ):
        nearest = min(places, key=lambda one: distance(one, place), default=None)
        if nearest is not None and distance(nearest, place) <= within:
            return Snap(nearest, what)
    return Snap(place, "")
