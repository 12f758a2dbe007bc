"""网格事项处置单: one event from report to close, for the file and for those who sign."""

from dataclasses import dataclass, field

from app.printing.foot import PrintMark
from app.printing.form_layout import Column
from app.printing.pen import About, Step
from app.printing.sections import Picture, Section, SectionedForm, compose_sections
from app.printing.typeface import check_glyphs

PAIRS = (Column("", 22), Column("", 63, "left"), Column("", 22), Column("", 63, "left"))
TEXTS = (Column("", 22), Column("", 148, "left"))
STEPS = (
    Column("时间", 38),
    Column("办理环节", 40),
    Column("经办人", 22),
    Column("说明", 70, "left"),
)


@dataclass(frozen=True, slots=True)
class EventStepLine:
    """One line of the history, oldest first."""

    at: str
    name: str
    actor: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class EventSheet:
    """One event; what is empty stays blank, to be written by hand."""

    office_name: str
    number: str
    pairs: tuple[tuple[str, str], ...]
    """Short facts as (label, value): 类别, 来源, 地点 …; two stand beside each other."""
    texts: tuple[tuple[str, str], ...]
    """Long ones over the whole width: 事项, 详细情况, 处置结果 …"""
    steps: tuple[EventStepLine, ...]
    pictures: tuple[Picture, ...] = ()
    signatures: tuple[str, ...] = ("处置人签名", "核查人签名", "负责人签名")
    mark: PrintMark = field(default_factory=PrintMark)


def compose_event_sheet(
    sheet: EventSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The sheet as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    title = "网格事项处置单"
    form = SectionedForm(
        about=About(f"{title} {sheet.number}", sheet.office_name, title, sheet.mark.printed_at),
        title=title,
        facts=((("单位", sheet.office_name), ("编号", sheet.number)),),
        sections=(
            Section(PAIRS, _paired(sheet.pairs), has_header=False),
            Section(TEXTS, sheet.texts, has_header=False),
            Section(STEPS, tuple(map(_step, sheet.steps)), heading="办理过程"),
        ),
        signatures=sheet.signatures,
        pictures=sheet.pictures,
        mark=sheet.mark,
    )
    return compose_sections(form, step)


def _paired(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, ...], ...]:
    """Two facts a row; an odd last one has empty cells beside it."""
    even = (*pairs, ("", "")) if len(pairs) % 2 else pairs
    return tuple((*even[n], *even[n + 1]) for n in range(0, len(even), 2))


def _step(line: EventStepLine) -> tuple[str, ...]:
    return (line.at, line.name, line.actor, line.note)
