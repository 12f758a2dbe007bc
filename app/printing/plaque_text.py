"""Facts and duties on a plaque, in the largest type that fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.printing.paper import MM
from app.printing.pen import Pen, baseline
from app.printing.plaque_sheet import Area, Keeper, PlaqueSheet
from app.printing.setting import Span, Strip, fitting, line, paragraph, plain
from app.printing.typeface import Role

SIZES = (21.0, 20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
"""Type of facts and duties: the largest that fits."""
LEADING = 1.35
LABEL = 30 * MM
CELL = 2 * MM
FEW = 3
"""Names that stand one below the other; more stand in two columns."""


def draw_text(pen: Pen, sheet: PlaqueSheet, room: Area) -> None:
    """Fill ``room`` with the table of facts and, below it, the duties."""
    for size in SIZES:
        rows = [_row(label, text, size, room.width) for label, text in _facts(sheet)]
        duties = _duty_strips(sheet, size, room.width)
        height = sum(row.height for row in rows) + _duties_height(duties, size)
        if height <= room.height:
            break
    y = room.y
    for row in rows:
        _draw_row(pen, Area(room.x, y, room.width, row.height), row, size)
        y += row.height
    pen.frame(room.x, room.y, room.width, y - room.y, weight=1.0)
    pen.rule((room.x + LABEL, room.y), (room.x + LABEL, y), weight=0.5)
    if duties:
        _draw_duties(pen, room.x, y, duties, size)


def _facts(sheet: PlaqueSheet) -> list[tuple[str, str]]:
    facts = [
        ("网格编号", sheet.grid_code),
        ("四至范围", sheet.area),
        ("党 组 织", sheet.party_branch),
    ]
    for duty in dict.fromkeys(keeper.duty for keeper in sheet.keepers):
        of_duty = [keeper for keeper in sheet.keepers if keeper.duty == duty]
        facts.append((duty, "\n".join(map(_keeper_words, of_duty))))
    return [(label, text) for label, text in facts if text]


def _keeper_words(keeper: Keeper) -> str:
    return "　".join(filter(None, (keeper.place, keeper.name, keeper.phone)))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table: its label, and its lines with how far from the left each begins."""

    label: Strip
    lines: tuple[tuple[tuple[float, Strip], ...], ...]
    height: float


def _row(label: str, text: str, size: float, width: float) -> _Row:
    room, parts = width - LABEL - 2 * CELL, text.split("\n")
    whole = [line(part, plain(size)) for part in parts]
    if len(parts) > FEW and all(strip.width <= room / 2 - CELL for strip in whole):
        lines = [
            tuple((place * room / 2, strip) for place, strip in enumerate(whole[start : start + 2]))
            for start in range(0, len(whole), 2)
        ]
    else:
        broken = (paragraph((Span(part, plain(size)),), room) for part in parts)
        lines = [((0.0, strip),) for strips in broken for strip in strips]
    height = max(len(lines), 1) * size * LEADING + 2 * CELL
    head = fitting(label, plain(size, Role.HEITI), LABEL - 2 * CELL)
    return _Row(head, tuple(lines), height)


def _draw_row(pen: Pen, area: Area, row: _Row, size: float) -> None:
    pen.tint(area.x, area.y, LABEL, area.height)
    base = baseline(area.y, area.height, size)
    pen.strip(row.label, area.x + (LABEL - row.label.width) / 2, base)
    y = area.y + CELL
    for strips in row.lines:
        for x, strip in strips:
            pen.strip(strip, area.x + LABEL + CELL + x, baseline(y, size * LEADING, size))
        y += size * LEADING
    pen.rule((area.x, area.bottom), (area.x + area.width, area.bottom), weight=0.5)


def _duty_strips(sheet: PlaqueSheet, size: float, width: float) -> list[Strip]:
    style = plain(size)
    return [
        strip
        for number, duty in enumerate(sheet.duties, start=1)
        for strip in paragraph((Span(f"{number}. {duty}", style),), width, hanging=1.2 * size)
    ]


def _duties_height(duties: Sequence[Strip], size: float) -> float:
    return (len(duties) + 1) * size * LEADING + 6 * MM if duties else 0.0


def _draw_duties(pen: Pen, x: float, y: float, duties: Sequence[Strip], size: float) -> None:
    y += 4 * MM
    head = line("网格员职责", plain(size, Role.HEITI))
    pen.strip(head, x, baseline(y, size * LEADING, size))
    for strip in duties:
        y += size * LEADING
        pen.strip(strip, x, baseline(y, size * LEADING, size))
