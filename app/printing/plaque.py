"""网格公示牌: the plaque that hangs in every entrance, with the grid worker's face and number.

Field notes §3 and the grids' rules of practice: grid number, bounds, grid worker with photo and
phone, party branch, building and unit heads, duties, whom to complain to. Black and white first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from app.printing.foot import PrintMark
from app.printing.paper import GREY, MM
from app.printing.pen import About, Pen, Step, baseline, write_pdf
from app.printing.poster import PosterPaper, PosterPen
from app.printing.setting import Span, Strip, line, paragraph, plain
from app.printing.typeface import Role, check_glyphs
from db.clock import local

MARGIN = 10 * MM
PAD = 8 * MM
"""Between the frame and what stands inside."""
SIZES = (21.0, 20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
"""Type of facts and duties: the largest that fits."""
LEADING = 1.35
LABEL = 30 * MM
CELL = 2 * MM
FEW = 3
"""Names that stand one below the other; more stand in two columns."""
PORTRAIT = (45 * MM, 60 * MM)
CODE = 44 * MM


@dataclass(frozen=True, slots=True)
class Keeper:
    """Somebody named on the plaque."""

    duty: str
    name: str
    phone: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class PlaqueSheet:
    """The plaque of a grid, or of one entrance of it."""

    office_name: str
    grid_name: str
    grid_code: str
    entrance: str = ""
    """3号楼2单元; empty on the plaque of the whole grid."""
    area: str = ""
    party_branch: str = ""
    worker: Keeper | None = None
    """None: the post is vacant, and a line is left to write on."""
    portrait: bytes = b""
    """JPEG; without one the frame stays empty for a photo to be glued in."""
    keepers: tuple[Keeper, ...] = ()
    """Building and unit heads, part-time workers."""
    duties: tuple[str, ...] = ()
    contact: str = ""
    """What the QR code says: the worker's card, no address of a web page."""
    supervision_phone: str = ""
    mark: PrintMark = field(default_factory=PrintMark)


