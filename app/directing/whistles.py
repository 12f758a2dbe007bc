"""Whistles (吹哨): raised, withdrawn, evaluated and ended by the office that asks for help."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import passage
from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.attachments.models import Attachment
from app.directing.facts import WhistleEnded, WhistleRaised, WhistleWithdrawn
from app.directing.models import Response, Whistle
from app.directing.rows import reason_given, responses_of, state_of, the
from app.directing.terms import OPEN_WHISTLES, WHISTLE_STATE_NAMES, ResponseState, WhistleState
from app.errors import RuleBroken
from app.events.models import Event
from app.events.rows import own_event
from app.events.terms import SATISFACTION_NAMES, Satisfaction
from db.ids import new_id
from db.replicated import transaction_of


def raise_whistle(
    session: Session, actor: Actor, *, event_id: UUID, note: str, named: bool
) -> UUID:
    """Send an event up with its photos; ``named`` gives the superior the reporter's name and phone.

    Personal Information Protection Law, articles 6 and 23: no more than the purpose needs, and
    told on purpose. So the reporter stays here unless somebody says otherwise, which is logged.

    Raises:
        NotAllowed, NotFound, InvalidInput: the note is too long.
        RuleBroken: another office works on the event, or its whistle is still open.
    """
    actor.require(Permission.DIRECT_EVENTS)
    event = own_event(session, event_id)
    for earlier in session.scalars(select(Whistle).where(Whistle.event_id == event_id)):
        if earlier.withdrawn_at is None and earlier.ended_at is None:
            raise RuleBroken(f"事项 {event.number} 已经吹哨，还没有办结。", "请等待上级答复。")
    whistle = Whistle(
        id=new_id(),
        event_id=event.id,
        event_number=event.number,
        title=event.title,
        content=passage(note, "吹哨事由", "note"),
        category=event.category,
        place=event.place,
        contact_name=event.reporter_name if named else "",
        contact_phone=event.reporter_phone if named else "",
        whistled_at=transaction_of(session).at,
    )
    session.add(whistle)
    session.flush()
    _copy_photos(session, event, whistle)
    _tell(session, actor, whistle, "raise", "吹哨上报")
    if named:
        _tell(session, actor, whistle, "name", "吹哨时向上级提供了报告人姓名电话")
    announce(session, actor, WhistleRaised(whistle.id, event.id, event.title, named))
    return whistle.id


def _copy_photos(session: Session, event: Event, whistle: Whistle) -> None:
    """The pictures as they are kept; neither the camera's file nor where it was goes up."""
    found = select(Attachment).where(
        Attachment.record_table == "event", Attachment.record_id == event.id
    )
    for photo in session.scalars(found.order_by(Attachment.position, Attachment.id)).all():
        session.add(
            Attachment(
                id=new_id(),
                record_table="whistle",
                record_id=whistle.id,
                kind=photo.kind,
                content=photo.content,
                source=photo.source,
                name=photo.name,
                media_type=photo.media_type,
                size=photo.size,
                width=photo.width,
                height=photo.height,
                taken_at=photo.taken_at,
                note=photo.note,
                position=photo.position,
            )
        )


def withdraw_whistle(session: Session, actor: Actor, *, whistle_id: UUID, reason: str) -> None:
    """Nobody needs to come any more.

    Raises:
        NotAllowed, NotFound, InvalidInput: no reason.
        RuleBroken: it is ended or withdrawn already, or another office's.
    """
    actor.require(Permission.DIRECT_EVENTS)
    whistle = _open(session, whistle_id)
    whistle.withdrawn_at = transaction_of(session).at
    whistle.rating_note = reason_given(reason, "撤回原因")
    _tell(session, actor, whistle, "withdraw", f"撤回吹哨（{whistle.rating_note}）")
    fact = WhistleWithdrawn(whistle.id, whistle.event_id, whistle.title, whistle.rating_note)
    announce(session, actor, fact)


def rate_response(
    session: Session, actor: Actor, *, response_id: UUID, rating: Satisfaction, note: str
) -> None:
    """Say how one department did; until the whistle is ended it can be said anew.

    Raises:
        NotAllowed, NotFound, InvalidInput: the note is too long.
        RuleBroken: the department has not answered yet, or another office blew the whistle.
    """
    actor.require(Permission.DIRECT_EVENTS)
    response = the(session, Response, response_id)
    whistle = _open(session, response.whistle_id)
    if response.state != ResponseState.ANSWERED:
        raise RuleBroken(f"“{response.department}”还没有答复。", "答复送来以后再评价。")
    response.rating, response.rated_at = rating, transaction_of(session).at
    response.rating_note = passage(note, "评价说明", "note")
    words = f"评价“{response.department}”：{SATISFACTION_NAMES[rating]}"
    _tell(session, actor, whistle, "rate", words)


def end_whistle(
    session: Session, actor: Actor, *, whistle_id: UUID, rating: Satisfaction, note: str
) -> None:
    """Declare it done and say how it was.

    Raises:
        NotAllowed, NotFound, InvalidInput: the note is too long.
        RuleBroken: no department was sent, or one has not answered; it is ended or withdrawn
            already, or another office's.
    """
    actor.require(Permission.DIRECT_EVENTS)
    whistle = _open(session, whistle_id)
    _refuse_unanswered(responses_of(session, whistle_id))
    whistle.ended_at, whistle.rating = transaction_of(session).at, rating
    whistle.rating_note = passage(note, "评价说明", "note")
    _tell(session, actor, whistle, "end", f"吹哨办结，评价{SATISFACTION_NAMES[rating]}")
    note = whistle.rating_note
    announce(
        session, actor, WhistleEnded(whistle.id, whistle.event_id, whistle.title, rating, note)
    )


def _refuse_unanswered(responses: list[Response]) -> None:
    if not responses:
        raise RuleBroken("上级还没有派单，不能评价办结。", "不再需要上级协助时，可以撤回吹哨。")
    done = (ResponseState.ANSWERED, ResponseState.WITHDRAWN)
    waiting = [response.department for response in responses if response.state not in done]
    if waiting:
        raise RuleBroken(f"还没有答复的部门：{'、'.join(waiting)}。", "全部答复以后再评价办结。")


def _open(session: Session, whistle_id: UUID) -> Whistle:
    whistle = the(session, Whistle, whistle_id)
    state = state_of(whistle, responses_of(session, whistle_id))
    if state not in OPEN_WHISTLES:
        name = WHISTLE_STATE_NAMES[WhistleState(state)]
        raise RuleBroken(f"这次吹哨{name}。", "仍需上级协助的，请重新吹哨。")
    return whistle


def reveal_contact(session: Session, actor: Actor, *, whistle_id: UUID) -> str:
    """Name and phone of the reporter in full (王秀芬 13800001111); who looked is logged.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: the reporter was not named.
    """
    actor.require(Permission.REVEAL_PERSONAL_DATA)
    whistle = the(session, Whistle, whistle_id)
    if not (whistle.contact_name or whistle.contact_phone):
        raise RuleBroken("吹哨时没有提供报告人。", "需要联系的，请向吹哨单位了解。")
    _tell(session, actor, whistle, "reveal", "查看了报告人的姓名和完整电话")
    return f"{whistle.contact_name} {whistle.contact_phone}".strip()


def _tell(session: Session, actor: Actor, whistle: Whistle, action: str, words: str) -> None:
    sentence = f"事项 {whistle.event_number} {whistle.title}：{words}"
    audit.record(session, actor, f"whistle.{action}", sentence, subject=("whistle", whistle.id))
