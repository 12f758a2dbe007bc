"""The files of an import: the list itself, the rows to be mended, and an empty list to fill in."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.residents.importing import RowProblem, Source
from app.residents.importing_mapping import OWN_COLUMN, is_known_heading
from app.spreadsheets.cells import Value
from app.spreadsheets.containers import Step
from app.spreadsheets.reading import Row, Sheet, no_step, read_sheet
from app.spreadsheets.writing import Marked, SheetColumn, SheetText, write_workbook

TROUBLE = "·问题"
"""Ends the heading of a column that says what is wrong with its neighbour."""
WHOLE_ROW = "整行·问题"
ROW_NUMBER = "原行号"
TEMPLATE_COLUMNS = (
    ("姓名", 10, "必填"),
    ("证件号", 22, "18 位，文本格式"),
    ("性别", 6, "有证件号可不填"),
    ("出生日期", 12, "如 1962-03-15"),
    ("电话", 14, "手机或带区号的固定电话"),
    ("楼栋", 8, "必填，如 3"),
    ("单元", 8, "必填，不分单元填 1"),
    ("房号", 8, "必填，如 301"),
    ("与户主关系", 11, "户主、配偶、子、女等"),
    ("人户情况", 10, "户籍、常住、流动"),
    ("标签", 20, "多个用顿号隔开"),
    ("备注", 24, "可空"),
)
EXAMPLES = (
    ("王秀芬（示例）", "", "女", "1962-03-15", "0335-3412345", "3", "2", "301", "户主", "户籍",
     "党员、志愿者", "示例行不导入"),
    ("李建国（示例）", "", "男", "1960-11-04", "", "3", "2", "301", "配偶", "户籍", "", ""),
)  # fmt: skip
ADVICE = (
    "1. 一人一行，写在示例行的下面。写着“（示例）”的行和说明行不会导入。",
    "2. 证件号和电话的列已设为“文本”。从别处复制时请用“只粘贴文本”，否则末几位会丢失。",
    "3. 出生日期可写 1962-03-15、1962/3/15、1962年3月15日 或 19620315。",
    "4. 同一户的人，楼栋、单元、房号要相同。也可以只用一列“住址”，写成 3-2-301。",
    "5. 列的先后可以调换，可以增加自己的列：认不出的列不导入。",
    "6. 空着的格子不会清掉已经登记的内容；同一份表再导入一次不会有任何改动。",
)


def read_residents_file(
    source: Path | bytes, *, name: str = "", sheet: str | None = None, step: Step = no_step
) -> Sheet:
    """Read a list of residents.

    Raises:
        InvalidInput, Cancelled: see :func:`app.spreadsheets.reading.read_sheet`.
    """
    return read_sheet(source, name=name, sheet=sheet, known=is_known_heading, step=step)


def source_of(sheet: Sheet) -> Source:
    """The file a sheet was read from, as the log names it."""
    return Source(sheet.file_name, sheet.sha256)


def write_refused_rows(
    path: Path, sheet: Sheet, problems: Sequence[RowProblem], step: Step = no_step
) -> Path:
    """Write the rows that were not imported, the reason beside each cell; to be mended and read.

    Raises:
        LirenError, Cancelled: see :func:`app.spreadsheets.writing.write_workbook`.
    """
    by_row = defaultdict[int, list[RowProblem]](list)
    for problem in problems:
        by_row[problem.row].append(problem)
    own = [h.place for h in sheet.headings]
    shown = [at for at in range(len(own)) if not OWN_COLUMN.fullmatch(sheet.headings[at].title)]
    troubled = {problem.place for problem in problems}
    rows = [row for row in sheet.rows if row.number in by_row]
    columns = list(_columns(sheet, shown, troubled))
    values = (_values(row, by_row[row.number], shown, troubled) for row in rows)
    return write_workbook(path, [SheetText("需要改正", columns, values, len(rows))], step)


def _columns(sheet: Sheet, shown: list[int], troubled: set[int | None]) -> Iterator[SheetColumn]:
    for at in shown:
        title = sheet.headings[at].title
        yield SheetColumn(title, width=max(8, min(24, 2 * len(title) + 4)))
        if at in troubled:
            yield SheetColumn(title + TROUBLE, width=36)
    if None in troubled:
        yield SheetColumn(WHOLE_ROW, width=36)
    yield SheetColumn(ROW_NUMBER, "number", 8)


def _values(
    row: Row, problems: list[RowProblem], shown: list[int], troubled: set[int | None]
) -> list[Value | Marked]:
    said = defaultdict[int | None, list[str]](list)
    for problem in problems:
        said[problem.place].append(problem.reason + problem.way_out)
    values: list[Value | Marked] = []
    for at in shown:
        cell = row.values[at] if at < len(row.values) else ""
        values.append(Marked(cell) if at in said else cell)
        if at in troubled:
            values.append("；".join(said[at]))
    if None in troubled:
        values.append("；".join(said[None]))
    return [*values, row.number]


def write_template(path: Path, step: Step = no_step) -> Path:
    """Write an empty list to fill in, with two sample rows and how to go about it.

    Raises:
        LirenError: see :func:`app.spreadsheets.writing.write_workbook`.
    """
    columns = [SheetColumn(title, width=width) for title, width, _ in TEMPLATE_COLUMNS]
    hints = [hint for _, _, hint in TEMPLATE_COLUMNS]
    advice = [SheetColumn("填写说明", width=90)]
    return write_workbook(
        path,
        [
            SheetText("居民", columns, [hints, *EXAMPLES], 1 + len(EXAMPLES)),
            SheetText("填写说明", advice, [[line] for line in ADVICE], len(ADVICE)),
        ],
        step,
    )
