"""The sheets of a meeting's minutes (会议纪要) and of its record (会议记录), from one text.

The minutes leave the speeches out and gather each item's votes and decision; the record prints
every block in its order and is signed by hand.
"""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.station import profile
from app.council.minutes_text import Block, BlockKind, MinutesText, from_json
from app.council.models import Minutes
from app.council.rows import the
from app.council.sheets import closed_up, issuer
from app.council.terms import MinutesState
from app.printing.foot import PrintMark
from app.printing.minutes import MinutesSheet, MinutesTopic, Passage, compose_minutes
from app.printing.record import Correction, RecordSheet, compose_record
from app.printing.words import chinese_number
from db import clock

LABELS = {BlockKind.VOTE: "表决结果：", BlockKind.DECISION: "会议决定："}


def minutes_sheet(session: Session, *, minutes_id: UUID, operator: str = "") -> MinutesSheet:
    """The minutes as saved; drafts say so.

    Raises:
        NotFound: the minutes are gone.
    """
    minutes = the(session, Minutes, minutes_id)
    text, signed = from_json(minutes.content), minutes.state == MinutesState.SIGNED
    sheet = MinutesSheet(
        office_name=issuer(profile(session)),
        mark_title="",
        issued_on=clock.local(minutes.signed_at or clock.now()).date(),
        closing=_correction(session, minutes),
        signer=minutes.signed_by,
        is_signed=signed,
        mark=PrintMark(
            printed_at=clock.now(),
            operator=operator,
            document_number=f"{text.number}-{minutes.version}",
            fingerprint=minutes.fingerprint[:9],
            draft=not signed,
        ),
    )
    return reworded(sheet, text)


def _correction(session: Session, minutes: Minutes) -> str:
    """A later version names the one it takes the place of."""
    before = session.get(Minutes, minutes.replaces_id) if minutes.replaces_id else None
    if before is None:
        return ""
    reason = minutes.correction_reason.rstrip("。")
    return f"本版更正并代替第{before.version}版，原因：{reason}。"


def reworded(sheet: MinutesSheet, text: MinutesText) -> MinutesSheet:
    """The same sheet with another text: what the editor's preview shows before it is saved."""
    opening, topics = _topics(text)
    return replace(
        sheet,
        mark_title=_title(text.title, "纪要"),
        number=_document_number(text.number),
        held=text.held,
        place=text.place,
        chair=text.chair,
        recorder=text.recorder,
        opening=opening,
        topics=topics,
        present=text.present,
        on_leave=text.on_leave,
        observers=text.observers,
    )


def record_of(sheet: MinutesSheet, text: MinutesText) -> RecordSheet:
    """The record of the same meeting, every speech in its place."""
    corrected_by = sheet.signer or sheet.mark.operator
    return RecordSheet(
        office_name=sheet.office_name,
        title=_title(text.title, "记录"),
        held=text.held,
        place=text.place,
        chair=text.chair,
        recorder=text.recorder,
        present=text.present,
        on_leave=text.on_leave,
        absent=text.absent,
        observers=text.observers,
        body=tuple(_passages(text.blocks)),
        corrections=(Correction(sheet.issued_on, corrected_by, sheet.closing),)
        if sheet.closing
        else (),
        mark=sheet.mark,
    )


def compose(sheet: MinutesSheet | RecordSheet) -> bytes:
    """Either paper as a PDF."""
    return compose_record(sheet) if isinstance(sheet, RecordSheet) else compose_minutes(sheet)


def _title(meeting: str, paper: str) -> str:
    named = meeting if meeting.endswith(("会议", "会")) else f"{meeting}会议"
    return f"{named}{paper}"


def _document_number(number: str) -> str:
    year, _, running = number.partition("-")
    return f"〔{year}〕{int(running)}号" if running.isdigit() else number


def _topics(text: MinutesText) -> tuple[str, tuple[MinutesTopic, ...]]:
    parts: list[list[Block]] = [[]]
    for block in text.blocks:
        if block.kind is BlockKind.HEADING:
            parts.append([block])
        elif block.kind is not BlockKind.SPEECH:
            parts[-1].append(block)
    opening = "\n".join(closed_up(block.text) for block in parts[0])
    return opening, tuple(_topic(part) for part in parts[1:])


def _topic(part: list[Block]) -> MinutesTopic:
    def texts(kind: BlockKind) -> tuple[str, ...]:
        return tuple(closed_up(block.text) for block in part if block.kind is kind)

    return MinutesTopic(
        title=part[0].text,
        passages=texts(BlockKind.PARAGRAPH),
        decision="\n".join(texts(BlockKind.DECISION)),
        vote_line="\n".join(texts(BlockKind.VOTE)),
    )


def _passages(blocks: Iterable[Block]) -> Iterable[Passage]:
    number = 0
    for block in blocks:
        text = closed_up(block.text)
        if block.kind is BlockKind.HEADING:
            number += 1
            yield Passage(f"{chinese_number(number)}、{text}", 1)
        elif block.kind is BlockKind.SPEECH:
            yield _speech(text)
        else:
            yield Passage(text, label=LABELS.get(block.kind, ""))


def _speech(text: str) -> Passage:
    """The speaker stands before the words, in the face of a label."""
    speaker, colon, words = text.partition("：")
    return Passage(words, label=f"{speaker}：") if colon and words else Passage(text)
