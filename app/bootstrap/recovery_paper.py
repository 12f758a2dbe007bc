"""The recovery code on paper: made as a sheet, printed, or kept as a file on a stick."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.accounts.station import Station
from app.desk.preview_outlet import PreviewOutlet
from app.desk.work import Work
from db import clock


class RecoveryPaper:
    """Makes the sheet once, and takes it to the printer or to a file."""

    def __init__(self, station: Station, code: str, work: Work, parent: QWidget):
        from app.printing.preview import render_page

        self._station, self._code, self._work = station, code, work
        name = f"恢复码-{station.path.stem}.pdf"
        self._outlet = PreviewOutlet(work, render_page, name, parent)

    def print_it(self) -> None:
        """Ask for a printer and print."""
        self._make(self._outlet.ask_printer)

    def save_it(self) -> None:
        """Ask for a file and write it."""
        self._make(self._outlet.ask_where_to_save)

    def _make(self, then: Callable[[], object]) -> None:
        from app.printing.recovery_sheet import RecoverySheet, compose_recovery_sheet

        office, path = self._station.office, self._station.path
        sheet = RecoverySheet(office.name, path.name, self._code, clock.today())
        self._work.make(
            compose_recovery_sheet, sheet, then=partial(self._take, then), owner=self._outlet
        )

    def _take(self, then: Callable[[], object], pdf: bytes) -> None:
        self._outlet.set_pdf(pdf, 1)
        then()
