"""Exporting a list: declared columns, the rows of a query, and who took it out and what for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.spreadsheets.containers import Step
from app.spreadsheets.reading import no_step
from app.spreadsheets.writing import Kind, SheetColumn, SheetText, write_workbook
from db import clock

EVERYTHING = "全部"


@dataclass(frozen=True)
class ExportColumn:
    """One column of an exported list."""

    title: str
    getter: Callable[[Any], Any]
    kind: Kind = "text"
    width: float = 12


@dataclass(frozen=True)
class Footer:
    """What stands below an exported list, so that paper and file say where they come from."""

    who: str
    purpose: str
    filters: str
    """In words; empty: everything."""
    masked: bool = False
    """Whether identity numbers and phones in it are masked."""

    def lines(self, count: int) -> list[str]:
        """The lines below the list."""
        hidden = "；证件号、电话已遮盖" if self.masked else ""
        return [
            f"导出人：{self.who}",
            f"导出时间：{clock.local(clock.now()):%Y-%m-%d %H:%M}",
            f"用途：{self.purpose}",
            f"筛选条件：{self.filters or EVERYTHING}",
            f"条数：{count:,}{hidden}",
        ]


def export_rows(
    path: Path,
    title: str,
    columns: Sequence[ExportColumn],
    rows: Sequence[Any],
    *,
    footer: Footer,
    step: Step = no_step,
) -> Path:
    """Write ``rows`` under ``columns`` with the footer; returns where the workbook is.

    Raises:
        LirenError, Cancelled: see :func:`app.spreadsheets.writing.write_workbook`.
    """
    heads = [SheetColumn(column.title, column.kind, column.width) for column in columns]
    values = ([column.getter(row) for column in columns] for row in rows)
    sheet = SheetText(title, heads, values, len(rows), footer.lines(len(rows)))
    return write_workbook(path, [sheet], step)
