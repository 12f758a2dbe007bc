"""The program tests itself, frozen or not: a fresh station, every page drawn, minutes printed.

Runs without a screen and without touching the user's files. One line a step; a failure names it.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path


def run_selftest() -> int:
    """Run every step; returns 0 when all passed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    steps: tuple[tuple[str, Callable[[Path], str]], ...] = (
        ("station", _station),
        ("pages", _pages),
        ("minutes", _minutes),
        ("pictures", _pictures),
        ("workbook", _workbook),
        ("charts", _charts),
        ("backup", _backup),
        ("bundle", _bundle),
    )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["APPDATA"] = os.environ["XDG_DATA_HOME"] = folder  # never the user's own files
        for name, step in steps:
            try:
                said = step(Path(folder))
            except Exception as error:  # the report must name the step, whatever broke
                sys.stdout.write(f"FAILED {name}: {type(error).__name__}: {error}\n")
                return 1
            sys.stdout.write(f"passed {name}: {said}\n")
    return 0


def _path(folder: Path) -> Path:
    return folder / "selftest.station"


def _station(folder: Path) -> str:
    import app.tables  # noqa: F401
    from app.accounts.levels import Level
    from app.accounts.new_station import FirstAccount, NewOffice
    from app.accounts.station import create_station, open_by_recovery_code
    from app.integrity import check_all, failures

    office = NewOffice(Level.COMMUNITY, "自检社区", "130302003011")
    first = FirstAccount("selftest", "自检", "selftest-password")
    station, code = create_station(_path(folder), office, first)
    station.close()
    station = open_by_recovery_code(_path(folder), code, "selftest", "another-password")
    results = check_all(station)
    station.close()
    broken = [result.label for result in failures(results)]
    if broken:
        raise AssertionError(f"integrity: {broken}")
    return f"created, recovered, {len(results)} checks"


def _pages(folder: Path) -> str:
    from PySide6.QtWidgets import QApplication

    from app.accounts.station import open_station
    from app.bootstrap.program import Program
    from app.desk.machine_memory import MachineMemory

    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    program = Program(application, MachineMemory(str(folder / "memory.ini")))
    program.open_desk(open_station(_path(folder), "selftest", "another-password"))
    window, work = program.window, program.work
    assert window is not None
    assert work is not None
    drawn = []
    for room in window.navigation.rooms:
        window.go(room.key)
        _settle(work.idle)
        if window.grab().isNull():
            raise AssertionError(room.key)
        drawn.append(room.title)
    program.close_station()
    window.close()
    return "、".join(drawn)


def _settle(idle: Callable[[], bool]) -> None:
    """Let the event loop run until every answer is in and shown."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    timer = QTimer(interval=20)
    timer.timeout.connect(lambda: loop.quit() if idle() else None)
    timer.start()
    loop.exec()
    timer.stop()


def _minutes(folder: Path) -> str:
    from datetime import date

    from app.printing.minutes import MinutesSheet, MinutesTopic, compose_minutes
    from app.printing.preview import page_count, render_page

    topic = MinutesTopic("自检议题", ("䶮、㛃、𬱖三位代表发言。",), decision="同意。")
    sheet = MinutesSheet("自检社区", "自检会议纪要", date(2026, 1, 1), topics=(topic,))
    pdf = compose_minutes(sheet)
    raster = render_page(pdf, 0)
    return f"{page_count(pdf)} page, {len(pdf)} bytes, {raster.width} x {raster.height}"


def _pictures(folder: Path) -> str:
    from io import BytesIO

    from PIL import Image

    from app.attachments.pictures import prepare_picture

    sizes = []
    for kind in ("JPEG", "WEBP", "PNG"):
        stream = BytesIO()
        Image.new("RGB", (2400, 1200), "white").save(stream, kind)
        prepared = prepare_picture(stream.getvalue(), f"自检.{kind.lower()}")
        sizes.append(f"{prepared.width} x {prepared.height}")
    return "、".join(sizes)


def _workbook(folder: Path) -> str:
    from app.spreadsheets.reading import read_sheet
    from app.spreadsheets.writing import SheetColumn, SheetText, workbook

    rows = [("䶮", "=1+1"), ("王秀芬", "130302196001010010")]
    text = SheetText("自检", (SheetColumn("姓名"), SheetColumn("号码")), rows, len(rows))
    sheet = read_sheet(workbook([text]), name="自检.xlsx")
    if [tuple(row.values) for row in sheet.rows] != rows:
        raise AssertionError(f"read back {sheet.rows}")
    return f"{len(sheet.rows)} rows written and read back"


def _charts(folder: Path) -> str:
    import pyqtgraph

    return f"pyqtgraph {pyqtgraph.__version__}"


def _backup(folder: Path) -> str:
    from app.accounts.station import open_station
    from db import backup

    station = open_station(_path(folder), "selftest", "another-password")
    made = backup.make_backup(station.database, folder / "selftest.stationbackup")
    station.close()
    backup.restore(made, folder / "restored.station")
    open_station(folder / "restored.station", "selftest", "another-password").close()
    return f"{made.stat().st_size} bytes, restored and opened"


def _bundle(folder: Path) -> str:
    """Two stations pair; one seals a bundle, the other opens it."""
    from app.accounts.levels import Level
    from app.accounts.new_station import FirstAccount, NewOffice
    from app.accounts.station import Station, create_station
    from app.exchange.applying import apply_bundle
    from app.exchange.codes import comparison_code
    from app.exchange.keys import KeyPair
    from app.exchange.making import make_bundle
    from app.exchange.own_keys import ensure_pair, own_identity
    from app.exchange.peers import pair

    def begin(level: Level, name: str, code: str) -> tuple[Station, KeyPair]:
        first = FirstAccount("selftest", "自检", "selftest-password")
        station, _ = create_station(folder / f"{name}.station", NewOffice(level, name, code), first)
        with station.write() as session:
            return station, ensure_pair(session, station.actor, database_key=station.database.key)

    below, own = begin(Level.COMMUNITY, "自检社区", "130302003011")
    above, theirs = begin(Level.STREET, "自检街道", "130302003000")
    code = comparison_code(own.public, theirs.public)
    for here, keys, there, other in ((below, own, above, theirs), (above, theirs, below, own)):
        with there.read() as session:
            identity = own_identity(session, other)
        with here.write() as session:
            pair(session, here.actor, own=keys, identity=identity, code=code)
    made = make_bundle(below, peer_id=above.office.id, target=folder / "selftest.liren")
    rows = apply_bundle(above, made.path).rows
    below.close()
    above.close()
    return f"{rows} rows in {made.path.stat().st_size} bytes"
