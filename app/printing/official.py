"""The composer of official documents: rows onto pages of 22, pages onto paper.

Rules of paging: a heading never stands last on a page; a signature never stands alone, two lines
of text go over with it; 版记 stands at the foot of the last page. Empty lines at the head of a
page are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate

from app.printing.blocks import Block, Row
from app.printing.closing import Signature, SignatureLines
from app.printing.foot import PrintMark, draw_folio, draw_page_of, draw_small_print
from app.printing.paper import AREA_WIDTH, LEFT, ROW, ROWS, TOP
from app.printing.pen import About, Laid, Pen, Step, baseline

Chunk = list[Row]
"""Rows that stay on one page."""

BROUGHT_ALONG = 2
"""Lines of text that go to the next page with a signature."""


@dataclass(frozen=True, slots=True)
class Document:
    """Everything an official document prints."""

    about: About
    blocks: tuple[Block, ...]
    colophon: Block | None = None
    mark: PrintMark = field(default_factory=PrintMark)
    is_record: bool = False
    """Pages are numbered 第 x 页 共 y 页, so that a missing sheet is noticed."""


@dataclass(slots=True)
class _Page:
    """A page being filled."""

    chunks: list[Chunk] = field(default_factory=list)
    colophon: Chunk = field(default_factory=list)

    @property
    def used(self) -> int:
        return sum(map(_height, (*self.chunks, self.colophon)))


def _height(chunk: Chunk) -> int:
    return sum(row.lines for row in chunk)


def chunks_of(blocks: Sequence[Block]) -> list[Chunk]:
    """Gather rows that must stay together; a signature also binds the text before it."""
    chunks: list[Chunk] = []
    joined = False
    for block in blocks:
        if isinstance(block, Signature | SignatureLines):
            joined = _bind_tail(chunks)
        for row in block.rows():
            if joined:
                chunks[-1].append(row)
            else:
                chunks.append([row])
            joined = row.keeps
    return chunks


def _bind_tail(chunks: list[Chunk]) -> bool:
    """Join the last lines of text into one chunk, to which the signature is added."""
    tail: Chunk = []
    while chunks and sum(not row.is_space for row in tail) < BROUGHT_ALONG:
        tail = [*chunks.pop(), *tail]
    if tail:
        chunks.append(tail)
    return bool(tail)


def paginate(chunks: Sequence[Chunk], colophon: Chunk) -> list[list[tuple[int, Row]]]:
    """Rows with their line on the page (0 to 21), page by page."""
    pages = [_Page()]
    for chunk in chunks:
        for part in _fitting(chunk):
            if pages[-1].used + _height(part) > ROWS:
                pages.append(_Page())
            kept = part if pages[-1].chunks else _without_head_space(part)
            if kept:
                pages[-1].chunks.append(kept)
    if colophon:
        _add_colophon(pages, colophon)
    return [_placed(page) for page in pages]


def _fitting(chunk: Chunk) -> list[Chunk]:
    """The chunk itself, or its rows one by one when it is longer than a page."""
    return [chunk] if _height(chunk) <= ROWS else [[row] for row in chunk]


def _without_head_space(chunk: Chunk) -> Chunk:
    start = next((i for i, row in enumerate(chunk) if not row.is_space), len(chunk))
    return chunk[start:]


def _add_colophon(pages: list[_Page], colophon: Chunk) -> None:
    last = pages[-1]
    if last.used + _height(colophon) > ROWS:
        moved: list[Chunk] = []
        while len(last.chunks) > 1 and sum(map(_height, moved)) < BROUGHT_ALONG:
            moved.insert(0, last.chunks.pop())
        pages.append(_Page([kept for c in moved if (kept := _without_head_space(c))]))
    pages[-1].colophon = colophon


def _placed(page: _Page) -> list[tuple[int, Row]]:
    found: list[tuple[int, Row]] = []
    at = 0
    for row in (row for chunk in page.chunks for row in chunk):
        found.append((at, row))
        at += row.lines
    at = ROWS - _height(page.colophon)
    for row in page.colophon:
        found.append((at, row))
        at += row.lines
    return found


def compose(document: Document, step: Step | None = None) -> bytes:
    """Set, page and draw a document; ``step(done, total)`` is told of every page."""
    return lay(document).drawn(step)


def lay(document: Document) -> Laid:
    """The document divided into pages of 22 lines."""
    colophon = document.colophon.rows() if document.colophon else []
    pages = paginate(chunks_of(document.blocks), colophon)
    draws = (
        partial(_draw_page, rows=rows, place=(number, len(pages)), document=document)
        for number, rows in enumerate(pages, start=1)
    )
    return Laid(document.about, tuple(draws))


def lay_long(document: Document, margin: float) -> Laid:
    """The whole text on one page as long as it needs, for reading on a telephone.

    ``margin``: points of white around the type area. Neither page number nor 版记 is printed.
    """
    rows = _without_head_space([row for chunk in chunks_of(document.blocks) for row in chunk])
    *tops, end = accumulate((row.lines for row in rows), initial=0)
    placed = list(zip(tops, rows, strict=True))
    height = end * ROW + 2 * margin

    def draw(pen: Pen) -> None:
        pen.size_page(AREA_WIDTH + 2 * margin, height)
        _draw_rows(pen, placed, margin, margin)

    return Laid(document.about, (draw,))


def _draw_page(
    pen: Pen, *, rows: list[tuple[int, Row]], place: tuple[int, int], document: Document
) -> None:
    _draw_rows(pen, rows, LEFT, TOP)
    if document.is_record:
        draw_page_of(pen, *place)
    else:
        draw_folio(pen, place[0])
    draw_small_print(pen, document.mark, LEFT, LEFT + AREA_WIDTH)


def _draw_rows(pen: Pen, rows: Sequence[tuple[int, Row]], x: float, y: float) -> None:
    """Rows on the grid whose upper left corner is (x, y)."""
    for at, row in rows:
        top = y + at * ROW
        for strip in row.strips:
            base = baseline(top, ROW, row.size) + row.drop
            pen.strip(strip, x, base, row.colour)
        for rule in row.rules:
            start = (x + rule.left, top + rule.drop)
            end = (x + rule.right, top + rule.drop + rule.falls)
            pen.rule(start, end, weight=rule.weight, colour=rule.colour)
