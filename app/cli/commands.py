"""The ``liren`` commands: the same services without a window."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from app.cli import (
    council_documents,
    demos,
    documents,
    event_documents,
    exchange,
    figure_documents,
    imports,
    lists,
    points_documents,
    stations,
)
from app.cli.terminal import fail
from app.errors import LirenError

Command = Callable[[argparse.Namespace], int]
GROUPS = (
    stations,
    demos,
    lists,
    imports,
    documents,
    council_documents,
    event_documents,
    points_documents,
    figure_documents,
    exchange,
)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="liren",
        description="里仁：社区居委会的办公程序。不带命令时打开窗口。",
        epilog="密码取自环境变量 LIREN_PASSWORD，没有设置时在终端询问。",
    )
    top.add_argument("--demo", action="store_true", help="打开演示社区（没有就先生成）")
    top.add_argument("--selftest", action="store_true", help="自检：建站、画出每一页、打印纪要")
    commands = top.add_subparsers(title="命令", metavar="命令", dest="command")
    for group in GROUPS:
        group.register(commands)
    return top


def run(arguments: argparse.Namespace) -> int:
    """Carry out a parsed command; returns the exit code."""
    command: Command = arguments.run
    try:
        return command(arguments)
    except LirenError as error:
        return fail(error)
    except BrokenPipeError:  # whoever read our lines (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Parse and run; for tests and ``python -m app.cli``."""
    arguments = parser().parse_args(argv)
    if arguments.command is None:
        parser().print_help()
        return 2
    return run(arguments)
