"""The map as the secretary uses it: drawing, shading, a plan beneath, a click that opens a grid."""

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.attachments.pictures import prepare_file
from app.grids.map_views import site_map
from app.grids.outlines import save_outline, set_plan
from tests.app.grids.test_grids import do
from tests.builders import a_building, a_grid, a_resident

LEFT = ((0.1, 0.1), (0.45, 0.1), (0.45, 0.6), (0.1, 0.6))
RIGHT = ((0.5, 0.1), (0.9, 0.1), (0.9, 0.6), (0.5, 0.6))


@pytest.fixture
def two(station):
    first, second = a_grid(station), a_grid(station, "02", "第二网格")
    a_building(station, first, "3", units=1)
    a_resident(station, "王秀芬", "3-1-101")
    do(station, save_outline, grid_id=first, points=LEFT)
    return first, second


@pytest.fixture
def room(station, two, desk_of):
    desk = desk_of(station)
    desk.view("地图")
    return desk


def shown(station):
    with station.read() as session:
        return site_map(session)


def click(desk, place, *, twice=False):
    """Click a place of the plan."""
    view = desk.page.views.map.map.view
    spot = view.on_screen(place).toPoint()
    if twice:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot))
    else:
        desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    desk.settle()


def test_the_map_says_how_many_grids_are_drawn_and_what_to_do(room):
    room.sees("已画 1 / 2 个网格")
    room.sees("按“画轮廓”")


def test_a_click_opens_the_grid_and_a_double_click_leads_to_the_tree(room, two):
    click(room, (0.3, 0.3))
    room.sees("专职网格员缺岗", room.page.drawer)
    click(room, (0.3, 0.3), twice=True)
    tree = room.page.views.tree.tree
    room.qtbot.waitUntil(lambda: tree.currentIndex().data() == "第一网格")
    assert tree.isVisible()


def test_a_grid_is_drawn_corner_by_corner_and_kept(room, station, two):
    chart = room.page.views.map
    chart.grid.setCurrentIndex(2)
    room.press("画轮廓")
    for corner in (*RIGHT, RIGHT[0]):
        click(room, corner)
    if chart.map.editing is not None:
        room.press("完成轮廓")
    room.settle()
    points = shown(station).grids[1].points
    assert len(points) == 4
    assert all(
        abs(a - b) < 0.02 for p, q in zip(sorted(points), sorted(RIGHT), strict=True)
        for a, b in zip(p, q, strict=True)
    )  # fmt: skip
    room.sees("已画 2 / 2 个网格")


def test_an_outline_given_up_leaves_everything_as_it_was(room, station):
    chart = room.page.views.map
    click(room, (0.3, 0.3))
    room.press("修改轮廓")
    assert not room.page.drawer.isVisible(), "the map has the whole width for drawing"
    room.press("取消", chart)
    assert shown(station).grids[0].points == LEFT
    room.press("擦去轮廓")
    assert shown(station).grids[0].points == ()


def test_shading_follows_the_figure_that_is_chosen(room):
    chart = room.page.views.map
    assert [(one.label, one.value) for one in chart.map.view.outlines] == [("第一网格", "1")]
    chart.shading.setCurrentIndex(2)
    room.settle()
    assert [one.value for one in chart.map.view.outlines] == ["0.0%"]


def test_a_plan_is_laid_under_the_outlines(room, station, tmp_path):
    path = tmp_path / "平面图.png"
    Image.new("RGB", (400, 200), "white").save(path)
    do(station, set_plan, prepared=prepare_file(path), name="平面图")
    room.page.reload()
    room.settle()
    assert room.page.views.map.map.view.height_of_plan == pytest.approx(0.5, abs=0.01)
