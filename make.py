"""The commands of a checkout; each does all its set-up by itself and needs nothing but Python.

    python3 make.py run [-- ...]    open the program on the demo community
    python3 make.py test [...]      every check and test; with arguments, pytest alone with them
    python3 make.py bench [...]     the benches (tests/bench)
    python3 make.py package         the one-folder program, in dist/liren

This file must still parse on Python 3.6, so that an old Python is told so instead of meeting a
syntax error: no newer syntax, and no annotation that old Pythons cannot evaluate.
"""

import ctypes
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
OLDEST = (3, 11)
EXTRAS = {"run": "", "test": "dev", "bench": "dev,bench", "package": "package"}
MODULES = {
    "run": ["app", "--demo"],
    "bench": ["tests.bench"],
    "package": ["PyInstaller", "--noconfirm", "installer.spec"],
}

OLD_SYSTEMS_QT = "6.9.3"
"""The last PySide6 whose wheels run on a glibc below 2.34 (Kylin V10, UOS 20); tested, too."""
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""What Qt loads from the system even without a screen, and the Debian package each is in."""
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt needs beyond that to open a window."""
BENCH_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
"""What WeasyPrint, one of the peers in the benches, loads from the system; it may be missing."""
CHECKS = (
    ("代码规范", ["ruff", "check", "."]),
    ("代码格式", ["ruff", "format", "--check", "."]),
    ("类型", ["mypy"]),
    ("谁可引用谁", ["lint-imports"]),
)
"""The checks that run before pytest: what each is called, and how it is called."""


class Stopped(Exception):
    """Something the person at the machine has to do first; worded for them."""


def say(text: str) -> None:
    """Print at once, so that our lines stay in order with those of the programs we call."""
    print(text, flush=True)


def run(command: "list[str]", env: "dict[str, str] | None" = None) -> int:
    """Run in the checkout, with output shown; the exit code."""
    return subprocess.run(command, cwd=str(ROOT), env=env, check=False).returncode


def refuse_old_python() -> None:
    """Say which Python is wanted, when this one is too old.

    Raises:
        Stopped: older than :data:`OLDEST`.
    """
    if sys.version_info[:2] < OLDEST:
        raise Stopped(
            "需要 Python 3.11 或更新版本，现在是 {}.{}。\n安装后用新的 Python 再运行一次；"
            "Debian 12、Ubuntu 24.04 及以后自带。".format(*sys.version_info[:2])
        )


def install_packages(packages: "list[str]", reason: str) -> None:
    """Install Debian packages when we may; otherwise say the command (raises :class:`Stopped`)."""
    words = " ".join(packages)
    apt = shutil.which("apt-get")
    if apt is None:
        raise Stopped(f"{reason}。请用本机的软件包管理器安装（Debian 软件包名）：\n  {words}")
    by_hand = f"sudo apt-get update && sudo apt-get install -y {words}"
    right = [] if os.geteuid() == 0 else passwordless_sudo()
    if right is None:
        raise Stopped(f"{reason}。请先执行：\n  {by_hand}\n然后再运行一次。")
    say(f"{reason}，正在安装：{words}")
    prefix = [*right, "env", "DEBIAN_FRONTEND=noninteractive", apt]
    run([*prefix, "update", "-qq"])  # an old list may do when one source does not answer
    if run([*prefix, "install", "-y", "-qq", "--no-install-recommends", *packages]) != 0:
        raise Stopped(f"系统软件包没有装上。请检查网络或软件源后执行：\n  {by_hand}")


def passwordless_sudo() -> "list[str] | None":
    """The words before a command that must run as root, or None when a password is asked."""
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    answer = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False)
    return [sudo, "-n"] if answer.returncode == 0 else None


def missing_packages(command: str) -> "list[str]":
    """Debian packages whose files are not there; asks the loader, so any distribution will do."""
    wanted = dict(QT_LIBRARIES)
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        wanted.update(SCREEN_LIBRARIES)
    builds_program = command in ("test", "package")
    if builds_program and Path(sys.base_prefix) == Path("/usr"):
        python = "libpython{}.{}".format(*sys.version_info[:2])
        wanted[python + ".so.1.0"] = python
    missing = [package for library, package in wanted.items() if not loads(library)]
    if builds_program and shutil.which("objdump") is None:
        missing.append("binutils")
    return missing


def offer_extras(command: str) -> None:
    """Install what a command can do without, or say how.

    The peers of the benches need libraries; tests of stations on a server need PostgreSQL, and are
    skipped where there is none (on the continuous integration machine they fail).
    """
    try:
        if command == "bench":
            missing = [name for library, name in BENCH_LIBRARIES.items() if not loads(library)]
            if missing:
                install_packages(missing, "对比用的 WeasyPrint 缺少系统库")
        if command == "test" and not has_postgresql():
            install_packages(["postgresql"], "测试服务器站点要用 PostgreSQL")
    except Stopped as reason:
        say(str(reason))


