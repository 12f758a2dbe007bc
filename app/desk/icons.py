"""Icons of one family (Lucide), drawn in the theme's colours at any size."""

import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.desk.tokens import Tokens


@cache
def _source(name: str) -> str:
    return files("resources").joinpath(f"icons/{name}.svg").read_text("utf-8")


def _svg(name: str, colour: str) -> str:
    return _source(name).replace("currentColor", colour)


class _TintedEngine(QIconEngine):
    """Draws an icon in whatever colour the theme has for it when it is drawn."""

    def __init__(self, name: str, token: str):
        super().__init__()
        self._name, self._token = name, token

    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, state: QIcon.State) -> None:
        from app.desk.theme import colour

        token = "disabled" if mode is QIcon.Mode.Disabled else self._token
        svg = _svg(self._name, colour(token).name())
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(rect))  # type: ignore[call-overload]

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, picture.rect(), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._token)


def icon(name: str, token: str = "ink") -> QIcon:
    """The icon ``name`` of resources/icons, tinted with a colour token; KeyError-free: a missing
    file raises FileNotFoundError at once, not a blank square later.
    """
    _source(name)
    return QIcon(_TintedEngine(name, token))


_folder: tempfile.TemporaryDirectory[str] | None = None
IN_STYLE_SHEET = (
    ("chevron-down", "soft"),
    ("chevron-up", "soft"),
    ("chevron-right", "soft"),
    ("chevron-left", "soft"),
    ("check", "on_accent"),
    ("x", "soft"),
)


def tinted_folder(tokens: Tokens) -> str:
    """A folder with the few icons the style sheet needs as files, in this theme's colours."""
    global _folder  # noqa: PLW0603  lives as long as the program
    if _folder is None:
        _folder = tempfile.TemporaryDirectory(prefix="liren-icons-", ignore_cleanup_errors=True)
    folder = Path(_folder.name) / ("dark" if tokens.is_dark else "light")
    if not folder.is_dir():
        folder.mkdir()
        for name, token in IN_STYLE_SHEET:
            (folder / f"{name}.svg").write_text(_svg(name, tokens.colours[token]), "utf-8")
        (folder / "dot.svg").write_text(_dot(tokens.colours["on_accent"]), "utf-8")
    return folder.as_posix()


def _dot(colour: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        f'<circle cx="8" cy="8" r="3.5" fill="{colour}"/></svg>'
    )
