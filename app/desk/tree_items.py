"""What a tree holds: nodes as frozen data, each in its place, known to Qt by a number."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Node:
    """One node as it is shown."""

    key: Hashable
    title: str
    note: str = ""
    may_open: bool = False
    """Whether something lies below."""
    icon: str = ""
    what: Any = None
    """Whatever the owner of the tree needs to know of it."""


@dataclass(frozen=True)
class Found:
    """A node of a filtered tree with what is shown below it."""

    node: Node
    below: tuple[Found, ...] = ()
    is_hit: bool = False


@dataclass(eq=False)
class Item:
    """A node in its place; the root alone has no node."""

    number: int
    node: Node | None
    above: Item | None
    row: int = 0
    below: list[Item] | None = None
    """None until it has been fetched."""
    is_asked: bool = False
    is_hit: bool = False


class Items:
    """All items of a tree by number; numbers are never given twice."""

    def __init__(self) -> None:
        self._last = 0
        self.start_over()

    def start_over(self) -> None:
        """Hold nothing but a root."""
        self._known: dict[int, Item] = {}
        self.root = self._new(None, None, 0)

    def _new(self, node: Node | None, above: Item | None, row: int) -> Item:
        self._last += 1
        item = self._known[self._last] = Item(self._last, node, above, row)
        return item

    def at(self, number: int) -> Item | None:
        """The item of a number; None when the tree has been filled anew since."""
        return self._known.get(number)

    def put_below(self, above: Item, nodes: Sequence[Node]) -> None:
        """Hold what has been fetched of an item."""
        above.below = [self._new(node, above, row) for row, node in enumerate(nodes)]

    def put_found(self, above: Item, found: Sequence[Found]) -> None:
        """Hold a filtered tree; below a find itself is fetched as ever."""
        self.put_below(above, [one.node for one in found])
        for item, one in zip(above.below or (), found, strict=True):
            item.is_hit = one.is_hit
            if one.below or not one.is_hit:
                self.put_found(item, one.below)
