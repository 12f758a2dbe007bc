"""The tree of the community, opened branch by branch, and what is found in it."""

import pytest

from app.grids.tree import Branch, TreeNode, tree_children, tree_roots, tree_top
from app.grids.tree_search import find_in_tree
from app.residents.residents import change_status
from app.residents.terms import Status
from db.ids import new_id
from tests.app.grids.test_grids import do
from tests.builders import OFFICE, a_building, a_grid, a_resident


@pytest.fixture
def community(station):
    first = a_grid(station, "01")
    a_grid(station, "02", "第二网格")
    for number in ("10", "2", "甲3"):
        a_building(station, first, number, units=11 if number == "2" else 1)
    a_resident(station, "王秀芬", "2-1-1001")
    a_resident(station, "王秀", "2-1-301")
    gone = a_resident(station, "迁走的", "2-1-301")
    do(station, change_status, gone, status=Status.MOVED, reason="x")
    return station


def opened(station, *titles):
    """The nodes below the one that is reached by these titles."""
    with station.read() as session:
        nodes = tree_roots(session)
        for title in titles:
            (node,) = [node for node in nodes if node.title == title]
            nodes = tree_children(session, node.branch, node.id)
    return [(node.title, node.within) for node in nodes]


def test_at_the_top_stands_the_community_with_its_grids(community):
    with community.read() as session:
        top = tree_top(session)
        assert (top.title, top.within) == (OFFICE.name, 2)
        assert tree_children(session, top.branch, top.id) == tree_roots(session)


def test_the_roots_are_the_grids_with_the_number_of_their_buildings(community):
    assert opened(community) == [("第一网格", 3), ("第二网格", 0)]


def test_buildings_and_units_come_in_the_order_people_count(community):
    assert opened(community, "第一网格") == [("2 号楼", 11), ("10 号楼", 1), ("甲3 号楼", 1)]
    units = opened(community, "第一网格", "2 号楼")
    assert units == [("1 单元", 2), *((f"{number} 单元", 0) for number in range(2, 12))]


def test_a_household_counts_who_lives_there_now_and_shows_their_names(community):
    doors = opened(community, "第一网格", "2 号楼", "1 单元")
    assert doors == [("301 室", 1), ("1001 室", 1)]
    assert opened(community, "第一网格", "2 号楼", "1 单元", "301 室") == [("王秀", 0)]


def test_nothing_hangs_below_a_resident_an_empty_grid_or_a_stranger(community):
    assert opened(community, "第二网格") == []
    assert opened(community, "第一网格", "2 号楼", "1 单元", "301 室", "王秀") == []
    with community.read() as session:
        assert all(tree_children(session, branch, new_id()) == [] for branch in Branch)


def test_every_node_says_truly_what_opening_it_shows_down_to_the_people(community):
    def walk(session, node: TreeNode) -> None:
        children = tree_children(session, node.branch, node.id)
        assert len(children) == node.within
        for child in children:
            walk(session, child)

    with community.read() as session:
        walk(session, tree_top(session))


def found(station, text):
    """The ways to what was found, hits marked with a star."""

    def ways(node, above):
        way = [*above, f"{node.node.title}{'*' if node.is_hit else ''}"]
        return [way] if not node.below else [w for one in node.below for w in ways(one, way)]

    with station.read() as session:
        top = find_in_tree(session, text)
    return [" / ".join(way) for one in top.below for way in ways(one, [])]


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("第二", ["第二网格*"]),
        ("02", ["第二网格*"]),
        ("10", ["第一网格 / 10 号楼*"]),
        ("甲3", ["第一网格 / 甲3 号楼*"]),
        ("2-1-3", ["第一网格 / 2 号楼 / 1 单元 / 301 室*"]),
        ("2号楼1单元301室", ["第一网格 / 2 号楼 / 1 单元 / 301 室*"]),
        ("10-1", ["第一网格 / 10 号楼 / 1 单元*"]),
        ("秀芬", ["第一网格 / 2 号楼 / 1 单元 / 1001 室 / 王秀芬*"]),
        ("wxf", ["第一网格 / 2 号楼 / 1 单元 / 1001 室 / 王秀芬*"]),
        ("迁走", []),
        ("%", []),
        ("一-二-三-四", []),
        ("  ", []),
    ],
)
def test_what_is_typed_is_found_with_the_way_down_to_it(community, text, ways):
    assert found(community, text) == ways


def test_a_building_and_its_people_are_found_together_once(community):
    ways = found(community, "王")
    assert [way.split(" / ")[-1] for way in ways] == ["王秀*", "王秀芬*"]
    assert len({way.split(" / ")[1] for way in ways}) == 1
