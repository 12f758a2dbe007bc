"""Icons of one family (Lucide), drawn in the theme's colours at any size."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.desk import theme
from app.desk.icon_files import source, svg


class _TintedEngine(QIconEngine):
    """Draws an icon in whatever colour the theme has for it when it is drawn."""

    def __init__(self, name: str, token: str):
        super().__init__()
        self._name, self._token = name, token

    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = "disabled" if mode is QIcon.Mode.Disabled else self._token
        drawing = svg(self._name, theme.colour(token).name())
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(rect))  # type: ignore[call-overload]

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
    source(name)
    return QIcon(_TintedEngine(name, token))
