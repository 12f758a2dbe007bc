"""The checks of an import that need no station: each row by itself, and rows against each other."""

from collections.abc import Iterator
from datetime import date

from app.residents.importing import (
    Checked,
    Columns,
    Kind,
    PersonLine,
    RowProblem,
    Target,
    meaning_name,
)
from app.residents.importing_rows import PARTS, PersonCells
from app.spreadsheets.containers import Step
from app.spreadsheets.reading import Sheet, no_step

STEP_EVERY = 200
SAMPLE_MARK = "（示例）"


def missing_columns(columns: Columns) -> list[str]:
    """What must be chosen before anything can be imported, in words; empty when enough is."""
    chosen, missing = set(columns.values()), []
    if Target.NAME not in chosen:
        missing.append("姓名")
    whole = Target.ADDRESS in chosen or set(PARTS) <= chosen
    if not whole and set(PARTS) & chosen:
        missing += [meaning_name(part) for part in PARTS if part not in chosen]
    elif not whole and Target.ID_NUMBER not in chosen:
        missing.append("住址，或楼栋、单元、房号")
    return missing


def check_sheet(sheet: Sheet, columns: Columns, today: date, step: Step = no_step) -> Checked:
    """Read every row by the meaning of its columns; what cannot be taken is told with its reason.

    Raises:
        Cancelled: by ``step``.
    """
    places = {meaning: place for place, meaning in columns.items()}
    lines, problems, warnings = [], list[RowProblem](), list[RowProblem]()
    for number, row in enumerate(sheet.rows):
        if number % STEP_EVERY == 0:
            step(number, len(sheet.rows))
        reader = PersonCells(row, places, sheet.headings, today)
        line = reader.line()
        if SAMPLE_MARK in line.name:
            warnings.append(reader.problem(Target.NAME, Kind.TEXT, "这是示例行，不导入。"))
            continue
        problems += reader.problems
        warnings += reader.warnings
        if not reader.problems:
            lines.append(line)
    step(len(sheet.rows), len(sheet.rows))
    kept, doubles = _without_doubles(lines, places, sheet)
    problems = sorted([*problems, *doubles], key=lambda one: one.row)
    return Checked(tuple(kept), tuple(problems), tuple(warnings))


def _without_doubles(
    lines: list[PersonLine], places: dict[str, int], sheet: Sheet
) -> tuple[list[PersonLine], list[RowProblem]]:
    """The lines without those that are there twice; of the same person the first is kept.

    One number under two names belongs to one of them, and nobody here can know to whom.
    """
    first, doubles = dict[object, PersonLine](), list[RowProblem]()
    refused = set[int]()
    for line in lines:
        key = line.id_number or (line.name, line.birth, line.address)
        other = first.setdefault(key, line)
        if other is line:
            continue
        refused.add(line.row)
        if line.name != other.name:
            refused.add(other.row)
        doubles += _told(line, other, places, sheet)
    return [line for line in lines if line.row not in refused], doubles


def _told(
    line: PersonLine, other: PersonLine, places: dict[str, int], sheet: Sheet
) -> Iterator[RowProblem]:
    meaning = Target.ID_NUMBER if line.id_number else Target.NAME
    place = places[meaning]

    def told(row: int, value: str, reason: str, todo: str) -> RowProblem:
        column = sheet.headings[place].name
        return RowProblem(row, place, column, value, Kind.DUPLICATE, reason, todo)

    shown = line.id_number or line.name
    if line.name == other.name:
        yield told(
            line.row, shown, f"与第 {other.row} 行是同一人。", "第一行照常导入，可删去这一行。"
        )
        return
    for one, two in ((line, other), (other, line)):
        reason = f"证件号与第 {two.row} 行相同，姓名却不同（{one.name}、{two.name}）。"
        yield told(one.row, shown, reason, "请核对两人的证件，两行都没有导入。")
