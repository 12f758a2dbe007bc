"""The open station as the desk's work sees it, and drafts kept inside it."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from app.accounts.drafts import drop_draft, keep_draft, read_draft
from app.accounts.station import Station
from app.desk.work import Work, Written
from db.replicated import transaction_of

T = TypeVar("T")


class NoOffice:
    """Before a station is open there is nothing to read or write."""

    def read(self, query: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        """Never called."""
        raise RuntimeError("no station is open")

    def write(self, use_case: Callable[..., T], /, *args: Any, **kwargs: Any) -> Written[T]:
        """Never called."""
        raise RuntimeError("no station is open")


class StationOffice:
    """Runs queries in reading sessions and use cases in writing ones."""

    def __init__(self, station: Station):
        self.station = station

    def read(self, query: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        """``query(session, …)`` on one snapshot."""
        with self.station.read() as session:
            return query(session, *args, **kwargs)

    def write(self, use_case: Callable[..., T], /, *args: Any, **kwargs: Any) -> Written[T]:
        """``use_case(session, actor, …)`` in a transaction; the answer says how to undo it."""
        with self.station.write() as session:
            result = use_case(session, self.station.actor, *args, **kwargs)
            session.flush()
            done = transaction_of(session)
        undo_id = done.id if done.undoable and done.changed else None
        return Written(result, frozenset(done.changed), undo_id, done.label, done.undoes)


class StationDrafts:
    """Drafts of forms, in the encrypted station."""

    def __init__(self, work: Work, station: Station):
        self._work, self._station = work, station

    def get(self, key: str, then: Callable[[dict[str, Any] | None], object]) -> None:
        """Tell what is kept under ``key``."""
        self._work.read(
            read_draft,
            account=self._station.actor,
            key=key,
            then=partial(_decoded, then),
        )

    def put(self, key: str, draft: dict[str, Any]) -> None:
        """Keep ``draft`` under ``key``."""
        content = json.dumps(draft, ensure_ascii=False, default=str)
        self._work.write(keep_draft, key=key, content=content)

    def drop(self, key: str) -> None:
        """Forget what is kept under ``key``."""
        self._work.write(drop_draft, key=key)


def _decoded(then: Callable[[dict[str, Any] | None], object], content: str | None) -> None:
    then(None if content is None else json.loads(content))
