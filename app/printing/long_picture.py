"""长图: an official paper as one long picture, for a chat group, where nobody opens a PDF."""

from io import BytesIO

from app.printing.official import lay_long
from app.printing.paper import AREA_WIDTH, MM
from app.printing.papers import OfficialSheet, document_of
from app.printing.preview import render_page
from app.printing.typeface import check_glyphs

WIDTH = 1080
"""Pixels across: the width of a telephone's screen, so that nothing is scaled."""

MARGIN = 9 * MM
COLOURS = 64
"""Enough for black, one red and the greys between; a quarter of the bytes."""


def compose_long_picture(sheet: OfficialSheet, *, frames_allowed: bool = False) -> bytes:
    """The whole paper as a PNG of 1080 pixels across, without page numbers.

    Raises:
        GlyphsMissing: unless ``frames_allowed``.
    """
    from PIL import Image

    check_glyphs(sheet, frames_allowed=frames_allowed)
    pdf = lay_long(document_of(sheet), MARGIN).drawn()
    page = render_page(pdf, 0, WIDTH / (AREA_WIDTH + 2 * MARGIN))
    size = (page.width, page.height)
    image = Image.frombuffer("RGB", size, page.pixels, "raw", "BGRX", page.stride, 1)
    target = BytesIO()
    fast, plain = Image.Quantize.FASTOCTREE, Image.Dither.NONE
    image.quantize(COLOURS, method=fast, dither=plain).save(target, "PNG")
    return target.getvalue()
