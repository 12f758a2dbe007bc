"""What a street or district directs and has to look after: whistles, tasks, its publications."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.directing.publication_views import PublicationFilter, publications
from app.directing.waiting import directing_waiting
from app.events.pills import span
from app.events.waiting import Waiting
from app.pills import Pill, Tone
from db import clock


def directed_waiting(session: Session) -> list[Waiting]:
    """What the directing room says waits, and what was published here and lacks replies."""
    return [*directing_waiting(session), *_late_replies(session)]


def _late_replies(session: Session) -> Iterator[Waiting]:
    now = clock.now()
    for row in publications(session, where=PublicationFilter(only_waiting=True)):
        is_late = row.reply_due is not None and row.reply_due < now
        if row.is_own and is_late and row.reply_due is not None:
            missing = row.stations - row.replied
            pill = Pill(f"超期 {span(now - row.reply_due)}", Tone.LATE)
            detail = f"{row.number} · 还有 {missing} 个单位没有回复"
            yield Waiting("publication", row.id, row.title, detail, pill, row.reply_due)
