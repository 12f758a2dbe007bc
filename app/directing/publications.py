"""Publications: what a superior sends to all stations below, and what they do with it."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import line, passage
from app.accounts.permissions import Actor, Permission
from app.accounts.station import profile
from app.announcements import announce
from app.directing.facts import PublicationAdopted
from app.directing.models import Publication, PublicationReading
from app.directing.rows import (
    next_number,
    own_reading,
    reason_given,
    require_superior,
    the,
    writing_station,
)
from app.directing.terms import ADOPTED_WITH, PUBLICATION_KIND_NAMES, PublicationKind
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id
from db.replicated import transaction_of

LARGEST_PAYLOAD = 1_000_000
"""Characters of JSON; five hundred rules with long notes are a fifth of that."""


def publish(  # noqa: PLR0913  (keywords; they are what there is to say)
    session: Session,
    actor: Actor,
    *,
    kind: PublicationKind,
    title: str,
    content: str = "",
    payload: dict[str, Any] | None = None,
    valid_from: date | None = None,
    needs_reply: bool = False,
    reply_due: datetime | None = None,
) -> UUID:
    """Publish to all stations below; it goes down in the next bundles.

    Raises:
        NotAllowed.
        InvalidInput: no title, a notice without words, rules or categories without any, an end
            for replies in the past or where none is asked.
        RuleBroken: this is a community's station, or the kind cannot be published yet.
    """
    actor.require(Permission.ASSIGN)
    require_superior(session)
    _check(kind, payload or {}, needs_reply, reply_due, transaction_of(session).at)
    publication = Publication(
        id=new_id(),
        kind=kind,
        number=next_number(session, Publication, "发"),
        title=line(title, "标题", "title", required=True),
        content=passage(content, "内容", "content"),
        payload=payload or {},
        issuer=profile(session).name,
        published_at=transaction_of(session).at,
        valid_from=valid_from,
        needs_reply=needs_reply,
        reply_due=reply_due,
    )
    if kind is PublicationKind.NOTICE and not publication.content:
        raise InvalidInput("还没有填写通知内容。", "请填写内容。", field="content")
    session.add(publication)
    _tell(session, actor, publication, "publish", f"发布{PUBLICATION_KIND_NAMES[kind]}")
    return publication.id


def _check(
    kind: PublicationKind,
    payload: dict[str, Any],
    needs_reply: bool,
    reply_due: datetime | None,
    now: datetime,
) -> None:
    name = PUBLICATION_KIND_NAMES[kind]
    if kind is PublicationKind.REGISTER:
        raise RuleBroken("这个版本还不能发布台账样式。", "可以先用通知说明。")
    if kind in ADOPTED_WITH and not payload:
        raise InvalidInput(f"这份{name}是空的。", f"请先在本站设置好{name}。", field="payload")
    if kind is PublicationKind.NOTICE and payload:
        raise InvalidInput("通知不能附带细则或类别。", "请按所附内容选择种类。", field="kind")
    if len(json.dumps(payload, ensure_ascii=False)) > LARGEST_PAYLOAD:
        raise InvalidInput(f"这份{name}太长。", "请减少条数。", field="payload")
    if reply_due is not None and not needs_reply:
        raise InvalidInput("不要求回复的，不用填回复期限。", "请清空期限。", field="reply_due")
    if reply_due is not None and reply_due <= now:
        raise InvalidInput("回复期限已经过去。", "请填写以后的时间。", field="reply_due")


def withdraw_publication(
    session: Session, actor: Actor, *, publication_id: UUID, reason: str
) -> None:
    """It no longer holds; what was adopted stays where it was adopted. Says why below its text.

    Raises:
        NotAllowed, NotFound, InvalidInput: no reason.
        RuleBroken: it is withdrawn already, or another office published it.
    """
    actor.require(Permission.ASSIGN)
    publication = _valid(session, publication_id)
    why = f"撤回原因：{reason_given(reason, '撤回原因')}"
    publication.withdrawn_at = transaction_of(session).at
    publication.content = f"{publication.content}\n{why}".strip()
    _tell(session, actor, publication, "withdraw", f"撤回（{why}）")


def read_publication(session: Session, actor: Actor, *, publication_id: UUID) -> None:
    """Note that the office has read it; a second time changes nothing.

    Opening it is no change to be offered for undoing, nor worth a message.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: this office published it.
    """
    actor.require(Permission.REPORT_EVENTS)
    _reading(session, actor, the(session, Publication, publication_id))
    noted = transaction_of(session)
    noted.undoable, noted.label = False, ""


def adopt_publication(session: Session, actor: Actor, *, publication_id: UUID) -> None:
    """Take over its rules or categories; the room they belong to checks them and does it.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: a rule or category that cannot be; names the row.
        RuleBroken: a notice, a kind that this version cannot adopt, adopted or withdrawn already,
            not valid yet, or published by this office.
    """
    publication = _valid(session, publication_id)
    kind = PublicationKind(publication.kind)
    if kind is PublicationKind.REGISTER:
        raise RuleBroken("这个版本还没有台账，不能采用台账样式。", "更新里仁以后再采用。")
    if kind not in ADOPTED_WITH:
        raise RuleBroken("通知不用采用。", "要求回复的，请填写回复。")
    actor.require(ADOPTED_WITH[kind])
    reading = _reading(session, actor, publication)
    if reading.adopted_at is not None:
        when = f"{clock.local(reading.adopted_at):%Y-%m-%d}"
        raise RuleBroken(f"本单位已于 {when} 采用。", "请刷新后查看。")
    reading.adopted_at = transaction_of(session).at
    _tell(session, actor, publication, "adopt", f"采用{PUBLICATION_KIND_NAMES[kind]}")
    fact = PublicationAdopted(publication.id, kind, publication.payload, publication.valid_from)
    announce(session, actor, fact)


def reply_to_publication(
    session: Session, actor: Actor, *, publication_id: UUID, reply: str
) -> None:
    """Answer what asks for a reply; it can be said anew, the change log keeps what was said.

    Raises:
        NotAllowed, NotFound, InvalidInput: no reply.
        RuleBroken: none is asked, it is withdrawn, or published by this office.
    """
    actor.require(Permission.DIRECT_EVENTS)
    publication = _valid(session, publication_id)
    if not publication.needs_reply:
        raise RuleBroken("这份通知不要求回复。", "有情况要反映的，可以吹哨或当面报告。")
    text = passage(reply, "回复", "reply")
    if not text:
        raise InvalidInput("还没有填写回复。", "请写明情况。", field="reply")
    reading = _reading(session, actor, publication)
    reading.reply, reading.replied_at = text, transaction_of(session).at
    _tell(session, actor, publication, "reply", "回复")


def _valid(session: Session, publication_id: UUID) -> Publication:
    publication = the(session, Publication, publication_id)
    if publication.withdrawn_at is not None:
        raise RuleBroken(f"“{publication.title}”已撤回。", "不用再办理。")
    return publication


def _reading(session: Session, actor: Actor, publication: Publication) -> PublicationReading:
    """This office's line of what it did with a publication, made by the first to open it."""
    own = writing_station(session)
    if publication.owner == own:
        raise RuleBroken("这是本单位发布的。", "阅读和回复由下级单位办理。")
    found = own_reading(session, publication.id, own)
    if found is None:
        now = transaction_of(session).at
        found = PublicationReading(
            id=new_id(), publication_id=publication.id, read_at=now, read_by=actor.name
        )
        session.add(found)
        _tell(session, actor, publication, "read", "已读")
    return found


def _tell(session: Session, actor: Actor, row: Publication, action: str, words: str) -> None:
    sentence = f"{row.issuer}“{row.title}”：{words}"
    audit.record(session, actor, f"publication.{action}", sentence, subject=("publication", row.id))
