"""A lazy tree: fetched when opened, open again after reading, filtered while typing."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from app.desk import theme
from app.desk.tree_model import NOTE, TITLE, Found, Node, TreeModel
from app.desk.tree_view import TreeView

BELOW = {None: ("社区",), "社区": ("一网格", "二网格"), "一网格": ("3号楼", "5号楼"), "3号楼": ()}


def a_node(title):
    return Node(title, title, f"{len(BELOW.get(title, ()))} 个", bool(BELOW.get(title)), "house")


class Office:
    """Answers what lies below a node: at once, or when it is told to."""

    def __init__(self, at_once=True):
        self.at_once, self.asked, self.waiting = at_once, [], []

    def below(self, node, then):
        key = node.key if node else None
        self.asked.append(key)
        answer = [a_node(title) for title in BELOW.get(key, ())]
        if self.at_once:
            then(answer)
        else:
            self.waiting.append((then, answer))

    def answer(self):
        waiting, self.waiting = self.waiting, []
        for then, answer in waiting:
            then(answer)

    def find(self, text, then):
        hits = tuple(
            Found(Node(title, title), is_hit=True) for title in ("3号楼", "5号楼") if text in title
        )
        grid = (Found(a_node("一网格"), hits),) if hits else ()
        then((Found(a_node("社区"), grid),))


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def tree(qtbot, qapp, office):
    theme.apply_theme(qapp)
    view = TreeView(office.below, office.find)
    qtbot.addWidget(view)
    view.resize(400, 400)
    view.show()
    view.reload()
    return view


def titles(view, parent=None):
    """What is in sight below a node, open branches in brackets."""
    model, shown = view.model(), []
    parent = parent or QModelIndex()
    for row in range(model.rowCount(parent)):
        index = model.index(row, TITLE, parent)
        shown.append(index.data())
        if view.isExpanded(index):
            shown.append(titles(view, index))
    return shown


def place(view, *ways):
    index = QModelIndex()
    for way in ways:
        rows = range(view.model().rowCount(index))
        index = next(
            view.model().index(row, TITLE, index)
            for row in rows
            if view.model().index(row, TITLE, index).data() == way
        )
    return index


def test_the_model_is_sound_while_it_is_opened(qtmodeltester, office):
    model = TreeModel(office.below)
    model.reload()
    qtmodeltester.check(model, force_py=True)
    model.fetchMore(model.index(0, TITLE))
    model.fetchMore(model.index(0, TITLE, model.index(0, TITLE)))
    qtmodeltester.check(model, force_py=True)


def test_the_only_top_stands_open_and_nothing_deeper_is_fetched(tree, office):
    assert titles(tree) == ["社区", ["一网格", "二网格"]]
    assert office.asked == [None, "社区"]
    assert tree.model().index(0, NOTE).data() == "2 个"


def test_what_was_open_is_open_again_after_reading_anew(tree):
    tree.expand(place(tree, "社区", "一网格"))
    assert titles(tree) == ["社区", ["一网格", ["3号楼", "5号楼"], "二网格"]]
    tree.reload()
    assert titles(tree) == ["社区", ["一网格", ["3号楼", "5号楼"], "二网格"]]
    tree.collapse(place(tree, "社区", "一网格"))
    tree.reload()
    assert titles(tree) == ["社区", ["一网格", "二网格"]]


def test_a_node_asked_for_before_it_was_fetched_is_marked_and_open_when_it_comes(tree, office):
    office.at_once = False
    tree.reload()
    tree.show_key("一网格")
    for _ in range(3):
        office.answer()
    assert tree.currentIndex().data() == "一网格"
    assert titles(tree) == ["社区", ["一网格", ["3号楼", "5号楼"], "二网格"]]


def test_the_node_that_was_marked_is_marked_again_after_reading_anew(tree):
    tree.setCurrentIndex(place(tree, "社区", "二网格"))
    tree.reload()
    assert tree.currentIndex().data() == "二网格"


def test_an_answer_that_comes_after_the_tree_was_filled_anew_is_dropped(tree, office):
    office.at_once = False
    tree.expand(place(tree, "社区", "一网格"))
    late = office.waiting[0]
    tree.reload()
    office.answer()
    late[0](late[1])
    office.answer()
    office.answer()
    assert titles(tree) == ["社区", ["一网格", ["3号楼", "5号楼"], "二网格"]]


def test_typing_filters_and_clearing_brings_everything_back(tree, qtbot):
    with qtbot.waitSignal(tree.filtered) as told:
        tree.set_filter("5号")
    assert told.args == [1]
    assert titles(tree) == ["社区", ["一网格", ["5号楼"]]]
    assert tree.currentIndex().data() == "5号楼"
    with qtbot.waitSignal(tree.filtered) as told:
        tree.set_filter("没有的")
    assert told.args == [0]
    assert titles(tree) == ["社区"]
    with qtbot.waitSignal(tree.filtered) as told:
        tree.set_filter("")
    assert titles(tree) == ["社区", ["一网格", "二网格"]]


def test_a_click_or_enter_chooses_and_space_or_two_clicks_open(tree, qtbot):
    chosen = []
    tree.chosen.connect(lambda node: chosen.append(node.title))
    where = tree.visualRect(place(tree, "社区", "一网格")).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert chosen == ["一网格"]
    QTest.keyClick(tree, Qt.Key.Key_Space)
    assert titles(tree)[1] == ["一网格", ["3号楼", "5号楼"], "二网格"]
    QTest.keyClick(tree, Qt.Key.Key_Down)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert chosen == ["一网格", "3号楼"]
    qtbot.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert titles(tree)[1] == ["一网格", "二网格"]
