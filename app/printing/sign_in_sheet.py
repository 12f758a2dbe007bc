"""会议签到表: who should come, room to sign, and the four figures at the foot."""

from dataclasses import dataclass, field

from app.printing.foot import PrintMark
from app.printing.form import Column, Form, compose_form
from app.printing.pen import About, Step
from app.printing.typeface import check_glyphs

COLUMNS = (
    Column("序号", 12),
    Column("姓名", 24),
    Column("代表身份／网格", 46),
    Column("签名", 40),
    Column("到会时间", 22),
    Column("备注", 26),
)


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One person on the list; ``arrived`` and ``remark`` may be known when printed afterwards."""

    name: str
    capacity: str = ""
    arrived: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """The sign-in list of one meeting; figures left at None become lines to write on."""

    office_name: str
    meeting_name: str
    held: str
    place: str
    rows: tuple[SignInRow, ...]
    chair: str = ""
    entitled: int | None = None
    present: int | None = None
    on_leave: int | None = None
    observers: int | None = None
    blank_rows: int = 5
    """Empty rows after the list, for those who were not on it."""
    mark: PrintMark = field(default_factory=PrintMark)


def compose_sign_in_sheet(
    sheet: SignInSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The list as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return compose_form(sign_in_form(sheet), step)


def sign_in_form(sheet: SignInSheet) -> Form:
    """The list as a bordered form."""
    title = f"{sheet.meeting_name}签到表"
    listed = tuple(
        (str(number), row.name, row.capacity, "", row.arrived, row.remark)
        for number, row in enumerate(sheet.rows, start=1)
    )
    first_blank = len(listed) + 1
    blanks = tuple(
        (str(first_blank + i), "", "", "", "", "") for i in range(max(0, sheet.blank_rows))
    )
    return Form(
        about=About(title, sheet.office_name, "会议签到表", sheet.mark.printed_at),
        title=title,
        columns=COLUMNS,
        rows=listed + blanks,
        facts=((("时间", sheet.held),), (("地点", sheet.place), ("主持", sheet.chair))),
        totals=_totals(sheet),
        signatures=("主持人签名", "记录人签名"),
        mark=sheet.mark,
    )


def _totals(sheet: SignInSheet) -> tuple[tuple[str, str], ...]:
    figures = (("应到", sheet.entitled), ("实到", sheet.present),
               ("请假", sheet.on_leave), ("列席", sheet.observers))  # fmt: skip
    return tuple((label, "" if n is None else f"{n}人") for label, n in figures)
