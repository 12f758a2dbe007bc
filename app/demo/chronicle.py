"""A year told in order: each thing happens in its own transaction, at its own moment.

Everything goes through the use cases under a clock set to that moment, so that the demo cannot
hold what the program would refuse, and identifiers rise in the order in which things happened.
"""

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from db import clock
from db.engine import Database

Deed = Callable[[Session], object]
Step = Callable[[int, int], None]


def no_step(done: int, total: int) -> None:
    """Takes progress and does nothing with it."""


class Chronicle:
    """What is to happen, and the moment that has been reached."""

    def __init__(self, start: datetime, until: datetime):
        self.now, self._start, self._until = start, start, until
        self._deeds: list[tuple[datetime, int, Actor, Deed]] = []
        self._number = 0

    @contextmanager
    def clock(self) -> Iterator[None]:
        """The program's clock shows what this chronicle has reached."""
        with clock.set_to(lambda: self.now):
            yield

    def pass_time(self, seconds: float) -> None:
        """Let time go by."""
        self.now += timedelta(seconds=seconds)

    def at(self, moment: datetime, actor: Actor, deed: Deed) -> None:
        """Plan a deed; what would lie after the end of the chronicle never happens."""
        if moment < self._until:
            self._number += 1
            heapq.heappush(self._deeds, (moment, self._number, actor, deed))

    def tell(self, database: Database, told: Callable[[float], None]) -> None:
        """Let everything happen in order; a deed may plan later ones.

        ``told`` hears after each deed what share (0 to 1) of the time has been told: how many
        deeds are to come nobody knows.

        Raises:
            Cancelled: ``told`` raised it.
        """
        while self._deeds:
            moment, _, actor, deed = heapq.heappop(self._deeds)
            self.now = max(self.now, moment)
            with database.write(actor.account_id, foreground=False) as session:
                deed(session)
            told((self.now - self._start) / (self._until - self._start))
