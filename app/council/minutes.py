"""Minutes: drafted from the record, edited, signed and frozen; corrected by a new version."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council import minutes_draft
from app.council.minutes_text import MinutesText, fingerprint, from_json, to_json
from app.council.models import Meeting, Minutes
from app.council.rows import require_text, the
from app.council.terms import MeetingState, MinutesState
from app.errors import RuleBroken
from db import clock
from db.ids import new_id
from db.replicated import transaction_of


def versions_of(session: Session, meeting_id: UUID) -> list[Minutes]:
    """All versions of a meeting's minutes, oldest first."""
    return list(
        session.scalars(
            select(Minutes).where(Minutes.meeting_id == meeting_id).order_by(Minutes.version)
        )
    )


def draft_minutes(session: Session, actor: Actor, *, meeting_id: UUID) -> UUID:
    """Draft minutes from the record; an unsigned draft is written anew and loses its edits.

    Raises:
        RuleBroken: the meeting is not over, or its minutes are signed.
    """
    actor.require(Permission.RUN_MEETINGS)
    meeting = the(session, Meeting, meeting_id)
    if meeting.state != MeetingState.CLOSED:
        raise RuleBroken("会议还没有结束，不能起草纪要。", "请先结束会议。")
    versions = versions_of(session, meeting_id)
    if any(version.state == MinutesState.SIGNED for version in versions):
        raise RuleBroken("会议纪要已经签发。", "有差错请另出更正版。")
    content = to_json(minutes_draft.draft(session, meeting))
    if versions:
        minutes = versions[-1]
        minutes.content = content
    else:
        minutes = Minutes(id=new_id(), meeting_id=meeting_id, version=1, content=content)
        session.add(minutes)
        session.flush()
    sentence = f"起草会议纪要：{meeting.title}"
    audit.record(session, actor, "minutes.draft", sentence, subject=("minutes", minutes.id))
    return minutes.id


def _draft(session: Session, minutes_id: UUID) -> Minutes:
    minutes = the(session, Minutes, minutes_id)
    if minutes.state != MinutesState.DRAFT:
        raise RuleBroken(f"第 {minutes.version} 版纪要已经签发，不能修改。", "有差错请另出更正版。")
    return minutes


def save_minutes(session: Session, actor: Actor, *, minutes_id: UUID, text: MinutesText) -> None:
    """Keep an edited draft.

    Raises:
        RuleBroken: it is signed.
    """
    actor.require(Permission.RUN_MEETINGS)
    minutes = _draft(session, minutes_id)
    require_text("title", text.title, "会议名称")
    minutes.content = to_json(text)
    sentence = f"修改会议纪要：{text.title}（第 {minutes.version} 版）"
    audit.record(session, actor, "minutes.save", sentence, subject=("minutes", minutes.id))


def sign_minutes(session: Session, actor: Actor, *, minutes_id: UUID) -> str:
    """Sign and freeze a draft; returns its fingerprint. Cannot be undone.

    Raises:
        NotAllowed, RuleBroken: signed already.
    """
    actor.require(Permission.SIGN_MINUTES)
    minutes = _draft(session, minutes_id)
    transaction_of(session).undoable = False
    minutes.signed_by, minutes.signed_at = actor.name, clock.now()
    minutes.state = MinutesState.SIGNED
    minutes.fingerprint = expected_fingerprint(session, minutes)
    title = from_json(minutes.content).title
    sentence = f"签发会议纪要：{title}（第 {minutes.version} 版），指纹 {minutes.fingerprint}"
    audit.record(session, actor, "minutes.sign", sentence, subject=("minutes", minutes.id))
    return minutes.fingerprint


def expected_fingerprint(session: Session, minutes: Minutes) -> str:
    """What the fingerprint of signed minutes must be, from what they say now."""
    before = the(session, Minutes, minutes.replaces_id) if minutes.replaces_id else None
    return fingerprint(
        from_json(minutes.content),
        version=minutes.version,
        signed_by=minutes.signed_by,
        signed_at=minutes.signed_at or clock.now(),
        before=before.fingerprint if before else "",
    )


def correct_minutes(session: Session, actor: Actor, *, minutes_id: UUID, reason: str) -> UUID:
    """Begin a new version of signed minutes; the old one stays as it is.

    Raises:
        RuleBroken: not signed, or not the latest version.
        InvalidInput: no reason.
    """
    actor.require(Permission.RUN_MEETINGS)
    old = the(session, Minutes, minutes_id)
    why = require_text("reason", reason, "更正原因")
    latest = versions_of(session, old.meeting_id)[-1]
    if old.state != MinutesState.SIGNED or latest.id != old.id:
        raise RuleBroken("只能更正最新的已签发纪要。", "请打开最新一版。")
    new = Minutes(
        id=new_id(),
        meeting_id=old.meeting_id,
        version=old.version + 1,
        content=dict(old.content),
        replaces_id=old.id,
        correction_reason=why,
    )
    session.add(new)
    session.flush()
    title = from_json(old.content).title
    sentence = f"更正会议纪要：{title}，第 {new.version} 版替代第 {old.version} 版。原因：{why}"
    audit.record(session, actor, "minutes.correct", sentence, subject=("minutes", new.id))
    return new.id
