"""Papers of several bordered tables one below the other, with signatures and pictures at the end.

Built of the same rows as single forms: rows never split, a table's header comes again on every
page, a heading never stands alone at the foot.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from app.printing.foot import PrintMark, draw_page_of, draw_small_print
from app.printing.form import INNER, draw_frame, draw_head, draw_pairs, draw_row, draw_uprights
from app.printing.form_layout import (
    FACT_LINE,
    FORM_BOTTOM,
    FORM_TOP,
    FORM_WIDTH,
    LEADING,
    NOTE_SIZE,
    TITLE_LINE,
    TITLE_STYLE,
    Column,
    Form,
    TableRow,
    fact_lines,
    header_row,
    note_strips,
    paged,
)
from app.printing.paper import FORM_MARGIN, MM, PEN_ROW
from app.printing.pen import About, Draw, Laid, Pen, Step, baseline
from app.printing.setting import line, plain
from app.printing.titles import break_title
from app.printing.typeface import Role

HEADING = plain(13, Role.HEITI)
HEADING_LINE = 9 * MM
GAP = 4 * MM
"""Between a table and the heading after it."""
PICTURE_WIDTH, PICTURE_HEIGHT, CAPTION = 82 * MM, 61.5 * MM, 7 * MM


@dataclass(frozen=True, slots=True)
class Section:
    """One table; without a heading it hangs on to the one above."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    heading: str = ""
    has_header: bool = True
    note: str = ""
    """Small print below the table."""
    row_mm: float = 8.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo with the words below it."""

    caption: str
    data: bytes
    """JPEG or PNG."""


@dataclass(frozen=True, slots=True)
class SectionedForm:
    """What the paper holds, from the top."""

    about: About
    title: str
    facts: tuple[tuple[tuple[str, str], ...], ...] = ()
    sections: tuple[Section, ...] = ()
    signatures: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    mark: PrintMark = field(default_factory=PrintMark)


def compose_sections(form: SectionedForm, step: Step | None = None) -> bytes:
    """The paper as a PDF; ``step(done, total)`` is told of every page."""
    return lay_sections(form).drawn(step)


def lay_sections(form: SectionedForm) -> Laid:
    """The paper divided into pages."""
    flow = _Flow()
    head = Form(form.about, form.title, (), (), form.facts)
    titles = break_title(form.title, TITLE_STYLE, FORM_WIDTH)
    height = len(titles) * TITLE_LINE + 4 * MM + len(fact_lines(head)) * FACT_LINE
    flow.put(height, lambda pen, y: _nothing(draw_head(pen, head)))
    for section in form.sections:
        _lay_section(flow, section, form.about)
    if form.signatures:
        pairs = [(label, "") for label in form.signatures]
        flow.need(PEN_ROW + 6 * MM)
        flow.skip(6 * MM)
        flow.put(PEN_ROW, lambda pen, y: draw_pairs(pen, pairs, y, PEN_ROW))
    _lay_pictures(flow, form.pictures)
    total = len(flow.pages)
    draws = (
        partial(_draw_page, page=page, number=number, total=total, mark=form.mark)
        for number, page in enumerate(flow.pages, start=1)
    )
    return Laid(form.about, tuple(draws))


def _nothing(result: object) -> None:
    """Takes what a function returns where nobody wants it."""


def _draw_page(pen: Pen, *, page: Sequence[Draw], number: int, total: int, mark: PrintMark) -> None:
    for draw in page:
        draw(pen)
    draw_page_of(pen, number, total)
    draw_small_print(pen, mark, FORM_MARGIN, FORM_MARGIN + FORM_WIDTH)


class _Flow:
    """Pages that fill from the top."""

    def __init__(self) -> None:
        self.pages: list[list[Draw]] = [[]]
        self.y = FORM_TOP

    def need(self, height: float) -> bool:
        """Go to a new page where this does not fit; says whether it did."""
        if self.y + height <= FORM_BOTTOM or not self.pages[-1]:
            return False
        self.pages.append([])
        self.y = FORM_TOP
        return True

    def skip(self, height: float) -> None:
        """Leave room."""
        self.y += height

    def put(self, height: float, draw: Callable[[Pen, float], None]) -> None:
        """Draw at the point reached, and go on below."""
        at = self.y
        self.pages[-1].append(lambda pen: draw(pen, at))
        self.y += height


def _lay_section(flow: _Flow, section: Section, about: About) -> None:
    form = Form(about, "", section.columns, section.rows, row_mm=section.row_mm)
    rows = [row for page in paged(form) for row in page]
    header = [header_row(form)] if section.has_header else []
    first = sum(row.height for row in (*header, *rows[:1]))
    if section.heading:
        flow.need(GAP + HEADING_LINE + first)
        flow.skip(GAP)
        flow.put(HEADING_LINE, partial(_draw_heading, section.heading))
    _lay_rows(flow, section.columns, header, rows)
    if section.note:
        _lay_note(flow, section, about)


def _lay_rows(
    flow: _Flow, columns: tuple[Column, ...], header: list[TableRow], rows: list[TableRow]
) -> None:
    """Rows in pieces, one a page, each with the header on top."""
    piece: list[TableRow] = []
    height = sum(row.height for row in header)
    for row in rows:
        if flow.y + height + row.height > FORM_BOTTOM and (piece or flow.pages[-1]):
            _put_piece(flow, columns, header, piece)
            flow.need(FORM_BOTTOM)
            piece, height = [], sum(row.height for row in header)
        piece.append(row)
        height += row.height
    _put_piece(flow, columns, header, piece)


def _put_piece(
    flow: _Flow, columns: tuple[Column, ...], header: list[TableRow], piece: list[TableRow]
) -> None:
    if not piece:
        return
    rows = [*header, *piece]
    height = sum(row.height for row in rows)
    tinted = sum(row.height for row in header)
    flow.put(height, partial(_draw_piece, columns, rows, tinted))


def _draw_piece(
    columns: tuple[Column, ...], rows: list[TableRow], tinted: float, pen: Pen, top: float
) -> None:
    y = top
    if tinted:
        pen.tint(FORM_MARGIN, y, FORM_WIDTH, tinted)
    for row in rows:
        draw_row(pen, columns, row, y)
        y += row.height
        pen.rule((FORM_MARGIN, y), (FORM_MARGIN + FORM_WIDTH, y), weight=INNER)
    draw_uprights(pen, columns, top, y)
    draw_frame(pen, top, y)


def _draw_heading(text: str, pen: Pen, y: float) -> None:
    pen.strip(line(text, HEADING), FORM_MARGIN, baseline(y, HEADING_LINE, HEADING.size))


def _lay_note(flow: _Flow, section: Section, about: About) -> None:
    height = NOTE_SIZE * LEADING
    flow.skip(1.5 * MM)
    for strip in note_strips(Form(about, "", section.columns, (), note=section.note)):
        flow.need(height)
        flow.put(
            height,
            lambda pen, y, strip=strip: pen.strip(  # type: ignore[misc]
                strip, FORM_MARGIN, baseline(y, height, NOTE_SIZE)
            ),
        )


def _lay_pictures(flow: _Flow, pictures: tuple[Picture, ...]) -> None:
    """Two beside each other, with their captions below."""
    for start in range(0, len(pictures), 2):
        flow.need(GAP + PICTURE_HEIGHT + CAPTION)
        flow.skip(GAP)
        flow.put(PICTURE_HEIGHT + CAPTION, partial(_draw_pictures, pictures[start : start + 2]))


def _draw_pictures(pair: Sequence[Picture], pen: Pen, y: float) -> None:
    style = plain(10.5)
    for number, picture in enumerate(pair):
        x = FORM_MARGIN + number * (FORM_WIDTH - PICTURE_WIDTH)
        pen.picture(picture.data, x, y, PICTURE_WIDTH, PICTURE_HEIGHT)
        pen.frame(x, y, PICTURE_WIDTH, PICTURE_HEIGHT, weight=INNER)
        caption = line(picture.caption, style)
        left = x + (PICTURE_WIDTH - caption.width) / 2
        pen.strip(caption, left, baseline(y + PICTURE_HEIGHT, CAPTION, style.size))
