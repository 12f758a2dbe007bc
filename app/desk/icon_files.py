"""The icons' drawings (Lucide, SVG), and those the style sheet needs as files in theme colours."""

import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

from app.desk.tokens import Tokens


@cache
def source(name: str) -> str:
    """The drawing as shipped; FileNotFoundError when there is none of this name."""
    return files("resources").joinpath(f"icons/{name}.svg").read_text("utf-8")


def svg(name: str, colour: str) -> str:
    """The drawing in one colour, ``#RRGGBB``."""
    return source(name).replace("currentColor", colour)


_folder: tempfile.TemporaryDirectory[str] | None = None
IN_STYLE_SHEET = (
    ("chevron-down", "soft"),
    ("chevron-up", "soft"),
    ("chevron-right", "soft"),
    ("chevron-left", "soft"),
    ("check", "on_accent"),
    ("x", "soft"),
)


def tinted_folder(tokens: Tokens) -> str:
    """A folder with the few icons the style sheet needs as files, in this theme's colours."""
    global _folder  # noqa: PLW0603  lives as long as the program
    if _folder is None:
        _folder = tempfile.TemporaryDirectory(prefix="liren-icons-", ignore_cleanup_errors=True)
    folder = Path(_folder.name) / ("dark" if tokens.is_dark else "light")
    if not folder.is_dir():
        folder.mkdir()
        for name, token in IN_STYLE_SHEET:
            (folder / f"{name}.svg").write_text(svg(name, tokens.colours[token]), "utf-8")
        (folder / "dot.svg").write_text(_dot(tokens.colours["on_accent"]), "utf-8")
    return folder.as_posix()


def _dot(colour: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        f'<circle cx="8" cy="8" r="3.5" fill="{colour}"/></svg>'
    )
