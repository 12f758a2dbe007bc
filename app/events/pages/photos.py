"""The photos of an event, in its drawer."""

from app.attachments import album
from app.attachments.rules import KIND_NAMES, AttachmentKind
from app.desk.photo_panel import PhotoPanel
from app.events.event_views import EventDetail
from app.events.pages.at_hand import AtHand

KINDS = tuple(
    (kind.value, KIND_NAMES[kind]) for kind in (AttachmentKind.BEFORE, AttachmentKind.AFTER)
)


def photos_of(hand: AtHand, detail: EventDetail) -> PhotoPanel | None:
    """The strip of photos before and after; None where there is none and none may be added."""
    if not detail.photos and not hand.reports:
        return None
    panel = PhotoPanel(hand.work, album, KINDS, may_change=hand.reports)
    panel.show_record(record_table="event", record_id=detail.row.id)
    return panel
