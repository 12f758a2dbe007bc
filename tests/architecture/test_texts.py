"""What must stand in no file of ours, code or not."""

import ast
import re

import pytest

from tests.architecture.tree import ROOT, texts

SUFFIXES = (".py", ".md", ".toml", ".txt", ".spec", ".json", ".csv", ".qss", ".mako", "")
PLACES = {
    "somebody's own folder": r"/(?:home|Users)/[a-z]|/roo[t]/|[A-Z]:\\\\?Users|/wor[k]/|/tm[p]/",
    "where packages come from": r"pypi[.](?:org|tuna)|pythonhosted[.]|registry[.]npm|deb[.]debian",
}


@pytest.mark.parametrize(("what", "pattern"), PLACES.items(), ids=PLACES.keys())
def test_no_file_names(what: str, pattern: str) -> None:
    found = [
        f"{path}:{number}: names {what}: {line.strip()[:80]}"
        for path, text in texts(*SUFFIXES)
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "line",
    ["/ho" + "me/somebody/x", "C:" + "\\Users\\somebody", "https://py" + "pi.org/simple"],
)
def test_a_named_place_is_found(line: str) -> None:
    assert any(re.search(pattern, line) for pattern in PLACES.values())


def test_there_are_no_form_files() -> None:
    assert not [*(ROOT / "app").rglob("*.ui"), *(ROOT / "resources").rglob("*.ui")]


def test_an_old_python_can_read_make_py_and_be_told_that_it_is_too_old() -> None:
    text = (ROOT / "make.py").read_text("utf-8")
    tree = ast.parse(text, feature_version=(3, 6))
    imported = {
        name.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    }
    assert imported <= {
        "ctypes",
        "hashlib",
        "importlib",
        "os",
        "platform",
        "re",
        "shutil",
        "subprocess",
        "sys",
        "time",
    }
