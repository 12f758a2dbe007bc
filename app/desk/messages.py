"""Messages that need an answer: errors, questions, files. Rare; undo is preferred to asking."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.icons import icon
from app.desk.labels import button, label
from app.errors import LirenError


class MessageBox(QDialog):
    """A mark, one sentence on what, one on what to do, and buttons that are verbs."""

    narrowest, widest = 420, 620
    """Pixels at normal text size."""

    def __init__(self, parent: QWidget | None, what: str, detail: str, mark: tuple[str, str]):
        super().__init__(parent)
        self.setWindowTitle("里仁")
        picture = label()
        picture.setPixmap(icon(*mark).pixmap(theme.px(28), theme.px(28)))
        words = QVBoxLayout()
        words.setContentsMargins(0, theme.px(3), 0, 0)  # the first line beside the mark's middle
        self.what = label(what, "section", wrap=True)
        self.detail = label(detail, wrap=True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.detail.setVisible(bool(detail))
        words.addWidget(self.what)
        words.addWidget(self.detail)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(theme.px(14))
        top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # see showEvent
        whole.setContentsMargins(theme.px(24), theme.px(22), theme.px(24), theme.px(18))
        whole.setSpacing(theme.px(18))
        whole.addLayout(top)
        whole.addLayout(self.buttons)

    def add_button(self, text: str, role: str, answer: int) -> QPushButton:
        """A button that closes the box with ``answer``."""
        made = button(text, role, press=self.accept if answer else self.reject)
        self.add(made)
        return made

    def add(self, made: QPushButton) -> None:
        """A button at the right of the others; Enter presses it while it has the focus."""
        made.setAutoDefault(True)
        self.buttons.addWidget(made)

    def settle_on(self, chosen: QPushButton) -> None:
        """Give ``chosen`` to Enter, and to whoever presses the space bar at once."""
        chosen.setDefault(True)
        chosen.setFocus()

    def ask(self) -> bool:
        """Show the box until it is answered; True for yes."""
        return self.exec() == QDialog.DialogCode.Accepted

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words are at the width they get.

        Qt would measure them before it bounds the width, and cut long ones off.
        """
        room = self.screen().availableGeometry().width() - theme.px(48)
        wanted = min(self.sizeHint().width(), theme.px(self.widest))
        width = min(max(wanted, theme.px(self.narrowest)), room)
        self.setFixedSize(width, self.layout().totalHeightForWidth(width))  # type: ignore[union-attr]
        super().showEvent(event)


def show_error(parent: QWidget | None, error: LirenError) -> None:
    """Say what happened and what to do; stays until read."""
    box = MessageBox(parent, error.what_happened, error.what_to_do, ("circle-alert", "late"))
    box.settle_on(box.add_button("知道了", "primary", 1))
    box.ask()


def confirm(
    parent: QWidget | None, question: str, detail: str, verb: str, *, dangerous: bool = False
) -> bool:
    """Ask before something that cannot be undone; the button carries the verb.

    Enter does it, unless it is ``dangerous``: then Enter does nothing.
    """
    box = MessageBox(parent, question, detail, ("triangle-alert", "waiting"))
    stay = box.add_button("取消", "plain", 0)
    go = box.add_button(verb, "danger" if dangerous else "primary", 1)
    box.settle_on(stay if dangerous else go)
    return box.ask()


def choose_file(parent: QWidget | None, title: str, kinds: str, folder: str = "") -> Path | None:
    """Ask for an existing file; ``kinds`` as Qt writes filters: ``站点 (*.station)``."""
    name, _ = QFileDialog.getOpenFileName(parent, title, folder, kinds)
    return Path(name) if name else None


def choose_target(parent: QWidget | None, title: str, suggested: str, kinds: str) -> Path | None:
    """Ask where to save; the system asks before an existing file is replaced."""
    name, _ = QFileDialog.getSaveFileName(parent, title, suggested, kinds)
    return Path(name) if name else None
