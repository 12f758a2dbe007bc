"""Icons: every one that is asked for is shipped and can be drawn."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

import app
from app.desk.icon_files import IN_STYLE_SHEET, source, svg, tinted_folder
from app.desk.icons import icon
from app.desk.tokens import tokens
from resources import __path__ as resources_path

SHIPPED = {file.stem for file in Path(resources_path[0], "icons").glob("*.svg")}
CALLS = {"icon": 0, "tool": 0, "button": 2, "set_primary": 2, "add_action": 2, "Room": 2}
"""Where among its arguments a call names an icon."""


def asked_for():
    """(file, icon) for every icon name written in the code of the program."""
    found = set()
    for path in Path(app.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                found |= {(path.name, name) for name in _names(node)}
    return found


def _names(call):
    named = getattr(call.func, "id", getattr(call.func, "attr", ""))
    place = CALLS.get(named)
    given = [call.args[place]] if place is not None and len(call.args) > place else []
    given += [word.value for word in call.keywords if word.arg in ("icon", "icon_name")]
    texts = (node.value for value in given for node in ast.walk(value) if is_text(node))
    return [text for text in texts if text]


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_icon_the_code_names_is_shipped():
    asked = asked_for()
    assert len(asked) > 20  # else this test reads the code wrongly
    assert {pair for pair in asked if pair[1] not in SHIPPED} == set()


def test_every_shipped_icon_can_be_drawn_and_follows_the_theme(qapp):
    for name in SHIPPED:
        assert "currentColor" in source(name), name
        assert QSvgRenderer(QByteArray(svg(name, "#2B6777").encode())).isValid(), name


def test_an_icon_that_is_not_there_is_told_at_once(qapp):
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


@pytest.mark.parametrize("dark", [False, True])
def test_the_style_sheets_icons_are_files_in_the_themes_colours(dark):
    folder = Path(tinted_folder(tokens(dark=dark)))
    for name, token in IN_STYLE_SHEET:
        assert tokens(dark=dark).colours[token] in (folder / f"{name}.svg").read_text("utf-8")
    assert tinted_folder(tokens(dark=not dark)) != folder.as_posix()
