"""Pages of a finished PDF as pictures, for the preview; what is shown is what is printed."""

from dataclasses import dataclass
from threading import Lock

_PDFIUM = Lock()
"""PDFium keeps state per process and is not thread-safe."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of a page: 4 bytes a pixel, in the order blue, green, red, unused."""

    width: int
    height: int
    stride: int
    """Bytes from one row to the next."""
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """How many pages the document has."""
    import pypdfium2

    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def render_page(pdf: bytes, index: int, scale: float = 1.0) -> Raster:
    """Page ``index`` (from 0) at ``scale`` pixels a point (1.0 is 72 dots an inch)."""
    import pypdfium2

    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[index]
            bitmap = page.render(scale=scale, prefer_bgrx=True)
            pixels = bytes(bitmap.buffer)
            found = Raster(bitmap.width, bitmap.height, bitmap.stride, pixels)
            bitmap.close()
            page.close()
            return found
        finally:
            document.close()
