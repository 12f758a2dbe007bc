"""会议通知: who is called together when, where and for what (GB/T 9704-2012)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from app.printing.blocks import Block, Heading, Paragraph, Title
from app.printing.closing import Attachments, Signature
from app.printing.foot import PrintMark
from app.printing.official import Document, compose
from app.printing.pen import About, Step
from app.printing.setting import HEITI
from app.printing.typeface import check_glyphs
from app.printing.words import chinese_number


@dataclass(frozen=True, slots=True)
class MeetingNoticeSheet:
    """The notice of one meeting, as it goes to the members and hangs on the board."""

    office_name: str
    title: str
    """Such as 关于召开和平里社区居民代表会议的通知; a newline decides the break."""
    held: str
    """When, such as 2026年11月20日（星期五）14:00."""
    place: str
    signed_on: date
    """The day the notice is given."""
    addressed_to: str = ""
    """Whom it calls, without colon: 各位居民代表."""
    opening: str = ""
    """Why, and that the particulars follow: 经研究，定于……现将有关事项通知如下："""
    topics: tuple[str, ...] = ()
    """The matters, in the order of the agenda, without numbers."""
    attendants: str = ""
    """Who takes part and who is invited besides."""
    to_prepare: str = ""
    """What to read or bring."""
    requirements: str = ""
    """Leave, proxies, punctuality; several paragraphs by newline."""
    contact: str = ""
    phone: str = ""
    attachments: tuple[str, ...] = ()
    is_sealed: bool = True
    mark: PrintMark = field(default_factory=PrintMark)


def compose_meeting_notice(
    sheet: MeetingNoticeSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The notice as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return compose(meeting_notice_document(sheet), step)


def meeting_notice_document(sheet: MeetingNoticeSheet) -> Document:
    """The notice as parts of an official document."""
    title = sheet.title.replace("\n", "")
    about = About(title, sheet.office_name, "会议通知", sheet.mark.printed_at)
    return Document(about, tuple(_blocks(sheet)), mark=sheet.mark)


def _blocks(sheet: MeetingNoticeSheet) -> Iterator[Block]:
    yield Title(sheet.title)
    if sheet.addressed_to:
        yield Paragraph(f"{sheet.addressed_to}：", indent=0)
    yield Paragraph(sheet.opening)
    parts = (("会议时间", sheet.held), ("会议地点", sheet.place), ("会议议题", _topics(sheet)),
             ("参会范围", sheet.attendants), ("会前准备", sheet.to_prepare),
             ("有关要求", sheet.requirements))  # fmt: skip
    given = ((name, text) for name, text in parts if text)
    for number, (name, text) in enumerate(given, start=1):
        yield from _part(f"{chinese_number(number)}、{name}", text)
    yield Attachments(sheet.attachments)
    yield Signature(sheet.office_name, sheet.signed_on, sheet.is_sealed, _contact(sheet))


def _part(name: str, text: str) -> Iterator[Block]:
    """A short text stands on the line of its heading, several paragraphs below it."""
    if "\n" in text:
        yield Heading(1, name)
        yield Paragraph(text)
    else:
        yield Paragraph(text, f"{name}：", HEITI)


def _topics(sheet: MeetingNoticeSheet) -> str:
    if len(sheet.topics) < 2:
        return "".join(sheet.topics)
    last = len(sheet.topics)
    return "\n".join(
        f"{number}.{topic}{'。' if number == last else '；'}"
        for number, topic in enumerate(sheet.topics, start=1)
    )


def _contact(sheet: MeetingNoticeSheet) -> str:
    person = f"联系人：{sheet.contact}" if sheet.contact else ""
    phone = f"联系电话：{sheet.phone}" if sheet.phone else ""
    return "，".join(filter(None, (person, phone)))
