"""One figure of the morning."""

from dataclasses import dataclass

from app.events.filters import EventFilter


@dataclass(frozen=True)
class Figure:
    """A number that matters this morning, and where it leads."""

    name: str
    value: int
    room: str
    record: object = None
    """What the room opens; None: the room as it is."""
    where: EventFilter | None = None
    """The events it counts, for their list."""
    is_late: bool = False
    """Coloured when it is not zero."""
