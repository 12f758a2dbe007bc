"""The design tokens: colours by name and sizes in pixels at 100 %, read from one file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Tokens:
    """All tokens of one theme."""

    is_dark: bool
    colours: dict[str, str]
    """``#RRGGBB`` by token name."""
    sizes: dict[str, int]
    """Pixels at text size 1.0."""


@cache
def tokens(*, dark: bool) -> Tokens:
    """The tokens of the light or the dark theme."""
    data = tomllib.loads(files("resources").joinpath("theme/tokens.toml").read_text("utf-8"))
    return Tokens(dark, data["dark" if dark else "light"], data["sizes"])


def contrast(foreground: str, background: str) -> float:
    """Contrast ratio of two ``#RRGGBB`` colours, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(foreground), _luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
