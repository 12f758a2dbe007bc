"""The drawer: a panel from the right for detail and editing, so that the list stays in sight."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import label, rule, tool


class Drawer(QFrame):
    """Head with title and close, a body that scrolls, a foot with buttons; Esc closes."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("drawer")
        self.setFixedWidth(theme.size("drawer"))
        self._title = label(role="title", wrap=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(theme.px(8))
        self._foot.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(12))
        self._foot_line = rule()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head())
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._foot_line)
        whole.addLayout(self._foot)
        self.hide()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(20), theme.px(16), theme.px(12), theme.px(8))
        head.addWidget(self._title, 1)
        close = tool("x", "关闭（Esc）", press=self.close_drawer)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def show_content(
        self, title: str, body: QWidget, buttons: tuple[QPushButton, ...] = ()
    ) -> None:
        """Show ``body`` under ``title``; the last button stands at the right."""
        self._title.setText(title)
        self._clear_foot()
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        body.setObjectName("scrolled")
        margins = body.contentsMargins()
        if margins.left() == 0:
            body.setContentsMargins(theme.px(20), theme.px(4), theme.px(20), theme.px(16))
        self._scroll.setWidget(body)
        self._fill_foot(buttons)
        self.show()

    def body(self) -> QWidget | None:
        """What the drawer shows now."""
        return self._scroll.widget()

    def may_leave(self) -> bool:
        """Whether nothing typed in the body would be lost, or the user agreed."""
        may_leave = getattr(self.body(), "may_leave", None) if self.isVisible() else None
        return may_leave is None or bool(may_leave())

    def _clear_foot(self) -> None:
        while (item := self._foot.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _fill_foot(self, buttons: tuple[QPushButton, ...]) -> None:
        self._foot_line.setVisible(bool(buttons))
        side = theme.px(20) if buttons else 0
        self._foot.setContentsMargins(side, side // 2, side, theme.px(12) if buttons else 0)
        for button in buttons[:-1]:
            self._foot.addWidget(button)
        self._foot.addStretch(1)
        if buttons:
            self._foot.addWidget(buttons[-1])

    def close_drawer(self) -> None:
        """Hide the drawer; a form in it may ask first, by its ``may_leave``."""
        may_leave = getattr(self.body(), "may_leave", None)
        if may_leave is None or may_leave():
            self.dismiss()

    def dismiss(self) -> None:
        """Hide the drawer without asking, and say so."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_drawer()
        else:
            super().keyPressEvent(event)
