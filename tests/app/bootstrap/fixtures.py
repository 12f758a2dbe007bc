"""The program for a test to sit at; taken over by the conftest of each folder that needs it."""

import sys
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from app.bootstrap.program import Program
from app.desk import theme
from app.desk.machine_memory import MachineMemory
from db import keyslots
from tests.app.bootstrap.sitting import Dialogs, Sitting
from tests.builders import a_station_file, opened, resealed


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    """One Argon2 pass over little memory: what it costs is measured elsewhere, once."""
    monkeypatch.setattr(keyslots, "ARGON2_KIB", 64)
    monkeypatch.setattr(keyslots, "ARGON2_PASSES", 1)


@pytest.fixture(autouse=True)
def own_places(monkeypatch, tmp_path):
    """Documents and the program's own files lie in this test's folder."""
    home = tmp_path / "家"
    (home / "文档").mkdir(parents=True)
    (home / "user-dirs.dirs").write_text('XDG_DOCUMENTS_DIR="$HOME/文档"\n', "utf-8")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(home))


@pytest.fixture
def dialogs():
    answering = Dialogs()
    yield answering
    answering.stop()
    for trouble in answering.troubles:
        raise trouble


@pytest.fixture
def path(tmp_path):
    """A closed station that lies on the disk."""
    made = a_station_file(tmp_path)
    resealed(made)
    return made


@pytest.fixture
def program(qapp, qtbot, tmp_path, dialogs, monkeypatch):
    """The program at its start page; a bug in it fails the test."""
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    catching = sys.excepthook
    made = Program(qapp, MachineMemory(str(tmp_path / "memory.ini")))
    sys.excepthook = catching  # the test's own: it must fail, not show the crash dialog
    made.show_start()
    yield made
    made.close_station()
    for window in (made.start, made.window):
        if window is not None:
            window.hide()
            window.deleteLater()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply_theme(qapp)


@pytest.fixture
def desk(program, path):
    """The program with the station open, as its secretary 赵敏."""
    program.open_desk(opened(path))
    return program


@pytest.fixture
def here(qtbot, dialogs, program):
    """Somebody at whichever window the program shows."""
    sitting = Sitting(qtbot, dialogs, lambda: program.start or program.window, lambda: program.work)
    with qtbot.waitActive(sitting.window):
        sitting.window.activateWindow()
    return sitting
