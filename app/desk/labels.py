"""Words on the screen: labels, pills, rules and buttons that say what they are by a role."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
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


class Pill(QLabel):
    """A small word on a tint; where there is no room for all of it, it ends in an ellipsis."""

    def __init__(self, text: str, state: str):
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("state", state)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another word."""
        self._whole = text
        super().setText(text)
        self.updateGeometry()
        self._fit()

    def text(self) -> str:
        """The whole word, also where only its beginning is in sight."""
        return self._whole

    def sizeHint(self) -> QSize:
        hint, metrics = super().sizeHint(), self.fontMetrics()
        cut = metrics.horizontalAdvance(self._whole) - metrics.horizontalAdvance(super().text())
        return QSize(hint.width() + cut, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme.px(40), self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room, metrics = self.width() - 2 * theme.px(8), self.fontMetrics()
        whole = metrics.horizontalAdvance(self._whole) <= room or not self.isVisible()
        shown = (
            self._whole
            if whole
            else metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        )
        if shown != super().text():
            super().setText(shown)
            self.setToolTip("" if whole else self._whole)


def pill(text: str, state: str = "plain") -> QLabel:
    """A small word on a tint: good, waiting, late, info, accent or plain."""
    return Pill(text, state)


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
