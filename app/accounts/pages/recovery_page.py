"""The recovery code, shown once after a station was made: print it, seal it, go on."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.accounts.pages.start_page import centred, heading
from app.desk import theme
from app.desk.labels import button, label

GROUPS_A_LINE = 4
"""As on the printed sheet, so that both can be compared."""
WHY = (
    "所有人都忘记密码时，只有它能打开站点。请打印后装入信封封存，不要存在这台电脑里。"
    "离开这一页后不再显示。"
)


class RecoveryPage(QWidget):
    """Goes on only after the user says she has it on paper."""

    done = Signal()

    def __init__(self, code: str, print_it: Callable[[], object], save_it: Callable[[], object]):
        super().__init__()
        self._print, self._save = print_it, save_it
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setSpacing(theme.px(16))
        column.addLayout(heading("请保存恢复码", WHY))
        card = QFrame()
        card.setProperty("role", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(*(theme.px(20),) * 4)
        grid.setVerticalSpacing(theme.px(10))
        for place, group in enumerate(code.split("-")):
            shown = label(group, "code")
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(shown, *divmod(place, GROUPS_A_LINE))
        column.addWidget(card)
        row = QHBoxLayout()
        row.addWidget(button("打印恢复码", "plain", "printer", press=self.print_code))
        row.addWidget(button("存为 PDF", "quiet", press=self.save_code))
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(theme.px(8))
        self.agreed = QCheckBox("我已打印或抄下恢复码")
        self.go_on = button("开始使用", "primary", press=self.done.emit)
        self.go_on.setEnabled(False)
        self.agreed.toggled.connect(self.go_on.setEnabled)
        last = QHBoxLayout()
        last.addWidget(self.agreed)
        last.addStretch(1)
        last.addWidget(self.go_on)
        column.addLayout(last)
        self.setLayout(centred(inner, 520))

    def print_code(self) -> None:
        """Put the code on paper."""
        self._print()

    def save_code(self) -> None:
        """Put the code into a file, for a printer elsewhere."""
        self._save()

    def may_leave(self) -> bool:
        """Whether she has said that the code is safe; it is never shown again."""
        return self.agreed.isChecked()
