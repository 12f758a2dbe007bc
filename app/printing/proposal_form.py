"""议题提议表: what somebody proposes, who seconds it, and how the office received it."""

from dataclasses import dataclass, field
from datetime import date

from app.printing.foot import PrintMark
from app.printing.form_layout import Column
from app.printing.pen import About, Step
from app.printing.sections import Section, SectionedForm, compose_sections
from app.printing.typeface import check_glyphs
from app.printing.words import short_date, ticked

PAIRS = (Column("", 26), Column("", 59, "left"), Column("", 26), Column("", 59, "left"))
TEXTS = (Column("", 26), Column("", 144, "left"))
PEN_MM, TEXT_MM, OPINION_MM = 9.0, 58.0, 20.0
"""Rows to write a word, a page of reasons, an opinion in."""

SOURCES = (
    "居民建议",
    "党员建议",
    "驻区单位建议",
    "居民群意见",
    "走访收集",
    "居委会提议",
    "上级安排",
)
DESTINATIONS = ("提交议事", "转有关部门", "转为网格事项", "不予受理")


@dataclass(frozen=True, slots=True)
class ProposalFormSheet:
    """A proposal; every empty field stays blank, to be written by hand."""

    office_name: str
    number: str = ""
    """Number of the matter."""
    title: str = ""
    proposer: str = ""
    address: str = ""
    phone: str = ""
    proposed_on: date | None = None
    source: str = ""
    """One of ``sources``; ticked."""
    sources: tuple[str, ...] = SOURCES
    content: str = ""
    """Present state, reasons and what is proposed."""
    scope: str = ""
    """Whom it touches: 5、6号楼，120户."""
    seconders: str = ""
    """Names and addresses of those who second it, or their number."""
    attachments: str = ""
    destination: str = ""
    """Where the office sent it, one of ``destinations``; ticked."""
    destinations: tuple[str, ...] = DESTINATIONS
    opinion: str = ""
    """What the office found when it looked at the proposal."""
    screened_by: str = ""
    screened_on: date | None = None
    answer: str = ""
    """How and when the proposer was told."""
    mark: PrintMark = field(default_factory=PrintMark)


def compose_proposal_form(
    sheet: ProposalFormSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The form as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return compose_sections(proposal_form(sheet), step)


def proposal_form(sheet: ProposalFormSheet) -> SectionedForm:
    """The form in its sections."""
    title = "议题提议表"
    return SectionedForm(
        about=About(
            f"{title} {sheet.number}".strip(), sheet.office_name, title, sheet.mark.printed_at
        ),
        title=title,
        facts=((("单位", sheet.office_name), ("编号", sheet.number)),),
        sections=(*_proposal(sheet), *_reception(sheet)),
        signatures=("提议人签名", "受理人签名", "负责人签名"),
        mark=sheet.mark,
    )


def _proposal(sheet: ProposalFormSheet) -> tuple[Section, ...]:
    people = (
        ("提议人", sheet.proposer, "提出日期", short_date(sheet.proposed_on)),
        ("住址", sheet.address, "联系电话", sheet.phone),
    )
    return (
        _texts(PEN_MM, ("议题", sheet.title)),
        Section(PAIRS, people, has_header=False, row_mm=PEN_MM),
        _texts(PEN_MM, ("来源", ticked(sheet.sources, sheet.source))),
        _texts(TEXT_MM, ("现状、理由\n和建议", sheet.content)),
        _texts(PEN_MM, ("涉及范围", sheet.scope)),
        _texts(OPINION_MM, ("附议人", sheet.seconders)),
        _texts(PEN_MM, ("附件", sheet.attachments)),
    )


def _reception(sheet: ProposalFormSheet) -> tuple[Section, ...]:
    ticks = ticked(sheet.destinations, sheet.destination)
    screened = (("受理人", sheet.screened_by, "受理日期", short_date(sheet.screened_on)),)
    return (
        Section(TEXTS, (("处理", ticks),), heading="受理意见", has_header=False, row_mm=PEN_MM),
        _texts(OPINION_MM, ("审核意见", sheet.opinion)),
        Section(PAIRS, screened, has_header=False, row_mm=PEN_MM),
        _texts(PEN_MM, ("答复提议人", sheet.answer)),
    )


def _texts(height: float, *rows: tuple[str, str]) -> Section:
    return Section(TEXTS, rows, has_header=False, row_mm=height)
