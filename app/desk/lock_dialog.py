"""The screen lock: covers the window until the account's password is given."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.icons import icon
from app.desk.labels import button, label
from app.desk.work import Work
from app.errors import LirenError

MOVES = (QEvent.Type.Resize, QEvent.Type.Move)


class LockDialog(QDialog):
    """Covers its window, wherever that goes; only the password opens it.

    Esc and closing do nothing. 退出程序 ends the program, unless a page has something unsaved:
    then both stay as they are, and locked.
    """

    def __init__(self, window: QWidget, work: Work, name: str, prove: Callable[[str], object]):
        super().__init__(window, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self._work, self._prove = work, prove
        self.setModal(True)
        self._cover()
        window.installEventFilter(self)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText("密码")
        self.password.setAccessibleName("密码")
        self.password.returnPressed.connect(self.try_password)
        self.error = label(role="error", wrap=True)
        self.unlock = button("解锁", "primary", press=self.try_password)
        mark = label()
        mark.setPixmap(icon("lock", "accent").pixmap(theme.px(36), theme.px(36)))
        inner = QWidget()
        inner.setFixedWidth(theme.px(320))
        column = QVBoxLayout(inner)
        column.setSpacing(theme.px(12))
        column.addWidget(mark)
        column.addWidget(label(f"{name}，屏幕已锁定", "title", wrap=True))
        column.addWidget(label("没有保存的内容还在，解锁后继续。", "soft"))
        column.addWidget(self.password)
        column.addWidget(self.error)
        row = QHBoxLayout()
        row.addWidget(button("退出程序", "quiet", press=self._quit))
        row.addStretch(1)
        row.addWidget(self.unlock)
        column.addLayout(row)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)
        self.password.setFocus()

    def try_password(self) -> None:
        """Prove what was typed; closes when it is right."""
        if not self.password.text():
            self._say("请输入密码。")
            return
        self.error.clear()
        self.unlock.setEnabled(False)
        self._work.make(
            self._prove,
            self.password.text(),
            then=self._opened,
            failed=self._refused,
            owner=self,
        )

    def reject(self) -> None:
        """Stay: neither Esc nor closing opens the records."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVES and watched is self.parentWidget():
            self._cover()
        return super().eventFilter(watched, event)

    def _covered(self) -> QWidget:
        window = self.parentWidget()  # its own attribute would keep the window alive
        assert window is not None
        return window

    def _cover(self) -> None:
        self.setGeometry(self._covered().geometry())

    def _opened(self, proof: object) -> None:
        self.accept()

    def _refused(self, error: LirenError) -> None:
        self.unlock.setEnabled(True)
        self._say(str(error))

    def _say(self, words: str) -> None:
        self.error.setText(words)
        self.password.selectAll()
        self.password.setFocus()

    def _quit(self) -> None:
        if not self._covered().close():
            self._say("还有内容没有保存。请先解锁，保存后再退出。")
            return
        self.done(QDialog.DialogCode.Rejected)
        QApplication.quit()
