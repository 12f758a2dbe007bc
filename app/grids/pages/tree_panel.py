"""层级: the community as a tree, from the grids down to the people."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import label
from app.desk.tree_model import Found, Node
from app.desk.tree_view import TreeView
from app.grids.pages.at_hand import AtHand
from app.grids.tree import Branch, TreeNode, tree_children, tree_top
from app.grids.tree_search import MOST, FoundNode, find_in_tree

ICONS = {
    Branch.COMMUNITY: "house",
    Branch.GRID: "layout-grid",
    Branch.BUILDING: "building-2",
    Branch.UNIT: "door-open",
    Branch.HOUSEHOLD: "users",
    Branch.RESIDENT: "user",
}
WITHIN = {
    Branch.COMMUNITY: "{} 个网格",
    Branch.GRID: "{} 栋",
    Branch.BUILDING: "{} 单元",
    Branch.UNIT: "{} 户",
    Branch.HOUSEHOLD: "{} 人",
}


class TreePanel(QWidget):
    """The tree and, below it, how many a filter found."""

    chosen = Signal(object)
    """The :class:`TreeNode` that was clicked or entered."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self.tree = TreeView(self._below, self._find)
        self._said = label(role="soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.tree, 1)
        column.addWidget(self._said)
        self.tree.chosen.connect(self._choose)
        self.tree.filtered.connect(self._say)

    def _below(self, node: Node | None, then: Callable[[Sequence[Node]], object]) -> None:
        tell = partial(_tell, then)
        if node is None:
            self._hand.work.read(_top, then=tell, owner=self, latest="top")
        else:
            at: TreeNode = node.what
            self._hand.work.read(tree_children, at.branch, at.id, then=tell, owner=self)

    def _find(self, text: str, then: Callable[[Sequence[Found]], object]) -> None:
        tell = partial(_tell_found, then)
        self._hand.work.read(find_in_tree, text, then=tell, owner=self, latest="find")

    def _choose(self, node: Node) -> None:
        self.chosen.emit(node.what)

    def _say(self, found: int) -> None:
        if found < 0:
            words = "单击查看和办理，双击或空格展开"
        elif found == 0:
            words = "没有找到。可以输入网格名称、楼号、3-2-301 这样的地址，或居民姓名、首字母"
        else:
            words = f"找到 {found} 处" + ("，只显示最前面的" if found >= MOST else "")
        self._said.setText(words)


def _top(session: Any) -> list[TreeNode]:
    return [tree_top(session)]


def _tell(then: Callable[[Sequence[Node]], object], nodes: Sequence[TreeNode]) -> None:
    then([_shown(node) for node in nodes])


def _tell_found(then: Callable[[Sequence[Found]], object], top: FoundNode) -> None:
    then([_found(top)])


def _found(one: FoundNode) -> Found:
    return Found(_shown(one.node), tuple(map(_found, one.below)), one.is_hit)


def _shown(node: TreeNode) -> Node:
    note = WITHIN.get(node.branch, "").format(node.within)
    key = (node.branch, node.id)
    return Node(key, node.title, note, node.within > 0, ICONS[node.branch], node)
