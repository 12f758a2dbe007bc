"""The program as it is installed: built for real, then it tests itself from inside."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

pytestmark = [
    pytest.mark.frozen,
    pytest.mark.skipif(
        importlib.util.find_spec("PyInstaller") is None,
        reason="PyInstaller is not installed: pip install -c constraints.txt -e .[dev]",
    ),
]
PROGRAM = "liren-commands.exe" if sys.platform == "win32" else "liren"
BUILD_SECONDS, RUN_SECONDS = 600, 180


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one-folder program, built once, far from the checkout."""
    place = tmp_path_factory.mktemp("frozen")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(place / "dist"), "--workpath", str(place / "build")]
    built = subprocess.run(
        [*command, "installer.spec"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=BUILD_SECONDS,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr[-4000:]
    return place / "dist" / "liren"


def started(folder: Path, place: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run it as on a PC that has never seen Python or this checkout."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LANG") if name in os.environ}
    home = {"HOME": str(place), "USERPROFILE": str(place), "APPDATA": str(place)}
    return subprocess.run(
        [str(folder / PROGRAM), *arguments],
        cwd=place, capture_output=True, encoding="utf-8", check=False, timeout=RUN_SECONDS,
        env={**kept, **home, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
    )  # fmt: skip


def test_the_frozen_program_passes_its_own_test(folder: Path, tmp_path: Path) -> None:
    answer = started(folder, tmp_path, "--selftest")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert answer.stdout.strip(), "a self-test that says nothing proves nothing"
    assert "Traceback" not in answer.stderr


def test_a_command_of_the_frozen_program_answers(folder: Path, tmp_path: Path) -> None:
    answer = started(folder, tmp_path, "--help")
    assert answer.returncode == 0, answer.stderr
    assert "里仁" in answer.stdout


def test_every_resource_and_migration_is_in_the_program(folder: Path) -> None:
    inside = folder / "_internal"
    there = {file.relative_to(inside) for file in inside.rglob("*") if file.is_file()}
    wanted = {
        file.relative_to(ROOT)
        for place in (ROOT / "resources", ROOT / "db" / "migrations")
        for file in place.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
        and (file.suffix != ".py" or "migrations" in file.parts)
    }  # fmt: skip
    assert wanted <= there, f"not in the program: {sorted(map(str, wanted - there))}"
