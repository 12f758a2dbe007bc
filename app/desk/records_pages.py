"""Pages of rows, fetched as they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer

from app.desk.work import Work

PAGE = 200
"""Rows fetched at a time: a screen shows 20 to 40."""
KEPT = 60
"""Pages held, 12,000 rows; those seen longest ago are let go."""
AT_ONCE = 3
"""Pages fetched after a fling of the scroll bar: what was only passed is not fetched."""


class Source(Protocol):
    """Where pages come from; answers by calling ``then`` on the GUI thread, later."""

    def count(self, then: Callable[[int], object]) -> None:
        """Tell how many rows there are."""
        ...

    def fetch(
        self,
        offset: int,
        limit: int,
        sort: str | None,
        descending: bool,
        then: Callable[[Sequence[Any]], object],
    ) -> None:
        """Tell the rows from ``offset``, at most ``limit``, sorted by the column key ``sort``."""
        ...


class WorkSource:
    """A source of two queries, run through :class:`Work` with the same filters.

    ``count(session, **filters) -> int`` and
    ``fetch(session, *, offset, limit, sort, descending, **filters) -> Sequence[row]``.
    """

    def __init__(
        self,
        work: Work,
        owner: QObject,
        count: Callable[..., int],
        fetch: Callable[..., Sequence[Any]],
        **filters: Any,
    ):
        self._work, self._owner = work, owner
        self._count, self._fetch, self._filters = count, fetch, filters

    def count(self, then: Callable[[int], object]) -> None:
        """See :meth:`Source.count`."""
        self._work.read(self._count, then=then, owner=self._owner, **self._filters)

    def fetch(
        self,
        offset: int,
        limit: int,
        sort: str | None,
        descending: bool,
        then: Callable[[Sequence[Any]], object],
    ) -> None:
        """See :meth:`Source.fetch`."""
        self._work.read(
            self._fetch,
            then=then,
            owner=self._owner,
            offset=offset,
            limit=limit,
            sort=sort,
            descending=descending,
            **self._filters,
        )


class Pages:
    """The pages of one source in one order."""

    def __init__(self, source: Source, sorted_by: tuple[str, bool] | None, parent: QObject):
        self.source = source
        self.count = 0
        self._sort = sorted_by[0] if sorted_by else None
        self._descending = bool(sorted_by and sorted_by[1])
        self._held: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._asked: set[int] = set()
        self._passing: list[int] = []
        self._arrived: Callable[[int, int], object] | None = None
        # a parent in the GUI thread: Python's collector may run in any thread, a timer must not
        self._timer = QTimer(parent, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask_for_the_seen)

    def open(self, ready: Callable[[], object], arrived: Callable[[int, int], object]) -> None:
        """Count, fetch the first page, then call ``ready()``; ``arrived`` for pages after it."""

        def counted(count: int) -> None:
            self.count = count
            if count == 0:
                self._arrived = arrived
                ready()
                return
            self._asked.add(0)
            self.source.fetch(0, PAGE, self._sort, self._descending, first_page)

        def first_page(rows: Sequence[Any]) -> None:
            self._keep(0, rows)
            self._arrived = arrived
            ready()

        self.source.count(counted)

    def silence(self) -> None:
        """Tell nobody about pages that still arrive."""
        self._arrived = None
        self._timer.stop()
        self._timer.deleteLater()

    def known(self, number: int) -> Any | None:
        """The row, None when its page is not held."""
        page = self._held.get(number // PAGE)
        place = number % PAGE
        return page[place] if page is not None and place < len(page) else None

    def seen(self, number: int) -> Any | None:
        """The row somebody looks at; when it is not held, its page is fetched soon."""
        page = number // PAGE
        if page in self._held:
            self._held.move_to_end(page)
            return self.known(number)
        if page not in self._asked and page not in self._passing:
            self._passing.append(page)
            self._timer.start()
        return None

    def missing(self, first: int, last: int) -> bool:
        """Whether any page between two rows is not held."""
        return any(page not in self._held for page in range(first // PAGE, last // PAGE + 1))

    def ask(self, number: int) -> None:
        """Fetch the page of row ``number`` unless it is held or on its way."""
        page = number // PAGE
        if page in self._held or page in self._asked:
            return
        self._asked.add(page)

        def take(rows: Sequence[Any]) -> None:
            self._keep(page, rows)
            if self._arrived is not None and rows:
                last = min(page * PAGE + PAGE, self.count) - 1
                self._arrived(page * PAGE, last)

        self.source.fetch(page * PAGE, PAGE, self._sort, self._descending, take)

    def _keep(self, page: int, rows: Sequence[Any]) -> None:
        self._asked.discard(page)
        self._held[page] = rows
        while len(self._held) > KEPT:
            self._held.popitem(last=False)

    def _ask_for_the_seen(self) -> None:
        wanted, self._passing = self._passing[-AT_ONCE:], []
        for page in wanted:
            self.ask(page * PAGE)
