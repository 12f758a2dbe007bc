"""决议: what a meeting resolved, by which figures, and who sees to it (GB/T 9704-2012)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from app.printing.blocks import Blank, Block, Heading, Paragraph, Title
from app.printing.closing import Attachments, Colophon, Signature, SignatureLines
from app.printing.figures import Figures
from app.printing.foot import PrintMark
from app.printing.official import Document, compose
from app.printing.pen import About, Step
from app.printing.typeface import check_glyphs
from app.printing.words import chinese_number, full_date


@dataclass(frozen=True, slots=True)
class ResolutionSheet:
    """One resolution of a body."""

    body_name: str
    """Who resolved and signs: 和平里社区居民代表会议."""
    title: str
    """Such as 和平里社区居民代表会议关于加装电梯的决议; a newline decides the break."""
    adopted_on: date
    opening: str
    """Which meeting heard and deliberated what; several paragraphs by newline."""
    clauses: tuple[str, ...] = ()
    """What is resolved, clause by clause, without numbers; a single one stands unnumbered."""
    figures: tuple[tuple[str, str], ...] = ()
    """(label, figure) of the vote, such as ("应到", "61人"), in the order they are read."""
    result: str = ""
    """Such as 赞成票超过实到代表的半数，表决通过。"""
    rule_basis: str = ""
    """The rule and the article of law or charter it comes from, without end mark."""
    execution: str = ""
    """Who carries it out until when, and who watches."""
    signatures: tuple[str, ...] = ()
    """Labels with a line to sign on, such as 会议主持人, 监票人."""
    attachments: tuple[str, ...] = ()
    copies_to: str = ""
    """分送; empty: without 版记."""
    is_sealed: bool = True
    mark: PrintMark = field(default_factory=PrintMark)


def compose_resolution(
    sheet: ResolutionSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The resolution as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return compose(resolution_document(sheet), step)


def resolution_document(sheet: ResolutionSheet) -> Document:
    """The resolution as parts of an official document."""
    title = sheet.title.replace("\n", "")
    about = About(title, sheet.body_name, "决议", sheet.mark.printed_at)
    colophon = Colophon(sheet.body_name, sheet.adopted_on, sheet.copies_to)
    return Document(about, tuple(_blocks(sheet)), colophon if sheet.copies_to else None, sheet.mark)


def _blocks(sheet: ResolutionSheet) -> Iterator[Block]:
    yield Title(sheet.title, f"（{full_date(sheet.adopted_on)}通过）")
    yield Paragraph(sheet.opening)
    numbered = len(sheet.clauses) > 1
    for number, clause in enumerate(sheet.clauses, start=1):
        yield Paragraph(f"{chinese_number(number)}、{clause}" if numbered else clause)
    if sheet.figures or sheet.result:
        yield Heading(1, "表决结果")
    if sheet.figures:
        yield Figures(sheet.figures)
        yield Blank(keeps=True)
    yield Paragraph(sheet.result + (f"表决依据：{sheet.rule_basis}。" if sheet.rule_basis else ""))
    yield Paragraph(sheet.execution, label="执行和监督：")
    yield Attachments(sheet.attachments)
    yield SignatureLines(sheet.signatures)
    yield Signature(sheet.body_name, sheet.adopted_on, sheet.is_sealed)
