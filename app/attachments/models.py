"""Tables of attachments: what is attached to which record, and the bytes, kept once by content."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.attachments.rules import AttachmentKind
from db.base import Base
from db.replicated import Replicated


class Attachment(Replicated, Base):
    """A photo or file that belongs to one record of any table."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_record", "record_table", "record_id"),)

    record_table: Mapped[str]
    record_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(info={"words": AttachmentKind})
    """A :class:`~app.attachments.rules.AttachmentKind`: before, after, portrait, plan …"""
    content: Mapped[str] = mapped_column(index=True)
    """SHA-256 of the bytes, in hex: the key of :class:`Content`."""
    original: Mapped[str | None]
    """SHA-256 of the photo as it came, where that is kept as well."""
    source: Mapped[str] = mapped_column(default="", index=True)
    """SHA-256 of the photo as it came, kept or not: by it the same photo is known again."""
    name: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str]
    size: Mapped[int]
    """Bytes."""
    width: Mapped[int] = mapped_column(default=0)
    """Pixels; 0 for what is no picture."""
    height: Mapped[int] = mapped_column(default=0)
    taken_at: Mapped[datetime | None]
    """When the photo was taken, by its EXIF data."""
    latitude: Mapped[float | None]
    """Degrees north, WGS 84, by EXIF."""
    longitude: Mapped[float | None]
    note: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Content(Base):
    """Bytes addressed by their hash; never changed, travels once."""

    __tablename__ = "content"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes]


class Thumbnail(Base):
    """A small JPEG of a picture, made here and made again when it is missing."""

    __tablename__ = "thumbnail"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    """Of the picture, not of the thumbnail."""
    data: Mapped[bytes]
