"""Adding pictures to records, putting them in order, and taking them off again."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import announcements
from app.accounts import audit
from app.accounts.permissions import Actor
from app.attachments.contents import keep_picture
from app.attachments.facts import PictureAttached, PictureRemoved
from app.attachments.models import Attachment
from app.attachments.pictures import PreparedPicture
from app.attachments.rules import CHANGED_WITH, KIND_NAMES, AttachmentKind, checked_note
from app.errors import NotFound
from db.ids import new_id
from db.replicated import shared_tables


def attach_picture(  # noqa: PLR0913  (keywords; they are what there is to say)
    session: Session,
    actor: Actor,
    *,
    record_table: str,
    record_id: UUID,
    prepared: PreparedPicture,
    kind: AttachmentKind,
    note: str = "",
) -> UUID:
    """Add a picture to a record; returns its id, see :func:`attach_pictures`."""
    told = {"record_table": record_table, "record_id": record_id, "kind": kind, "note": note}
    return attach_pictures(session, actor, prepared=(prepared,), **told)[0]  # type: ignore[arg-type]


def attach_pictures(  # noqa: PLR0913
    session: Session,
    actor: Actor,
    *,
    record_table: str,
    record_id: UUID,
    prepared: Sequence[PreparedPicture],
    kind: AttachmentKind,
    note: str = "",
) -> list[UUID]:
    """Add pictures to a record, after those of their kind; one step, to be undone at once.

    The same picture added again to the same record and kind is the one already there.

    Raises:
        NotAllowed: the account may not change such records.
        NotFound: the record is gone.
        InvalidInput: the note is too long.
    """
    actor.require(CHANGED_WITH[record_table])
    note = checked_note(note)
    _require_record(session, record_table, record_id)
    there = pictures_of(session, record_table, record_id, kind)
    ids, added = [], []
    for picture in prepared:
        key = keep_picture(session, picture)
        attachment = next((other for other in there if other.content == key), None)
        if attachment is None:
            attachment = _new(picture, key, note)
            attachment.record_table, attachment.record_id = record_table, record_id
            attachment.kind = kind
            attachment.position = there[-1].position + 1 if there else 1
            session.add(attachment)
            there.append(attachment)
            added.append(attachment)
        ids.append(attachment.id)
    session.flush()
    if added:
        _record(session, actor, "add", _added(added), added[0])
    for one in added:
        fact = PictureAttached(record_table, record_id, one.id, kind)
        announcements.announce(session, actor, fact)
    return ids


def _added(added: Sequence[Attachment]) -> str:
    return "添加照片" if len(added) == 1 else f"添加 {len(added)} 张照片，第一张"


def _require_record(session: Session, table: str, record_id: UUID) -> None:
    if session.get(shared_tables()[table], record_id) is None:
        raise NotFound("要添加照片的记录已经不在了。", "请刷新后再试。")


def _new(prepared: PreparedPicture, key: str, note: str) -> Attachment:
    return Attachment(
        id=new_id(),
        content=key,
        original=None if prepared.original is None else prepared.source,
        source=prepared.source,
        name=prepared.name,
        note=note,
        media_type=prepared.media_type,
        size=len(prepared.data),
        width=prepared.width,
        height=prepared.height,
        taken_at=prepared.taken_at,
        latitude=prepared.latitude,
        longitude=prepared.longitude,
    )


def pictures_of(
    session: Session, record_table: str, record_id: UUID, kind: AttachmentKind
) -> list[Attachment]:
    """A record's pictures of a kind in their order."""
    return list(
        session.scalars(
            select(Attachment)
            .where(
                Attachment.record_table == record_table,
                Attachment.record_id == record_id,
                Attachment.kind == kind,
            )
            .order_by(Attachment.position, Attachment.id)
        )
    )


def describe_picture(
    session: Session, actor: Actor, *, attachment_id: UUID, kind: AttachmentKind, note: str
) -> None:
    """Say anew what a picture shows: before or after, and in words; it goes to that kind's end.

    Raises:
        NotAllowed, NotFound, InvalidInput: the note is too long.
    """
    attachment = _changeable(session, actor, attachment_id)
    attachment.note = checked_note(note)
    if attachment.kind != kind:
        others = pictures_of(session, attachment.record_table, attachment.record_id, kind)
        attachment.position = others[-1].position + 1 if others else 1
        attachment.kind = kind
    _record(session, actor, "describe", "修改照片说明", attachment)


def move_picture(session: Session, actor: Actor, *, attachment_id: UUID, position: int) -> None:
    """Put a picture at a position among those of its kind (1 is first); the others close up.

    Raises:
        NotAllowed, NotFound.
    """
    attachment = _changeable(session, actor, attachment_id)
    siblings = _siblings(session, attachment)
    siblings.remove(attachment)
    siblings.insert(max(0, min(position - 1, len(siblings))), attachment)
    for number, sibling in enumerate(siblings, start=1):
        if sibling.position != number:
            sibling.position = number
    _record(session, actor, "move", "调整照片顺序", attachment)


def remove_picture(session: Session, actor: Actor, *, attachment_id: UUID) -> None:
    """Take a picture off its record; undoing the step brings it back, its bytes stay here.

    Raises:
        NotAllowed, NotFound.
    """
    attachment = _changeable(session, actor, attachment_id)
    record_table, record_id = attachment.record_table, attachment.record_id
    session.delete(attachment)
    session.flush()
    _record(session, actor, "remove", "删除照片", attachment)
    fact = PictureRemoved(record_table, record_id, attachment_id, AttachmentKind(attachment.kind))
    announcements.announce(session, actor, fact)


def _changeable(session: Session, actor: Actor, attachment_id: UUID) -> Attachment:
    attachment = session.get(Attachment, attachment_id)
    if attachment is None:
        raise NotFound("没有找到这张照片。", "可能已被删除，请刷新后再试。")
    actor.require(CHANGED_WITH[attachment.record_table])
    return attachment


def _siblings(session: Session, attachment: Attachment) -> list[Attachment]:
    kind = AttachmentKind(attachment.kind)
    return pictures_of(session, attachment.record_table, attachment.record_id, kind)


def _record(
    session: Session, actor: Actor, action: str, words: str, attachment: Attachment
) -> None:
    kind = KIND_NAMES[AttachmentKind(attachment.kind)]
    sentence = f"{words}：{attachment.name}（{kind}）"
    subject = (attachment.record_table, attachment.record_id)
    audit.record(session, actor, f"picture.{action}", sentence, subject=subject)
