"""What every room's pages are given: work, drafts, who sits here, what this PC remembers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from app.desk.drafts import Drafts
from app.desk.records_memory import Memory
from app.desk.work import Work
from app.working_days import today


class Sitter(Protocol):
    """The account that is logged in, as far as the desk needs it."""

    @property
    def name(self) -> str:
        """What the person is called."""
        ...


A = TypeVar("A", bound=Sitter)


@dataclass(frozen=True)
class AtHand(Generic[A]):
    """Handed on from a page to its drawers and forms; a room adds what its account may do."""

    work: Work
    drafts: Drafts
    actor: A
    memory: Memory | None = None
    today: Callable[[], date] = today
