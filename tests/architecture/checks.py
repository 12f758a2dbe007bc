"""Named checks on one parsed file. Each yields a finding a place; none is allowed anywhere.

A check that could never find anything would be worthless, so ``test_checks.py`` gives each of
them a piece of bad code that it must find.
"""

import ast
from collections.abc import Callable, Iterator

from tests.architecture.tree import Source

Check = Callable[[Source], Iterator[str]]
Function = ast.FunctionDef | ast.AsyncFunctionDef

FILE_LINES, FUNCTION_LINES, CLASS_LINES, METHODS, PARAMETERS = 500, 50, 200, 15, 6
VAGUE_NAMES = {"utils", "util", "misc", "common", "helpers", "helper", "manager", "managers"}
GENERATED = "db/migrations/versions/"
"""Migrations are written by Alembic, a statement a column, and never changed: no sizes there."""
THEME = "app/desk/theme.py"
CLOCK = "db/clock.py"
NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "websockets",
    "xmlrpc",
}  # fmt: skip
ON_THIS_PC_ONLY = {"QLocalServer", "QLocalSocket"}
"""Of QtNetwork: two starts of the program on one PC find each other by these."""


def _functions(source: Source) -> Iterator[Function]:
    yield from (node for node in ast.walk(source.tree) if isinstance(node, Function))


def _classes(source: Source) -> Iterator[ast.ClassDef]:
    yield from (node for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef))


def _length(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _imports(source: Source) -> Iterator[tuple[ast.stmt, str]]:
    """Every imported name, in full: ``from a import b`` gives ``a.b``."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module or ''}.{name.name}") for name in node.names)


def _named(source: Source, *names: str) -> Iterator[tuple[ast.expr, str]]:
    """Every use of a name or an attribute of these names."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name) and node.id in names:
            yield node, node.id
        elif isinstance(node, ast.Attribute) and node.attr in names:
            yield node, node.attr


def _is_magic(function: Function) -> bool:
    return function.name.startswith("__") and function.name.endswith("__")


def long_files(source: Source) -> Iterator[str]:
    lines = source.text.count("\n")
    if lines > FILE_LINES and not source.path.startswith(GENERATED):
        yield f"{source.path}: {lines} lines, {FILE_LINES} are the limit"


def long_functions(source: Source) -> Iterator[str]:
    for node in _functions(source):
        if _length(node) > FUNCTION_LINES and not source.path.startswith(GENERATED):
            yield source.at(node, f"{node.name} has {_length(node)} lines, not {FUNCTION_LINES}")


def large_classes(source: Source) -> Iterator[str]:
    for node in _classes(source):
        methods = sum(isinstance(part, Function) and not _is_magic(part) for part in node.body)
        if _length(node) > CLASS_LINES:
            yield source.at(node, f"{node.name} has {_length(node)} lines, not {CLASS_LINES}")
        if methods > METHODS:
            yield source.at(node, f"{node.name} has {methods} methods, not {METHODS}")


def many_parameters(source: Source) -> Iterator[str]:
    """Six at most may be given by position; the rest say their names."""
    for node in _functions(source):
        names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
        if len([name for name in names if name not in ("self", "cls")]) > PARAMETERS:
            yield source.at(node, f"{node.name} takes more than {PARAMETERS} by position")


def vague_names(source: Source) -> Iterator[str]:
    for part in source.path.removesuffix(".py").split("/"):
        if part in VAGUE_NAMES or set(part.split("_")) & VAGUE_NAMES:
            yield f"{source.path}: a name that says nothing"
    for node in _classes(source):
        if node.name.endswith(("Manager", "Helper", "Utils", "Util", "Misc")):
            yield source.at(node, f"{node.name}: a name that says nothing")


def waiting_by_the_clock(source: Source) -> Iterator[str]:
    for node, name in _named(source, "sleep", "processEvents", "qWait", "usleep", "msleep"):
        yield source.at(node, f"{name}: wait for a signal or a condition instead")
    for call in ast.walk(source.tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "qtbot.wait":
            yield source.at(call, "qtbot.wait: use waitUntil or waitSignal")


def own_style_sheets(source: Source) -> Iterator[str]:
    if source.path != THEME:
        for node, name in _named(source, "setStyleSheet"):
            yield source.at(node, f"{name}: looks belong to {THEME}")


def item_widgets(source: Source) -> Iterator[str]:
    for node, name in _named(source, "QTableWidget", "QTreeWidget", "QUiLoader"):
        yield source.at(node, f"{name}: use a model over frozen rows")


def prints(source: Source) -> Iterator[str]:
    if source.room in ("app", "db", "resources") and not source.path.startswith("app/cli/"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "print":
                yield source.at(node, "print outside the command line")


def swallowed_exceptions(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler):
            does_nothing = all(isinstance(part, ast.Pass | ast.Continue) for part in node.body)
            if node.type is None or (does_nothing and _is_broad(node.type)):
                yield source.at(node, "an exception is swallowed")
            elif all(isinstance(part, ast.Pass) for part in node.body):
                yield source.at(node, "an exception is swallowed; say what it means")
        elif isinstance(node, ast.Call) and _suppresses_all(node):
            yield source.at(node, "every exception is swallowed")


def _suppresses_all(call: ast.Call) -> bool:
    return ast.unparse(call.func).endswith("suppress") and any(map(_is_broad, call.args))


def _is_broad(kind: ast.expr) -> bool:
    return ast.unparse(kind) in ("Exception", "BaseException", "LirenError")


def networks(source: Source) -> Iterator[str]:
    for node, name in _imports(source):
        parts = name.split(".")
        if NETWORK & {parts[0], ".".join(parts[:2])}:
            yield source.at(node, f"{name}: the program uses no network")
        if "QtNetwork" in parts and parts[-1] not in ON_THIS_PC_ONLY:
            yield source.at(node, f"{name}: only {', '.join(sorted(ON_THIS_PC_ONLY))}")


def other_clocks(source: Source) -> Iterator[str]:
    if source.path == CLOCK:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            call = ".".join(ast.unparse(node.func).split(".")[-2:])
            if call in ("datetime.now", "datetime.utcnow", "date.today", "time.time"):
                yield source.at(node, f"{call}: the one clock is {CLOCK}")


def mocks(source: Source) -> Iterator[str]:
    for node, name in _imports(source):
        if name.split(".")[0] == "mock" or name.startswith("unittest.mock"):
            yield source.at(node, f"{name}: tests use the real thing")


OF_THE_PROGRAM = (
    long_files,
    long_functions,
    large_classes,
    many_parameters,
    vague_names,
    waiting_by_the_clock,
    own_style_sheets,
    item_widgets,
    prints,
    swallowed_exceptions,
    networks,
    other_clocks,
)
OF_THE_TESTS = (long_files, vague_names, waiting_by_the_clock, swallowed_exceptions, mocks)
