"""Bugs: rolled back below, shown here once, with a report that holds no personal data.

The report has versions, and of the bug and of what it came from the kind and the places. Values,
messages of exceptions and local variables are left out, because they may quote what somebody
typed; so are folders, because they may be called after somebody.
"""

import platform
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from importlib.metadata import version
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from app.desk import theme
from app.desk.labels import button
from app.desk.messages import MessageBox

PLACES_AT_EACH_END = 20
"""Of a traceback longer than twice this (a recursion without end) the middle is left out."""
KEPT = "此前的内容都在。"
NOT_KEPT = "已保存的内容都在；正在填写的没能另存，请先抄下来。"
GOES_ON = "可以继续使用；若再次出现，请把下面的报告交给技术人员。报告里没有居民信息。"


def report_of(error: BaseException, while_keeping: BaseException | None = None) -> str:
    """What a technician needs: versions, what happened where, and what that came from.

    ``while_keeping`` is the second bug, met while the drafts were kept because of the first.
    """
    told: set[int] = set()
    lines = [
        f"里仁 {version('liren')}",
        f"Python {platform.python_version()} · {platform.system()} {platform.release()}",
        f"PySide6 {version('PySide6-Essentials')} · SQLAlchemy {version('SQLAlchemy')}",
        "",
        *_chain(error, told),
    ]
    if while_keeping is not None:
        lines += ["", "随后保存草稿时出错：", *_chain(while_keeping, told)]
    return "\n".join(lines)


def _chain(error: BaseException | None, told: set[int]) -> Iterator[str]:
    """The bug with its places, then what it came from, as far back as Python knows."""
    how = ""
    while error is not None and id(error) not in told:
        told.add(id(error))
        yield f"{how}{_kind(error)}"
        yield from _places(error)
        if error.__cause__ is not None or error.__suppress_context__:
            how, error = "起因：", error.__cause__
        else:
            how, error = "此前：", error.__context__


def _kind(error: BaseException) -> str:
    kind = type(error)
    room = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return f"{room}{kind.__qualname__}"


def _places(error: BaseException) -> Iterator[str]:
    places = [
        f"  {_inside(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    more = len(places) - 2 * PLACES_AT_EACH_END
    if more > 0:
        places[PLACES_AT_EACH_END:-PLACES_AT_EACH_END] = [f"  …（省略 {more} 处）"]
    yield from places


def _inside(file: str) -> str:
    """The end of a file's path, from below the folder that Python imports it from."""
    path = _slashed(file)
    roots = (f"{_slashed(folder).rstrip('/')}/" for folder in sys.path if folder)
    known = max((root for root in roots if path.startswith(root)), key=len, default="")
    if not known and (path.startswith("/") or path[1:2] == ":"):
        return path.rsplit("/", 1)[-1]
    return "/".join(path.removeprefix(known).split("/")[-3:])


def _slashed(path: str) -> str:
    return path.replace("\\", "/")


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
        threading.excepthook = self._thread_hook

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        sys.__excepthook__(kind, error, trace)
        self._caught.emit(error)

    def _thread_hook(self, found: threading.ExceptHookArgs) -> None:
        if found.exc_value is None or isinstance(found.exc_value, SystemExit):
            return  # a thread that ends itself
        threading.__excepthook__(found)
        self._caught.emit(found.exc_value)

    def show_bug(self, error: BaseException) -> None:
        """Save drafts, then show the dialog; a second bug while it is open is not stacked on it."""
        if self._showing:
            return
        self._showing = True
        try:
            second = self._keep_drafts()
            box = _CrashBox(
                QApplication.activeWindow(), report_of(error, second), drafts_kept=second is None
            )
            box.ask()
        finally:
            self._showing = False

    def _keep_drafts(self) -> Exception | None:
        """Keep the drafts; a bug in that is told with the first and does not take its place."""
        try:
            self._save_drafts()
        except Exception as error:
            return error
        return None


class _CrashBox(MessageBox):
    """The dialog: what happened to the work, the report, and how to pass it on."""

    narrowest = 560

    def __init__(self, parent: QWidget | None, report: str, *, drafts_kept: bool):
        super().__init__(
            parent,
            "程序出错，刚才这一步没有保存",
            (KEPT if drafts_kept else NOT_KEPT) + GOES_ON,
            ("circle-alert", "late"),
        )
        self._report = report
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setAccessibleName("错误报告")
        text.setFixedHeight(theme.px(180))
        self.layout().insertWidget(1, text)  # type: ignore[union-attr]
        self.add(button("复制报告", "plain", "copy", press=self._copy))
        self.settle_on(self.add_button("继续使用", "primary", 1))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
