"""The use case of each move by its key: a page reads the table, asks, and calls this."""

from collections.abc import Callable

from app.events.closing import close_event, reopen_event, verify_event, void_event
from app.events.handling import (
    accept_event,
    dispatch_event,
    handle_event,
    respond_to_event,
    return_event,
)
from app.events.stages import State
from app.events.stopping import escalate_event, resume_event, suspend_event

UseCase = Callable[..., State]
"""``(session, actor, *, event_id, said)``."""

BY_KEY: dict[str, UseCase] = {
    "respond": respond_to_event,
    "accept": accept_event,
    "dispatch": dispatch_event,
    "handle": handle_event,
    "return": return_event,
    "verify": verify_event,
    "close": close_event,
    "reopen": reopen_event,
    "suspend": suspend_event,
    "resume": resume_event,
    "escalate": escalate_event,
    "void": void_event,
}
"""All but 并入重复事项 (:func:`app.events.closing.merge_event`), which needs the other event."""
