"""会议记录: who was there and who said what, signed by chair and recorder; the full account."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from app.printing.blocks import Block, Heading, Labelled, Paragraph, Title
from app.printing.closing import NameList, SignatureLines
from app.printing.foot import PrintMark
from app.printing.minutes import Passage
from app.printing.official import Document, compose
from app.printing.pen import About, Step
from app.printing.typeface import check_glyphs
from app.printing.words import full_date


@dataclass(frozen=True, slots=True)
class Correction:
    """What was corrected after signing: when, by whom, in which words."""

    made_on: date
    made_by: str
    text: str


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """Everything the record of one meeting prints."""

    office_name: str
    title: str
    """Such as 和平里社区居民代表会议记录."""
    held: str = ""
    place: str = ""
    chair: str = ""
    recorder: str = ""
    attendance: str = ""
    """Such as 应到61人，实到51人，符合法定人数。"""
    present: tuple[str, ...] = ()
    on_leave: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    body: tuple[Passage, ...] = ()
    """Printed as it stands; a speech is body text labelled with the speaker and a colon."""
    corrections: tuple[Correction, ...] = ()
    mark: PrintMark = field(default_factory=PrintMark)


def compose_record(
    sheet: RecordSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The record as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return compose(record_document(sheet), step)


def record_document(sheet: RecordSheet) -> Document:
    """The record as parts of an official document."""
    title = sheet.title.replace("\n", "")
    about = About(title, sheet.office_name, "会议记录", sheet.mark.printed_at)
    return Document(about, tuple(_blocks(sheet)), mark=sheet.mark, is_record=True)


def _blocks(sheet: RecordSheet) -> Iterator[Block]:
    yield Title(sheet.title)
    facts = (("时间", sheet.held), ("地点", sheet.place), ("主持", sheet.chair),
             ("记录", sheet.recorder), ("人数", sheet.attendance))  # fmt: skip
    yield from (Labelled(label, text) for label, text in facts if text)
    people = (("出席", sheet.present), ("请假", sheet.on_leave), ("缺席", sheet.absent),
              ("列席", sheet.observers))  # fmt: skip
    yield from (NameList(label, names) for label, names in people if names)
    for passage in sheet.body:
        if passage.level:
            yield Heading(passage.level, passage.text)
        else:
            yield Paragraph(passage.text, passage.label)
    for item in sheet.corrections:
        yield Paragraph(item.text, f"更正（{full_date(item.made_on)}，{item.made_by}）：")
    yield SignatureLines(("主持人签名", "记录人签名"))
