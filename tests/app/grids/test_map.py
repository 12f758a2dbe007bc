"""Outlines and the plan beneath them, and the figures that shade the map."""

import io
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.attachments.contents import check_contents
from app.attachments.pictures import prepare_picture
from app.errors import InvalidInput, NotFound
from app.grids.map_views import site_map
from app.grids.outlines import remove_outline, save_outline, set_plan
from app.grids.shading import Shading, offer, offered, shades, withdraw
from db.ids import new_id
from tests.app.grids.test_grids import do, refused
from tests.builders import a_building, a_grid, a_resident

SQUARE = ((0.1, 0.1), (0.4, 0.1), (0.4, 0.3), (0.1, 0.3))


def shown(station, shading="residents"):
    with station.read() as session:
        return site_map(session, shading=shading)


def a_picture(width=300, height=200):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "PNG")
    return prepare_picture(out.getvalue(), "平面图.png")


def test_an_outline_is_kept_replaced_and_removed(station):
    grid = a_grid(station)
    assert shown(station).grids[0].points == ()
    do(station, save_outline, grid_id=grid, points=SQUARE)
    do(station, save_outline, grid_id=grid, points=SQUARE[:3])
    assert shown(station).grids[0].points == SQUARE[:3]
    do(station, remove_outline, grid_id=grid)
    assert shown(station).grids[0].points == ()
    refused(station, remove_outline, grid_id=grid, kind=NotFound)


@pytest.mark.parametrize(
    "points",
    [SQUARE[:2], (), ((0.0, 0.0),) * 500, ((0, 0), (1, 0), (math.nan, 1)), ((9e9, 0),) * 3],
)
def test_what_is_no_outline_is_refused(station, points):
    grid = a_grid(station)
    assert refused(station, save_outline, grid_id=grid, points=points).field == "points"
    refused(station, save_outline, grid_id=new_id(), points=SQUARE, kind=NotFound)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 2)), min_size=3, max_size=30))
def test_an_outline_comes_back_where_it_was_drawn(station, points):
    with station.read() as session:
        known = site_map(session).grids
    grid = known[0].id if known else a_grid(station)
    do(station, save_outline, grid_id=grid, points=points)
    again = shown(station).grids[0].points
    assert all(
        abs(a - b) < 1e-5
        for p, q in zip(points, again, strict=True)
        for a, b in zip(p, q, strict=True)
    )


def test_a_plan_lies_under_the_outlines_until_it_is_taken_off(station):
    grid = a_grid(station)
    do(station, save_outline, grid_id=grid, points=SQUARE)
    do(station, set_plan, prepared=a_picture(), name="社区平面图")
    made = shown(station)
    assert (made.plan_name, made.grids[0].points) == ("社区平面图", SQUARE)
    with Image.open(io.BytesIO(made.picture)) as picture:
        assert picture.size == (300, 200)
    with station.read() as session:
        assert check_contents(session)[0]
    do(station, set_plan, prepared=None)
    assert (shown(station).picture, shown(station).grids[0].points) == (b"", SQUARE)


def test_grids_are_shaded_by_a_figure_up_to_the_highest(station):
    first = a_grid(station)
    a_building(station, first, "3", units=1)
    a_grid(station, "02", "第二网格")
    a_resident(station, "王秀芬", "3-1-101")
    assert [(g.shade.label, g.shade.depth) for g in shown(station).grids] == [
        ("1", 1.0),
        ("0", 0.0),
    ]
    covered = [g.shade.label for g in shown(station, "coverage").grids]
    assert covered == ["0.0%", "—"]
    assert [g.shade for g in shown(station, "不存在").grids] == [None, None]


def test_a_room_above_offers_a_figure_of_its_own(station):
    grid = a_grid(station)
    before = offered()
    offer(Shading("test.events", "在办事项", lambda session: {grid: 7.0}))
    try:
        assert offered()[len(before) :][0].name == "在办事项"
        with station.read() as session:
            assert shades(session, "test.events")[grid].label == "7"
    finally:
        withdraw("test.events")
    assert offered() == before


def test_a_picture_that_is_none_is_refused():
    with pytest.raises(InvalidInput, match="不是照片"):
        prepare_picture(b"no picture", "平面图.png")
