"""Outlines by their corners: what must hold for any outline whatever."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desk.outline_draft import OutlineDraft
from app.desk.outline_geometry import (
    area,
    bounds,
    contains,
    crosses_itself,
    distance,
    edges,
    fault_of,
    label_place,
    nearest_on,
    snapped,
)

SQUARE = ((0.2, 0.2), (0.6, 0.2), (0.6, 0.6), (0.2, 0.6))
BOW_TIE = ((0.2, 0.2), (0.6, 0.6), (0.6, 0.2), (0.2, 0.6))
U_SHAPE = ((0.1, 0.1), (0.3, 0.1), (0.3, 0.6), (0.6, 0.6), (0.6, 0.1), (0.8, 0.1), (0.8, 0.8),
           (0.1, 0.8))  # fmt: skip
unit = st.floats(0, 1, allow_nan=False)
places = st.tuples(unit, unit)


@st.composite
def outlines(draw):
    """Corners at any distance around a middle: such an outline never crosses itself."""
    corners = draw(st.integers(3, 12))
    turn = draw(st.floats(0, 6))
    lengths = draw(st.lists(st.floats(0.05, 0.45), min_size=corners, max_size=corners))
    return tuple(
        (
            0.5 + length * math.cos(turn + 2 * math.pi * n / corners),
            0.5 + length * math.sin(turn + 2 * math.pi * n / corners),
        )
        for n, length in enumerate(lengths)
    )


@given(outlines())
def test_corners_around_a_middle_make_an_outline(points):
    assert fault_of(points) is None
    assert contains(points, (0.5, 0.5))


@given(outlines(), st.integers(0, 11))
def test_where_an_outline_begins_and_which_way_round_changes_nothing(points, start):
    start %= len(points)
    for same in (points[start:] + points[:start], points[::-1]):
        assert area(same) == pytest.approx(area(points))
        assert bounds(same) == bounds(points)
        assert not crosses_itself(same)


@given(outlines(), st.floats(-2, 2), st.floats(-2, 2), st.floats(0.5, 3))
def test_a_moved_and_scaled_outline_has_the_area_scaled_twice(points, x, y, factor):
    moved = [(px * factor + x, py * factor + y) for px, py in points]
    assert area(moved) == pytest.approx(area(points) * factor**2)


@given(st.integers(4, 12), st.data())
def test_two_corners_of_a_round_outline_changed_about_make_it_cross(corners, data):
    turns = [2 * math.pi * n / corners for n in range(corners)]
    points = [(0.5 + 0.4 * math.cos(turn), 0.5 + 0.4 * math.sin(turn)) for turn in turns]
    first = data.draw(st.integers(0, corners - 1))
    second = (first + 1) % corners
    points[first], points[second] = points[second], points[first]
    assert crosses_itself(points)
    assert "交叉" in fault_of(points)


@given(outlines(), places)
def test_what_is_inside_is_within_what_the_outline_spans(points, place):
    box = bounds(points)
    within = box.left <= place[0] <= box.right and box.top <= place[1] <= box.bottom
    assert within or not contains(points, place)


@given(outlines())
def test_a_label_stands_inside(points):
    assert contains(points, label_place(points))


def test_the_label_of_an_angled_outline_stands_inside_too():
    assert contains(U_SHAPE, label_place(U_SHAPE))


@given(places, places, places, st.floats(0, 1))
def test_no_place_on_an_edge_is_nearer_than_the_nearest(a, b, place, part):
    some = (a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1]))
    assert distance(nearest_on((a, b), place), place) <= distance(some, place) + 1e-9


@given(places, st.lists(outlines(), max_size=3), st.floats(0, 0.1))
def test_a_point_snaps_no_farther_than_allowed_and_then_stays(place, others, within):
    snap = snapped(place, others, 1.0, within=within)
    assert distance(snap.point, place) <= within + 1e-12
    assert snap.to or snap.point == place
    again = snapped(snap.point, others, 1.0, within=0)
    assert distance(again.point, snap.point) <= 1e-9


@given(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), st.floats(0.2, 2))
def test_nothing_is_drawn_beyond_the_plan(place, height):
    x, y = snapped(place, (), height, within=0.01).point
    assert 0 <= x <= 1
    assert 0 <= y <= height


@pytest.mark.parametrize(
    ("place", "point", "to"),
    [
        ((0.205, 0.205), (0.2, 0.2), "corner"),
        ((0.4, 0.207), (0.4, 0.2), "edge"),
        ((0.004, 0.5), (0.0, 0.5), "border"),
        ((0.004, 0.004), (0.0, 0.0), "corner"),
        ((0.4, 0.3), (0.4, 0.3), ""),
    ],
)
def test_a_corner_draws_before_an_edge_and_an_edge_before_the_border(place, point, to):
    assert snapped(place, (SQUARE,), 1.0, within=0.01) == (pytest.approx(point), to)


@pytest.mark.parametrize(
    ("points", "why"),
    [
        (SQUARE[:2], "三个角"),
        (BOW_TIE, "交叉"),
        ((*SQUARE, SQUARE[-1]), "重合"),
        ((*SQUARE, SQUARE[0]), "重合"),
        (((0.1, 0.1), (0.5, 0.1), (0.3, 0.1)), "交叉"),
        ((*SQUARE[:2], (0.4, 0.2), *SQUARE[2:]), "交叉"),
        (((0.1, 0.1), (0.101, 0.1), (0.1, 0.101)), "太小"),
    ],
    ids=["a line", "bow tie", "corner twice", "first twice", "flat", "there and back", "tiny"],
)
def test_what_makes_no_outline_is_refused_with_the_reason(points, why):
    assert why in fault_of(points)


def test_a_line_that_is_not_closed_may_end_anywhere_but_not_cross():
    assert fault_of(SQUARE[:2], closed=False) is None
    assert "交叉" in fault_of(BOW_TIE, closed=False)


class Step:
    """One thing somebody does to a draft."""

    def __init__(self, name, number, place):
        self.name, self.number, self.place = name, number, place

    def __repr__(self):
        return f"{self.name} {self.number} {self.place}"

    def on(self, draft):
        count = len(draft.points)
        if self.name == "add":
            return None if draft.closed else draft.add(self.place)
        if self.name in ("close", "undo", "redo"):
            return getattr(draft, self.name)()
        if count == 0 or (self.name == "insert" and not draft.closed):
            return None
        extra = () if self.name == "delete" else (self.place,)
        return getattr(draft, self.name)(self.number % count, *extra)


steps = st.builds(
    Step,
    st.sampled_from(["add", "add", "add", "close", "move", "insert", "delete", "undo", "redo"]),
    st.integers(0, 20),
    places,
)


@given(st.lists(steps, max_size=25))
def test_whatever_is_done_to_a_draft_it_never_crosses_itself(doings):
    draft = OutlineDraft()
    for step in doings:
        before = draft.stage
        done = step.on(draft)
        if done is False:
            assert draft.fault
            assert draft.stage == before
        assert fault_of(draft.points, closed=draft.closed) is None


@given(st.lists(steps, max_size=15))
def test_everything_can_be_taken_back_and_done_again(doings):
    draft = OutlineDraft(SQUARE)
    for step in doings:
        step.on(draft)
    while draft.history.can_redo:
        draft.redo()
    end = draft.stage
    while draft.history.can_undo:
        draft.undo()
    assert draft.points == SQUARE
    while draft.history.can_redo:
        draft.redo()
    assert draft.stage == end


def test_a_draft_is_finished_by_closing_it_or_says_what_is_missing():
    draft = OutlineDraft()
    for corner in SQUARE[:2]:
        draft.add(corner)
    assert draft.finish() is None
    assert "三个角" in draft.fault
    draft.add(SQUARE[2])
    assert draft.finish() == SQUARE[:3]
    assert len(list(edges(draft.points))) == 3


def test_a_draft_snaps_to_its_neighbours():
    draft = OutlineDraft(others=(SQUARE,), height=0.75)
    assert draft.place_for((0.601, 0.199), 0.01) == (0.6, 0.2)
    assert draft.place_for((0.3, 0.749), 0.01) == pytest.approx((0.3, 0.75))
