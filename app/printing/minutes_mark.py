"""The head of 纪要: red mark 35 mm below the type area's edge, number line, red rule (10.3)."""

from dataclasses import dataclass

from app.printing.blocks import Row, Rule
from app.printing.paper import AREA_WIDTH, BODY, CELL, MARK_GAP, MM, RED, ROW
from app.printing.setting import BODY_STYLE, KAITI, Strip, line, plain, width_of
from app.printing.titles import break_title
from app.printing.typeface import Role

LARGEST, SMALLEST = 40.0, 26.0
"""Sizes of the mark in points; the largest is taken that puts it on one line."""

RULE_GAP = 4 * MM
"""From the number line to the red rule below it (7.2.7)."""

RULE_WEIGHT = 0.7 * MM
INK_TOP = 0.86
"""Top of a character's ink over the baseline, in em."""


@dataclass(frozen=True, slots=True)
class MinutesMark:
    """The mark with number, issuing office and date."""

    title: str
    number: str
    office: str
    day: str
    signer: str = ""

    def rows(self) -> list[Row]:
        """Stands on the first page only and is never parted."""
        size, parts = self._fitted()
        style = plain(size, Role.XIAOBIAOSONG)
        found = [self._first(line(parts[0], style), size)]
        found += [
            Row((_centred(line(part, style)),), size, lines=2, colour=RED, keeps=True,
                drop=ROW / 2)
            for part in parts[1:]
        ]  # fmt: skip
        found.append(Row(is_space=True, keeps=True))
        if self.number or self.signer:
            found.append(Row(self._number_line(), keeps=True))
        rule = Rule(0, AREA_WIDTH, (ROW + BODY) / 2 + RULE_GAP, RULE_WEIGHT, RED)
        found.append(Row(_ends(self.office, self.day), rules=(rule,), keeps=True))
        return [*found, Row(keeps=True)]

    def _number_line(self) -> tuple[Strip, ...]:
        """The number in the middle; with a signer beside it, one at each end (7.2.6)."""
        if not self.signer:
            return (_centred(line(self.number)),)
        signer = line(self.signer, KAITI)
        at = AREA_WIDTH - CELL - signer.width
        return (*_ends(self.number, "签发人：", at), signer.shifted(at))

    def _fitted(self) -> tuple[float, list[str]]:
        given = [part.strip() for part in self.title.split("\n") if part.strip()]
        widest = max(width_of(part, plain(1, Role.XIAOBIAOSONG)) for part in given)
        size = min(LARGEST, (AREA_WIDTH - CELL) / widest)
        if size >= SMALLEST:
            return size, given
        style = plain(SMALLEST + 4, Role.XIAOBIAOSONG)
        return style.size, break_title(self.title, style, AREA_WIDTH - CELL)

    @staticmethod
    def _first(strip: Strip, size: float) -> Row:
        """The first line of the mark, its ink exactly 35 mm below the type area's edge."""
        lines = int((MARK_GAP + size) // ROW) + 1
        usual = (ROW - size) / 2 + 0.88 * size
        drop = MARK_GAP + INK_TOP * size - usual
        return Row((_centred(strip),), size, lines=lines, colour=RED, keeps=True, drop=drop)


def _ends(left: str, right: str, edge: float = AREA_WIDTH - CELL) -> tuple[Strip, ...]:
    """Two texts, one beginning one character in from the left, one ending at ``edge``."""
    return (line(left).shifted(CELL), line(right).shifted(edge - width_of(right, BODY_STYLE)))


def _centred(strip: Strip) -> Strip:
    return strip.shifted((AREA_WIDTH - strip.width) / 2)
