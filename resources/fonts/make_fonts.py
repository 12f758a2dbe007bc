"""Make the subsets in this folder from the published fonts (a tool, not part of the program).

Why subsets: the whole fonts come to 90 MB, and fetching them at build time costs 230 MB a run.
Why TrueType: ReportLab embeds TrueType outlines only, so FandolFang's cubic outlines are turned
into quadratic ones.

Fetch the sources into one folder, then run the tool there (fontTools is needed here only)::

    apt-get download texlive-lang-chinese fonts-lxgw-wenkai unicode-data
    npm pack @expo-google-fonts/noto-sans-sc @expo-google-fonts/noto-serif-sc
    for d in *.deb; do dpkg-deb -x "$d" .; done
    for t in *.tgz; do tar -xzf "$t" --one-top-level; done
    python resources/fonts/make_fonts.py .

Characters taken: the 8,105 of 通用规范汉字表 (kTGH in Unihan; also written to
``standard_characters.txt``), GB 2312, Latin, punctuation, full-width forms, circled numbers,
arrows, boxes, units, and characters of names outside the standard list. 思源黑体 Regular, the
last resort of every chain, also keeps the whole basic block and all ideographs beyond U+FFFF.
"""

from __future__ import annotations

import argparse
import bz2
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

HERE = Path(__file__).parent
log = logging.getLogger("make_fonts")

NAMES_BEYOND_THE_STANDARD = (
    "䶮㛃𬱖𫖯㙍𠅤𤩽堃喆犇峯昇喆淼祎煊頔仝燚叕玥婳芃琇瑄堺囍龢甯邨槑嚞惢皛皕赟彧昉晞"
    "㐱㑇㛹㝧㬎㬚㮾㸌㻬㼆䒕䓖䓫䣘䥽䲟𠙶𡐓𣲗𣲘𤧛𤩄𦙶𦭜𧿹𨐈𨚕𨟠𨭉𨱏𩾃𩾌𪣻𪤗𪨰𪩘𪾢𫄧𫄨𫄷"
    "𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩"
)
SYMBOL_RANGES = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x2030, 0x205E), (0x20A9, 0x20AC),
    (0x2100, 0x214E), (0x2160, 0x217F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF),
    (0x2500, 0x25FF), (0x2600, 0x261F), (0x2640, 0x2642), (0x2713, 0x2718), (0x2776, 0x2793),
    (0x3000, 0x303F), (0x3041, 0x30FF), (0x3220, 0x32B0), (0x3380, 0x33DF), (0xFE10, 0xFE6B),
    (0xFF01, 0xFFEE),
)  # fmt: skip
DROPPED_TABLES = "vhea vmtx VORG GSUB GPOS GDEF BASE DSIG gasp STAT MATH kern FFTM meta"
TICK_IN_BOX = 0.7
"""Height of the tick in ☑, as part of the box."""

CUBIC_ERROR = 1.0
"""Largest distance, in 1/1000 em, between a cubic outline and its quadratic likeness."""


@dataclass(frozen=True)
class Recipe:
    """One file to make: where from, what to keep, what to call it."""

    target: str
    source: str
    family: str
    style: str
    characters: Callable[[Characters], set[int]]


@dataclass(frozen=True)
class Characters:
    """The sets the recipes choose from, all as code points."""

    standard: set[int]
    wanted: set[int]
    in_fandol: set[int]


def standard_characters(root: Path) -> set[int]:
    """Read kTGH (the number in 通用规范汉字表, 2013) from the Unihan files below ``root``."""
    found = set()
    for path in root.glob("usr/share/unicode/Unihan_*.bz2"):
        with bz2.open(path, "rt", encoding="utf-8") as lines:
            found |= {int(line.split("\t")[0][2:], 16) for line in lines if "\tkTGH\t" in line}
    if len(found) != 8105:
        raise SystemExit(f"expected the 8105 characters of the table, found {len(found)}")
    return found


def gb2312() -> set[int]:
    """Everything GB 2312 encodes, by Python's own codec."""
    pairs = (bytes([a, b]) for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF))
    return {ord(c) for pair in pairs if (c := pair.decode("gb2312", errors="ignore"))}


def symbols() -> set[int]:
    """Latin, punctuation, full-width forms, marks and units."""
    return {c for first, last in SYMBOL_RANGES for c in range(first, last + 1)}


def with_basic_block(characters: Characters) -> set[int]:
    """The wanted ones, the whole basic block and whatever lies beyond U+FFFF."""
    beyond = set(range(0x20000, 0x32000))
    return characters.wanted | set(range(0x4E00, 0xA000)) | beyond


RECIPES = (
    Recipe("FandolFang.ttf", "**/FandolFang-Regular.otf", "Liren Fangsong", "Regular",
           lambda c: c.wanted),
    Recipe("WenKaiLight.ttf", "**/LXGWWenKai-Light.ttf", "Liren WenKai Light", "Regular",
           lambda c: c.wanted - c.in_fandol),
    Recipe("WenKai.ttf", "**/LXGWWenKai-Regular.ttf", "Liren WenKai", "Regular",
           lambda c: c.wanted),
    Recipe("NotoSerifSC-Bold.ttf", "**/NotoSerifSC_700Bold.ttf", "Noto Serif SC", "Bold",
           lambda c: c.wanted),
    Recipe("NotoSerifSC-Figures.ttf", "**/NotoSerifSC_400Regular.ttf", "Noto Serif SC", "Regular",
           lambda c: symbols()),
    Recipe("NotoSansSC-Regular.ttf", "**/NotoSansSC_400Regular.ttf", "Noto Sans SC", "Regular",
           with_basic_block),
    Recipe("NotoSansSC-Bold.ttf", "**/NotoSansSC_700Bold.ttf", "Noto Sans SC", "Bold",
           lambda c: c.wanted),
)  # fmt: skip


