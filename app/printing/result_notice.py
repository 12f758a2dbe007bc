"""表决结果公示 or 公告: what was decided, by which figures and rule, and where to object."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from app.printing.blocks import Blank, Block, Heading, Paragraph, Title
from app.printing.closing import Attachments, Signature
from app.printing.figures import Figures
from app.printing.foot import PrintMark
from app.printing.official import Document, compose
from app.printing.pen import About, Step
from app.printing.typeface import check_glyphs
from app.printing.words import chinese_number, full_date


@dataclass(frozen=True, slots=True)
class ResultNoticeSheet:
    """The result of one vote as it hangs on the notice board."""

    office_name: str
    title: str
    """Such as 和平里社区关于3号楼加装电梯表决结果的公示; a newline decides the break."""
    opening: str
    """Which body met when and where, and that it voted."""
    matter: str
    """The text voted on, in full."""
    figures: tuple[tuple[str, str], ...]
    """(label, figure), such as ("应到", "61人"), in the order they are read."""
    result: str
    """Such as 表决通过。"""
    signed_on: date
    rule_basis: str = ""
    """The rule and the article of law or charter it comes from."""
    rule_working: str = ""
    """The sum, such as 实到51人，过半数为26票，赞成45票。"""
    notice_from: date | None = None
    notice_to: date | None = None
    working_days: int | None = None
    objections_to: str = ""
    """Whom to tell: office, person, address."""
    phone: str = ""
    attachments: tuple[str, ...] = ()
    is_sealed: bool = True
    mark: PrintMark = field(default_factory=PrintMark)


def compose_result_notice(
    sheet: ResultNoticeSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The notice as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return compose(result_notice_document(sheet), step)


def result_notice_document(sheet: ResultNoticeSheet) -> Document:
    """The notice as parts of an official document."""
    title = sheet.title.replace("\n", "")
    about = About(title, sheet.office_name, "表决结果公示", sheet.mark.printed_at)
    return Document(about, tuple(_blocks(sheet)), mark=sheet.mark)


def _blocks(sheet: ResultNoticeSheet) -> Iterator[Block]:
    yield Title(sheet.title)
    yield Paragraph(sheet.opening)
    parts = [part for part in _parts(sheet) if part[1]]
    for number, (name, blocks) in enumerate(parts, start=1):
        yield Heading(1, f"{chinese_number(number)}、{name}")
        yield from blocks
    yield Paragraph("特此公示。" if "公示" in sheet.title else "特此公告。")
    yield Attachments(sheet.attachments)
    yield Signature(sheet.office_name, sheet.signed_on, sheet.is_sealed)


def _parts(sheet: ResultNoticeSheet) -> Iterator[tuple[str, list[Block]]]:
    yield "表决事项", [Paragraph(sheet.matter)]
    result: list[Block] = [Figures(sheet.figures)] if sheet.figures else []
    yield "表决结果", [*result, *([Blank(keeps=True)] if result else []), Paragraph(sheet.result)]
    yield "表决依据", _texts(_rule(sheet))
    yield "公示时间", _texts(_period(sheet))
    yield "异议受理", _texts(_objections(sheet))


def _texts(text: str) -> list[Block]:
    return [Paragraph(text)] if text else []


def _rule(sheet: ResultNoticeSheet) -> str:
    named = f"{sheet.rule_basis}。" if sheet.rule_basis else ""
    return named + sheet.rule_working


def _period(sheet: ResultNoticeSheet) -> str:
    if not (sheet.notice_from and sheet.notice_to):
        return ""
    days = f"，自公示次日起{sheet.working_days}个工作日" if sheet.working_days else ""
    return f"{full_date(sheet.notice_from)}至{full_date(sheet.notice_to)}{days}。"


def _objections(sheet: ResultNoticeSheet) -> str:
    if not (sheet.objections_to or sheet.phone):
        return ""
    where = f"向{sheet.objections_to}" if sheet.objections_to else "以书面或口头形式"
    phone = f"联系电话：{sheet.phone}。" if sheet.phone else ""
    return f"对以上结果有异议的居民，可在公示期内{where}提出，受理人应当登记并予以答复。{phone}"
