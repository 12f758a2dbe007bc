"""Finds people for a person field, and remembers what those found are called."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from app.desk.fields import Candidate
from app.desk.work import Work


class Person(Protocol):
    """One row of what the query found."""

    @property
    def id(self) -> object: ...
    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def phone(self) -> str: ...


class PersonFinder:
    """Asks ``query(session, text)`` for people while somebody types."""

    def __init__(self, work: Work, query: Callable[..., Sequence[Any]]):
        self._work, self._query = work, query
        self._names: dict[str, str] = {}

    def find(self, text: str, then: Callable[[Sequence[Candidate]], object]) -> None:
        """Look for people; fits :attr:`Field.find`."""
        self._work.read(self._query, text, then=partial(self._answer, then), latest="find-person")

    def _answer(
        self, then: Callable[[Sequence[Candidate]], object], rows: Sequence[Person]
    ) -> None:
        found = [
            Candidate(str(row.id), row.name, " · ".join(p for p in (row.address, row.phone) if p))
            for row in rows
        ]
        self._names.update((one.id, one.text) for one in found)
        then(found)

    def know(self, candidate: Candidate) -> Candidate:
        """Remember somebody who stands in the field from the start."""
        self._names[candidate.id] = candidate.text
        return candidate

    def name_of(self, person_id: str) -> str:
        """What somebody found is called; empty for one restored from a draft."""
        return self._names.get(person_id, "")
