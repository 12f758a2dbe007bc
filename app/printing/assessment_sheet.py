"""网格员考核表: every grid worker's measures of a period, score and rank."""

from dataclasses import dataclass, field

from app.printing.foot import PrintMark
from app.printing.form_layout import Column
from app.printing.pen import About
from app.printing.sections import Section, SectionedForm, compose_sections
from app.printing.typeface import check_glyphs

SCORES = (
    Column("名次", 14),
    Column("姓名", 24),
    Column("网格", 30),
    Column("得分", 18),
    Column("加减分", 18),
    Column("加减分原因", 66, "left"),
)
MEASURES = (Column("项目", 26), Column("分值", 16), Column("计算方法", 128, "left"))


@dataclass(frozen=True, slots=True)
class WorkerLine:
    """One grid worker."""

    rank: str
    name: str
    grid: str
    score: str
    adjustment: str
    adjustment_reason: str
    shares: tuple[str, ...]
    """One for each measure, in their order."""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure with its weight and formula."""

    name: str
    points: str
    formula: str


@dataclass(frozen=True, slots=True)
class AssessmentSheet:
    """The assessment of a period."""

    office_name: str
    title: str
    period: str
    measures: tuple[MeasureLine, ...]
    workers: tuple[WorkerLine, ...]
    signatures: tuple[str, ...] = ("考核人", "复核人", "负责人")
    mark: PrintMark = field(default_factory=PrintMark)


def compose_assessment(sheet: AssessmentSheet, *, frames_allowed: bool = False) -> bytes:
    """The sheet as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    scores = tuple(
        (w.rank, w.name, w.grid, w.score, w.adjustment, w.adjustment_reason) for w in sheet.workers
    )
    detail = (
        Column("姓名", 24),
        *(Column(measure.name, 146 / len(sheet.measures)) for measure in sheet.measures),
    )
    form = SectionedForm(
        about=About(sheet.title, sheet.office_name, "网格员考核表", sheet.mark.printed_at),
        title=sheet.title,
        facts=((("考核期间", sheet.period), ("人数", f"{len(sheet.workers)} 人")),),
        sections=(
            Section(SCORES, scores, heading="一、得分和名次"),
            Section(
                detail,
                tuple((worker.name, *worker.shares) for worker in sheet.workers),
                heading="二、各项完成情况",
                note="没有基数的项目记作“—”，不计分，其余各项按比例折算到满分。",
            ),
            Section(
                MEASURES,
                tuple((m.name, m.points, m.formula) for m in sheet.measures),
                heading="三、计分方法",
            ),
        ),
        signatures=sheet.signatures,
        mark=sheet.mark,
    )
    return compose_sections(form)
