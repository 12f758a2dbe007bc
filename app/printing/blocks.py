"""The parts of an official document's text: each knows how to become rows of the grid.

A row is one of the 22 lines of a page, with its strips placed in points from the left edge of the
type area. Nothing is guessed from the text: a heading is a `Heading`.
"""

from dataclasses import dataclass
from typing import Protocol

from app.printing.paper import AREA_WIDTH, BLACK, CELL, TITLE
from app.printing.pen import Colour
from app.printing.setting import (
    BODY_STYLE,
    HEITI,
    KAITI,
    Span,
    Strip,
    Style,
    evened,
    line,
    paragraph,
    plain,
)
from app.printing.titles import break_title
from app.printing.typeface import Role, clean

INDENT = 2 * CELL


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across a row: from and to (points from the type area's left), height in the row."""

    left: float
    right: float
    drop: float
    weight: float
    colour: Colour = BLACK
    falls: float = 0.0
    """How far down the line runs; 0 draws it across."""


@dataclass(frozen=True, slots=True)
class Row:
    """One or more lines of the grid that print together."""

    strips: tuple[Strip, ...] = ()
    size: float = BODY_STYLE.size
    lines: int = 1
    keeps: bool = False
    """Must not be parted from the row below."""
    is_space: bool = False
    """Empty: left out at the head of a page."""
    rules: tuple[Rule, ...] = ()
    colour: Colour = BLACK
    drop: float = 0.0
    """Moves the strips down from their usual place in the row, in points."""


class Block(Protocol):
    """A part of a document."""

    def rows(self) -> list[Row]:
        """The rows it takes, from the top."""
        ...


@dataclass(frozen=True, slots=True)
class Blank:
    """Empty lines."""

    lines: int = 1
    keeps: bool = False

    def rows(self) -> list[Row]:
        """One empty row a line."""
        return [Row(is_space=True, keeps=self.keeps)] * self.lines


@dataclass(frozen=True, slots=True)
class Title:
    """The title: 小标宋 22 pt, centred, broken by sense; an own newline decides the break."""

    text: str
    note: str = ""
    """题注 below it, centred, in 楷体: when and by whom a resolution was adopted."""

    def rows(self) -> list[Row]:
        """Title lines, note and one empty line; never parted from what follows."""
        style = plain(TITLE, Role.XIAOBIAOSONG)
        rows = [
            Row((_centred(line(part, style)),), TITLE, keeps=True)
            for part in break_title(self.text, style, AREA_WIDTH - CELL)
        ]
        rows += [
            Row((_centred(strip),), keeps=True) for strip in evened(self.note, KAITI, AREA_WIDTH)
        ]
        return [*rows, Row(is_space=True, keeps=True)]


def _centred(strip: Strip) -> Strip:
    return strip.shifted((AREA_WIDTH - strip.width) / 2)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 一、 2 （一） 3 1. 4 (1), with its number already in the text."""

    level: int
    text: str

    def rows(self) -> list[Row]:
        """黑体, 楷体 or 仿宋; stays with the text that follows."""
        style = {1: HEITI, 2: KAITI}.get(self.level, BODY_STYLE)
        strips = paragraph((Span(self.text, style),), AREA_WIDTH, first=INDENT)
        return [Row((strip,), keeps=True) for strip in strips]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text with an indent of two characters; every newline begins a new paragraph."""

    text: str
    label: str = ""
    """Words before the text in another face, such as 会议决定："""
    label_style: Style = KAITI
    indent: int = 2

    def rows(self) -> list[Row]:
        """Rows of each paragraph in turn."""
        found: list[Row] = []
        for number, text in enumerate(filter(str.strip, clean(self.text).split("\n"))):
            spans = [Span(text.strip(), BODY_STYLE)]
            if self.label and number == 0:
                spans.insert(0, Span(self.label, self.label_style))
            strips = paragraph(spans, AREA_WIDTH, first=self.indent * CELL)
            found += [Row((strip,)) for strip in strips]
        return found


@dataclass(frozen=True, slots=True)
class Labelled:
    """A 黑体 label with a colon and text; further lines stand under the text's first character."""

    label: str
    text: str
    indent: int = 2

    def rows(self) -> list[Row]:
        """Rows with the label on the first."""
        label = line(f"{self.label}：", HEITI).shifted(self.indent * CELL)
        start = self.indent * CELL + label.width
        strips = paragraph((Span(self.text),), AREA_WIDTH - start)
        return [
            Row((label, strip.shifted(start)) if i == 0 else (strip.shifted(start),))
            for i, strip in enumerate(strips)
        ]
