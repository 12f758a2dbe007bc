"""Which face prints a character, chosen by role and never left to the PDF library.

GB/T 9704-2012 names roles (仿宋, 楷体, 黑体, 小标宋, 宋体), not files. Each role is a chain: the
first face that holds a character prints it, so a rare name stands in the middle of a line of
仿宋 without leaving a hole. What no face holds is found before printing by `missing_glyphs`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.errors import LirenError

if TYPE_CHECKING:
    from app.printing.fonts import EmbeddedFace


class Role(StrEnum):
    """The typefaces official documents ask for."""

    FANGSONG = "fangsong"
    KAITI = "kaiti"
    HEITI = "heiti"
    XIAOBIAOSONG = "xiaobiaosong"
    SONG = "song"


LAST_RESORT = "NotoSansSC-Regular"
CHAINS: dict[Role, tuple[str, ...]] = {
    Role.FANGSONG: ("FandolFang", "WenKaiLight", LAST_RESORT),
    Role.KAITI: ("WenKai", "FandolFang", LAST_RESORT),
    Role.HEITI: ("NotoSansSC-Bold", LAST_RESORT, "FandolFang", "WenKaiLight"),
    Role.XIAOBIAOSONG: (
        "NotoSerifSC-Bold",
        "NotoSansSC-Bold",
        LAST_RESORT,
        "FandolFang",
        "WenKaiLight",
    ),
    Role.SONG: ("NotoSerifSC-Figures", "FandolFang", "WenKaiLight", LAST_RESORT),
}

ONE_EM_MARKS = frozenset("“”‘’…—·")
"""Marks Latin and Chinese share; between Chinese characters they take a whole em, so a face that
draws them narrower is passed over (except for the figures of page numbers)."""

STAND_IN = "□"
"""Printed for a character no face holds, to be filled in by hand, when the caller allows it."""

_DROPPED = dict.fromkeys(
    [*range(0x20), 0x7F, 0xFEFF, *range(0x200B, 0x2010), *range(0xFE00, 0xFE10),
     *range(0xE0100, 0xE01F0)]
)  # fmt: skip
_CLEANED = _DROPPED | {ord("\t"): " ", 0xA0: " ", ord("\n"): "\n", 0x2028: "\n", 0x2029: "\n"}


class GlyphsMissing(LirenError):
    """No shipped face holds these characters; ``characters`` lists them in order."""

    def __init__(self, characters: Iterable[str]):
        self.characters = tuple(sorted(characters))
        listed = "、".join(f"“{c}”" for c in self.characters)
        super().__init__(
            f"字库里没有{listed}，印出来会缺字。",
            "请改用通用字，或者选择“缺字留空框”，打印后手写补上。",
        )


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it will be printed: by which face, how wide (in em)."""

    char: str
    face: str
    advance: float
    is_full: bool
    """Whether it fills a whole cell of the grid."""


class Typeface:
    """One role: finds the glyph of a character along the chain and remembers it."""

    def __init__(self, role: Role):
        self.role = role
        self._known: dict[str, Glyph | None] = {}

    def find(self, char: str) -> Glyph | None:
        """The glyph, or None when no face of the chain holds the character."""
        try:
            return self._known[char]
        except KeyError:
            glyph = self._known[char] = self._search(char)
            return glyph

    def glyph(self, char: str) -> Glyph:
        """The glyph, or the empty frame that stands for a missing one."""
        found = self.find(char)
        if found is None:
            found = self.find(STAND_IN)
            if found is None:  # pragma: no cover  every chain ends in a face that holds it
                raise GlyphsMissing({char})
        return found

    def _search(self, char: str) -> Glyph | None:
        narrow = None
        for name in CHAINS[self.role]:
            face = _load(name)
            if not face.holds(char):
                continue
            advance = face.advance(char)
            glyph = Glyph(char, name, advance, is_full=abs(advance - 1) < 0.001)
            if glyph.is_full or char not in ONE_EM_MARKS or self.role is Role.SONG:
                return glyph
            narrow = narrow or glyph
        return narrow


_TYPEFACES = {role: Typeface(role) for role in Role}


def typeface(role: Role) -> Typeface:
    """The one typeface of a role."""
    return _TYPEFACES[role]


def _load(name: str) -> EmbeddedFace:
    from app.printing.fonts import face

    return face(name)


def clean(text: str) -> str:
    """Text without marks that have no shape: controls, zero-width marks, variation selectors."""
    return text.translate(_CLEANED)


def missing_glyphs(text: str, role: Role = Role.FANGSONG) -> set[str]:
    """Characters of ``text`` that no face of the role's chain holds."""
    find = typeface(role).find
    return {c for c in set(clean(text)) if c != "\n" and find(c) is None}


def texts_of(sheet: Any) -> Iterable[str]:
    """Every string inside a frozen sheet, however deep."""
    if isinstance(sheet, str):
        yield sheet
    elif isinstance(sheet, (tuple, list)):
        for item in sheet:
            yield from texts_of(item)
    elif is_dataclass(sheet):
        for field in fields(sheet):
            yield from texts_of(getattr(sheet, field.name))


def missing_in_sheet(sheet: Any) -> set[str]:
    """Characters of a sheet that would print as a hole in at least one role."""
    everything = "".join(set("".join(texts_of(sheet))))
    return set().union(*(missing_glyphs(everything, role) for role in SHEET_ROLES))


SHEET_ROLES = (Role.FANGSONG, Role.HEITI)
"""Roles looked at before printing; every chain ends in the same last resort, so two suffice."""


def check_glyphs(sheet: Any, *, frames_allowed: bool = False) -> None:
    """Refuse a sheet with characters no face holds.

    ``frames_allowed``: print an empty frame in their place instead. Raises `GlyphsMissing`.
    """
    missing = set() if frames_allowed else missing_in_sheet(sheet)
    if missing:
        raise GlyphsMissing(missing)
