"""Bugs: rolled back below, shown here once, with a report that holds no personal data.

The report has versions and the traceback's places only. Values, messages of exceptions and local
variables are left out, because they may quote what somebody typed.
"""

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from importlib.metadata import version
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from app.desk import theme
from app.desk.labels import button
from app.desk.messages import MessageBox


def report_of(error: BaseException) -> str:
    """What a technician needs: versions, and where it happened."""
    lines = [
        f"里仁 {version('liren')}",
        f"Python {platform.python_version()} · {platform.system()} {platform.release()}",
        f"PySide6 {version('PySide6-Essentials')} · SQLAlchemy {version('SQLAlchemy')}",
        "",
        type(error).__qualname__,
    ]
    for frame in traceback.extract_tb(error.__traceback__):
        place = frame.filename.replace("\\", "/").split("/")[-3:]
        lines.append(f"  {'/'.join(place)}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


class CrashGuard(QObject):
    """Catches what nobody else did, in any thread, and shows one dialog."""

    _caught = Signal(object)

    def __init__(self, save_drafts: Callable[[], object], parent: QObject | None = None):
        super().__init__(parent)
        self._save_drafts = save_drafts
        self._showing = False
        self._caught.connect(self.show_bug)

    def install(self) -> None:
        """Take over the hooks of the interpreter and of threads."""
        sys.excepthook = self._hook
        threading.excepthook = lambda found: self._caught.emit(found.exc_value)

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        sys.__excepthook__(kind, error, trace)
        self._caught.emit(error)

    def show_bug(self, error: BaseException) -> None:
        """Save drafts, then show the dialog; a second bug while it is open is not stacked on it."""
        if self._showing:
            return
        self._showing = True
        try:
            self._save_drafts()
            _CrashBox(QApplication.activeWindow(), report_of(error)).exec()
        finally:
            self._showing = False


class _CrashBox(MessageBox):
    """The dialog: what happened to the work, the report, and how to pass it on."""

    def __init__(self, parent: QWidget | None, report: str):
        super().__init__(
            parent,
            "程序出错，刚才这一步没有保存",
            "此前的内容都在。可以继续使用；若再次出现，请把下面的报告交给技术人员。"
            "报告里没有居民信息。",
            ("circle-alert", "late"),
        )
        self._report = report
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setFixedHeight(theme.px(180))
        self.layout().insertWidget(1, text)  # type: ignore[union-attr]
        self.buttons.addWidget(button("复制报告", "plain", "copy", press=self._copy))
        self.add_button("继续使用", "primary", 1).setDefault(True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
