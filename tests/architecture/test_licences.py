"""Whatever is in the tree and made by others is there by a licence that is there too."""

from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

MADE_BY_OTHERS = (".ttf", ".otf", ".svg", ".icc")


def unlicensed(resources: Path) -> list[str]:
    """Folders of art with no licence beside it, and fonts that no licence beside them names."""
    found = []
    for file in sorted(resources.rglob("*")):
        if file.suffix in MADE_BY_OTHERS:
            beside = [one for one in file.parent.iterdir() if one.name.startswith("LICENSE")]
            words = "\n".join(one.read_text("utf-8") for one in beside)
            is_font = file.suffix in (".ttf", ".otf")
            if not beside or (is_font and file.name not in words):
                found.append(file.relative_to(resources).as_posix())
    return found


def test_every_font_and_icon_has_its_licence_beside_it() -> None:
    missing = unlicensed(ROOT / "resources")
    assert not missing, "no LICENSE* beside it names: " + ", ".join(missing)


@pytest.mark.parametrize("licence", [None, "for Other.ttf"])
def test_a_font_without_a_licence_is_found(tmp_path: Path, licence: str | None) -> None:
    (tmp_path / "Some.ttf").touch()
    if licence is not None:
        (tmp_path / "LICENSE.txt").write_text(licence)
    assert unlicensed(tmp_path) == ["Some.ttf"]


def test_the_program_itself_comes_with_the_gpl() -> None:
    assert "GNU GENERAL PUBLIC LICENSE\n                       Version 3" in (
        ROOT / "LICENSE"
    ).read_text("utf-8")
