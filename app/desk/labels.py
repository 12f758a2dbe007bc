"""Words on the screen: labels, pills, rules and buttons that say what they are by a role."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
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
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)  # as high as its words at the width it gets, no higher
        made.setSizePolicy(policy)
    return made


class Elided(QLabel):
    """One line of words; where there is no room for all of them, they end in an ellipsis."""

    def __init__(self, text: str = "", *, padding: int = 0, least: int = 0):
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._padding, self._least = padding, least
        self._whole = ""
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show other words."""
        self._whole = text
        super().setText(text)
        self.updateGeometry()
        self._fit()

    def text(self) -> str:
        """All the words, also where only their beginning is in sight."""
        return self._whole

    def sizeHint(self) -> QSize:
        hint, metrics = super().sizeHint(), self.fontMetrics()
        cut = metrics.horizontalAdvance(self._whole) - metrics.horizontalAdvance(super().text())
        return QSize(hint.width() + cut, hint.height())

    def minimumSizeHint(self) -> QSize:
        least = min(theme.px(self._least), self.sizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        room, metrics = self.width() - 2 * theme.px(self._padding), self.fontMetrics()
        whole = metrics.horizontalAdvance(self._whole) <= room or not self.isVisible()
        cut = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        shown = self._whole if whole else cut
        if shown != super().text():
            super().setText(shown)
            self.setToolTip("" if whole else self._whole)


def pill(text: str, state: str = "plain") -> QLabel:
    """A small word on a tint: good, waiting, late, info, accent or plain."""
    made = Elided(text, padding=8, least=40)
    made.setProperty("state", state)
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
