"""In the child of :mod:`tests.bench.search`: from a key to painted rows in the real page."""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.bootstrap.station_office import StationDrafts, StationOffice
from app.desk import theme
from app.desk.tables import RecordTable
from app.desk.work import Work
from app.residents.pages.residents_page import ResidentsPage
from tests.bench.big_station import opened_big_station
from tests.bench.child import peak_megabytes

WORDS = ("wxf", "zhangwei", "lig", "王秀", "张", "刘建", "5678", "3-2-301", "12-1", "cy", "h")
ROUNDS = 8


class Painted(QObject):
    """Waits until rows that arrived since a key are on the screen, a minute at most."""

    def __init__(self, table: RecordTable):
        super().__init__()
        self._loop, self._arrived, self._at = QEventLoop(), False, 0.0
        table.model.modelReset.connect(self._note)
        self._model = table.model
        table.view.viewport().installEventFilter(self)

    def _note(self) -> None:
        """Nobody found is an answer, too: where nobody was before, nothing is painted anew."""
        self._arrived = self._model.rowCount() > 0
        if not self._arrived:
            QTimer.singleShot(0, self._end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if self._arrived and event.type() == QEvent.Type.Paint:
            self._arrived = False
            QTimer.singleShot(0, self._end)
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        self._at = time.perf_counter()
        self._loop.quit()

    def after(self, act: Callable[[], object]) -> tuple[float, float]:
        """Seconds from ``act`` to the painted rows, and until ``act`` itself was over."""
        self._arrived = False
        begun = time.perf_counter()
        act()
        over = time.perf_counter() - begun
        QTimer.singleShot(60_000, self._loop, self._loop.quit)
        self._loop.exec()
        return self._at - begun, over


def main(path: Path) -> None:
    app = QApplication([])
    theme.apply_theme(app, dark=False)
    station = opened_big_station(path)
    work = Work(StationOffice(station), on_error=print, on_bug=print)
    before = peak_megabytes()
    page = ResidentsPage(work, StationDrafts(work, station), station.actor)
    page.resize(1166, 700)
    painted = Painted(page.table)
    first, _ = painted.after(lambda: (page.show(), page.reload()))
    keys = [_type(page, painted, word) for word in WORDS * ROUNDS]
    spent = sorted(key[0] for word in keys for key in word)
    found = {
        "first": first,
        "keys": len(spent),
        "p50": spent[len(spent) // 2],
        "p99": spent[int(len(spent) * 0.99)],
        "worst": spent[-1],
        "held": max(key[1] for word in keys for key in word),
        "before": before,
        "peak": peak_megabytes(),
    }
    work.close()
    station.close()
    print(json.dumps(found))


def _type(page: ResidentsPage, painted: Painted, word: str) -> list[tuple[float, float]]:
    if page.filter_row.search.text():
        painted.after(page.filter_row.search.clear)
    return [painted.after(partial(_key, page.filter_row.search, letter)) for letter in word]


def _key(line: QLineEdit, letter: str) -> None:
    """A key, or what an input method commits."""
    if letter.isascii():
        QTest.keyClicks(line, letter)
    else:
        line.insert(letter)


main(Path(sys.argv[1]))
