"""会议议程: the order of the day for those who chair, report and take the record."""

from dataclasses import dataclass, field

from app.printing.foot import PrintMark
from app.printing.form import Column, Form, compose_form
from app.printing.pen import About, Step
from app.printing.typeface import check_glyphs

COLUMNS = (
    Column("序号", 12),
    Column("时间", 18),
    Column("议题", 58, "left"),
    Column("汇报人", 22),
    Column("讨论要点", 36, "left"),
    Column("表决方式", 24),
)
ROW_MM = 12.0


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item of the agenda; what is empty is left to the pen."""

    title: str
    reporter: str = ""
    starts: str = ""
    """Time of day it is called, such as 14:10."""
    minutes: int | None = None
    """How long it may take; printed below the time."""
    points: str = ""
    """What to discuss, and the options formed so far."""
    method: str = ""
    """How it is voted: 举手表决, 无记名投票, 不表决."""


@dataclass(frozen=True, slots=True)
class AgendaSheet:
    """The agenda of one meeting."""

    office_name: str
    meeting_name: str
    held: str
    place: str
    items: tuple[AgendaLine, ...]
    chair: str = ""
    recorder: str = ""
    entitled: str = ""
    """The rule in one line: 应到61人，须41人以上到会，26票以上通过."""
    note: str = ""
    """Small print below the table, such as 每人每次发言不超过3分钟。"""
    mark: PrintMark = field(default_factory=PrintMark)


def compose_agenda_sheet(
    sheet: AgendaSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The agenda as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return compose_form(agenda_form(sheet), step)


def agenda_form(sheet: AgendaSheet) -> Form:
    """The agenda as a bordered form."""
    title = f"{sheet.meeting_name}议程"
    rule = ((("到会和表决", sheet.entitled),),) if sheet.entitled else ()
    return Form(
        about=About(title, sheet.office_name, "会议议程", sheet.mark.printed_at),
        title=title,
        columns=COLUMNS,
        rows=tuple(_row(number, item) for number, item in enumerate(sheet.items, start=1)),
        facts=(
            (("单位", sheet.office_name),),
            (("时间", sheet.held), ("地点", sheet.place)),
            (("主持", sheet.chair), ("记录", sheet.recorder)),
            *rule,
        ),
        note=sheet.note,
        row_mm=ROW_MM,
        mark=sheet.mark,
    )


def _row(number: int, item: AgendaLine) -> tuple[str, ...]:
    length = f"{item.minutes}分钟" if item.minutes else ""
    when = "\n".join(filter(None, (item.starts, length)))
    return (str(number), when, item.title, item.reporter, item.points, item.method)
