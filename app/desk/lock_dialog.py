"""The screen lock: covers the window until the account's password is given."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.icons import icon
from app.desk.labels import button, label
from app.desk.work import Work
from app.errors import LirenError


class LockDialog(QDialog):
    """Covers its window; Esc does nothing, 退出程序 leaves."""

    def __init__(self, window: QWidget, work: Work, name: str, prove: Callable[[str], object]):
        super().__init__(window, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self._work, self._prove = work, prove
        self.setModal(True)
        self.setGeometry(window.geometry())
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
        column.addWidget(label(f"{name}，屏幕已锁定", "title"))
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
        self.unlock.setEnabled(False)
        self._work.make(
            self._prove,
            self.password.text(),
            then=self._opened,
            failed=self._refused,
            owner=self,
        )

    def _opened(self, proof: object) -> None:
        self.accept()

    def _refused(self, error: LirenError) -> None:
        self.unlock.setEnabled(True)
        self.error.setText(str(error))
        self.password.selectAll()
        self.password.setFocus()

    def _quit(self) -> None:
        self.accept()
        QApplication.quit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
