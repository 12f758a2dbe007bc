"""会议纪要 (GB/T 9704-2012, 10.3): red mark, what was decided, who was there, to whom it goes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from app.printing.blocks import Blank, Block, Heading, Labelled, Paragraph
from app.printing.closing import Attachments, Colophon, NameList, Signature
from app.printing.foot import PrintMark
from app.printing.minutes_mark import MinutesMark
from app.printing.official import Document, compose
from app.printing.pen import About, Step
from app.printing.typeface import check_glyphs
from app.printing.words import chinese_number, full_date


@dataclass(frozen=True, slots=True)
class Passage:
    """Body text (level 0) or a heading (1 to 4).

    Inside a topic, headings of level 2 to 4 are numbered by the composer; in ``MinutesSheet.body``
    everything prints as it is written, because that text may be signed already.
    """

    text: str
    level: int = 0
    label: str = ""
    """Words before body text, in 楷体, such as 会议决定："""


@dataclass(frozen=True, slots=True)
class MinutesTask:
    """What somebody has to do by when, as the meeting decided."""

    text: str
    responsible: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class MinutesTopic:
    """One matter of the agenda; texts may hold several paragraphs by newline."""

    title: str
    passages: tuple[Passage | str, ...] = ()
    decision: str = ""
    vote_line: str = ""
    """The result in one sentence, with the rule it was measured by."""
    tasks: tuple[MinutesTask, ...] = ()


@dataclass(frozen=True, slots=True)
class MinutesSheet:
    """Everything the minutes of one meeting print."""

    office_name: str
    mark_title: str
    """The mark, such as 幸福社区居民代表会议纪要; a newline decides where a long one breaks."""
    issued_on: date
    number: str = ""
    """〔2026〕12号 or 第12期; without any of the sheet's own words around it."""
    held: str = ""
    """When the meeting was held, such as 2026年11月20日14:00至16:10."""
    place: str = ""
    chair: str = ""
    recorder: str = ""
    opening: str = ""
    body: tuple[Passage, ...] = ()
    """A finished text, printed as it stands, numbers of headings included."""
    topics: tuple[MinutesTopic, ...] = ()
    """Matters the composer numbers itself; printed after ``body``."""
    closing: str = ""
    present: tuple[str, ...] = ()
    on_leave: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    signer: str = ""
    """签发人."""
    copies_to: str = ""
    is_signed: bool = True
    """Ends with office and date."""
    is_sealed: bool = False
    mark: PrintMark = field(default_factory=PrintMark)


def compose_minutes(
    sheet: MinutesSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The minutes as a PDF.

    ``frames_allowed``: print an empty frame for a character no font holds, to be filled in by
    hand; otherwise raises `GlyphsMissing`.
    """
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return compose(minutes_document(sheet), step)


def minutes_document(sheet: MinutesSheet) -> Document:
    """The minutes as parts of an official document."""
    title = sheet.mark_title.replace("\n", "")
    made_at = sheet.mark.printed_at
    about = About(title, sheet.office_name, f"{title}{sheet.number}", made_at)
    colophon = Colophon(sheet.office_name, sheet.issued_on, sheet.copies_to)
    return Document(about, tuple(_blocks(sheet)), colophon, sheet.mark)


def _blocks(sheet: MinutesSheet) -> Iterator[Block]:
    yield MinutesMark(
        sheet.mark_title, sheet.number, sheet.office_name, full_date(sheet.issued_on), sheet.signer
    )
    facts = (("时间", sheet.held), ("地点", sheet.place), ("主持", sheet.chair),
             ("记录", sheet.recorder))  # fmt: skip
    yield from (Labelled(label, text) for label, text in facts if text)
    yield Paragraph(sheet.opening)
    yield from map(_as_written, sheet.body)
    for number, topic in enumerate(sheet.topics, start=1):
        yield from _topic(number, topic)
    yield Paragraph(sheet.closing)
    people = (("出席", sheet.present), ("请假", sheet.on_leave), ("列席", sheet.observers))
    yield Attachments(sheet.attachments)
    yield Blank()
    yield from (NameList(label, names) for label, names in people if names)
    if sheet.is_signed:
        yield Signature(sheet.office_name, sheet.issued_on, sheet.is_sealed)


def _topic(number: int, topic: MinutesTopic) -> Iterator[Block]:
    yield Heading(1, f"{chinese_number(number)}、{topic.title}")
    yield from _passages(topic.passages)
    if topic.vote_line:
        yield Paragraph(topic.vote_line, label="表决结果：")
    if topic.decision:
        yield Paragraph(topic.decision, label="会议决定：")
    for place, task in enumerate(topic.tasks, start=1):
        yield Paragraph(f"{place}.{_task(task)}" if len(topic.tasks) > 1 else _task(task))


def _passages(passages: tuple[Passage | str, ...]) -> Iterator[Block]:
    counts = [0, 0, 0, 0, 0]
    for given in passages:
        passage = Passage(given) if isinstance(given, str) else given
        if passage.level in (2, 3, 4):
            counts[passage.level] += 1
            counts[passage.level + 1 :] = [0] * (4 - passage.level)
            yield Heading(passage.level, heading_mark(passage.level, counts) + passage.text)
        else:
            yield _as_written(passage)


def _as_written(passage: Passage) -> Block:
    if passage.level:
        return Heading(passage.level, passage.text)
    return Paragraph(passage.text, passage.label)


def heading_mark(level: int, counts: list[int]) -> str:
    """（一） for level 2, 1. for level 3, (1) for level 4."""
    count = counts[level]
    return {2: f"（{chinese_number(count)}）", 3: f"{count}.", 4: f"({count})"}[level]


def _task(task: MinutesTask) -> str:
    due = f"完成时限：{full_date(task.due_on)}" if task.due_on else ""
    who = f"责任人：{task.responsible}" if task.responsible else ""
    notes = "；".join(filter(None, (who, due)))
    return task.text.rstrip("。") + (f"（{notes}）。" if notes else "。")
