"""The recovery code, shown once after a station was made: copy it, print it, seal it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.accounts.pages.start_page import centred, heading
from app.desk import theme
from app.desk.labels import button, label


class RecoveryPage(QWidget):
    """Goes on only after the user says she has it on paper."""

    done = Signal()

    def __init__(self, code: str, print_code: Callable[[], object]):
        super().__init__()
        self._print = print_code
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setSpacing(theme.px(16))
        column.addLayout(
            heading(
                "请保存恢复码",
                "忘记密码时，只有它能打开站点。请打印后装入信封封存，不要存在这台电脑里。"
                "离开这一页后不再显示。",
            )
        )
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(theme.px(20),) * 4)
        self.code = label(code.replace("-", "  "), "code", wrap=True)
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside.addWidget(self.code)
        column.addWidget(card)
        self.agreed = QCheckBox("我已打印或抄下恢复码")
        column.addWidget(self.agreed)
        row = QHBoxLayout()
        row.addWidget(button("打印恢复码", "plain", "printer", press=self._print_it))
        row.addStretch(1)
        self.go_on = button("开始使用", "primary", press=self.done.emit)
        self.go_on.setEnabled(False)
        self.agreed.toggled.connect(self.go_on.setEnabled)
        row.addWidget(self.go_on)
        column.addLayout(row)
        self.setLayout(centred(inner, 520))

    def _print_it(self) -> None:
        self._print()
