"""网格公示牌: the plaque that hangs in every entrance, with the grid worker's face and number.

What hangs there by practice (domain.md §1, 公示): grid number, bounds, grid worker with photo and
phone, party branch, building and unit heads, duties, whom to complain to. Black and white first.
"""

from collections.abc import Sequence
from functools import partial

from app.printing.paper import GREY, MM
from app.printing.pen import About, Pen, Step, baseline, write_pdf
from app.printing.plaque_sheet import Area, Keeper, PlaqueSheet
from app.printing.plaque_text import draw_text
from app.printing.poster import PosterPaper, draw_qr_code, size_page
from app.printing.setting import fitting, line, plain
from app.printing.typeface import Role, check_glyphs
from db.clock import local

MARGIN = 10 * MM
PAD = 8 * MM
"""Between the frame and what stands inside."""
PORTRAIT = (45 * MM, 60 * MM)
CODE = 44 * MM


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


def _draw(pen: Pen, *, sheet: PlaqueSheet, paper: PosterPaper) -> None:
    size_page(pen, paper)
    _draw_frame(pen, paper)
    top = _draw_head(pen, sheet, paper)
    left, right = MARGIN + PAD, paper.width - MARGIN - PAD
    bottom = paper.height - MARGIN - 19 * MM
    if paper.turned:
        side, gap = 62 * MM, 6 * MM
        _draw_worker_standing(pen, sheet, Area(left, top, side, bottom - top))
        room = Area(left + side + gap, top, right - left - side - gap, bottom - top)
    else:
        _draw_worker_lying(pen, sheet, Area(left, top, right - left, PORTRAIT[1]))
        below = top + PORTRAIT[1] + 7 * MM
        room = Area(left, below, right - left, bottom - below)
    draw_text(pen, sheet, room)
    _draw_foot(pen, sheet, paper)


def _draw_frame(pen: Pen, paper: PosterPaper) -> None:
    for inset, weight in ((MARGIN, 2.4), (MARGIN + 1.6 * MM, 0.6)):
        pen.frame(inset, inset, paper.width - 2 * inset, paper.height - 2 * inset, weight=weight)


def _draw_head(pen: Pen, sheet: PlaqueSheet, paper: PosterPaper) -> float:
    """The title and, below it, which grid and which entrance; returns where the rest begins."""
    room = paper.width - 2 * (MARGIN + PAD)
    y = MARGIN + 6 * MM
    for text, size, role, gap in (
        (f"{sheet.office_name}网格公示牌", 36.0, Role.XIAOBIAOSONG, 4 * MM),
        ("　".join(filter(None, (sheet.grid_name, sheet.entrance))), 24.0, Role.HEITI, 4 * MM),
    ):
        strip = fitting(text, plain(size, role), room)
        pen.strip(strip, (paper.width - strip.width) / 2, baseline(y, size * 1.1, size))
        y += size * 1.1 + gap
    pen.rule((MARGIN + PAD, y), (paper.width - MARGIN - PAD, y), weight=1.2)
    return y + 6 * MM


def _draw_worker_standing(pen: Pen, sheet: PlaqueSheet, area: Area) -> None:
    """Photo, name and phone one below the other, the code at the foot."""
    x = area.x + (area.width - PORTRAIT[0]) / 2
    _draw_portrait(pen, sheet, x, area.y)
    y = area.y + PORTRAIT[1] + 2 * MM
    for text, size, role in _worker_lines(sheet):
        strip = fitting(text, plain(size, role), area.width)
        pen.strip(strip, area.x + (area.width - strip.width) / 2, baseline(y, size * 1.25, size))
        y += size * 1.25
    side = min(CODE, area.bottom - y - 5 * MM)
    _draw_code(pen, sheet, Area(area.x + (area.width - side) / 2, y + 1 * MM, side, side))


def _draw_worker_lying(pen: Pen, sheet: PlaqueSheet, area: Area) -> None:
    """Photo at the left, name and phone beside it, the code at the right."""
    _draw_portrait(pen, sheet, area.x, area.y)
    x = area.x + PORTRAIT[0] + 7 * MM
    room = area.width - PORTRAIT[0] - CODE - 12 * MM
    y = area.y + 8 * MM
    for text, size, role in _worker_lines(sheet):
        large = size * 1.15
        pen.strip(fitting(text, plain(large, role), room), x, baseline(y, large * 1.5, large))
        y += large * 1.5
    _draw_code(pen, sheet, Area(area.x + area.width - CODE, area.y + 5 * MM, CODE, CODE))


def _worker_lines(sheet: PlaqueSheet) -> tuple[tuple[str, float, Role], ...]:
    worker = sheet.worker or Keeper("专职网格员", "＿＿＿＿", "")
    return (
        (worker.duty, 15.0, Role.FANGSONG),
        (worker.name, 30.0, Role.HEITI),
        (worker.phone or "电话＿＿＿＿＿＿＿", 24.0 if worker.phone else 14.0, Role.HEITI),
    )


def _draw_portrait(pen: Pen, sheet: PlaqueSheet, x: float, y: float) -> None:
    width, height = PORTRAIT
    if sheet.portrait:
        pen.picture(sheet.portrait, x, y, width, height)
    else:
        strip = line("照片", plain(14))
        pen.strip(strip, x + (width - strip.width) / 2, y + height / 2, GREY)
    pen.frame(x, y, width, height, weight=0.8)


def _draw_code(pen: Pen, sheet: PlaqueSheet, area: Area) -> None:
    if not sheet.contact:
        return
    draw_qr_code(pen, sheet.contact, area.x, area.y, area.width)
    caption = line("扫码存网格员电话", plain(10))
    x = area.x + (area.width - caption.width) / 2
    pen.strip(caption, x, area.bottom + 3 * MM)


def _draw_foot(pen: Pen, sheet: PlaqueSheet, paper: PosterPaper) -> None:
    left, right = MARGIN + PAD, paper.width - MARGIN - PAD
    y = paper.height - MARGIN - 16 * MM
    pen.rule((left, y), (right, y), weight=1.2)
    phone = f"监督电话：{sheet.supervision_phone or '＿＿＿＿＿＿＿＿'}"
    called = fitting(phone, plain(18.0, Role.HEITI), (right - left) * 0.7)
    pen.strip(called, left, y + 8.5 * MM)
    room = right - left - called.width - 8 * MM
    office = fitting(sheet.office_name, plain(14.0, Role.FANGSONG), room)
    pen.strip(office, right - office.width, y + 7.5 * MM)
    mark = sheet.mark
    when = f"{local(mark.printed_at):%Y-%m-%d %H:%M}" if mark.printed_at else ""
    small = line(
        "　".join(filter(None, (f"编号 {sheet.grid_code}", when, mark.operator))), plain(6)
    )
    pen.strip(small, right - small.width, y + 11.5 * MM, GREY)
