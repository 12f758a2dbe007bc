"""The program's source, parsed: what the architecture tests read."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file: its path inside the checkout, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        return self.path.partition("/")[0]

    def at(self, node: ast.stmt | ast.expr | ast.ExceptHandler, what: str) -> str:
        """A finding, worded so that an editor can jump to the place."""
        return f"{self.path}:{node.lineno}: {what}"


def parsed(path: str, text: str) -> Source:
    return Source(path, text, ast.parse(text))


@cache
def sources(*rooms: str) -> tuple[Source, ...]:
    """Every Python file of the named folders (and files) of the checkout."""
    return tuple(
        parsed(file.relative_to(ROOT).as_posix(), file.read_text("utf-8"))
        for room in rooms
        for file in sorted((ROOT / room).rglob("*.py") if "." not in room else [ROOT / room])
    )


def texts(*suffixes: str) -> Iterator[tuple[str, str]]:
    """Path and text of every file of ours with these suffixes, code or not."""
    places = ["app", "db", "resources", "tests", "docs", ".ci"]
    files = [file for place in places for file in (ROOT / place).rglob("*")] + [*ROOT.glob("*")]
    for file in sorted(files):
        if file.is_file() and file.suffix in suffixes:
            yield file.relative_to(ROOT).as_posix(), file.read_text("utf-8")
