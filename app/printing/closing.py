"""What closes an official document: names of those present, attachments, signature, 版记."""

from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from app.printing.blocks import INDENT, Row, Rule
from app.printing.paper import AREA_WIDTH, CELL, FOLIO, ROW, THICK, THIN
from app.printing.setting import (
    BODY_STYLE,
    HEITI,
    Span,
    Strip,
    line,
    paragraph,
    plain,
    spread,
    width_of,
)
from app.printing.words import full_date

NAME_CELLS = 3
"""A name takes three characters and one blank; two characters are set apart to three."""


@dataclass(frozen=True, slots=True)
class NameList:
    """出席：and the names, wrapped under the first name (GB/T 9704-2012, 10.3)."""

    label: str
    names: tuple[str, ...]

    def rows(self) -> list[Row]:
        """Names in columns; a name is broken only when it is longer than a line."""
        label = line(f"{self.label}：", HEITI).shifted(INDENT)
        start = INDENT + label.width
        room = round((AREA_WIDTH - start) / CELL)
        rows: list[list[Strip]] = [[label]]
        column = 0
        for name in self.names:
            strip, cells = _name(name, room)
            if column and column + cells > room:
                rows.append([])
                column = 0
            rows[-1].append(strip[0].shifted(start + column * CELL))
            for more in strip[1:]:
                rows.append([more.shifted(start)])
            column += (ceil((cells + 1) / (NAME_CELLS + 1))) * (NAME_CELLS + 1)
        return [Row(tuple(strips), keeps=i == 0 < len(rows) - 1) for i, strips in enumerate(rows)]


def _name(name: str, room: int) -> tuple[list[Strip], int]:
    """The strips of one name (nearly always one) and how many cells it takes."""
    strip = line(name)
    cells = ceil(strip.width / CELL - 0.01)
    if len(name) == 2 and cells == 2:
        return [spread(name, BODY_STYLE, NAME_CELLS * CELL)], NAME_CELLS
    if cells > room:
        return paragraph((Span(name),), room * CELL), room
    return [strip], cells


@dataclass(frozen=True, slots=True)
class Attachments:
    """附件说明: one line below the text, numbered when more than one (7.3.4)."""

    names: tuple[str, ...]

    def rows(self) -> list[Row]:
        """Names without end mark, wrapped under the first character of the name."""
        if not self.names:
            return []
        rows = [Row(is_space=True)]
        start = INDENT + 3 * CELL
        for number, name in enumerate(self.names, start=1):
            mark = line(f"{number}.") if len(self.names) > 1 else line("")
            left = start + mark.width
            for i, strip in enumerate(paragraph((Span(name),), AREA_WIDTH - left)):
                head = (mark.shifted(start),) if i == 0 else ()
                if number == 1 and i == 0:
                    head = (line("附件：").shifted(INDENT), *head)
                rows.append(Row((*head, strip.shifted(left))))
        return rows


@dataclass(frozen=True, slots=True)
class Signature:
    """Office and date (7.3.5). Sealed: date four characters from the right, office centred on it,
    room above for the seal. Unsealed: office two from the right, date two further right."""

    office: str
    day: date
    sealed: bool
    note: str = ""
    """附注: below the date, two characters in, in round brackets (7.3.6)."""

    def rows(self) -> list[Row]:
        """Kept in one piece; the composer brings text along when a new page begins."""
        office, day = line(self.office), line(full_date(self.day))
        if self.sealed:
            at = AREA_WIDTH - 4 * CELL - day.width
            from_left = min(at + (day.width - office.width) / 2, AREA_WIDTH - office.width)
        else:
            from_left = AREA_WIDTH - 2 * CELL - office.width
            at = from_left + 2 * CELL
            if at + day.width > AREA_WIDTH - 2 * CELL:
                at = AREA_WIDTH - 2 * CELL - day.width
                from_left = min(from_left, at - 2 * CELL)
        space = [Row(is_space=True, keeps=True)] * (3 if self.sealed else 1)
        return [
            *space,
            Row((office.shifted(from_left),), keeps=True),
            *_noted(Row((day.shifted(at),)), self.note),
        ]


def _noted(day: Row, note: str) -> list[Row]:
    """The date, and the note that stays on its page."""
    if not note:
        return [day]
    strips = paragraph((Span(f"（{note}）"),), AREA_WIDTH, first=INDENT)
    *kept, last = [day, *(Row((strip,)) for strip in strips)]
    return [*(replace(row, keeps=True) for row in kept), last]


@dataclass(frozen=True, slots=True)
class SignatureLines:
    """Labels with a line to sign on, two side by side; never alone on a page."""

    labels: tuple[str, ...]

    def rows(self) -> list[Row]:
        """An empty row above each pair, so that there is room for a hand."""
        half = AREA_WIDTH / 2
        found: list[Row] = []
        for i in range(0, len(self.labels), 2):
            strips, rules = [], []
            for place, text in enumerate(self.labels[i : i + 2]):
                label = line(f"{text}：").shifted(place * half)
                strips.append(label)
                start = place * half + label.width
                rules.append(Rule(start, (place + 1) * half - CELL, 0.77 * ROW, 0.5))
            found.append(Row(is_space=True, keeps=True))
            found.append(Row(tuple(strips), rules=tuple(rules), keeps=True))
        if found:
            found[-1] = replace(found[-1], keeps=False)
        return found


@dataclass(frozen=True, slots=True)
class Colophon:
    """版记 at the foot of the last page: 分送, then issuing office and date (7.4)."""

    office: str
    day: date
    copies_to: str = ""
    copies_label: str = "分送"

    def rows(self) -> list[Row]:
        """Rows with rules: thick above and below, thin between; 14 pt, one character in."""
        style = plain(FOLIO)
        edge = FOLIO
        found: list[Row] = []
        if self.copies_to:
            label = line(f"{self.copies_label}：", style).shifted(edge)
            left = edge + label.width
            text = self.copies_to.rstrip("。") + "。"
            for i, strip in enumerate(paragraph((Span(text, style),), AREA_WIDTH - left - edge)):
                strips = (label, strip.shifted(left)) if i == 0 else (strip.shifted(left),)
                found.append(Row(strips, FOLIO, keeps=True))
        issued = f"{full_date(self.day)}印发"
        right = AREA_WIDTH - edge - width_of(issued, style)
        ends = (line(self.office, style).shifted(edge), line(issued, style).shifted(right))
        found.append(Row(ends, FOLIO, rules=(Rule(0, AREA_WIDTH, ROW, THICK),)))
        if len(found) > 1:
            top = Rule(0, AREA_WIDTH, 0, THICK)
            between = Rule(0, AREA_WIDTH, 0, THIN)
            found[0] = Row(found[0].strips, FOLIO, keeps=True, rules=(top,))
            found[-1] = Row(ends, FOLIO, rules=(between, *found[-1].rules))
        else:
            found[0] = Row(ends, FOLIO, rules=(Rule(0, AREA_WIDTH, 0, THICK), *found[0].rules))
        return found