def compose_plaques(
    sheets: Sequence[PlaqueSheet],
    paper: PosterPaper | None = None,
    *,
    step: Step | None = None,
    frames_allowed: bool = False,
) -> bytes:
    """The plaques as one PDF, a page each. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(tuple(sheets), frames_allowed=frames_allowed)
    paper = paper or PosterPaper(turned=True)
    first = sheets[0]
    about = About(
        f"{first.office_name}网格公示牌", first.office_name, "网格公示牌", first.mark.printed_at
    )
    return write_pdf(about, [partial(_draw, sheet=one, paper=paper) for one in sheets], step)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the page, in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


def _draw(pen: Pen, *, sheet: PlaqueSheet, paper: PosterPaper) -> None:
    poster = PosterPen.on(pen, paper)
    _draw_frame(poster, paper)
    top = _draw_head(poster, sheet, paper)
    left, right = MARGIN + PAD, paper.width - MARGIN - PAD
    bottom = paper.height - MARGIN - 19 * MM
    if paper.turned:
        side, gap = 62 * MM, 6 * MM
        _draw_worker_standing(poster, sheet, Area(left, top, side, bottom - top))
        room = Area(left + side + gap, top, right - left - side - gap, bottom - top)
    else:
        _draw_worker_lying(poster, sheet, Area(left, top, right - left, PORTRAIT[1]))
        below = top + PORTRAIT[1] + 7 * MM
        room = Area(left, below, right - left, bottom - below)
    _draw_text(poster, sheet, room)
    _draw_foot(poster, sheet, paper)


def _draw_frame(pen: PosterPen, paper: PosterPaper) -> None:
    for inset, weight in ((MARGIN, 2.4), (MARGIN + 1.6 * MM, 0.6)):
        pen.frame(inset, inset, paper.width - 2 * inset, paper.height - 2 * inset, weight=weight)


def _draw_head(pen: PosterPen, sheet: PlaqueSheet, paper: PosterPaper) -> float:
    """The title and, below it, which grid and which entrance; returns where the rest begins."""
    room = paper.width - 2 * (MARGIN + PAD)
    y = MARGIN + 6 * MM
    for text, size, role, gap in (
        (f"{sheet.office_name}网格公示牌", 36.0, Role.XIAOBIAOSONG, 4 * MM),
        ("　".join(filter(None, (sheet.grid_name, sheet.entrance))), 24.0, Role.HEITI, 4 * MM),
    ):
        strip = _fitting(text, size, role, room)
        pen.strip(strip, (paper.width - strip.width) / 2, baseline(y, size * 1.1, size))
        y += size * 1.1 + gap
    pen.rule((MARGIN + PAD, y), (paper.width - MARGIN - PAD, y), weight=1.2)
    return y + 6 * MM


def _fitting(text: str, size: float, role: Role, room: float) -> Strip:
    """One line, in smaller type when it would be wider than the room."""
    strip = line(text, plain(size, role))
    return strip if strip.width <= room else line(text, plain(size * room / strip.width, role))


def _draw_worker_standing(pen: PosterPen, sheet: PlaqueSheet, area: Area) -> None:
    """Photo, name and phone one below the other, the code at the foot."""
    x = area.x + (area.width - PORTRAIT[0]) / 2
    _draw_portrait(pen, sheet, x, area.y)
    y = area.y + PORTRAIT[1] + 2 * MM
    for text, size, role in _worker_lines(sheet):
        strip = _fitting(text, size, role, area.width)
        pen.strip(strip, area.x + (area.width - strip.width) / 2, baseline(y, size * 1.25, size))
        y += size * 1.25
    side = min(CODE, area.bottom - y - 5 * MM)
    _draw_code(pen, sheet, Area(area.x + (area.width - side) / 2, y + 1 * MM, side, side))


def _draw_worker_lying(pen: PosterPen, sheet: PlaqueSheet, area: Area) -> None:
    """Photo at the left, name and phone beside it, the code at the right."""
    _draw_portrait(pen, sheet, area.x, area.y)
    x = area.x + PORTRAIT[0] + 7 * MM
    room = area.width - PORTRAIT[0] - CODE - 12 * MM
    y = area.y + 8 * MM
    for text, size, role in _worker_lines(sheet):
        large = size * 1.15
        pen.strip(_fitting(text, large, role, room), x, baseline(y, large * 1.5, large))
        y += large * 1.5
    _draw_code(pen, sheet, Area(area.x + area.width - CODE, area.y + 5 * MM, CODE, CODE))


def _worker_lines(sheet: PlaqueSheet) -> tuple[tuple[str, float, Role], ...]:
    worker = sheet.worker or Keeper("专职网格员", "＿＿＿＿", "")
    return (
        (worker.duty, 15.0, Role.FANGSONG),
        (worker.name, 30.0, Role.HEITI),
        (worker.phone or "电话＿＿＿＿＿＿＿", 24.0 if worker.phone else 14.0, Role.HEITI),
    )


def _draw_portrait(pen: PosterPen, sheet: PlaqueSheet, x: float, y: float) -> None:
    width, height = PORTRAIT
    if sheet.portrait:
        pen.picture(sheet.portrait, x, y, width, height)
    else:
        strip = line("照片", plain(14))
        pen.strip(strip, x + (width - strip.width) / 2, y + height / 2, GREY)
    pen.frame(x, y, width, height, weight=0.8)


def _draw_code(pen: PosterPen, sheet: PlaqueSheet, area: Area) -> None:
    if not sheet.contact:
        return
    pen.qr_code(sheet.contact, area.x, area.y, area.width)
    caption = line("扫码存网格员电话", plain(10))
    x = area.x + (area.width - caption.width) / 2
    pen.strip(caption, x, area.bottom + 3 * MM)


# -- facts and duties, in the largest type that fits ---------------------------------------------


def _draw_text(pen: PosterPen, sheet: PlaqueSheet, room: Area) -> None:
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
    head = _fitting(label, size, Role.HEITI, LABEL - 2 * CELL)
    return _Row(head, tuple(lines), height)


def _draw_row(pen: PosterPen, area: Area, row: _Row, size: float) -> None:
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


def _draw_duties(pen: PosterPen, x: float, y: float, duties: Sequence[Strip], size: float) -> None:
    y += 4 * MM
    head = line("网格员职责", plain(size, Role.HEITI))
    pen.strip(head, x, baseline(y, size * LEADING, size))
    for strip in duties:
        y += size * LEADING
        pen.strip(strip, x, baseline(y, size * LEADING, size))


def _draw_foot(pen: PosterPen, sheet: PlaqueSheet, paper: PosterPaper) -> None:
    left, right = MARGIN + PAD, paper.width - MARGIN - PAD
    y = paper.height - MARGIN - 16 * MM
    pen.rule((left, y), (right, y), weight=1.2)
    phone = f"监督电话：{sheet.supervision_phone or '＿＿＿＿＿＿＿＿'}"
    called = _fitting(phone, 18.0, Role.HEITI, (right - left) * 0.7)
    pen.strip(called, left, y + 8.5 * MM)
    room = right - left - called.width - 8 * MM
    office = _fitting(sheet.office_name, 14.0, Role.FANGSONG, room)
    pen.strip(office, right - office.width, y + 7.5 * MM)
    mark = sheet.mark
    when = f"{local(mark.printed_at):%Y-%m-%d %H:%M}" if mark.printed_at else ""
    small = line(
        "　".join(filter(None, (f"编号 {sheet.grid_code}", when, mark.operator))), plain(6)
    )
    pen.strip(small, right - small.width, y + 11.5 * MM, GREY)
