"""What of the council waits, for the page of today; and what the palette finds."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.council import board, meeting_views
from app.council.board import MatterFilter, MatterRow
from app.council.meeting_views import MeetingFilter, MeetingRow
from app.council.pills import Pill, Tone
from app.council.stages import Stage
from app.council.terms import MeetingState
from db import clock


@dataclass(frozen=True)
class Waiting:
    """One thing that waits; ``kind`` is meeting or matter."""

    kind: str
    id: UUID
    title: str
    detail: str
    pill: Pill
    due: datetime | None


def council_waiting(session: Session) -> list[Waiting]:
    """Meetings to come or under way first, by time; then matters that wait for the office.

    A matter on the agenda of such a meeting waits with it and is not named again.
    """
    live = MeetingFilter(states=(MeetingState.PLANNED, MeetingState.OPEN))
    meetings = [_meeting(row) for row in meeting_views.meetings(session, where=live)]
    stages = (Stage.PROPOSE, Stage.DELIBERATE, Stage.DECIDE)
    rows = board.matters(session, where=MatterFilter(stages=stages), limit=1000)
    on_agenda = board.on_live_agendas(session)
    matters = [
        Waiting("matter", row.id, row.title, row.detail, row.pill, None)
        for row in rows
        if _waits(row) and row.id not in on_agenda
    ]
    return sorted(meetings, key=lambda w: w.due or clock.now()) + matters


def _meeting(row: MeetingRow) -> Waiting:
    detail = f"{row.place} · 应到 {row.entitled}"
    return Waiting("meeting", row.id, row.title, detail, row.pill, row.starts_at)


def _waits(row: MatterRow) -> bool:
    return row.pill.tone in (Tone.WAITING, Tone.LATE) or row.pill.text == "可交办"


@dataclass(frozen=True)
class Hit:
    """One find; ``kind`` is matter or meeting."""

    kind: str
    id: UUID
    title: str
    detail: str


def find_matters(session: Session, *, text: str, limit: int = 20) -> list[Hit]:
    """Matters by number, words of the text, proposer, or pinyin initials; the latest first."""
    rows = board.matters(session, where=MatterFilter(text=text), limit=limit)
    return [Hit("matter", r.id, r.title, f"{r.number} · {r.stage_name}") for r in rows]


def find_meetings(session: Session, *, text: str, limit: int = 20) -> list[Hit]:
    """Meetings by number, title, place, or pinyin initials; the latest first."""
    rows = meeting_views.meetings(session, where=MeetingFilter(text=text), limit=limit)
    return [
        Hit("meeting", r.id, r.title, f"{clock.local(r.starts_at):%Y-%m-%d} · {r.body_name}")
        for r in rows
    ]
