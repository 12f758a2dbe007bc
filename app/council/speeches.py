"""What was said, in order: typed fast, corrected and moved until the meeting closes."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council.models import AgendaItem, Attendance, Meeting, Speech
from app.council.rows import live_meeting, require_text, the
from app.council.terms import MeetingState
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id


def speeches_on(session: Session, item_id: UUID) -> list[Speech]:
    """An item's speeches in the order of the record."""
    return list(
        session.scalars(
            select(Speech)
            .where(Speech.agenda_item_id == item_id)
            .order_by(Speech.position, Speech.id)
        )
    )


def _running(session: Session, meeting_id: UUID) -> Meeting:
    meeting = live_meeting(session, meeting_id)
    if meeting.state != MeetingState.OPEN:
        raise RuleBroken("会议还没有开始，不能记录发言。", "请先宣布开会。")
    return meeting


def add_speech(
    session: Session,
    actor: Actor,
    *,
    item_id: UUID,
    content: str,
    attendance_id: UUID | None = None,
    speaker: str = "",
) -> UUID:
    """Append a speech by somebody on the sign-in list, or by a person named here.

    Raises:
        InvalidInput: no words, no speaker, or the speaker has not come.
        RuleBroken: the meeting is not under way.
    """
    actor.require(Permission.RUN_MEETINGS)
    item = the(session, AgendaItem, item_id)
    meeting = _running(session, item.meeting_id)
    speech = Speech(
        id=new_id(),
        meeting_id=meeting.id,
        agenda_item_id=item_id,
        position=len(speeches_on(session, item_id)) + 1,
        speaker=_speaker(session, meeting, attendance_id, speaker),
        attendance_id=attendance_id,
        content=require_text("content", content, "发言内容"),
        said_at=clock.now(),
    )
    session.add(speech)
    session.flush()
    sentence = f"{meeting.title}记录发言：{speech.speaker}"
    audit.record(session, actor, "speech.add", sentence, subject=("meeting", meeting.id))
    return speech.id


def _speaker(session: Session, meeting: Meeting, attendance_id: UUID | None, speaker: str) -> str:
    if attendance_id is None:
        return require_text("speaker", speaker, "发言人")
    row = the(session, Attendance, attendance_id)
    if row.meeting_id != meeting.id or row.arrived_at is None:
        raise InvalidInput(f"{row.name}还没有签到。", "请先签到，再记录发言。", field="speaker")
    return row.name


def edit_speech(session: Session, actor: Actor, *, speech_id: UUID, content: str) -> None:
    """Correct the words of a speech."""
    actor.require(Permission.RUN_MEETINGS)
    speech = the(session, Speech, speech_id)
    meeting = _running(session, speech.meeting_id)
    speech.content = require_text("content", content, "发言内容")
    sentence = f"{meeting.title}修改发言：{speech.speaker}"
    audit.record(session, actor, "speech.edit", sentence, subject=("meeting", meeting.id))


def move_speech(session: Session, actor: Actor, *, speech_id: UUID, position: int) -> None:
    """Put a speech at a position of its item (1 is first); the others close up."""
    actor.require(Permission.RUN_MEETINGS)
    speech = the(session, Speech, speech_id)
    meeting = _running(session, speech.meeting_id)
    others = [s for s in speeches_on(session, speech.agenda_item_id) if s.id != speech_id]
    others.insert(max(0, min(position - 1, len(others))), speech)
    _renumber(others)
    sentence = f"{meeting.title}调整发言顺序：{speech.speaker}"
    audit.record(session, actor, "speech.move", sentence, subject=("meeting", meeting.id))


def _renumber(speeches: list[Speech]) -> None:
    for position, speech in enumerate(speeches, start=1):
        if speech.position != position:
            speech.position = position


def remove_speech(session: Session, actor: Actor, *, speech_id: UUID) -> None:
    """Take out a speech written down by mistake."""
    actor.require(Permission.RUN_MEETINGS)
    speech = the(session, Speech, speech_id)
    meeting = _running(session, speech.meeting_id)
    session.delete(speech)
    session.flush()
    _renumber(speeches_on(session, speech.agenda_item_id))
    sentence = f"{meeting.title}删除发言：{speech.speaker}"
    audit.record(session, actor, "speech.remove", sentence, subject=("meeting", meeting.id))
