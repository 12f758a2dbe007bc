"""卷宗: all papers of one matter in one PDF, with cover, contents and continuous page numbers.

Every paper is bound as it was issued, its own page number at the foot; the number of the file
stands at the upper outer corner, as files are paged by hand (odd pages right, even pages left).
Cover, contents and the closing sheet are not numbered (GB/T 9705-2008 names these three).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import accumulate

from app.printing.case_cover import CoverSheet, draw_cover
from app.printing.foot import PrintMark
from app.printing.form import lay_form
from app.printing.form_layout import Column, Form
from app.printing.paper import FORM_MARGIN, MM, PAGE_WIDTH
from app.printing.papers import Sheet, lay
from app.printing.pen import About, Draw, Laid, Pen, Step
from app.printing.sections import Section, SectionedForm, lay_sections
from app.printing.setting import line, plain
from app.printing.typeface import check_glyphs
from app.printing.words import full_date, short_date

CONTENTS = (
    Column("序号", 12),
    Column("题名", 76, "left"),
    Column("责任者", 36),
    Column("日期", 26),
    Column("页号", 20),
)
TEXTS = (Column("", 38), Column("", 132, "left"))
NUMBER_LINE = 12 * MM
"""Baseline of the file's page number; most office printers leave 5 mm white."""


@dataclass(frozen=True, slots=True)
class CasePart:
    """One paper of the file."""

    title: str
    sheet: Sheet
    author: str = ""
    """Who issued it; empty: the office."""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class CaseFileSheet:
    """The file of one matter."""

    office_name: str
    title: str
    """Such as 关于小区东门加建非机动车充电棚的议事卷宗; a newline decides the break."""
    number: str
    """Number of the file, or of the matter."""
    parts: tuple[CasePart, ...]
    """In the order of the five stages."""
    from_day: date | None = None
    until_day: date | None = None
    kept_for: str = "永久"
    """保管期限: 永久, 30年, 10年."""
    remarks: str = ""
    """What whoever opens the file should know: what lacks, what was corrected and why."""
    filed_by: str = ""
    checked_by: str = ""
    filed_on: date | None = None
    mark: PrintMark = field(default_factory=PrintMark)


def compose_case_file(
    sheet: CaseFileSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The file as one PDF; ``step(done, total)`` is told of every page.

    Raises:
        GlyphsMissing: unless ``frames_allowed``.
        InvalidInput: a part has slips of none, or with more text than they can hold.
    """
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return lay_case_file(sheet).drawn(step)


def lay_case_file(sheet: CaseFileSheet) -> Laid:
    """Cover, contents, the parts and the closing sheet, page by page."""
    laid = [lay(part.sheet).pages for part in sheet.parts]
    *firsts, end = accumulate(map(len, laid), initial=1)
    title = sheet.title.replace("\n", "")
    about = About(title, sheet.office_name, f"卷宗 {sheet.number}", sheet.mark.printed_at)
    numbered: list[Draw] = []
    for place, (part, pages) in enumerate(zip(sheet.parts, laid, strict=True)):
        numbered += _numbered(_key(place), part.title, pages, firsts[place])
    contents = lay_form(_contents(sheet, firsts, end - 1)).pages
    return Laid(
        about,
        (
            *_named("cover", "封面", (partial(draw_cover, sheet=_cover(sheet, end - 1)),)),
            *_named("contents", "卷内目录", contents),
            *numbered,
            *_named("closing", "卷内备考表", lay_sections(_closing(sheet, end - 1)).pages),
        ),
    )


def _key(place: int) -> str:
    return f"part{place}"


def _named(key: str, name: str, pages: tuple[Draw, ...]) -> Iterator[Draw]:
    """Pages without a number: the screen calls them by their name."""
    for place, page in enumerate(pages):

        def draw(pen: Pen, page: Draw = page, is_first: bool = place == 0) -> None:
            if is_first:
                pen.bookmark(key, name)
                pen.number_from(0, name)
            page(pen)

        yield draw


def _numbered(key: str, title: str, pages: tuple[Draw, ...], first: int) -> Iterator[Draw]:
    """Pages of one part, the file's number at the upper outer corner."""
    for number, page in enumerate(pages, start=first):

        def draw(pen: Pen, page: Draw = page, number: int = number) -> None:
            if number == first:
                pen.bookmark(key, title)
            if number == 1:
                pen.number_from(1)
            page(pen)
            _draw_number(pen, number)

        yield draw


def _draw_number(pen: Pen, number: int) -> None:
    strip = line(f"卷内第 {number} 页", plain(9))
    x = PAGE_WIDTH - FORM_MARGIN - strip.width if number % 2 else FORM_MARGIN
    pen.strip(strip, x, NUMBER_LINE)


def _cover(sheet: CaseFileSheet, pages: int) -> CoverSheet:
    ends = (full_date(day) for day in (sheet.from_day, sheet.until_day) if day)
    return CoverSheet(
        sheet.office_name,
        sheet.title,
        (
            ("卷　　号", sheet.number),
            ("起止日期", "至".join(ends)),
            ("保管期限", sheet.kept_for),
            ("件　　数", f"{len(sheet.parts)}件"),
            ("页　　数", f"{pages}页"),
        ),
        sheet.mark,
    )


def _contents(sheet: CaseFileSheet, firsts: list[int], last: int) -> Form:
    """The last paper is listed with its last page, so that a missing sheet is noticed."""
    rows = []
    for place, (part, first) in enumerate(zip(sheet.parts, firsts, strict=True)):
        is_last = place == len(sheet.parts) - 1
        pages = f"{first}—{last}" if is_last and first < last else str(first)
        author = part.author or sheet.office_name
        rows.append((str(place + 1), part.title, author, short_date(part.day), pages))
    return Form(
        about=About("卷内目录", sheet.office_name),
        title="卷内目录",
        columns=CONTENTS,
        rows=tuple(rows),
        facts=((("案卷题名", sheet.title.replace("\n", "")),), (("卷号", sheet.number),)),
        links=tuple(_key(place) for place in range(len(sheet.parts))),
        mark=sheet.mark,
    )


def _closing(sheet: CaseFileSheet, pages: int) -> SectionedForm:
    people = (
        ("立卷人", sheet.filed_by),
        ("检查人", sheet.checked_by),
        ("立卷日期", full_date(sheet.filed_on) if sheet.filed_on else ""),
    )
    remarks = sheet.remarks or f"本卷共{len(sheet.parts)}件、{pages}页。"
    return SectionedForm(
        about=About("卷内备考表", sheet.office_name),
        title="卷内备考表",
        facts=((("卷号", sheet.number),),),
        sections=(
            Section(TEXTS, (("本卷情况说明", remarks),), has_header=False, row_mm=120),
            Section(TEXTS, people, has_header=False, row_mm=12),
        ),
        mark=sheet.mark,
    )
