"""What the shipped fonts hold, and how their text comes out of a PDF again."""

from importlib import resources

import pytest

from app.printing.fonts import to_unicode_map
from app.printing.typeface import (
    CHAINS,
    ONE_EM_MARKS,
    GlyphsMissing,
    Role,
    check_glyphs,
    clean,
    missing_glyphs,
    missing_in_sheet,
    typeface,
)
from tests.app.printing.sheets import minutes

FONTS = resources.files("resources").joinpath("fonts")
STANDARD = FONTS.joinpath("standard_characters.txt").read_text(encoding="utf-8").split()
RARE_NAMES = "䶮㛃𬱖𫖯㙍𠅤𤩽堃喆犇"
BEYOND_EVERY_FONT = "\U0002f000"


def test_the_list_of_standard_characters_is_complete() -> None:
    assert len(set("".join(STANDARD))) == 8105


@pytest.mark.parametrize("role", Role)
def test_every_role_prints_all_standard_characters(role: Role) -> None:
    assert missing_glyphs("".join(STANDARD), role) == set()


@pytest.mark.parametrize("role", Role)
def test_every_role_prints_rare_names_and_form_marks(role: Role) -> None:
    assert missing_glyphs(RARE_NAMES + "□☐☑✓×①⑳Ⅲ℃㎡→％№〇〔〕—…", role) == set()


def test_gb_2312_prints_in_fangsong() -> None:
    pairs = (bytes([a, b]) for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF))
    assert missing_glyphs("".join(p.decode("gb2312", "ignore") for p in pairs)) == set()


def test_a_common_character_is_fangsong_and_a_rare_one_falls_back() -> None:
    face = typeface(Role.FANGSONG)
    assert face.glyph("会").face == "FandolFang"
    assert face.glyph("喆").face == "WenKaiLight"
    assert face.glyph("𬱖").face == "WenKaiLight"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SONG])
def test_marks_shared_with_latin_take_a_whole_character(role: Role) -> None:
    assert {mark for mark in ONE_EM_MARKS if not typeface(role).glyph(mark).is_full} == set()


def test_a_character_no_font_holds_is_named_before_printing() -> None:
    sheet = minutes(present=("张三", f"李{BEYOND_EVERY_FONT}"))
    assert missing_in_sheet(sheet) == {BEYOND_EVERY_FONT}
    with pytest.raises(GlyphsMissing) as refusal:
        check_glyphs(sheet)
    assert refusal.value.characters == (BEYOND_EVERY_FONT,)
    assert BEYOND_EVERY_FONT in refusal.value.what_happened


def test_marks_without_shape_are_no_missing_characters() -> None:
    assert clean("张\u200b三\ufe00\t李\r四\U000e0101") == "张三 李四"
    assert missing_glyphs("张\u200b三\ufe00\r\n") == set()


def test_characters_beyond_the_basic_plane_are_mapped_by_surrogates() -> None:
    cmap = to_unicode_map("AAAAAA+X", [0, ord("张"), 0x2CC56])
    assert "<01> <5F20>" in cmap
    assert "<02> <D873DC56>" in cmap
    assert "<00> <" not in cmap.split("endcodespacerange")[1]


def test_a_map_has_no_more_than_a_hundred_entries_a_block() -> None:
    cmap = to_unicode_map("AAAAAA+X", [0, *range(0x4E00, 0x4E00 + 230)])
    assert [line for line in cmap.split("\n") if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "30 beginbfchar",
    ]


def test_the_fonts_of_every_chain_are_here_and_together_stay_within_27_megabytes() -> None:
    names = {part.name for part in FONTS.iterdir()}
    sizes = [len(p.read_bytes()) for p in FONTS.iterdir() if p.name.endswith(".ttf")]
    assert sum(sizes) <= 27_000_000
    assert {f"{face}.ttf" for chain in CHAINS.values() for face in chain} <= names
