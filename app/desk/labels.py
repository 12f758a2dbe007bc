"""Words on the screen: labels, pills, rules and buttons that say what they are by a role."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton

from app.desk import theme
from app.desk.icons import icon


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label of a role: title, section, soft, hint, figure, error or plain."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
    return made


def pill(text: str, state: str = "plain") -> QLabel:
    """A small word on a tint: good, waiting, late, info, accent or plain."""
    made = label(text)
    made.setProperty("state", state)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def rule(*, upright: bool = False) -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("role", "wall" if upright else "line")
    return made


def button(
    text: str,
    role: str = "plain",
    icon_name: str = "",
    *,
    press: Callable[[], object] | None = None,
) -> QPushButton:
    """A push button: primary, plain, quiet or danger; ``press`` must be a bound method."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    if icon_name:
        token = {"primary": "on_accent", "quiet": "accent", "danger": "late"}.get(role, "ink")
        made.setIcon(icon(icon_name, token))
        made.setIconSize(QSize(theme.size("icon"), theme.size("icon")))
    if press is not None:
        made.clicked.connect(press)
    return made


def tool(
    icon_name: str, tip: str, *, press: Callable[[], object] | None = None, token: str = "soft"
) -> QToolButton:
    """A square button with an icon only; its tooltip and accessible name say what it does."""
    made = QToolButton()
    made.setIcon(icon(icon_name, token))
    made.setIconSize(QSize(theme.size("icon"), theme.size("icon")))
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    if press is not None:
        made.clicked.connect(press)
    return made
