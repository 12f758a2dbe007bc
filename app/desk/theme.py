"""The theme: fonts, palette and style sheet from the tokens, at the chosen text size.

The only place that calls ``setStyleSheet``. Widgets say what they *are* by properties
(``role`` on labels, buttons and frames; ``state`` on pills; ``invalid`` on fields), never how
they look. Painters ask :func:`colour` and :func:`px`.
"""

import re
from importlib.resources import as_file, files
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from app.desk.icon_files import tinted_folder
from app.desk.tokens import Tokens, tokens

SCREEN_FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "WenKaiLight.ttf")
FALLBACKS = ("Microsoft YaHei UI", "Source Han Sans SC", "Noto Sans CJK SC", "sans-serif")
SCALES = (1.0, 1.25, 1.5)


class Theme(QObject):
    """The one theme in force; ``changed`` tells painters and icons to draw anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens: Tokens = tokens(dark=False)
        self.scale = 1.0
        self.families: list[str] = []


_theme: Theme | None = None


def current() -> Theme:
    """The theme in force (the light one before :func:`apply_theme`)."""
    global _theme  # noqa: PLW0603  there is one application, hence one theme
    if _theme is None:
        _theme = Theme()
    return _theme


def colour(name: str) -> QColor:
    """The colour of a token."""
    return QColor(current().tokens.colours[name])


def px(pixels: float) -> int:
    """Pixels at 100 %, at the chosen text size."""
    return round(pixels * current().scale)


def size(name: str) -> int:
    """A token's size in pixels, at the chosen text size."""
    return px(current().tokens.sizes[name])


def apply_theme(app: QApplication, *, dark: bool | None = False, scale: float = 1.0) -> None:
    """Give the whole program its look. ``dark=None`` follows the system."""
    theme = current()
    theme.tokens, theme.scale = tokens(dark=system_is_dark() if dark is None else dark), scale
    if not theme.families:
        theme.families = _load_fonts()
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(text_font())
    app.setPalette(_palette())
    sheet = _style_sheet()
    if sheet != app.styleSheet():  # polishing every widget anew takes half a second
        app.setStyleSheet(sheet)
    theme.changed.emit()


def system_is_dark() -> bool:
    """Whether the desktop asks for dark windows."""
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def text_font(name: str = "text", *, bold: bool = False) -> QFont:
    """The screen font at a token's size."""
    font = QFont()
    font.setFamilies([*current().families, *FALLBACKS])
    font.setPixelSize(size(name))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _load_fonts() -> list[str]:
    families: list[str] = []
    for name in SCREEN_FONTS:
        file = files("resources").joinpath("fonts", name)
        if not file.is_file():
            continue
        with as_file(file) as path:
            number = QFontDatabase.addApplicationFont(str(path))
        for family in QFontDatabase.applicationFontFamilies(number):
            if family not in families:
                families.append(family)
    return families


def _palette() -> QPalette:
    palette, role = QPalette(), QPalette.ColorRole
    for target, name in (
        (role.Window, "desk"),
        (role.WindowText, "ink"),
        (role.Base, "paper"),
        (role.AlternateBase, "desk"),
        (role.Text, "ink"),
        (role.Button, "paper"),
        (role.ButtonText, "ink"),
        (role.BrightText, "late"),
        (role.Highlight, "selection"),
        (role.HighlightedText, "ink"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.ToolTipBase, "raised"),
        (role.ToolTipText, "ink"),
        (role.PlaceholderText, "soft"),
        (role.Light, "line"),
        (role.Midlight, "line"),
        (role.Mid, "strong_line"),
        (role.Dark, "strong_line"),
    ):
        palette.setColor(target, colour(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, colour("disabled"))
    return palette


def _style_sheet() -> str:
    """Fill the template: ``$name`` is a colour, ``$size_name`` a size, ``12dp`` scaled pixels."""
    theme = current()
    template = files("resources").joinpath("theme/liren.qss").read_text("utf-8")
    values = dict(theme.tokens.colours)
    values |= {f"size_{name}": f"{size(name)}px" for name in theme.tokens.sizes}
    values["icons"] = tinted_folder(theme.tokens)
    filled = Template(template).substitute(values)
    return re.sub(r"(\d+)dp", lambda found: f"{px(int(found[1]))}px", filled)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at and have the widget drawn accordingly."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
