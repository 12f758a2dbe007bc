"""Reading a sheet: workbooks old and new, and plain text, into rows of plain values.

Everything a file may do to the program is met here: see :mod:`app.spreadsheets.containers`.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from app.errors import InvalidInput
from app.spreadsheets.cells import NOT_COMPUTED, Value, column_letter
from app.spreadsheets.containers import (
    MOST_BYTES,
    MOST_CELLS,
    Extent,
    Kind,
    Step,
    kind_of,
    look_through,
    refuse_wide,
)
from app.spreadsheets.headings import Grid, Known, Merged, find_headings, is_end
from app.spreadsheets.plain_text import decoded, rows_of

MOST_ROWS = 200_000
"""Rows of a list; a community has 5,000 to 30,000 residents."""
STEP_EVERY = 500


class Row(NamedTuple):
    """One row of the list, by the number the spreadsheet shows."""

    number: int
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Heading:
    """One column: what stands above it, and how the spreadsheet calls it."""

    place: int
    title: str
    letter: str

    @property
    def name(self) -> str:
        """C 列“证件号”."""
        return f"{self.letter} 列“{self.title}”" if self.title else f"{self.letter} 列"


@dataclass(frozen=True)
class Sheet:
    """A sheet as read."""

    file_name: str
    sha256: str
    names: tuple[str, ...]
    """The sheets of the workbook; empty for plain text."""
    name: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    """What was passed over or looks odd, in words."""

    @property
    def titles(self) -> tuple[str, ...]:
        """The headings' words, in order."""
        return tuple(heading.title for heading in self.headings)


def no_step(done: int, total: int) -> None:
    """Nobody waits and nobody stops it."""


def read_sheet(
    source: Path | bytes,
    *,
    name: str = "",
    sheet: str | None = None,
    known: Known = bool,
    step: Step = no_step,
) -> Sheet:
    """Read one sheet, the first with anything in it unless ``sheet`` names one.

    ``known`` tells whether a heading is one that is looked for, which finds the row of headings.

    Raises:
        InvalidInput: the file cannot be read; says what it is and what to do.
        Cancelled: by ``step``.
    """
    name = name or (source.name if isinstance(source, Path) else "表格")
    data = _bytes_of(source) if isinstance(source, Path) else source
    kind = kind_of(data, name)
    if kind is Kind.TEXT:
        names: tuple[str, ...] = ()
        chosen, merged, extent = "", (), Extent()
        grid = _bounded(rows_of(decoded(data, name), name), name, step)
    else:
        extents = look_through(data, name, step) if kind is Kind.XLSX else {}
        with _opened(data, name) as book:
            names = tuple(book.sheet_names)
            raw = _chosen(book, sheet, extents, name)
            chosen, extent = raw.name, extents.get(raw.name, Extent())
            merged = tuple(raw.merged_cell_ranges or ())
            grid = _grid(raw, name, step)
    _mark(grid, extent)
    return _sheet(
        grid, merged, known, (name, hashlib.sha256(data).hexdigest(), names, chosen), extent
    )


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)  # more is refused in any case
    except FileNotFoundError as error:
        raise InvalidInput(f"找不到“{path.name}”。", "文件可能已移动或改名。") from error
    except OSError as error:
        raise InvalidInput(
            f"“{path.name}”读不出来。", "请检查U盘是否连接好，或文件是否正被别的程序占用。"
        ) from error


