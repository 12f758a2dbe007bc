"""A list written as it stands on the screen: under its own columns, with the words it shows.

Of a column and of what the user said only what is used here is asked for; the desk declares both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.spreadsheets.containers import Step
from app.spreadsheets.exporting import ExportColumn, Footer, export_rows
from app.spreadsheets.reading import no_step

PIXELS = 8
"""On the screen, for one character of a sheet's column."""
NARROWEST = 8
"""Characters."""


class ShownColumn(Protocol):
    """A column of a list on the screen."""

    @property
    def title(self) -> str:
        """Empty: it holds no words, and is left out."""

    @property
    def getter(self) -> Callable[[Any], Any]:
        """The value of a row."""

    @property
    def width(self) -> int:
        """Pixels at normal text size."""

    @property
    def kind(self) -> str:
        """Only numbers stay what they are; all else is written as it is shown."""

    def text(self, row: Any) -> str:
        """The value of a row as it is shown."""


class ChosenRows(Protocol):
    """The filter as it stood."""

    @property
    def filters(self) -> str:
        """In words; empty: everything."""


class Said(Protocol):
    """What the user said about an export."""

    @property
    def purpose(self) -> str:
        """What it is for."""

    @property
    def chosen(self) -> ChosenRows:
        """Which rows."""


@dataclass(frozen=True)
class ShownList:
    """A list that somebody takes out, as long as none of it has to be masked."""

    who: str
    what: str
    """办理台账; the title of the sheet."""
    columns: Sequence[ShownColumn]

    def write(self, path: Path, rows: Sequence[Any], *, asked: Said, step: Step = no_step) -> Path:
        """Write ``rows``; returns where the workbook is.

        Raises:
            LirenError, Cancelled: see :func:`app.spreadsheets.writing.write_workbook`.
        """
        footer = Footer(self.who, asked.purpose, asked.chosen.filters)
        columns = [_column(one) for one in self.columns if one.title]
        return export_rows(path, self.what, columns, rows, footer=footer, step=step)


def _column(column: ShownColumn) -> ExportColumn:
    width = max(NARROWEST, column.width / PIXELS)
    if column.kind == "number":
        return ExportColumn(column.title, column.getter, "number", width)
    return ExportColumn(column.title, column.text, "text", width)
