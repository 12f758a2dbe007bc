"""The text of a meeting's minutes: editable blocks, frozen by a fingerprint; pure values.

One text serves two papers: the full record (会议记录) prints every block, the minutes (会议纪要)
leave the speeches out.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class BlockKind(StrEnum):
    """What a block is, for layout and for which paper shows it."""

    HEADING = "heading"
    """An item of the agenda; the paper numbers it."""
    PARAGRAPH = "paragraph"
    SPEECH = "speech"
    VOTE = "vote"
    DECISION = "decision"


BLOCK_KIND_NAMES = {
    BlockKind.HEADING: "标题",
    BlockKind.PARAGRAPH: "正文",
    BlockKind.SPEECH: "发言",
    BlockKind.VOTE: "表决",
    BlockKind.DECISION: "决定",
}


@dataclass(frozen=True)
class Block:
    """One paragraph of the text."""

    kind: BlockKind
    text: str


@dataclass(frozen=True)
class MinutesText:
    """Everything the minutes say; what the editor changes and what is signed."""

    title: str
    """Of the meeting."""
    number: str
    held: str
    """2026年11月24日19:00至20:35"""
    place: str
    chair: str
    recorder: str
    blocks: tuple[Block, ...]
    present: tuple[str, ...] = ()
    on_leave: tuple[str, ...] = ()
    """With the reason: 李四（出差）."""
    absent: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()

    @property
    def full_text(self) -> str:
        """All words, for searching."""
        names = (*self.present, *self.on_leave, *self.observers)
        return "\n".join((self.title, self.place, *(b.text for b in self.blocks), *names))


def to_json(text: MinutesText) -> dict[str, Any]:
    """As kept in the database."""
    return asdict(text)


def from_json(value: Mapping[str, Any]) -> MinutesText:
    """The reverse of :func:`to_json`."""
    return MinutesText(
        title=value["title"],
        number=value["number"],
        held=value["held"],
        place=value["place"],
        chair=value["chair"],
        recorder=value["recorder"],
        blocks=tuple(Block(BlockKind(b["kind"]), b["text"]) for b in value["blocks"]),
        present=tuple(value["present"]),
        on_leave=tuple(value["on_leave"]),
        absent=tuple(value["absent"]),
        observers=tuple(value["observers"]),
    )


def fingerprint(
    text: MinutesText, *, version: int, signed_by: str, signed_at: datetime, before: str
) -> str:
    """Hash over the text, its signature and the version it corrects, to be read aloud.

    BLAKE2b-128 over canonical JSON, in eight groups of four.
    """
    value = {
        "text": to_json(text),
        "version": version,
        "signed_by": signed_by,
        "signed_at": signed_at.isoformat(),
        "before": before,
    }
    raw = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.blake2b(raw.encode(), digest_size=16).hexdigest().upper()
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))
