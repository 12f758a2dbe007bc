"""What the attachments tell the rooms above them (see :mod:`app.announcements`)."""

from dataclasses import dataclass
from uuid import UUID

from app.attachments.rules import AttachmentKind


@dataclass(frozen=True)
class PictureAttached:
    """A picture was added to a record; a listener may refuse it, a closed record for example."""

    record_table: str
    record_id: UUID
    attachment_id: UUID
    kind: AttachmentKind


@dataclass(frozen=True)
class PictureRemoved:
    """A picture was taken off a record."""

    record_table: str
    record_id: UUID
    attachment_id: UUID
    kind: AttachmentKind
