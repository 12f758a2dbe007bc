"""计票单: room to tally one vote by 正, the sums that must agree, and who counted."""

from dataclasses import dataclass, field

from app.printing.foot import PrintMark
from app.printing.form import Column, Form, compose_form
from app.printing.pen import About, Step
from app.printing.typeface import check_glyphs

COLUMNS = (Column("票项", 46), Column("画“正”字计票", 92, "left"), Column("合计（票）", 32))
ROW_MM = 22.0
"""Two lines of 正; fifty votes fit in a line."""

MOTION = ("赞成", "反对", "弃权")
SUMS = "收回应当等于有效加无效；收回多于发出的，这次投票无效。"
MOTION_SUMS = SUMS + "有效应当等于赞成、反对、弃权三项之和。"


@dataclass(frozen=True, slots=True)
class CountSheet:
    """The count of one vote; figures left at None become lines to write on."""

    office_name: str
    meeting_name: str
    held: str
    question: str
    """The text voted on."""
    method: str = "无记名投票"
    choices: tuple[str, ...] = MOTION
    """For, against, abstain; or the options or candidates, in the order of the ballot."""
    counts: tuple[int | None, ...] = ()
    """Votes of each choice when printed after the count; shorter than ``choices``: unknown."""
    write_ins: int = 0
    """Empty rows for names that were written in."""
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    invalid: int | None = None
    mark: PrintMark = field(default_factory=PrintMark)


def compose_count_sheet(
    sheet: CountSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The sheet as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return compose_form(count_form(sheet), step)


def count_form(sheet: CountSheet) -> Form:
    """The sheet as a bordered form."""
    title = "计票单"
    return Form(
        about=About(title, sheet.office_name, sheet.meeting_name, sheet.mark.printed_at),
        title=title,
        columns=COLUMNS,
        rows=_rows(sheet),
        facts=(
            (("单位", sheet.office_name),),
            (("会议", sheet.meeting_name),),
            (("时间", sheet.held), ("方式", sheet.method)),
            (("表决事项", sheet.question),),
        ),
        totals=_totals(sheet),
        signatures=("唱票人", "计票人", "监票人"),
        note=MOTION_SUMS if sheet.choices == MOTION else SUMS,
        row_mm=ROW_MM,
        mark=sheet.mark,
    )


def _rows(sheet: CountSheet) -> tuple[tuple[str, str, str], ...]:
    unknown = (None,) * len(sheet.choices)
    counts = (*sheet.counts, *unknown)[: len(sheet.choices)]
    known = tuple(
        (choice, "", "" if count is None else str(count))
        for choice, count in zip(sheet.choices, counts, strict=True)
    )
    return (*known, *((("", "", ""),) * sheet.write_ins))


def _totals(sheet: CountSheet) -> tuple[tuple[str, str], ...]:
    figures = (("发出", sheet.issued), ("收回", sheet.returned), ("有效", sheet.valid),
               ("无效", sheet.invalid))  # fmt: skip
    return tuple((label, "" if n is None else f"{n}张") for label, n in figures)
