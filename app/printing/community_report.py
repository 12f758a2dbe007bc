"""社区工作月报: the figures of all rooms on one sheet, with the period before beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.printing.foot import PrintMark
from app.printing.form_layout import Column
from app.printing.pen import About, Step
from app.printing.sections import Section, SectionedForm, compose_sections
from app.printing.typeface import check_glyphs
from app.printing.words import chinese_number

ROW_MM = 5.8
"""Rows nobody writes in: a month's sheet fits one page."""
PAIR = (
    Column("指标", 26, "left"),
    Column("本期", 40),
    Column("上期", 19),
    Column("指标", 26, "left"),
    Column("本期", 40),
    Column("上期", 19),
)
CATEGORIES = (
    Column("类别", 46, "left"),
    Column("上报", 14),
    Column("按期办结率", 25),
    Column("类别", 46, "left"),
    Column("上报", 14),
    Column("按期办结率", 25),
)
STAGES = ("民提", "民议", "民决", "民办", "民评", "归档")
NOTE = "基数为零的比率记作“—”。作废的事项不计入。议题按到过的最远一步计。"


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """One figure: its name, now, and in the period before."""

    name: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """Events of one category."""

    name: str
    reported: int
    in_time: str
    """Rate as a percentage, or —."""


@dataclass(frozen=True, slots=True)
class CommunityReportSheet:
    """The report of a period; a part that is empty is left out."""

    office_name: str
    title: str
    """Such as 人民里社区2026年11月工作月报."""
    period: str
    before: str
    """Days of the period it is compared with."""
    scope: str
    territory: tuple[tuple[str, str], ...]
    """网格, 户, 居民: name and number."""
    events: tuple[ReportFigure, ...] = ()
    categories: tuple[CategoryLine, ...] = ()
    council: tuple[ReportFigure, ...] = ()
    stages: tuple[str, ...] = ()
    """How many matters came to each of :data:`STAGES`."""
    points: tuple[ReportFigure, ...] = ()
    signatures: tuple[str, ...] = ("填表人", "审核人", "负责人")
    mark: PrintMark = field(default_factory=PrintMark)


def compose_community_report(
    sheet: CommunityReportSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The report as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    form = SectionedForm(
        about=About(sheet.title, sheet.office_name, "社区工作月报", sheet.mark.printed_at),
        title=sheet.title,
        facts=(
            (("统计期间", sheet.period), ("上期", sheet.before)),
            (("范围", sheet.scope), *sheet.territory),
        ),
        sections=tuple(_sections(sheet)),
        signatures=sheet.signatures,
        mark=sheet.mark,
    )
    return compose_sections(form, step)


def _sections(sheet: CommunityReportSheet) -> list[Section]:
    found: list[Section] = []
    for name, figures in (("事项", sheet.events), ("议事", sheet.council), ("积分", sheet.points)):
        if figures:
            heading = f"{chinese_number(_headings(found) + 1)}、{name}"
            found.append(Section(PAIR, _paired(figures), heading, not found, row_mm=ROW_MM))
            found += _after(sheet, name)
    if found:
        last = found[-1]
        found[-1] = Section(
            last.columns, last.rows, last.heading, last.has_header, NOTE, row_mm=ROW_MM
        )
    return found


def _headings(found: list[Section]) -> int:
    return sum(bool(section.heading) for section in found)


def _after(sheet: CommunityReportSheet, name: str) -> list[Section]:
    """The table that hangs on to the figures of a room."""
    if name == "事项" and sheet.categories:
        cells = [(one.name, str(one.reported), one.in_time) for one in sheet.categories]
        return [Section(CATEGORIES, _side_by_side(cells), row_mm=ROW_MM)]
    if name == "议事" and sheet.stages:
        width = 170 / len(STAGES)
        columns = tuple(Column(stage, width) for stage in STAGES)
        numbers = tuple(f"{stage} {n}" for stage, n in zip(STAGES, sheet.stages, strict=True))
        return [Section(columns, (numbers,), has_header=False, row_mm=ROW_MM)]
    return []


def _paired(figures: tuple[ReportFigure, ...]) -> tuple[tuple[str, ...], ...]:
    return _side_by_side([(figure.name, figure.now, figure.before) for figure in figures])


def _side_by_side(cells: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Two a row, read from left to right."""
    filled = [*cells, ("", "", "")] if len(cells) % 2 else cells
    return tuple((*filled[n], *filled[n + 1]) for n in range(0, len(filled), 2))
