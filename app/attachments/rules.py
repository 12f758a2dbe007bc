"""What may be attached, how large it may be, and who may attach it."""

from enum import StrEnum

from app.accounts.permissions import Permission
from app.errors import InvalidInput

MIB = 1024 * 1024
MOST_BYTES = 50 * MIB
"""Of one file. A phone's photo has 3 to 15 MB."""
MOST_PIXELS = 80_000_000
"""Of one picture; beyond, it would take more memory than an office PC has to spare."""
LONGEST_SIDE = 2000
"""Pixels of a stored picture: enough for half a page of A4 at 300 dots an inch."""
QUALITY = 85
"""Of JPEG; a photo of this size then takes about half a megabyte."""
THUMBNAIL_SIDE = 320
"""Pixels of a thumbnail: a tile at twice the density of an ordinary screen."""
LONGEST_NOTE = 200
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")
"""Of the files that can be read, in small letters; what is in a file decides, not its name."""


class AttachmentKind(StrEnum):
    """What a picture is to its record."""

    BEFORE = "before"
    AFTER = "after"
    EVIDENCE = "evidence"
    PORTRAIT = "portrait"
    PLAN = "plan"
    PAPER = "paper"


KIND_NAMES = {
    AttachmentKind.BEFORE: "处置前",
    AttachmentKind.AFTER: "处置后",
    AttachmentKind.EVIDENCE: "佐证",
    AttachmentKind.PORTRAIT: "照片",
    AttachmentKind.PLAN: "平面图",
    AttachmentKind.PAPER: "纸质材料",
}

CHANGED_WITH = {
    "event": Permission.REPORT_EVENTS,
    "task": Permission.REPORT_EVENTS,
    "visit": Permission.RECORD_VISITS,
    "resident": Permission.EDIT_RESIDENTS,
    "household": Permission.EDIT_RESIDENTS,
    "grid": Permission.EDIT_GRIDS,
    "building": Permission.EDIT_GRIDS,
    "staff_member": Permission.EDIT_GRIDS,
    "site_plan": Permission.EDIT_GRIDS,
    "training": Permission.EDIT_GRIDS,
    "matter": Permission.EDIT_MATTERS,
    "meeting": Permission.RUN_MEETINGS,
    "points_record": Permission.RECORD_POINTS,
    "activity": Permission.RUN_ACTIVITIES,
    "reward": Permission.EDIT_POINTS_RULES,
}
"""Tables whose records may have pictures, and what somebody needs to add or remove them."""


def check_size(name: str, size: int) -> None:
    """Go on only when a file of ``size`` bytes may be read.

    Raises:
        InvalidInput: it is empty or too large.
    """
    if size == 0:
        raise InvalidInput(
            f"“{name}”是空文件。", "请重新从手机或相机复制这张照片。", field="picture"
        )
    if size > MOST_BYTES:
        raise InvalidInput(
            f"“{name}”有 {size / MIB:.0f} MB，超过 {MOST_BYTES // MIB} MB。",
            "请先缩小，或换一张照片。",
            field="picture",
        )


def check_pixels(name: str, width: int, height: int) -> None:
    """Go on only when a picture of this size may be decoded.

    Raises:
        InvalidInput: it has more pixels than can be worked on.
    """
    if width * height > MOST_PIXELS:
        raise InvalidInput(
            f"“{name}”有 {width} × {height} 像素，超过 {MOST_PIXELS // 10_000} 万像素。",
            "请先缩小，或换一张照片。",
            field="picture",
        )


def checked_note(note: str) -> str:
    """A note without outer blanks.

    Raises:
        InvalidInput: too long.
    """
    text = note.strip()
    if len(text) > LONGEST_NOTE:
        raise InvalidInput(f"照片说明最多 {LONGEST_NOTE} 个字。", "请缩短。", field="note")
    return text


def scaled(width: int, height: int, side: int) -> tuple[int, int]:
    """The size at which the longer side has at most ``side`` pixels; never larger, never 0."""
    factor = min(1.0, side / max(width, height))
    return max(1, round(width * factor)), max(1, round(height * factor))