def has_postgresql() -> bool:
    """Whether a server can be started here; Debian keeps its programs off the search path."""
    kept = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    return any(kept) or shutil.which("pg_ctl") is not None


def loads(library: str) -> bool:
    """Whether the dynamic loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def prepare(extra: str) -> None:
    """Make ``.venv`` hold the program and the named extras; no work when it already does.

    Raises:
        Stopped: the environment cannot be made, or pip cannot install.
    """
    if not venv_fits():
        make_venv()
    stamp = VENV / "liren-{}.stamp".format(extra.replace(",", "-") or "run")
    state = wanted_state()
    stamps = VENV.glob("liren-*.stamp") if not extra else [stamp]
    if any(file.is_file() and file.read_text("ascii") == state for file in stamps):
        return
    say("正在安装所需组件（第一次约需一两分钟）……")
    target = f".[{extra}]" if extra else "."
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    if run([*pip, *quiet, "-c", str(constraints()), "-e", target]) != 0:
        raise Stopped("组件没有装上，原因见上面几行。多半是网络或软件源不通，接通后再运行一次。")
    stamp.write_text(state, "ascii")


def constraints() -> Path:
    """The pins; on a Linux too old for the pinned PySide6 a copy with an older one."""
    pins = ROOT / "constraints.txt"
    name, version = platform.libc_ver()
    if name != "glibc" or [int(part) for part in version.split(".")[:2]] >= [2, 34]:
        return pins
    older = re.sub(
        "(?im)^(pyside6-essentials|shiboken6)==.*$",
        r"\1==" + OLD_SYSTEMS_QT,
        pins.read_text("utf-8"),
    )
    own = VENV / "constraints.txt"
    own.write_text(older, "utf-8")
    return own


def wanted_state() -> str:
    """What an installation depends on, as one word: if it differs, pip has work to do."""
    parts = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    parts += [sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def venv_fits() -> bool:
    """Whether ``.venv`` is there and made by a Python of this version."""
    settings = VENV / "pyvenv.cfg"
    if not (PYTHON.is_file() and settings.is_file()):
        return False
    version = "{}.{}.".format(*sys.version_info[:2])
    lines = settings.read_text("utf-8", errors="replace").splitlines()
    found = [line.partition("=")[2].strip() for line in lines if line.startswith("version")]
    return any(value.startswith(version) for value in found)


def make_venv() -> None:
    """Make ``.venv`` anew.

    Raises:
        Stopped: Python's own venv is missing or fails.
    """
    if importlib.util.find_spec("ensurepip") is None:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        install_packages([package], "这个 Python 缺少 venv 组件")
    if run([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
        raise Stopped("建立 .venv 失败，原因见上面几行。请检查磁盘空间和目录权限。")


def test(arguments: "list[str]") -> int:
    """Run everything, stopping at nothing, and fail at the end; with arguments, pytest alone."""
    env = dict(os.environ, PYTHONUTF8="1")
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    report = []
    for name, command in () if arguments else CHECKS:
        say(f"── {name} ──")
        tool = PYTHON.with_name(command[0] + PYTHON.suffix)
        report.append(timed(name, [str(tool), *command[1:]], env))
    say("── 测试 ──")
    pytest = [str(PYTHON), "-m", "pytest", "--continue-on-collection-errors"]
    if not arguments:  # everything: as many processes as there are processors, a file in one
        pytest += ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    report.append(timed("测试", [*pytest, *arguments], env))
    for name, code, seconds in report:
        say("{} {}（{:.0f} 秒）".format("没有通过" if code else "通过", name, seconds))
    return 1 if any(code for _, code, _ in report) else 0


def timed(name: str, command: "list[str]", env: "dict[str, str]") -> "tuple[str, int, float]":
    """Run one step: its name, exit code and seconds."""
    start = time.monotonic()
    code = run(command, env)
    return name, code, time.monotonic() - start


def main(arguments: "list[str]") -> int:
    """Set up what the command needs, then do it; the exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command not in EXTRAS:
        say("用法：python3 make.py run | test | bench | package")
        return 2
    refuse_old_python()
    rest = rest[1:] if rest[:1] == ["--"] else rest
    missing = missing_packages(command) if sys.platform.startswith("linux") else []
    if missing:
        install_packages(missing, "缺少系统库")
    if sys.platform.startswith("linux"):
        offer_extras(command)
    prepare(EXTRAS[command])
    if command == "test":
        return test(rest)
    return run([str(PYTHON), "-m", *MODULES[command], *rest])


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that cannot show a character shows "?"
            stream.reconfigure(errors="replace")
    try:
        sys.exit(main(sys.argv[1:]))
    except Stopped as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit("已停止。")
