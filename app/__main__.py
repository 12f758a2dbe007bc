"""Where the program starts: a command, the self-test, or the window."""

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line and do what it says; returns the exit code."""
    from app.cli.commands import parser, run

    arguments = parser().parse_args(argv)
    if arguments.command is not None:
        return run(arguments)
    if arguments.selftest:
        from app.selftest import run_selftest

        return run_selftest()
    if not has_display():
        return _without_window(demo=arguments.demo)
    from app.bootstrap.program import open_window

    return open_window(demo=arguments.demo)


def has_display() -> bool:
    """Whether a window can be shown: always on Windows and macOS, by the session on Linux."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _without_window(*, demo: bool) -> int:
    from app.cli.demo_on_paper import print_demo_minutes
    from app.cli.terminal import say

    if demo:
        return print_demo_minutes()
    say("没有可用的显示器，打不开窗口。命令的用法见 liren --help。")
    return 1


if __name__ == "__main__":
    sys.exit(main())
