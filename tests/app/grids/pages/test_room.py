"""The grids' room as the secretary uses it: from the first grid to the plaque on the wall."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.accounts.permissions import Role
from app.grids.models import ChatGroup
from app.grids.pages.doors_page import DoorsPage
from app.grids.pages.plaque_page import PlaquePage
from app.grids.rules import Duty
from tests.app.grids.test_staff import appointed, terms_of
from tests.builders import a_building, a_grid, a_resident, a_unit

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.fixture
def grid(station):
    """A grid with a house of two staircases and four households."""
    made = a_grid(station)
    a_building(station, made, "3", units=2)
    for name, door in (
        ("王秀芬", "3-1-101"), ("李建国", "3-1-102"), ("张桂兰", "3-2-101"), ("陈志强", "3-2-102"),
    ):  # fmt: skip
        a_resident(station, name, door, phone="13800001111")
    return made


def tree_titles(desk, index=None):
    """Titles of all nodes that are fetched, from the top."""
    desk.settle()
    model, tree = desk.page.views.tree.tree.model(), desk.page.views.tree.tree
    parent = index if index is not None else tree.rootIndex()
    found = []
    for row in range(model.rowCount(parent)):
        child = model.index(row, 0, parent)
        found += [child.data(), *tree_titles(desk, child)]
    return found


def open_in_tree(desk, *titles):
    """Open the way down and click its end."""
    tree = desk.page.views.tree.tree
    index = tree.model().index(0, 0)
    for title in titles:
        tree.expand(index)
        desk.settle()
        rows = [tree.model().index(row, 0, index) for row in range(tree.model().rowCount(index))]
        (index,) = [child for child in rows if child.data() == title]
    tree.scrollTo(index)
    place = tree.visualRect(index).center()
    desk.qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()


def test_a_community_is_built_from_nothing(station, desk_of):
    desk = desk_of(station)
    desk.press("登记网格")
    desk.submit(name="第一网格", party_branch="第一网格党支部", area="东至文化路")
    desk.sees("专职网格员缺岗", desk.page.drawer)
    desk.press("登记楼栋")
    desk.submit(number="3", units=2)
    desk.sees("2 单元", desk.page.drawer)
    desk.press("任命")
    desk.submit(name="李建国", phone="13903351234")
    desk.sees("李建国", desk.page.drawer)
    assert desk.cells(desk.page.views.grids, "worker") == ["李建国"]
    assert desk.cells(desk.page.views.grids, "number") == ["01"]
    desk.view("层级")
    open_in_tree(desk, "第一网格", "3 号楼", "1 单元")
    desk.press("登记户")
    desk.submit(room="301")
    open_in_tree(desk, "第一网格", "3 号楼", "1 单元", "301 室")
    desk.sees("3-1-301", desk.page.drawer)
    assert not desk.errors


def test_the_full_time_post_is_handed_over_in_one_step(station, desk_of, grid):
    appointed(station, grid, since=TODAY - 100 * DAY)
    desk = desk_of(station)
    desk.view("力量")
    standings = desk.cells(desk.page.views.staff, "standing")
    assert standings == ["缺岗"] * 3 + ["在任"]
    desk.click_row(desk.page.views.staff, 3)
    desk.sees("任第一网格专职网格员", desk.page.drawer)
    desk.press("交接", desk.page.drawer)
    desk.submit(name="王芳", phone="13900002222")
    first, second = terms_of(station)
    assert (first.until, second.since) == (TODAY - DAY, TODAY)
    assert desk.cells(desk.page.views.staff, "name") == ["", "", "", "王芳", "李建国"]


def test_a_second_full_time_worker_is_refused_in_the_form_in_words(station, desk_of, grid):
    appointed(station, grid)
    desk = desk_of(station)
    desk.view("力量")
    desk.press("任命")
    desk.submit(grid_id=grid, duty=Duty.FULL_TIME, name="王芳")
    desk.sees("第一网格已有专职网格员李建国", desk.page.drawer)
    assert len(terms_of(station)) == 1


def test_a_vacant_post_is_filled_by_a_resident_who_is_found(station, desk_of, grid):
    desk = desk_of(station)
    desk.view("力量")
    names = desk.cells(desk.page.views.staff, "place")
    desk.click_row(desk.page.views.staff, names.index("3 号楼 2 单元"))
    who = desk.form().rows["who"].editor
    who.line.setFocus()
    QTest.keyClicks(who.line, "zgl")
    desk.qtbot.waitUntil(who.list.isVisible)
    QTest.keyClick(who.line, Qt.Key.Key_Return)
    desk.form().submit()
    desk.settle()
    assert "张桂兰" in desk.cells(desk.page.views.staff, "name")
    assert "138 0000 1111" in desk.cells(desk.page.views.staff, "phone")


def test_nobody_chosen_is_said_under_the_field(station, desk_of, grid):
    desk = desk_of(station)
    desk.view("力量")
    desk.press("任命")
    desk.submit(grid_id=grid)
    desk.sees("还没有选人。", desk.page.drawer)


def test_households_are_ticked_into_a_group_and_coverage_follows(station, desk_of, grid):
    desk = desk_of(station)
    desk.view("居民群")
    desk.press("登记居民群")
    form = desk.form()
    place = form.rows["place"].field.choices[0].value
    desk.submit(place=place, name="一网格邻里群", keeper="李建国")
    desk.sees("0 户有人在群 / 共 4 户", desk.page.drawer)
    desk.press("勾选入群住户")
    doors = desk.page.entered
    assert isinstance(doors, DoorsPage)
    desk.sees("3 号楼 2 单元", doors)
    first, second = doors.units
    desk.press("全选", first)
    next(iter(second.doors.values())).click()
    desk.sees("入群 3 / 4 户 · 入群率 75.0%", doors)
    desk.press("保存", doors)
    assert desk.page.entered is None
    assert desk.cells(desk.page.views.groups, "share") == ["75.0%"]
    desk.sees("社区入群率 75.0%（3 / 4 户）")
    desk.view("名单")
    assert desk.cells(desk.page.views.grids, "coverage") == ["75.0%"]


def test_a_group_is_set_up_from_a_staircase_and_closed(station, desk_of, grid):
    desk = desk_of(station)
    desk.view("层级")
    open_in_tree(desk, "第一网格", "3 号楼", "2 单元")
    desk.choose("登记居民群")
    desk.submit()
    desk.sees("3 号楼 2 单元邻里群", desk.page.drawer)
    desk.choose("解散")
    desk.submit()
    desk.sees("已于 2026-11-24 解散", desk.page.drawer)
    with station.read() as session:
        assert session.query(ChatGroup).one().level == "unit"


def test_the_plaque_is_shown_and_its_duties_are_the_offices_own(station, desk_of, grid):
    appointed(station, grid)
    desk = desk_of(station)
    desk.click_row(desk.page.views.grids, 0)
    desk.choose("打印网格公示牌")
    paper = desk.page.entered
    assert isinstance(paper, PlaquePage)
    desk.qtbot.waitUntil(lambda: paper.preview.bar.print.isEnabled() and desk.work.idle())
    desk.sees("第 1 页，共 1 页", paper.preview)
    paper.hung.setCurrentIndex(1)
    desk.sees("共 2 页", paper.preview)
    desk.press("修改职责和监督电话", paper)
    desk.submit(duties="巡查网格\n走访居民", phone="0335-1")
    desk.sees("共 2 页", paper.preview)
    assert not desk.errors


def test_the_tree_is_filtered_while_typing_and_leads_to_the_resident(station, desk_of, grid):
    desk = desk_of(station)
    went = []
    desk.page.go.connect(lambda room, what: went.append((room, what)))
    desk.view("层级")
    assert tree_titles(desk) == ["人民里社区", "第一网格"]
    QTest.keyClicks(desk.page.search, "czq")
    desk.sees("找到 1 处")
    assert tree_titles(desk)[-1] == "陈志强"
    tree = desk.page.views.tree.tree
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert went[0][0] == "residents"
    desk.page.search.clear()
    desk.qtbot.waitUntil(lambda: tree_titles(desk) == ["人民里社区", "第一网格"])


def test_a_building_is_given_to_another_grid(station, desk_of, grid):
    a_grid(station, "02", "第二网格")
    desk = desk_of(station)
    desk.view("层级")
    open_in_tree(desk, "第一网格", "3 号楼")
    desk.choose("划归其他网格")
    other = desk.form().rows["grid_id"].field.choices[0].value
    desk.submit(grid_id=other)
    desk.sees("3 号楼由第一网格划归第二网格", desk.page.drawer)
    desk.view("名单")
    assert desk.cells(desk.page.views.grids, "residents") == ["0", "4"]


def test_a_contest_is_recorded_with_scores_and_shows_in_the_record_of_each(station, desk_of, grid):
    appointed(station, grid)
    desk = desk_of(station)
    desk.view("培训比武")
    desk.press("登记培训比武")
    desk.submit(title="三季度技能比武", kind="contest")
    desk.press("登记成绩")
    form = desk.form()
    (key,) = form.rows
    desk.submit(**{key: 95})
    desk.sees("第 1 名", desk.page.drawer)
    assert desk.cells(desk.page.views.trainings, "first") == ["李建国"]
    desk.page.open_record(("staff", terms_of(station)[0].staff_id))
    desk.sees("95 分，第 1 名（共 1 人）", desk.page.drawer)


def test_who_may_only_look_finds_no_button_that_changes_anything(station, desk_of, grid):
    appointed(station, grid)
    looker = replace(station, actor=replace(station.actor, role=Role.VIEWER))
    desk = desk_of(looker)
    for view in ("名单", "力量", "居民群", "培训比武"):
        desk.view(view)
        assert not {"登记网格", "任命", "登记居民群", "登记培训比武"} & set(desk.buttons())
    desk.page.open_record(grid)
    desk.sees("李建国", desk.page.drawer)
    assert "修改" not in desk.buttons()
    unit = a_unit(station, "3-1")
    assert unit is not None
