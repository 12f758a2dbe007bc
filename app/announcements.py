"""Facts one feature tells another, worded in the past tense (``MeetingClosed``).

Rooms that may not import each other meet here: the teller announces a frozen dataclass in the
same transaction as the change it speaks of, and listeners, wired together in one place at start,
act in that transaction. A listener that fails rolls everything back.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.orm import Session

Fact = TypeVar("Fact")
Listener = Callable[[Session, Any, Any], None]

_listeners: dict[type, list[Listener]] = defaultdict(list)


def listen(kind: type[Fact], listener: Callable[[Session, Any, Fact], None]) -> None:
    """Call ``listener(session, actor, fact)`` for each fact of this kind; once per listener."""
    if listener not in _listeners[kind]:
        _listeners[kind].append(listener)


def announce(session: Session, actor: Any, fact: object) -> None:
    """Tell everyone who listens, now, in the running transaction."""
    for listener in _listeners[type(fact)]:
        listener(session, actor, fact)
