"""Events from phone photos (随手拍): one is reported, accepted and given its photos at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.attachments.attachments import attach_pictures
from app.attachments.pictures import PreparedPicture
from app.attachments.rules import AttachmentKind
from app.events.events import EventText, report_event
from app.events.terms import EventSource
from db.replicated import transaction_of


def register_snapshot(
    session: Session,
    actor: Actor,
    *,
    text: EventText,
    photos: Sequence[PreparedPicture],
    taken_at: datetime | None,
) -> UUID:
    """Enter an event whose photos were taken at ``taken_at``; nothing is left of it if one fails.

    The office hears of it now, so the clock of the response runs from now. A phone whose clock is
    ahead tells no time.

    Raises:
        NotAllowed, InvalidInput: as for :func:`app.events.events.report_event`.
    """
    known = taken_at if taken_at and taken_at <= transaction_of(session).at else None
    told = replace(text, occurred_at=known, source=EventSource.SNAPSHOT)
    event_id = report_event(session, actor, text=told, then="accept")
    attach_pictures(
        session,
        actor,
        record_table="event",
        record_id=event_id,
        prepared=photos,
        kind=AttachmentKind.BEFORE,
    )
    return event_id
