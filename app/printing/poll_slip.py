"""入户征求意见表: one slip a household, asked at the door, answered in writing and signed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.errors import InvalidInput
from app.printing.foot import PrintMark
from app.printing.form_layout import Column
from app.printing.paper import MM
from app.printing.pen import About, Step
from app.printing.setting import plain
from app.printing.slips import (
    SLIP_WIDTH,
    Band,
    Slip,
    SlipPaper,
    fitted,
    gap,
    lay_slips,
    pen_band,
    table_band,
    text_band,
)
from app.printing.typeface import Role, check_glyphs
from app.printing.words import EMPTY_BOX

TITLE = "入户征求意见表"
ANSWERS = ("同意", "不同意", "弃权")
MOST_BESIDE = 4
"""Answers that stand side by side; more stand below each other."""


@dataclass(frozen=True, slots=True)
class PollSlipSheet:
    """The slips of one written poll, one for each household, in walking order."""

    office_name: str
    question: str
    """What is asked, in full."""
    addresses: tuple[str, ...]
    """The households by address, 3号楼2单元501; empty ones are left to the pen."""
    number: str = ""
    """Number of the matter."""
    answers: tuple[str, ...] = ANSWERS
    """The usual three, or the options in their order."""
    deliver_by: str = ""
    """Until when the slip counts: 2026年11月30日."""
    first_number: int = 1
    mark: PrintMark = field(default_factory=PrintMark)


def compose_poll_slips(
    sheet: PollSlipSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The slips as a PDF.

    Raises:
        GlyphsMissing: unless ``frames_allowed``.
        InvalidInput: no household is named, or the text is too long.
    """
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return lay_slips(poll_paper(sheet)).drawn(step)


def poll_paper(sheet: PollSlipSheet) -> SlipPaper:
    """The slips, numbered in the order of the walk.

    Raises:
        InvalidInput: no household is named, or the text is too long.
    """
    if not sheet.addresses:
        raise InvalidInput("还没有选定要征求意见的住户。", "请先选定住户再打印。")
    first = _head(sheet, sheet.first_number, "")
    body = fitted(lambda size: (*first, *_body(sheet, size)))[len(first) :]
    slips = (
        Slip((*_head(sheet, number, address), *body))
        for number, address in enumerate(sheet.addresses, start=sheet.first_number)
    )
    about = About(TITLE, sheet.office_name, sheet.number, sheet.mark.printed_at)
    return SlipPaper(about, tuple(slips))


def _head(sheet: PollSlipSheet, number: int, address: str) -> tuple[Band, ...]:
    slip_number = f"{sheet.number}-{number:03}" if sheet.number else f"{number:03}"
    return (
        text_band(TITLE, plain(20, Role.XIAOBIAOSONG), SLIP_WIDTH, centred=True),
        text_band(sheet.office_name, plain(10.5), SLIP_WIDTH, centred=True),
        pen_band((("住址", address), ("编号", slip_number)), SLIP_WIDTH, plain(12)),
    )


def _body(sheet: PollSlipSheet, size: float) -> Sequence[Band]:
    small = plain(12)
    until = f"请于{sheet.deliver_by}前交回，逾期不计。" if sheet.deliver_by else ""
    note = f"请选一项，在方框内画“√”，由年满十八周岁的户代表签名。多选或者没有签名的不计。{until}"
    return (
        text_band(sheet.question, plain(size), SLIP_WIDTH, indent=2 * size),
        gap(2 * MM),
        _answers(sheet.answers),
        pen_band((("其他意见", ""),), SLIP_WIDTH, small),
        pen_band((("户代表签名", ""), ("日期", "")), SLIP_WIDTH, small),
        pen_band((("入户人签名", ""), ("", "")), SLIP_WIDTH, small),
        text_band(note, plain(10.5), SLIP_WIDTH),
    )


def _answers(answers: tuple[str, ...]) -> Band:
    width = SLIP_WIDTH / MM
    if len(answers) <= MOST_BESIDE and max(map(len, answers), default=0) <= 6:
        columns = [Column("", width / max(1, len(answers)))] * len(answers)
        return table_band(columns, (), [[f"{EMPTY_BOX} {answer}" for answer in answers]])
    columns = [Column("", 16), Column("", width - 16, "left")]
    return table_band(columns, (), [(EMPTY_BOX, answer) for answer in answers])
