import pytest

from tests.architecture import checks
from tests.architecture.checks import Check
from tests.architecture.tree import parsed, sources

LONG_BODY = "\n".join("    x = 1" for _ in range(60))
BAD = {
    checks.long_files: "x = 1\n" * 501,
    checks.long_functions: f"def f():\n{LONG_BODY}\n",
    checks.large_classes: "class A:\n" + "".join(f"    def m{n}(s): ...\n" for n in range(16)),
    checks.many_parameters: "def f(a, b, c, d, e, f, g): ...",
    checks.vague_names: "class StationManager: ...",
    checks.waiting_by_the_clock: "import time\ntime.sleep(1)",
    checks.own_style_sheets: "label.setStyleSheet('color: red')",
    checks.item_widgets: "table = QTableWidget()",
    checks.prints: "print('x')",
    checks.swallowed_exceptions: "try:\n    f()\nexcept ValueError:\n    pass",
    checks.networks: "from PySide6.QtNetwork import QTcpSocket",
    checks.other_clocks: "import datetime\ndatetime.datetime.now()",
    checks.mocks: "from unittest.mock import Mock",
}


@pytest.mark.parametrize("check", checks.OF_THE_PROGRAM, ids=lambda check: check.__name__)
def test_the_program_keeps_the_rule_against(check: Check) -> None:
    findings = [found for source in sources("app", "db", "resources") for found in check(source)]
    assert not findings, "\n" + "\n".join(findings)


@pytest.mark.parametrize("check", checks.OF_THE_TESTS, ids=lambda check: check.__name__)
def test_the_tests_keep_the_rule_against(check: Check) -> None:
    findings = [found for source in sources("tests", "make.py") for found in check(source)]
    assert not findings, "\n" + "\n".join(findings)


@pytest.mark.parametrize(
    ("check", "code"), BAD.items(), ids=lambda part: getattr(part, "__name__", "")
)
def test_bad_code_is_found_by_the_rule_against(check: Check, code: str) -> None:
    assert list(check(parsed("app/room/bad.py", code)))


def test_every_rule_has_a_piece_of_bad_code_that_proves_it() -> None:
    assert set(BAD) == {*checks.OF_THE_PROGRAM, *checks.OF_THE_TESTS}


@pytest.mark.parametrize(
    "code",
    [
        "import socket",
        "import urllib.request",
        "from urllib import request",
        "from http.client import HTTPConnection",
        "from PySide6 import QtNetwork",
    ],
)
def test_every_way_to_a_network_is_found(code: str) -> None:
    assert list(checks.networks(parsed("app/room/bad.py", code)))


@pytest.mark.parametrize(
    "code",
    [
        "from urllib.parse import quote",
        "from PySide6.QtNetwork import QLocalServer, QLocalSocket",
    ],
)
def test_what_stays_on_this_pc_is_no_network(code: str) -> None:
    assert not list(checks.networks(parsed("app/room/good.py", code)))


@pytest.mark.parametrize(
    "code",
    [
        "try:\n    f()\nexcept:\n    g()",
        "for x in y:\n    try:\n        f()\n    except Exception:\n        continue",
        "with suppress(Exception):\n    f()",
    ],
)
def test_every_way_to_swallow_an_exception_is_found(code: str) -> None:
    assert list(checks.swallowed_exceptions(parsed("app/room/bad.py", code)))
