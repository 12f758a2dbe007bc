"""Where the pages of a preview lie on the long sheet that is scrolled; pure geometry."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, QSizeF

A4 = QSizeF(595.28, 841.89)
"""Points: the size a page is thought to have until its picture came."""
FULL = 96 / 72
"""Pixels a point at 100 %."""
_SAME = 4
"""Points by which a drawn page may differ from the size it was thought to have."""


class SheetPlan:
    """Sizes of the pages in points, and the zoom in pixels a point."""

    def __init__(self, gap: int):
        self.gap = gap
        self.zoom = FULL
        self.sizes: list[QSizeF] = []

    def set_count(self, count: int) -> None:
        """Hold ``count`` pages; new ones are thought to be as large as the first."""
        first = self.sizes[0] if self.sizes else A4
        self.sizes = (self.sizes + [first] * count)[:count]

    def correct(self, page: int, size: QSizeF) -> bool:
        """Take the true size of ``page``; True when it was thought to be another."""
        known = self.sizes[page]
        away = abs(size.width() - known.width()) + abs(size.height() - known.height())
        if away > _SAME:
            self.sizes[page] = size
        return away > _SAME

    def fitting(self, what: str, room: QSize) -> float:
        """The zoom at which the ``width``, or the whole ``page``, fits into ``room``."""
        width = max((size.width() for size in self.sizes), default=A4.width())
        height = max((size.height() for size in self.sizes), default=A4.height())
        across = max(room.width() - 2 * self.gap, 50) / width
        down = max(room.height() - 2 * self.gap, 50) / height
        return across if what == "width" else min(across, down)

    def places(self, room: int = 0) -> list[QRect]:
        """The rectangle of each page, centred in ``room`` pixels across."""
        places, top = [], self.gap
        wide = max(room, self.extent().width())
        for size in self.sizes:
            width, height = round(size.width() * self.zoom), round(size.height() * self.zoom)
            places.append(QRect((wide - width) // 2, top, width, height))
            top += height + self.gap
        return places

    def extent(self) -> QSize:
        """How wide and tall everything is together."""
        width = round(max((size.width() for size in self.sizes), default=0) * self.zoom)
        height = sum(round(size.height() * self.zoom) + self.gap for size in self.sizes)
        return QSize(width + 2 * self.gap, height + self.gap)

    def between(self, top: int, bottom: int, margin: int = 0) -> range:
        """The pages that show between two heights, and ``margin`` more on each side."""
        places = self.places()
        shown = [n for n, p in enumerate(places) if p.bottom() >= top and p.top() <= bottom]
        if not shown:
            return range(0)
        return range(max(shown[0] - margin, 0), min(shown[-1] + 1 + margin, len(places)))

    def page_at(self, height: float) -> int:
        """The page at ``height`` or next below it."""
        for number, place in enumerate(self.places()):
            if place.bottom() + self.gap >= height:
                return number
        return max(len(self.sizes) - 1, 0)

    def spot_at(self, height: float) -> tuple[int, float]:
        """The page at ``height``, and which share of it lies above: what a zoom must keep."""
        if not self.sizes:
            return 0, 0.0
        page = self.page_at(height)
        place = self.places()[page]
        return page, (height - place.top()) / max(place.height(), 1)

    def height_of(self, spot: tuple[int, float]) -> float:
        """The height at which ``spot`` lies now."""
        page, share = spot
        if not self.sizes:
            return 0.0
        place = self.places()[min(page, len(self.sizes) - 1)]
        return place.top() + share * place.height()
