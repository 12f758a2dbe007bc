"""What a screen or a sheet shows of attachments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.attachments import contents
from app.attachments.models import Attachment
from app.attachments.rules import KIND_NAMES, AttachmentKind
from app.errors import NotFound


@dataclass(frozen=True)
class PictureRow:
    """One picture of a record."""

    id: UUID
    kind: AttachmentKind
    kind_name: str
    name: str
    note: str
    content: str
    width: int
    height: int
    size: int
    taken_at: datetime | None
    latitude: float | None
    longitude: float | None
    has_original: bool
    position: int


def attachments_of(session: Session, *, record_table: str, record_id: UUID) -> list[PictureRow]:
    """A record's pictures, kind by kind in the order of :class:`AttachmentKind`."""
    found = session.scalars(
        select(Attachment).where(
            Attachment.record_table == record_table, Attachment.record_id == record_id
        )
    )
    kinds = list(AttachmentKind)
    rows = [_row(attachment) for attachment in found]
    return sorted(rows, key=lambda row: (kinds.index(row.kind), row.position, row.id))


def _row(attachment: Attachment) -> PictureRow:
    kind = AttachmentKind(attachment.kind)
    return PictureRow(
        id=attachment.id,
        kind=kind,
        kind_name=KIND_NAMES[kind],
        name=attachment.name,
        note=attachment.note,
        content=attachment.content,
        width=attachment.width,
        height=attachment.height,
        size=attachment.size,
        taken_at=attachment.taken_at,
        latitude=attachment.latitude,
        longitude=attachment.longitude,
        has_original=attachment.original is not None,
        position=attachment.position,
    )


def count_pictures(
    session: Session, *, record_table: str, record_ids: Sequence[UUID]
) -> dict[UUID, int]:
    """How many pictures each of these records has; those without are left out."""
    counted = session.execute(
        select(Attachment.record_id, func.count())
        .where(Attachment.record_table == record_table, Attachment.record_id.in_(record_ids))
        .group_by(Attachment.record_id)
    )
    return {record_id: count for record_id, count in counted}


def thumbnail_bytes(session: Session, attachment_id: UUID) -> bytes:
    """JPEG of a picture, at most 320 pixels wide and high.

    Raises:
        NotFound, InvalidInput: the picture is gone, not here or damaged.
    """
    return contents.thumbnail(session, _attachment(session, attachment_id).content)


def picture_bytes(session: Session, attachment_id: UUID) -> bytes:
    """A picture as it is kept, at most 2000 pixels wide and high.

    Raises:
        NotFound: it is gone, or its bytes are not here.
    """
    return contents.content(session, _attachment(session, attachment_id).content)


def original_bytes(session: Session, attachment_id: UUID) -> bytes:
    """The photo as it came, with what the camera wrote into it.

    Raises:
        NotFound: it was not kept.
    """
    original = _attachment(session, attachment_id).original
    if original is None:
        raise NotFound("这张照片没有保留原件。", "可以使用缩小后的照片。")
    return contents.content(session, original)


def _attachment(session: Session, attachment_id: UUID) -> Attachment:
    attachment = session.get(Attachment, attachment_id)
    if attachment is None:
        raise NotFound("没有找到这张照片。", "可能已被删除，请刷新后再试。")
    return attachment


def known_photos(session: Session) -> frozenset[str]:
    """SHA-256 of every photo that is attached to something, as it came and as it is kept."""
    rows = session.execute(select(Attachment.source, Attachment.content))
    return frozenset(key for row in rows for key in row if key)
