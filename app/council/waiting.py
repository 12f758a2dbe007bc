"""What of the council waits, for the page of today; and what the palette finds."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.council import board, meeting_views
from app.council.board import MatterFilter, MatterRow
from app.council.meeting_views import MeetingFilter, MeetingRow
from app.council.models import AgendaItem, Matter, PublicNotice, Vote, WorkPlan
from app.council.stages import FIVE_STAGES, Stage
from app.council.terms import MeetingState, VoteMethod, VoteState
from app.pills import Pill, Tone
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
    rows = board.matters(session, where=MatterFilter(stages=FIVE_STAGES), limit=1000)
    on_agenda = board.on_live_agendas(session)
    ends = _ends(session)
    matters = [
        Waiting("matter", row.id, row.title, row.detail, row.pill, ends.get(row.id))
        for row in rows
        if (_waits(row) or _ends_soon(ends.get(row.id))) and row.id not in on_agenda
    ]
    return sorted(meetings, key=lambda w: w.due or clock.now()) + matters


def _ends(session: Session) -> dict[UUID, datetime]:
    """When the work, poll or result notice of a matter ends: the evening of its last day."""
    plans = (
        select(WorkPlan.matter_id, WorkPlan.due_on)
        .join(Matter, Matter.id == WorkPlan.matter_id)
        .where(WorkPlan.finished_on.is_(None), Matter.stage == Stage.IMPLEMENT)
    )
    notices = (
        select(PublicNotice.matter_id, func.max(PublicNotice.until_day))
        .join(Matter, Matter.id == PublicNotice.matter_id)
        .where(Matter.stage == Stage.DECIDE)
        .group_by(PublicNotice.matter_id)
    )
    polls = (
        select(AgendaItem.matter_id, Vote.poll_until)
        .join(AgendaItem, AgendaItem.id == Vote.agenda_item_id)
        .where(Vote.method == VoteMethod.HOUSEHOLD_POLL, Vote.state == VoteState.OPEN)
    )
    found: dict[UUID, datetime] = {}
    for statement in (notices, plans, polls):
        for matter_id, day in session.execute(statement):
            if matter_id and day:
                found[matter_id] = clock.moment(day, 18)
    return found


def _ends_soon(moment: datetime | None) -> bool:
    """Today or tomorrow."""
    if moment is None:
        return False
    return 0 <= (clock.local(moment).date() - clock.today()).days <= 1


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