def _opened(data: bytes, name: str) -> Any:
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        return load_workbook(BytesIO(data))
    except PasswordError as error:
        raise InvalidInput(
            f"“{name}”设了打开密码，读不出内容。",
            "请在表格软件里打开它，取消密码后另存一份，再导入。",
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise InvalidInput(
            f"“{name}”已损坏，或不是能识别的表格。", "请在表格软件里打开它，另存为“.xlsx”，再导入。"
        ) from error


def _chosen(book: Any, wanted: str | None, extents: dict[str, Extent], name: str) -> Any:
    """The sheet that is wanted, or the first one in sight that has anything in it."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    if wanted:
        return _sheet_of(book, wanted, extents.get(wanted, Extent()), name)
    for meta in book.sheets_metadata:
        in_sight = meta.visible is SheetVisibleEnum.Visible and meta.typ is SheetTypeEnum.WorkSheet
        if in_sight:
            raw = _sheet_of(book, meta.name, extents.get(meta.name, Extent()), name)
            if raw.height:
                return raw
    raise InvalidInput(f"“{name}”里没有内容。", "请检查是否选错了文件。")


def _sheet_of(book: Any, chosen: str, extent: Extent, name: str) -> Any:
    from python_calamine import CalamineError

    refuse_wide(extent, name)
    try:
        return book.get_sheet_by_name(chosen)
    except (CalamineError, OSError, ValueError) as error:
        raise InvalidInput(
            f"“{name}”的工作表“{chosen}”读不出来。", "请在表格软件里另存一份，再导入。"
        ) from error


def _grid(raw: Any, name: str, step: Step) -> list[list[Value]]:
    """Every row from the first of the sheet on, empty ones too."""
    if raw.height * raw.width > MOST_CELLS:
        raise _too_long(name)
    right = (raw.start or (0, 0))[1]  # rows are counted from the top, columns from the first used
    return _bounded(([""] * right + row for row in raw.iter_rows()), name, step)


def _bounded(rows: Iterable[list[Value]], name: str, step: Step) -> list[list[Value]]:
    """The rows without the empty ones at the end, and no more than can be a list."""
    found: list[list[Value]] = []
    empty = 0
    for number, row in enumerate(rows):
        if number % STEP_EVERY == 0:
            step(0, 0)
        if not any(value != "" for value in row):
            empty += 1
            continue
        found += [[]] * empty
        empty = 0
        found.append(row)
        if len(found) > MOST_ROWS:
            raise _too_long(name)
    return found


def _too_long(name: str) -> InvalidInput:
    return InvalidInput(
        f"“{name}”超过 {MOST_ROWS:,} 行，太大。", "请分成几个文件，或删去空行后面的内容。"
    )


def _mark(grid: list[list[Value]], extent: Extent) -> None:
    """Put back what the reader leaves out: errors, and formulas without a result."""
    not_computed = dict.fromkeys(extent.not_computed, NOT_COMPUTED)
    for (row, column), shown in (extent.errors | not_computed).items():
        if row < len(grid):
            cells = grid[row] = [*grid[row], *[""] * (column + 1 - len(grid[row]))]
            cells[column] = shown


def _sheet(
    grid: list[list[Value]],
    merged: Merged,
    known: Known,
    of: tuple[str, str, tuple[str, ...], str],
    extent: Extent,
) -> Sheet:
    headings = find_headings(grid, merged, known)
    if headings is None:
        raise InvalidInput(
            f"“{of[0]}”里找不到表头（写着姓名、证件号等的那一行）。",
            "请在数据上方加一行表头，再导入。",
        )
    grid = _filled_down(grid, merged, headings.first)
    width = max((len(row) for row in grid[headings.first :]), default=0)
    titles = headings.titles + ("",) * (width - len(headings.titles))
    used = [
        place for place, title in enumerate(titles)
        if title or any(place < len(row) and row[place] != "" for row in grid[headings.first :])
    ]  # fmt: skip
    columns = tuple(Heading(place, titles[place], column_letter(place)) for place in used)
    notes = [f"第 {row + 1} 行是填写说明，不导入" for row in headings.skipped]
    rows = tuple(_rows(grid, headings.first, columns, notes))
    if extent.formulas:
        notes.append(f"表中有 {extent.formulas:,} 个公式，按保存时的结果读取")
    return Sheet(*of, headings=columns, rows=rows, notes=tuple(notes))


def _filled_down(grid: list[list[Value]], merged: Merged, first: int) -> list[list[Value]]:
    """A cell merged over several rows of the list (the address of a household) holds for each."""
    for (top, left), (bottom, right) in merged:
        if top < first or top >= len(grid) or left >= len(grid[top]) or bottom == top:
            continue
        if right > left:
            continue
        for place in range(top + 1, min(bottom + 1, len(grid))):
            row = grid[place]
            if len(row) <= left:
                row = grid[place] = [*row, *[""] * (left + 1 - len(row))]
            row[left] = grid[top][left]
    return grid


def _rows(grid: Grid, first: int, columns: Sequence[Heading], notes: list[str]) -> Iterator[Row]:
    titles = [heading.title for heading in columns]
    for place in range(first, len(grid)):
        row = grid[place]
        values = tuple(row[c.place] if c.place < len(row) else "" for c in columns)
        filled = sum(value != "" for value in values)
        if not filled:
            continue
        if is_end(row):
            notes.append(f"第 {place + 1} 行是表尾（{_short(values)}），不导入")
        elif _repeats(values, titles):
            notes.append(f"第 {place + 1} 行又是表头，不导入")
        else:
            yield Row(place + 1, values)


def _repeats(values: Sequence[Value], titles: Sequence[str]) -> bool:
    """Whether a row is the headings once more, as at the top of each page."""
    same = (
        "".join(str(value).split()) == title for value, title in zip(values, titles, strict=True)
    )
    return all(same)


def _short(values: Sequence[Value]) -> str:
    text = str(next(value for value in values if value != ""))
    return text if len(text) <= 12 else text[:12] + "…"
