"""Versions of a meeting's minutes as the editor and the archive show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.council.minutes import expected_fingerprint, versions_of
from app.council.minutes_text import MinutesText, from_json
from app.council.models import Minutes
from app.council.rows import the
from app.council.terms import MINUTES_STATE_NAMES, MinutesState


@dataclass(frozen=True)
class MinutesView:
    """One version."""

    id: UUID
    meeting_id: UUID
    version: int
    state: MinutesState
    state_name: str
    text: MinutesText
    signed_by: str
    signed_at: datetime | None
    fingerprint: str
    is_intact: bool
    """False: signed, and the words no longer agree with the fingerprint."""
    replaces_version: int | None
    correction_reason: str


def minutes_detail(session: Session, *, minutes_id: UUID) -> MinutesView:
    """One version.

    Raises:
        NotFound: it is gone.
    """
    return _view(session, the(session, Minutes, minutes_id))


def minutes_of(session: Session, *, meeting_id: UUID) -> list[MinutesView]:
    """All versions, the latest first."""
    return [_view(session, row) for row in reversed(versions_of(session, meeting_id))]


def _view(session: Session, row: Minutes) -> MinutesView:
    state = MinutesState(row.state)
    signed = state is MinutesState.SIGNED
    before = session.get(Minutes, row.replaces_id) if row.replaces_id else None
    return MinutesView(
        id=row.id,
        meeting_id=row.meeting_id,
        version=row.version,
        state=state,
        state_name=MINUTES_STATE_NAMES[state],
        text=from_json(row.content),
        signed_by=row.signed_by,
        signed_at=row.signed_at,
        fingerprint=row.fingerprint,
        is_intact=not signed or row.fingerprint == expected_fingerprint(session, row),
        replaces_version=before.version if before else None,
        correction_reason=row.correction_reason,
    )
