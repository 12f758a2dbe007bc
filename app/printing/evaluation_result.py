"""评议结果公示: how those concerned judged the work, and what follows from it (GB/T 9704-2012)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from app.printing.blocks import Blank, Block, Heading, Paragraph, Title
from app.printing.closing import Signature
from app.printing.figures import Figures
from app.printing.foot import PrintMark
from app.printing.official import Document, compose
from app.printing.pen import About, Step
from app.printing.typeface import check_glyphs
from app.printing.words import chinese_number, full_date


@dataclass(frozen=True, slots=True)
class EvaluationResultSheet:
    """The result of one round of evaluation as it hangs on the notice board."""

    office_name: str
    title: str
    """Such as 和平里社区关于东门充电棚评议结果的公示; a newline decides the break."""
    matter: str
    """What was carried out, for how much, by when."""
    evaluated: str
    """When and how it was evaluated, by whom: 2026年11月1日至7日，向120户发放评议表。"""
    figures: tuple[tuple[str, str], ...]
    """(label, figure): 发出, 收回, 有效, 满意, 基本满意, 不满意."""
    result: str
    """The rate, the threshold and whether it was reached, with the sum."""
    signed_on: date
    opinions: tuple[str, ...] = ()
    """Main opinions, without numbers and without names."""
    handling: str = ""
    """What is done about them, or that the matter goes back to be worked on."""
    notice_from: date | None = None
    notice_to: date | None = None
    objections_to: str = ""
    phone: str = ""
    is_sealed: bool = True
    mark: PrintMark = field(default_factory=PrintMark)


def compose_evaluation_result(
    sheet: EvaluationResultSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The notice as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return compose(evaluation_result_document(sheet), step)


def evaluation_result_document(sheet: EvaluationResultSheet) -> Document:
    """The notice as parts of an official document."""
    title = sheet.title.replace("\n", "")
    about = About(title, sheet.office_name, "评议结果公示", sheet.mark.printed_at)
    return Document(about, tuple(_blocks(sheet)), mark=sheet.mark)


def _blocks(sheet: EvaluationResultSheet) -> Iterator[Block]:
    yield Title(sheet.title)
    parts = [part for part in _parts(sheet) if part[1]]
    for number, (name, blocks) in enumerate(parts, start=1):
        yield Heading(1, f"{chinese_number(number)}、{name}")
        yield from blocks
    yield Paragraph("特此公示。")
    yield Signature(sheet.office_name, sheet.signed_on, sheet.is_sealed)


def _parts(sheet: EvaluationResultSheet) -> Iterator[tuple[str, list[Block]]]:
    yield "评议事项", _texts(sheet.matter)
    yield "评议情况", _texts(sheet.evaluated)
    table: list[Block] = [Figures(sheet.figures), Blank(keeps=True)] if sheet.figures else []
    yield "评议结果", [*table, Paragraph(sheet.result)]
    yield "主要意见", _texts(_listed(sheet.opinions))
    yield "处理情况", _texts(sheet.handling)
    yield "公示时间和意见受理", _texts(_period(sheet))


def _texts(text: str) -> list[Block]:
    return [Paragraph(text)] if text else []


def _listed(opinions: tuple[str, ...]) -> str:
    if len(opinions) < 2:
        return "".join(opinions)
    return "\n".join(f"{number}.{text}" for number, text in enumerate(opinions, start=1))


def _period(sheet: EvaluationResultSheet) -> str:
    days = ""
    if sheet.notice_from and sheet.notice_to:
        days = f"公示期为{full_date(sheet.notice_from)}至{full_date(sheet.notice_to)}。"
    where = (
        f"对结果有意见的，请在公示期内向{sheet.objections_to}反映。" if sheet.objections_to else ""
    )
    return days + where + (f"联系电话：{sheet.phone}。" if sheet.phone else "")
