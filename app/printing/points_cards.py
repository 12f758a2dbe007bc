"""积分卡: ten to a sheet of A4, the size of a bank card, each with its number as a QR code.

The code holds the digits alone, so that a scanner types what a clerk could type. Cut along the
dotted lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from app.printing.foot import PrintMark
from app.printing.paper import MM, PAGE_HEIGHT, PAGE_WIDTH
from app.printing.pen import About, Pen, Step, baseline, write_pdf
from app.printing.poster import draw_qr_code
from app.printing.setting import fitting, plain
from app.printing.typeface import Role, check_glyphs

WIDTH, HEIGHT = 85.6 * MM, 54 * MM
"""ID-1 of ISO/IEC 7810."""
ACROSS, DOWN = 2, 5
A_SHEET = ACROSS * DOWN
CODE = 30 * MM
PAD = 4 * MM


@dataclass(frozen=True, slots=True)
class CardFace:
    """One card."""

    name: str
    card: str
    """Eight digits."""
    address: str = ""
    """Empty: the card does not say where somebody lives."""


@dataclass(frozen=True, slots=True)
class CardSheet:
    """Cards to be cut."""

    office_name: str
    cards: tuple[CardFace, ...]
    phone: str = ""
    mark: PrintMark = field(default_factory=PrintMark)


def compose_cards(
    sheet: CardSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The cards as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    about = About("积分卡", sheet.office_name, "积分卡", sheet.mark.printed_at)
    pages = [sheet.cards[start : start + A_SHEET] for start in range(0, len(sheet.cards), A_SHEET)]
    return write_pdf(about, [partial(_draw, sheet=sheet, cards=cards) for cards in pages], step)


def _draw(pen: Pen, *, sheet: CardSheet, cards: Sequence[CardFace]) -> None:
    left, top = (PAGE_WIDTH - ACROSS * WIDTH) / 2, (PAGE_HEIGHT - DOWN * HEIGHT) / 2
    for number in range(DOWN + 1):
        y = top + number * HEIGHT
        pen.dotted((left - 5 * MM, y), (left + ACROSS * WIDTH + 5 * MM, y))
    for number in range(ACROSS + 1):
        x = left + number * WIDTH
        pen.dotted((x, top - 5 * MM), (x, top + DOWN * HEIGHT + 5 * MM))
    for number, card in enumerate(cards):
        row, column = divmod(number, ACROSS)
        _draw_card(pen, sheet, card, (left + column * WIDTH, top + row * HEIGHT))


def _draw_card(pen: Pen, sheet: CardSheet, card: CardFace, corner: tuple[float, float]) -> None:
    x, y = corner[0] + PAD, corner[1] + PAD
    room = WIDTH - 2 * PAD
    head = fitting(f"{sheet.office_name}　文明积分卡", plain(12, Role.HEITI), room)
    pen.strip(head, x, baseline(y, 6 * MM, 12))
    pen.rule((x, y + 7.5 * MM), (x + room, y + 7.5 * MM), weight=0.6)
    draw_qr_code(pen, card.card, x + room - CODE + 2 * MM, y + 9 * MM, CODE)
    text = room - CODE - 2 * MM
    lines = (
        (card.name, 18.0, Role.KAITI, 12 * MM),
        (card.address, 10.0, Role.FANGSONG, 21 * MM),
        (spaced(card.card), 14.0, Role.HEITI, 28 * MM),
    )
    for words, size, role, down in lines:
        pen.strip(fitting(words, plain(size, role), text), x, baseline(y + down, 7 * MM, size))
    foot = "请妥善保管，遗失请到居委会补办" + (f"　{sheet.phone}" if sheet.phone else "")
    pen.strip(fitting(foot, plain(8), room), x, baseline(y + 40.5 * MM, 5 * MM, 8))


def spaced(card: str) -> str:
    """A card number in fours, easier to read out: 0000 0018."""
    return " ".join(card[start : start + 4] for start in range(0, len(card), 4))
