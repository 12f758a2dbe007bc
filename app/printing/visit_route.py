"""走访单: the doors of a round in walking order, with room to write at each."""

from dataclasses import dataclass, field

from app.printing.foot import PrintMark
from app.printing.form import Column, Form, compose_form
from app.printing.pen import About, Step
from app.printing.typeface import check_glyphs

COLUMNS = (
    Column("序号", 12),
    Column("住址", 22),
    Column("户主", 20),
    Column("人数", 12),
    Column("重点人员", 44, "left"),
    Column("上次走访", 24),
    Column("走访情况", 36),
)
ROW_MM = 14.0
"""Two lines of handwriting."""


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One door: masked like every list that is carried about."""

    address: str
    head: str
    people: int
    in_care: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class VisitRouteSheet:
    """The sheet of one walk."""

    office_name: str
    title: str
    """What the round is called."""
    grid: str
    period: str
    rows: tuple[RouteRow, ...]
    visitor: str = ""
    mark: PrintMark = field(default_factory=PrintMark)


def compose_visit_route(
    sheet: VisitRouteSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The sheet as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    title = "走访单"
    rows = tuple(
        (str(number), row.address, row.head, str(row.people), row.in_care, row.last, "")
        for number, row in enumerate(sheet.rows, start=1)
    )
    form = Form(
        about=About(f"{sheet.title}走访单", sheet.office_name, title, sheet.mark.printed_at),
        title=title,
        columns=COLUMNS,
        rows=rows,
        facts=(
            (("单位", sheet.office_name),),
            (("计划", sheet.title), ("网格", sheet.grid)),
            (("期限", sheet.period), ("户数", f"{len(rows)}户")),
        ),
        signatures=("走访人签名", "走访日期"),
        note="情况栏写明：有无人应答、家中情况、要办的事。内有居民信息，用后交回，不要遗失。",
        row_mm=ROW_MM,
        mark=sheet.mark,
    )
    return compose_form(form, step)
