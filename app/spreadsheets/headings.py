"""Where the headings of a sheet are: below titles, over two rows when merged, above explanations.

Lists of an office begin with a title across the page, a line with the unit and the date, headings
of one or two rows (住址 over 楼栋, 单元, 房号), sometimes a row of explanations (必填, 如：…), and
end with who made the list. Rows and columns are counted from 0 here, as the sheet has them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.spreadsheets.cells import Value

Grid = Sequence[Sequence[Value]]
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]
"""First and last (row, column) of cells that were made one."""
Known = Callable[[str], bool]
"""Whether a heading is one of those looked for."""

LOOKED_AT = 30
"""Rows from the top in which headings are looked for."""
LONGEST_HEADING = 30
EXPLAINS = re.compile(r"必填|选填|填写|示例|例如|说明|格式|如[：: ]|请|下拉|不填|位数|文本|可空")
ENDS = re.compile(
    r"\s*[（(]?(合\s*计|总\s*计|小\s*计|制\s*表|填\s*表|审\s*核|注[：:]|说明[：:]|备注[：:]"
    r"|导出人|导出时间|用途[：:]|筛选条件|条数[：:]|第.{1,3}页)"
)


@dataclass(frozen=True)
class Headings:
    """The headings and where the rows below them begin."""

    titles: tuple[str, ...]
    """By column; empty where there is none."""
    row: int
    """The row they stand in, the last of them when they take two."""
    first: int
    """The first row of the list itself."""
    skipped: tuple[int, ...]
    """Rows of explanations below the headings."""


def find_headings(grid: Grid, merged: Merged = (), known: Known = bool) -> Headings | None:
    """The headings of a sheet, by its first rows; None when no row looks like headings."""
    rows = [_texts(row) for row in grid[:LOOKED_AT]]
    scored = [(_score(row, known), -place) for place, row in enumerate(rows)]
    best, negative = max(scored, default=(0, 0))
    if best <= 0:
        return None
    place = -negative
    titles, last = _titles(rows, place, merged, known)
    explained = tuple(_explanations(grid, last + 1, len([t for t in titles if t])))
    return Headings(tuple(titles), last, last + 1 + len(explained), explained)


def is_end(row: Sequence[Value]) -> bool:
    """Whether a row stands below a list: 合计, 制表人, notes, page numbers."""
    first = next((value for value in row if value != ""), "")
    return isinstance(first, str) and ENDS.match(first) is not None


def _texts(row: Sequence[Value]) -> list[str]:
    return ["".join(value.split()) if isinstance(value, str) else "" for value in row]


def _score(row: list[str], known: Known) -> int:
    """How much a row looks like headings: several short, different words, best if known ones."""
    words = [text for text in row if text and len(text) <= LONGEST_HEADING and not _is_data(text)]
    if len(words) < 2 and not any(known(word) for word in words):
        return 0
    recognised = sum(known(word) for word in set(words))
    return 100 * recognised + len(set(words)) - 3 * (len(words) - len(set(words)))


def _is_data(text: str) -> bool:
    return sum(letter.isdecimal() for letter in text) > len(text) / 2


def _titles(
    rows: list[list[str]], place: int, merged: Merged, known: Known
) -> tuple[list[str], int]:
    """The headings of a row, completed by the row above or below where headings are merged."""
    upper, lower = _spread(rows, place, merged), None
    below = place + 1 < len(rows) and _continues(rows[place + 1], upper, _across(place, merged))
    if below:
        lower = rows[place + 1]
    elif place > 0 and _across(place - 1, merged) and _score(rows[place - 1], known) > 0:
        upper, lower = _spread(rows, place - 1, merged), rows[place]
    if lower is None:
        return rows[place], place
    width = max(len(upper), len(lower))
    pairs = zip(_padded(upper, width), _padded(lower, width), strict=True)
    return [low or high for high, low in pairs], place + (1 if below else 0)


def _spread(rows: list[list[str]], place: int, merged: Merged) -> list[str]:
    """A row with the words of merged cells in each of their columns."""
    row = list(rows[place])
    for (top, left), (bottom, right) in merged:
        if top <= place <= bottom and top < len(rows) and left < len(rows[top]):
            for column in range(left, min(right + 1, len(row))):
                row[column] = rows[top][left]
    return row


def _across(place: int, merged: Merged) -> set[int]:
    """The columns over which a heading of this row stands together with others."""
    wide = [(left, right) for (top, left), (_, right) in merged if top == place and right > left]
    return {column for left, right in wide for column in range(left, right + 1)}


def _continues(row: list[str], upper: list[str], across: set[int]) -> bool:
    """Whether a row only divides the headings above it that stand over several columns."""
    filled = {place for place, text in enumerate(row) if text}
    alone = {place for place, text in enumerate(upper) if text} - across
    data = any(_is_data(row[place]) for place in filled)
    return bool(filled & across) and not filled & alone and not data


def _padded(row: list[str], width: int) -> list[str]:
    return row + [""] * (width - len(row))


def _explanations(grid: Grid, start: int, titles: int) -> Iterator[int]:
    """Rows just below the headings that explain them or number the columns."""
    for place in range(start, min(start + 3, len(grid))):
        texts = [str(value).strip() for value in grid[place] if value != ""]
        told = sum(EXPLAINS.search(text) is not None for text in texts)
        if texts and (told * 3 >= len(texts) or _counts_columns(texts, titles)):
            yield place
        elif texts:
            return


def _counts_columns(texts: list[str], titles: int) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 or （1）, （2）, （3）."""
    numbers = [re.sub(r"\.0$|[^0-9]", "", text) for text in texts]
    return titles > 2 and numbers == [str(n) for n in range(1, len(texts) + 1)] and len(texts) > 2
