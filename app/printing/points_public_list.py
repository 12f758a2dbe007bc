"""积分公示榜: who is to get or lose points, on A4 or A3, with the period and where to object."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial

from app.printing.foot import PrintMark, draw_page_of, draw_small_print
from app.printing.form import INNER, draw_frame, draw_head, draw_row, draw_uprights
from app.printing.form_layout import (
    FORM_BOTTOM,
    FORM_TOP,
    FORM_WIDTH,
    Column,
    Form,
    TableRow,
    header_row,
    paged,
)
from app.printing.paper import FORM_MARGIN, MM, PAGE_WIDTH
from app.printing.pen import About, Pen, Step, baseline, write_pdf
from app.printing.poster import PaperSize, PosterPaper, size_page
from app.printing.setting import Span, line, paragraph, plain
from app.printing.typeface import Role, check_glyphs
from app.printing.words import full_date

COLUMNS = (
    Column("序号", 14),
    Column("姓名", 26),
    Column("楼栋", 26),
    Column("网格", 28),
    Column("事由", 52, "left"),
    Column("积分", 24, "right"),
)
NOTICE = plain(12)
NOTICE_LINE = 7 * MM
SIGN = plain(14)


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One line; names of minors are masked already."""

    name: str
    building: str
    grid: str
    item: str
    points: int


@dataclass(frozen=True, slots=True)
class PublicListSheet:
    """A public list as it hangs on the board."""

    office_name: str
    title: str
    from_day: date
    until_day: date
    rows: tuple[PublicRow, ...]
    objections_to: str = ""
    """Whom to tell: office, address."""
    phone: str = ""
    mark: PrintMark = field(default_factory=PrintMark)


def compose_public_list(
    sheet: PublicListSheet,
    size: PaperSize = PaperSize.A4,
    *,
    step: Step | None = None,
    frames_allowed: bool = False,
) -> bytes:
    """The list as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    form = _form(sheet)
    pages = paged(form)
    if _room_left(form, pages) < _closing_height(sheet) and pages[-1]:
        pages.append([pages[-1].pop()])
    draws = [
        partial(_draw, sheet=sheet, form=form, pages=pages, number=number, size=size)
        for number in range(1, len(pages) + 1)
    ]
    return write_pdf(form.about, draws, step)


def _form(sheet: PublicListSheet) -> Form:
    rows = tuple(
        (str(number), row.name, row.building, row.grid, row.item, f"{row.points:+d}")
        for number, row in enumerate(sheet.rows, start=1)
    )
    period = f"{full_date(sheet.from_day)}至{full_date(sheet.until_day)}"
    return Form(
        about=About(sheet.title, sheet.office_name, "积分公示", sheet.mark.printed_at),
        title=f"{sheet.office_name}\n{sheet.title}",
        columns=COLUMNS,
        rows=rows,
        facts=((("公示时间", period), ("人次", f"{len(rows)}")),),
        mark=sheet.mark,
    )


def _room_left(form: Form, pages: list[list[TableRow]]) -> float:
    """Points below the last row; a first page is reckoned with its head."""
    head = 75 * MM if len(pages) == 1 else FORM_TOP + 8 * MM + header_row(form).height
    return FORM_BOTTOM - head - sum(row.height for row in pages[-1])


def _closing_height(sheet: PublicListSheet) -> float:
    return len(_notice(sheet)) * NOTICE_LINE + 28 * MM


def _notice(sheet: PublicListSheet) -> list[Span]:
    where = f"向{sheet.objections_to}" if sheet.objections_to else "向居委会"
    phone = f"，电话 {sheet.phone}" if sheet.phone else ""
    text = f"对以上积分有异议的居民，请在公示期内{where}提出{phone}。居委会登记并答复。"
    more = "公示期满无异议的，次日起记入积分账户。"
    return [Span(text, NOTICE), Span(more, NOTICE)]


def _draw(
    pen: Pen,
    *,
    sheet: PublicListSheet,
    form: Form,
    pages: list[list[TableRow]],
    number: int,
    size: PaperSize,
) -> None:
    size_page(pen, PosterPaper(size))
    y = draw_head(pen, form) if number == 1 else _draw_continued(pen, sheet)
    top = y
    pen.tint(FORM_MARGIN, y, FORM_WIDTH, header_row(form).height)
    for row in (header_row(form), *pages[number - 1]):
        draw_row(pen, form.columns, row, y)
        y += row.height
        pen.rule((FORM_MARGIN, y), (FORM_MARGIN + FORM_WIDTH, y), weight=INNER)
    draw_uprights(pen, form.columns, top, y)
    draw_frame(pen, top, y)
    if number == len(pages):
        _draw_closing(pen, sheet, y + 4 * MM)
    draw_page_of(pen, number, len(pages))
    draw_small_print(pen, sheet.mark, FORM_MARGIN, FORM_MARGIN + FORM_WIDTH)


def _draw_continued(pen: Pen, sheet: PublicListSheet) -> float:
    title = line(f"{sheet.title}（续）", plain(10, Role.KAITI))
    pen.strip(title, FORM_MARGIN, FORM_TOP + 4 * MM)
    return FORM_TOP + 8 * MM


def _draw_closing(pen: Pen, sheet: PublicListSheet, y: float) -> None:
    for span in _notice(sheet):
        for strip in paragraph((span,), FORM_WIDTH):
            pen.strip(strip, FORM_MARGIN, baseline(y, NOTICE_LINE, NOTICE.size))
            y += NOTICE_LINE
    y += 6 * MM
    for text in (sheet.office_name, full_date(sheet.from_day)):
        strip = line(text, SIGN)
        x = PAGE_WIDTH - FORM_MARGIN - 12 * MM - strip.width
        pen.strip(strip, x, baseline(y, 8 * MM, SIGN.size))
        y += 8 * MM
