"""Setting text: spans of styled text become strips of placed glyph runs.

A strip is one printed line. On the grid a full character takes one cell and a figure half a cell,
whatever the type size, so the 28 columns stand under each other; a line that ends early because
of a rule is spread over the measure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from app.printing.linebreak import break_lines, visible_end
from app.printing.paper import BODY, CELL
from app.printing.typeface import Glyph, Role, clean, typeface

LOOSEST_GAP = 0.3
"""Largest space, in em, put between characters to fill a line; beyond it the line ends early."""


@dataclass(frozen=True, slots=True)
class Style:
    """A role and a size; ``cell`` is the grid's pitch in points, 0 for natural widths."""

    role: Role = Role.FANGSONG
    size: float = BODY
    cell: float = CELL

    def spacing(self, glyph: Glyph) -> float:
        """Points added after the glyph to keep it on the grid."""
        if not self.cell:
            return 0.0
        return (self.cell - self.size) * (1.0 if glyph.is_full else 0.5)


BODY_STYLE = Style()
HEITI = Style(Role.HEITI)
KAITI = Style(Role.KAITI)


def plain(size: float, role: Role = Role.FANGSONG) -> Style:
    """A style off the grid, for forms and feet."""
    return Style(role, size, 0.0)


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style; no newlines."""

    text: str
    style: Style = BODY_STYLE


@dataclass(frozen=True, slots=True)
class Piece:
    """A run in one face, with its place in points from the strip's origin."""

    x: float
    text: str
    face: str
    size: float
    spacing: float


@dataclass(frozen=True, slots=True)
class Strip:
    """One line: its pieces and the width they take, in points."""

    pieces: tuple[Piece, ...]
    width: float

    def shifted(self, x: float) -> "Strip":
        """The same strip, ``x`` points further right."""
        return Strip(tuple(replace(p, x=p.x + x) for p in self.pieces), self.width)


@dataclass(frozen=True, slots=True)
class _Set:
    """A glyph with its style and the room it takes."""

    glyph: Glyph
    style: Style
    advance: float


@lru_cache(maxsize=64)
def _known(style: Style) -> dict[str, _Set]:
    """What was measured in a style before: the same few thousand characters come again."""
    return {}


def _measure(spans: Iterable[Span]) -> list[_Set]:
    found = []
    for span in spans:
        style = span.style
        known = _known(style)
        for char in clean(span.text).replace("\n", " "):
            item = known.get(char)
            if item is None:
                glyph = typeface(style.role).glyph(char)
                advance = glyph.advance * style.size + style.spacing(glyph)
                item = known[char] = _Set(glyph, style, advance)
            found.append(item)
    return found


def width_of(text: str, style: Style) -> float:
    """Points the text takes in one line."""
    return sum(s.advance for s in _measure((Span(text, style),)))


def _gaps(line: Sequence[_Set]) -> int:
    return sum(a.glyph.is_full or b.glyph.is_full for a, b in pairwise(line))


def _place(line: Sequence[_Set], extra: float = 0.0) -> Strip:
    """Gather glyphs into runs of one face and one spacing; ``extra`` goes into every gap."""
    pieces: list[Piece] = []
    x = start = 0.0
    text = ""
    for i, item in enumerate(line):
        text += item.glyph.char
        x += item.advance
        follower = line[i + 1] if i + 1 < len(line) else None
        if follower and (item.glyph.is_full or follower.glyph.is_full):
            x += extra
        if follower is None or not _joined(item, follower):
            spread = extra if item.glyph.is_full else 0.0
            spacing = item.style.spacing(item.glyph) + spread
            pieces.append(Piece(start, text, item.glyph.face, item.style.size, spacing))
            start, text = x, ""
    return Strip(tuple(pieces), x)


def _joined(one: _Set, other: _Set) -> bool:
    a, b = one.glyph, other.glyph
    return a.face == b.face and a.is_full == b.is_full and one.style is other.style


def line(text: str, style: Style = BODY_STYLE) -> Strip:
    """One strip, never broken."""
    return _place(_measure((Span(text, style),)))


def fitting(text: str, style: Style, room: float) -> Strip:
    """One strip, in smaller type when it would be wider than ``room`` points."""
    strip = line(text, style)
    if strip.width <= room:
        return strip
    return line(text, replace(style, size=style.size * room / strip.width))


def spread(text: str, style: Style, width: float) -> Strip:
    """One strip with its characters set apart to fill ``width`` points."""
    glyphs = _measure((Span(text, style),))
    gaps = _gaps(glyphs)
    room = width - sum(s.advance for s in glyphs)
    return _place(glyphs, max(0.0, room / gaps) if gaps else 0.0)


def evened(text: str, style: Style, width: float) -> list[Strip]:
    """Text in as few strips as ``width`` allows, about equally long and not spread: a cell."""
    found = _ragged(text, style, width)
    while len(found) > 1 and width > style.size:  # a character a line cannot be evened
        width -= style.size / 2
        narrower = _ragged(text, style, width)
        if len(narrower) > len(found):
            break
        found = narrower
    return found


def _ragged(text: str, style: Style, width: float) -> list[Strip]:
    glyphs = _measure((Span(text, style),))
    chars = "".join(s.glyph.char for s in glyphs)
    ends = break_lines(chars, [s.advance for s in glyphs], width, width)
    return [_place(glyphs[start : visible_end(chars, start, end)]) for start, end in ends]


def paragraph(
    spans: Sequence[Span], width: float, *, first: float = 0.0, hanging: float = 0.0
) -> list[Strip]:
    """Break one paragraph into strips, spread to the measure except the last.

    ``first`` and ``hanging``: indent of the first and of the other lines, in points.
    """
    glyphs = _measure(spans)
    text = "".join(s.glyph.char for s in glyphs)
    widths = [s.advance for s in glyphs]
    strips: list[Strip] = []
    for start, end in break_lines(text, widths, width - first, width - hanging):
        indent = hanging if strips else first
        piece = glyphs[start : visible_end(text, start, end)]
        room = width - indent - sum(s.advance for s in piece)
        gaps = _gaps(piece)
        extra = room / gaps if gaps and end < len(text) else 0.0
        if not 0 < extra <= LOOSEST_GAP * (piece[0].style.size if piece else BODY):
            extra = min(extra, 0.0) if extra < 0 else 0.0
        strips.append(_place(piece, extra).shifted(indent))
    return strips
