"""网格事项月报: the figures of a period with their formulas, tables, and what is late."""

from dataclasses import dataclass, field

from app.printing.foot import PrintMark
from app.printing.form_layout import Column
from app.printing.pen import About, Step
from app.printing.sections import Section, SectionedForm, compose_sections
from app.printing.typeface import check_glyphs

FIGURES = (Column("指标", 40), Column("数值", 42), Column("计算方法", 88, "left"))
LINES = (
    Column("名称", 50, "left"),
    Column("上报", 16),
    Column("已处置", 18),
    Column("超期在办", 22),
    Column("按时响应率", 32),
    Column("按期办结率", 32),
)
LATE = (
    Column("编号", 26),
    Column("事项", 60, "left"),
    Column("网格", 26),
    Column("处置人", 24),
    Column("情况", 34),
)
NOTHING_LATE = "期内没有超期的事项。"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure as it is read, with its formula in words."""

    name: str
    shown: str
    formula: str


@dataclass(frozen=True, slots=True)
class ReportTableLine:
    """One line of a table by category, grid or worker."""

    name: str
    reported: int
    finished: int
    overdue: int
    responded: str
    """Rate as a percentage, or —."""
    in_time: str


@dataclass(frozen=True, slots=True)
class LateLine:
    """One event that was not finished in time."""

    number: str
    title: str
    grid: str
    handler: str
    situation: str


@dataclass(frozen=True, slots=True)
class EventReportSheet:
    """The report of a period."""

    office_name: str
    title: str
    """Such as 人民里社区2026年11月网格事项月报."""
    period: str
    figures: tuple[FigureLine, ...]
    by_category: tuple[ReportTableLine, ...]
    by_grid: tuple[ReportTableLine, ...]
    by_worker: tuple[ReportTableLine, ...]
    late: tuple[LateLine, ...]
    scope: str = ""
    """The grid it is about; empty: the whole community."""
    signatures: tuple[str, ...] = ("填表人", "审核人", "负责人")
    mark: PrintMark = field(default_factory=PrintMark)


def compose_event_report(
    sheet: EventReportSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The report as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    form = SectionedForm(
        about=About(sheet.title, sheet.office_name, "网格事项月报", sheet.mark.printed_at),
        title=sheet.title,
        facts=((("统计期间", sheet.period), ("范围", sheet.scope or "全社区")),),
        sections=tuple(_sections(sheet)),
        signatures=sheet.signatures,
        mark=sheet.mark,
    )
    return compose_sections(form, step)


def _sections(sheet: EventReportSheet) -> list[Section]:
    figures = tuple((line.name, line.shown, line.formula) for line in sheet.figures)
    found = [
        Section(
            FIGURES,
            figures,
            heading="一、总体情况",
            note="基数为零的比率记作“—”。作废的事项不计入，挂起的时间不计时。",
        )
    ]
    tables = (("类别", sheet.by_category), ("网格", sheet.by_grid), ("处置人", sheet.by_worker))
    numbers = iter("二三四五")
    for name, lines in tables:
        if lines:
            columns = (Column(name, 50, "left"), *LINES[1:])
            rows = tuple(map(_row, lines))
            found.append(Section(columns, rows, heading=f"{next(numbers)}、按{name}统计"))
    late = tuple((x.number, x.title, x.grid, x.handler, x.situation) for x in sheet.late)
    found.append(
        Section(
            LATE,
            late,
            heading=f"{next(numbers)}、超期事项",
            has_header=bool(late),
            note="" if late else NOTHING_LATE,
        )
    )
    return found


def _row(line: ReportTableLine) -> tuple[str, ...]:
    numbers = (str(line.reported), str(line.finished), str(line.overdue))
    return (line.name, *numbers, line.responded, line.in_time)