def subset_of(path: Path, characters: Iterable[int]) -> Any:
    """Cut the font down to ``characters``; no layout tables, hints or glyph names."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.desubroutinize = True
    options.drop_tables = list({*options.drop_tables, *DROPPED_TABLES.split()})
    options.recalc_timestamp = False
    font = subset.load_font(str(path), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    return font


def make_quadratic(font: Any) -> None:
    """Replace the CFF table by glyf and loca (maxp 1.0, post 3)."""
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, CUBIC_ERROR, reverse_direction=True))
        outlines[name] = pen.glyph()
    del font["CFF "]
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = outlines
    font.recalcBBoxes = True
    font["maxp"].tableVersion = 0x00010000
    zeros = (
        "maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements "
        "maxSizeOfInstructions maxComponentElements maxComponentDepth maxPoints maxContours "
        "maxCompositePoints maxCompositeContours"
    )
    for field in zeros.split():
        setattr(font["maxp"], field, 0)
    font["maxp"].maxZones = 1
    font["post"].formatType = 3.0
    font["post"].extraNames, font["post"].mapping = [], {}
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\x00\x01\x00\x00"


def _centring(glyphs: Any, inner: str, outer: str) -> tuple[float, ...]:
    """The transformation that puts ``inner``, made smaller, into the middle of ``outer``."""
    boxes = []
    for name in (inner, outer):
        bounds = BoundsPen(glyphs)
        glyphs[name].draw(bounds)
        boxes.append(bounds.bounds)
    small, large = boxes
    fits = min((large[i + 2] - large[i]) / (small[i + 2] - small[i]) for i in (0, 1))
    scale = TICK_IN_BOX * fits
    shift = [(large[i] + large[i + 2] - scale * (small[i] + small[i + 2])) / 2 for i in (0, 1)]
    return (scale, 0, 0, scale, *shift)


def add_ticked_box(font: Any) -> None:
    """Draw ☑ (and map ☐) from □ and ✓: none of the sources has a ballot box."""
    cmap = font.getBestCmap()
    if 0x2611 in cmap or 0x25A1 not in cmap or 0x2713 not in cmap:
        return
    glyphs = font.getGlyphSet()
    pen = TTGlyphPen(None)
    glyphs[cmap[0x25A1]].draw(pen)
    tick = DecomposingRecordingPen(glyphs)
    glyphs[cmap[0x2713]].draw(tick)
    tick.replay(TransformPen(pen, _centring(glyphs, cmap[0x2713], cmap[0x25A1])))
    name = "uni2611"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = pen.glyph()
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["glyf"].glyphs[name].recalcBounds(font["glyf"])
    font["hmtx"][name] = font["hmtx"][cmap[0x25A1]]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x2611] = name
            table.cmap.setdefault(0x2610, cmap[0x25A1])


def rename(font: Any, recipe: Recipe) -> None:
    """Give the cut font its own name: the OFL reserves some, and a subset is not the original."""
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 13, 14)]
    postscript = f"{recipe.family.replace(' ', '')}-{recipe.style}"
    full = f"{recipe.family} {recipe.style}"
    unique = f"{postscript};subset made for Liren"
    for number, text in ((1, recipe.family), (2, recipe.style), (3, unique), (4, full),
                         (5, "Version 1.000"), (6, postscript)):  # fmt: skip
        table.setName(text, number, 3, 1, 0x409)


def make(recipe: Recipe, sources: Path, characters: Characters) -> None:
    """Make one file of this folder."""
    path = next(iter(sorted(sources.glob(recipe.source))), None)
    if path is None:
        raise SystemExit(f"no {recipe.source} below {sources}")
    font = subset_of(path, recipe.characters(characters))
    if "CFF " in font:
        make_quadratic(font)
    add_ticked_box(font)
    rename(font, recipe)
    target = HERE / recipe.target
    font.save(target)
    log.info("%s: %.2f MB, %d characters", target.name, target.stat().st_size / 1e6,
             len(font.getBestCmap()))  # fmt: skip


def main() -> None:
    """Make every font and the list of standard characters."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    parser = argparse.ArgumentParser(description="Make the font subsets of resources/fonts.")
    parser.add_argument("sources", type=Path, help="folder with the unpacked sources")
    sources = parser.parse_args().sources
    standard = standard_characters(sources)
    listed = "".join(map(chr, sorted(standard)))
    rows = [listed[i : i + 50] for i in range(0, len(listed), 50)]
    (HERE / "standard_characters.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    wanted = standard | gb2312() | symbols() | set(map(ord, NAMES_BEYOND_THE_STANDARD))
    fandol = TTFont(next(iter(sources.glob("**/FandolFang-Regular.otf"))), lazy=True)
    characters = Characters(standard, wanted, set(fandol.getBestCmap()))
    for recipe in RECIPES:
        make(recipe, sources, characters)


if __name__ == "__main__":
    main()
