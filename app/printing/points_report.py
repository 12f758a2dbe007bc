"""积分报告: a period's points by category, rule, activity and project."""

from dataclasses import dataclass, field

from app.printing.foot import PrintMark
from app.printing.form_layout import Column
from app.printing.pen import About, Step
from app.printing.sections import Section, SectionedForm, compose_sections
from app.printing.typeface import check_glyphs
from app.printing.words import chinese_number

FIGURES = (Column("指标", 40), Column("数值", 32), Column("计算方法", 98, "left"))
NUMBERS = (
    Column("条数", 18),
    Column("人数", 18),
    Column("加分", 22, "right"),
    Column("扣分", 20, "right"),
    Column("已入账", 24, "right"),
)
NAME_WIDTH = 68


@dataclass(frozen=True, slots=True)
class PointsLine:
    """One line of a table."""

    name: str
    records: int
    people: int
    added: int
    deducted: int
    posted: int


@dataclass(frozen=True, slots=True)
class PointsTable:
    """One table of the report; ``name`` is what its lines are: 类别, 活动."""

    name: str
    lines: tuple[PointsLine, ...]


@dataclass(frozen=True, slots=True)
class PointsReportSheet:
    """The report of a period."""

    office_name: str
    title: str
    period: str
    scope: str
    """全部, 属于项目的, 不属于项目的."""
    figures: tuple[tuple[str, str, str], ...]
    """Name, value, formula."""
    tables: tuple[PointsTable, ...]
    total: PointsLine
    signatures: tuple[str, ...] = ("填表人", "审核人", "负责人")
    mark: PrintMark = field(default_factory=PrintMark)


def compose_points_report(
    sheet: PointsReportSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The report as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    form = SectionedForm(
        about=About(sheet.title, sheet.office_name, "积分报告", sheet.mark.printed_at),
        title=sheet.title,
        facts=((("统计期间", sheet.period), ("范围", sheet.scope)),),
        sections=tuple(_sections(sheet)),
        signatures=sheet.signatures,
        mark=sheet.mark,
    )
    return compose_sections(form, step)


def _sections(sheet: PointsReportSheet) -> list[Section]:
    found = [Section(FIGURES, sheet.figures, heading="一、总体情况")] if sheet.figures else []
    for table in sheet.tables:
        columns = (Column(table.name, NAME_WIDTH, "left"), *NUMBERS)
        rows = tuple(_row(line) for line in (*table.lines, sheet.total))
        number = chinese_number(len(found) + 1)
        found.append(
            Section(
                columns,
                rows if table.lines else (("期内没有登记积分", "", "", "", "", ""),),
                heading=f"{number}、按{table.name}统计",
            )
        )
    note = "按发生日期统计，不含未通过、撤回和冲正的。人数去重，各行相加可能多于合计。"
    if found:
        last = found[-1]
        found[-1] = Section(last.columns, last.rows, last.heading, note=note)
    return found


def _row(line: PointsLine) -> tuple[str, ...]:
    numbers = (line.records, line.people, line.added, line.deducted, line.posted)
    return (line.name, *map(str, numbers))
