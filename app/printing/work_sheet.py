"""办理单: how a decided matter is carried out, from plan to acceptance, with photos."""

from dataclasses import dataclass, field
from datetime import date

from app.printing.foot import PrintMark
from app.printing.form_layout import Column
from app.printing.pen import About, Step
from app.printing.sections import Picture, Section, SectionedForm, compose_sections
from app.printing.typeface import check_glyphs
from app.printing.words import short_date

PAIRS = (Column("", 26), Column("", 59, "left"), Column("", 26), Column("", 59, "left"))
TEXTS = (Column("", 26), Column("", 144, "left"))
MILESTONES = (
    Column("序号", 12),
    Column("进度节点", 58, "left"),
    Column("计划完成", 26),
    Column("实际完成", 26),
    Column("备注", 48, "left"),
)
CLAIMS = (
    Column("认领任务", 54, "left"),
    Column("认领人", 44),
    Column("认领日期", 24),
    Column("完成日期", 24),
    Column("验收人", 24),
)
CHANGES = (
    Column("变更内容", 50, "left"),
    Column("变更理由", 46, "left"),
    Column("申请", 26),
    Column("审批意见", 48, "left"),
)
PEN_MM, TEXT_MM = 9.0, 24.0
BLANK_ROWS = 3
"""Empty rows of a table that has none yet."""


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """One step of the plan."""

    title: str
    due_on: date | None = None
    done_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A task somebody took on; ``claimer`` says who and as what."""

    task: str
    claimer: str = ""
    claimed_on: date | None = None
    done_on: date | None = None
    accepted_by: str = ""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change of plan, deadline or budget."""

    what: str
    reason: str
    asked: str = ""
    """Who asked and when, parted by newline."""
    decision: str = ""
    """Approved or not, by whom, when, with which words."""


@dataclass(frozen=True, slots=True)
class WorkSheet:
    """The work on one matter; what is empty stays blank, to be written by hand."""

    office_name: str
    number: str
    """Number of the matter."""
    title: str
    decided: str = ""
    """Which meeting decided it when: 2026年11月20日居民代表会议决议."""
    content: str = ""
    """What is to be done, in full."""
    in_charge: str = ""
    contractor: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    budget: str = ""
    """With its unit: 36,000元."""
    money_source: str = ""
    actual: str = ""
    finished_on: date | None = None
    result: str = ""
    milestones: tuple[MilestoneLine, ...] = ()
    claims: tuple[ClaimLine, ...] = ()
    changes: tuple[ChangeLine, ...] = ()
    pictures: tuple[Picture, ...] = ()
    """Before, during and after, each with its caption."""
    signatures: tuple[str, ...] = ("责任人签名", "验收人签名", "监督人签名")
    mark: PrintMark = field(default_factory=PrintMark)


def compose_work_sheet(
    sheet: WorkSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The sheet as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return compose_sections(work_form(sheet), step)


def work_form(sheet: WorkSheet) -> SectionedForm:
    """The sheet in its sections."""
    title = "议题办理单"
    return SectionedForm(
        about=About(f"{title} {sheet.number}", sheet.office_name, title, sheet.mark.printed_at),
        title=title,
        facts=((("单位", sheet.office_name), ("编号", sheet.number)),),
        sections=(*_plan(sheet), *_course(sheet), *_end(sheet)),
        signatures=sheet.signatures,
        pictures=sheet.pictures,
        mark=sheet.mark,
    )


def _plan(sheet: WorkSheet) -> tuple[Section, ...]:
    facts = (
        ("责任人", sheet.in_charge, "实施单位", sheet.contractor),
        ("开始日期", short_date(sheet.starts_on), "完成期限", short_date(sheet.due_on)),
        ("预算", sheet.budget, "经费来源", sheet.money_source),
    )
    heads = (("议题", sheet.title), ("决议", sheet.decided))
    return (
        Section(TEXTS, heads, has_header=False, row_mm=PEN_MM),
        Section(PAIRS, facts, has_header=False, row_mm=PEN_MM),
        Section(TEXTS, (("办理内容", sheet.content),), has_header=False, row_mm=TEXT_MM),
    )


def _course(sheet: WorkSheet) -> tuple[Section, ...]:
    milestones = tuple(
        (str(number), line.title, short_date(line.due_on), short_date(line.done_on), line.note)
        for number, line in enumerate(sheet.milestones, start=1)
    )
    claims = tuple(
        (line.task, line.claimer, short_date(line.claimed_on), short_date(line.done_on),
         line.accepted_by)
        for line in sheet.claims
    )  # fmt: skip
    changes = tuple((line.what, line.reason, line.asked, line.decision) for line in sheet.changes)
    found = [
        Section(MILESTONES, milestones or _blank(MILESTONES), heading="一、进度", row_mm=PEN_MM),
        Section(CLAIMS, claims or _blank(CLAIMS), heading="二、认领", row_mm=PEN_MM),
    ]
    if changes:
        found.append(Section(CHANGES, changes, heading="三、变更", row_mm=PEN_MM))
    return tuple(found)


def _blank(columns: tuple[Column, ...]) -> tuple[tuple[str, ...], ...]:
    return (("",) * len(columns),) * BLANK_ROWS


def _end(sheet: WorkSheet) -> tuple[Section, ...]:
    facts = (("完成日期", short_date(sheet.finished_on), "实际支出", sheet.actual),)
    heading = f"{'四' if sheet.changes else '三'}、完成情况"
    return (
        Section(PAIRS, facts, heading=heading, has_header=False, row_mm=PEN_MM),
        Section(TEXTS, (("办理结果", sheet.result),), has_header=False, row_mm=TEXT_MM),
    )
