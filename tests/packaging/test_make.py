"""What ``make.py`` says when the machine lacks something: no traceback, and what to do."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.tree import ROOT

AS_OLD_PYTHON = """
import runpy, sys
sys.version_info = (3, 9, 2, "final", 0)
sys.argv = ["make.py", "run"]
runpy.run_path("make.py", run_name="__main__")
"""


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT)
    import make as module

    return module


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose only programs are those put into this folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def called(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
        env={"PYTHONUTF8": "1", "PATH": ""},
    )  # fmt: skip


def test_an_old_python_is_told_which_one_is_wanted() -> None:
    answer = called("-c", AS_OLD_PYTHON)
    assert answer.returncode == 1
    assert "需要 Python 3.11 或更新版本，现在是 3.9" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("words", [(), ("fly",)])
def test_an_unknown_command_is_answered_with_the_known_ones(words: tuple[str, ...]) -> None:
    answer = called("make.py", *words)
    assert answer.returncode == 2
    assert "make.py run | test" in answer.stdout


def test_without_the_right_to_install_the_exact_command_is_said(
    make: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (programs / "apt-get").write_text("#!/bin/false\n")
    (programs / "apt-get").chmod(0o755)
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    with pytest.raises(make.Stopped, match="sudo apt-get install -y libgl1 libegl1"):
        make.install_packages(["libgl1", "libegl1"], "缺少系统库")


def test_a_bench_whose_peer_lacks_a_library_says_how_to_install_it_and_goes_on(
    make: ModuleType,
    programs: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(make, "BENCH_LIBRARIES", {"libno-such-thing.so.0": "libno-such-thing0"})
    make.offer_extras("bench")
    assert "WeasyPrint" in (said := capsys.readouterr().out)
    assert "libno-such-thing0" in said


def test_where_there_is_no_apt_the_packages_are_named(make: ModuleType, programs: Path) -> None:
    with pytest.raises(make.Stopped, match="libgl1 libegl1"):
        make.install_packages(["libgl1", "libegl1"], "缺少系统库")


def test_a_library_that_is_not_there_is_noticed(make: ModuleType) -> None:
    assert not make.loads("libno-such-thing.so.0")


def test_an_environment_of_another_python_is_made_anew(
    make: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python"
    python.touch()
    monkeypatch.setattr(make, "VENV", tmp_path)
    monkeypatch.setattr(make, "PYTHON", python)
    assert not make.venv_fits()
    (tmp_path / "pyvenv.cfg").write_text("version = 3.1.0\n")
    assert not make.venv_fits()
    (tmp_path / "pyvenv.cfg").write_text("version = {}.{}.9\n".format(*sys.version_info))
    assert make.venv_fits()


@pytest.mark.parametrize(
    ("libc", "wanted"),
    [(("glibc", "2.28"), "6.9.3"), (("glibc", "2.34"), "6.11.3"), (("", ""), "6.11.3")],
)
def test_a_system_too_old_for_the_pinned_qt_gets_an_older_one(
    make: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    libc: tuple[str, str],
    wanted: str,
) -> None:
    monkeypatch.setattr(make, "VENV", tmp_path)
    monkeypatch.setattr("platform.libc_ver", lambda: libc)
    pins = make.constraints().read_text("utf-8").splitlines()
    assert f"PySide6-Essentials=={wanted}" in pins
    assert f"shiboken6=={wanted}" in pins


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt"])
def test_a_changed_requirement_asks_for_another_installation(
    make: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text("one")
    monkeypatch.setattr(make, "ROOT", tmp_path)
    before = make.wanted_state()
    assert make.wanted_state() == before
    (tmp_path / changed).write_text("two")
    assert make.wanted_state() != before
