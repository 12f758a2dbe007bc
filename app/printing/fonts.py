"""The shipped font files, registered with ReportLab one by one when first needed.

ReportLab parses a font on registration (15 to 40 ms each), so a face is loaded only when a
character asks for it. Parsing and cutting subsets move a read position inside the font object;
both are guarded by one lock, which makes composing in several threads safe.
"""

from importlib import resources
from io import BytesIO
from threading import RLock
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

rl_config.useA85 = 0
"""Without the detour over ASCII every file is a fifth smaller and made a tenth faster."""

_LOCK = RLock()
_FACES: dict[str, "EmbeddedFace"] = {}

CODES_A_BLOCK = 100
"""Most entries one bfchar block may hold (PDF 32000-1, 9.10.3)."""


class EmbeddedFace(TTFont):  # type: ignore[misc]
    """A TrueType face whose text copies out of the PDF as it was put in.

    ReportLab 5.1 writes five hex digits for a character beyond U+FFFF where the standard wants
    UTF-16BE: 𬱖 shows on paper but copies as another character. The map is written anew here.
    """

    def __init__(self, name: str, data: bytes):
        # asciiReadable=0: without it all of ASCII is embedded in every document.
        super().__init__(name, BytesIO(data), asciiReadable=0, shapable=False)

    def holds(self, char: str) -> bool:
        """Whether the face has a glyph for this character."""
        return ord(char) in self.face.charToGlyph

    def advance(self, char: str) -> float:
        """Width of a character in em; the caller knows that the face holds it."""
        return float(self.face.getCharWidth(ord(char))) / 1000

    def addObjects(self, doc: Any) -> None:  # noqa: N802  ReportLab's name
        """Add the subsets to the document, then correct their ToUnicode maps."""
        with _LOCK:
            subsets = list(self.state[doc].subsets)
            super().addObjects(doc)
        for number, codes in enumerate(subsets):
            name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX))
            base = name.decode("latin-1")
            doc.idToObject[f"toUnicodeCMap:{base}"].content = to_unicode_map(base, codes)


def to_unicode_map(name: str, codes: list[int]) -> str:
    """The CMap from a subset's one-byte codes to UTF-16BE; unused codes are left out."""
    entries = [
        f"<{index:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for index, code in enumerate(codes)
        if code and (code != 32 or index == 32)
    ]
    blocks = [entries[i : i + CODES_A_BLOCK] for i in range(0, len(entries), CODES_A_BLOCK)]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *body,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


def face(name: str) -> EmbeddedFace:
    """The face of a file in ``resources/fonts`` (its name without ``.ttf``), loaded once."""
    found = _FACES.get(name)
    if found is not None:
        return found
    with _LOCK:
        if name not in _FACES:
            source = resources.files("resources").joinpath("fonts", f"{name}.ttf")
            loaded = EmbeddedFace(name, source.read_bytes())
            pdfmetrics.registerFont(loaded)
            _FACES[name] = loaded
        return _FACES[name]
