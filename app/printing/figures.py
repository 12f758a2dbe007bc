"""A small bordered table inside an official document: labels above, figures below."""

from dataclasses import dataclass, replace

from app.printing.blocks import Row, Rule
from app.printing.paper import AREA_WIDTH, BODY, ROW
from app.printing.setting import Strip, line, plain
from app.printing.typeface import Role

DROP = 0.35 * ROW
"""The table stands a little lower than its rows, off the line above it."""

A_BAND = 6
"""Most figures side by side; more continue in another band below."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Pairs of label and figure, such as 应到 61人, in boxes over the whole width."""

    pairs: tuple[tuple[str, str], ...]

    def rows(self) -> list[Row]:
        """Two rows a band, kept together with the rest of the table."""
        bands = [self.pairs[i : i + A_BAND] for i in range(0, len(self.pairs), A_BAND)]
        found: list[Row] = []
        for band in bands:
            found += _band(band)
        if not found:
            return []
        last = found[-1]
        found[-1] = replace(last, keeps=False)
        return found


def _band(band: tuple[tuple[str, str], ...]) -> list[Row]:
    size = BODY - 2
    width = AREA_WIDTH / len(band)
    labels = tuple(
        _in_box(line(label, plain(size, Role.HEITI)), i, width) for i, (label, _) in enumerate(band)
    )
    values = tuple(_in_box(line(value, plain(size)), i, width) for i, (_, value) in enumerate(band))
    across = (Rule(0, AREA_WIDTH, DROP, 0.6), Rule(0, AREA_WIDTH, DROP + ROW, 0.6))
    down = tuple(Rule(i * width, i * width, DROP, 0.6, falls=ROW) for i in range(len(band) + 1))
    return [
        Row(labels, size, keeps=True, rules=across + down, drop=DROP),
        Row(values, size, keeps=True, rules=across + down, drop=DROP),
    ]


def _in_box(strip: Strip, place: int, width: float) -> Strip:
    return strip.shifted(place * width + (width - strip.width) / 2)
