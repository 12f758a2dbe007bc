"""The first rows of a list as they would be imported, and what is wrong with all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk import theme
from app.desk.columns import Column
from app.desk.labels import label
from app.desk.tables import RecordTable
from app.residents.importing import KIND_NAMES, Checked, PersonLine, RowProblem, counts_by_kind
from app.residents.masking import mask_id, mask_phone
from app.residents.terms import RESIDENCE_NAMES

PREVIEWED = 20


@dataclass(frozen=True)
class PreviewRow:
    """One row of the file: the person it gives, or what is wrong with it."""

    id: int
    """Its number in the spreadsheet."""
    name: str
    """As the file has it, so that a row with problems can be told, too."""
    line: PersonLine | None
    problems: tuple[RowProblem, ...]


def _state(row: PreviewRow) -> tuple[str, str]:
    return (KIND_NAMES[row.problems[0].kind], "late") if row.problems else ("可导入", "good")


def _residence(row: PreviewRow) -> str:
    residence = row.line.residence if row.line else None
    return RESIDENCE_NAMES[residence] if residence else ""


COLUMNS = (
    Column("row", "行", lambda r: r.id, width=52, kind="number", sortable=False),
    Column("state", "检查", _state, width=130, kind="pill", sortable=False),
    Column("name", "姓名", lambda r: r.name, width=80, sortable=False),
    Column(
        "id", "证件号", lambda r: mask_id(r.line.id_number) if r.line else "", width=150,
        sortable=False,
    ),
    Column("sex", "性别", lambda r: r.line.sex if r.line else "", width=50, sortable=False),
    Column(
        "birth", "出生日期", lambda r: r.line.birth if r.line else None, width=96, kind="date",
        sortable=False,
    ),
    Column("address", "住址", lambda r: r.line.address if r.line else "", width=90, sortable=False),
    Column(
        "phone", "电话", lambda r: mask_phone(r.line.phone) if r.line else "", width=110,
        sortable=False,
    ),
    Column("relation", "关系", lambda r: r.line.relation if r.line else "", width=70,
           sortable=False),
    Column("residence", "人户", _residence, width=60, sortable=False),
    Column(
        "tags", "标签", lambda r: "、".join(sorted(r.line.tags)) if r.line else "", width=130,
        sortable=False,
    ),
    Column("note", "备注", lambda r: r.line.note if r.line else "", width=140, sortable=False),
)  # fmt: skip


def preview_rows(checked: Checked, names: Mapping[int, str]) -> list[PreviewRow]:
    """Rows as checked; ``names`` by their numbers, as the file has them."""
    lines = {line.row: line for line in checked.lines}
    found = []
    for row, name in names.items():
        problems = tuple(problem for problem in checked.problems if problem.row == row)
        if row in lines or problems:
            found.append(PreviewRow(row, name, lines.get(row), problems))
    return found


class Preview(QWidget):
    """The counts of the whole list above its first rows."""

    def __init__(self) -> None:
        super().__init__()
        self.missing = label(role="error", wrap=True)
        self.counts = label(role="section", wrap=True)
        self.kinds = label(role="soft", wrap=True)
        self.table = RecordTable(COLUMNS, unit="行预览")
        self.table.set_empty("选好各列的含义后，这里显示前 20 行会导入成什么样。")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for words in (self.missing, self.counts, self.kinds):
            column.addWidget(words)
        column.addWidget(self.table, 1)

    def show_missing(self, columns: Sequence[str]) -> None:
        """Say which columns have to be chosen before anything can be checked."""
        self.missing.setText(f"还要指定：{'、'.join(columns)}。" if columns else "")
        self.missing.setVisible(bool(columns))
        if columns:
            self.counts.setText("")
            self.kinds.setText("")
            self.table.set_rows(())

    def show_rows(self, rows: Sequence[PreviewRow]) -> None:
        """Show the first rows; the counts follow."""
        self.table.set_rows(rows)
        self.counts.setText("正在检查全部行…")
        self.kinds.setText("")

    def show_counts(self, checked: Checked) -> None:
        """Say how many of all rows are good, and what the others lack."""
        bad = len({problem.row for problem in checked.problems})
        self.counts.setText(
            f"全表：{len(checked.lines):,} 行可以导入" + (f"，{bad:,} 行有问题" if bad else "")
        )
        kinds = [f"{name} {count:,}" for name, count in counts_by_kind(checked.problems)]
        self.kinds.setText("　".join(kinds))
