"""The window: sidebar, page, status bar, palette, toast, keys."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desk import theme
from app.desk.labels import label
from app.desk.navigation import Navigation, Room
from app.desk.palette import Found, Palette, PaletteEntry
from app.desk.sidebar import Sidebar
from app.desk.status_bar import StatusBar
from app.desk.toast import Toast
from app.desk.work import Work, Written

SMALLEST = (1100, 640)
SIGNS_OF_LIFE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.MouseMove,
)


@dataclass(frozen=True)
class Who:
    """Whose window it is, as the sidebar and the status bar show it."""

    office_name: str
    office_place: str
    account: str


class DeskWindow(QMainWindow):
    """The main window of an open station; knows rooms, not what is in them."""

    lock_asked = Signal()
    undo_asked = Signal(object)
    """The last :class:`Written` that can be taken back."""
    closing = Signal()

    def __init__(
        self,
        rooms: tuple[Room, ...],
        work: Work,
        who: Who,
        *,
        find: Callable[[str, Found], object],
        commands: tuple[PaletteEntry, ...] = (),
    ):
        super().__init__()
        self._work, self._commands = work, commands
        self._undoable: list[Written[object]] = []
        self._undos: set[object] = set()
        """Steps that took others back: what takes these back is a step like any other."""
        self.sidebar = Sidebar(rooms, who.office_name, who.office_place)
        self.sidebar.set_office(who.office_name, who.office_place)
        self._stack = QStackedWidget()
        self.navigation = Navigation(rooms, self._stack)
        self.status = StatusBar(who.account, work)
        self.toast = Toast(self)
        self.palette_box = Palette(self, self.all_commands, find)
        self._banner = self._make_banner()
        self._arrange()
        self._connect()
        self._make_keys()
        self.setWindowTitle(f"{who.office_name} — 里仁")
        self.setMinimumSize(*SMALLEST)
        self.resize(1366, 768)

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._banner)
        right.addWidget(self._stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sidebar)
        middle.addLayout(right, 1)
        whole = QWidget()
        whole.setObjectName("desk")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)

    def _make_banner(self) -> QFrame:
        banner = QFrame()
        banner.setProperty("role", "demo")
        row = QHBoxLayout(banner)
        row.setContentsMargins(theme.px(24), theme.px(3), theme.px(24), theme.px(3))
        row.addWidget(label("演示数据：这里的人和事都是编的，可以随意试；报送包请勿交给真实单位。"))
        row.addStretch(1)
        banner.hide()
        return banner

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.go)
        self.sidebar.find_asked.connect(self.palette_box.open_palette)
        self.navigation.went.connect(self.sidebar.show_current)
        self.navigation.waiting.connect(self.sidebar.set_waiting)
        self.status.lock_asked.connect(self.lock_asked)
        self._work.written.connect(self._note_written)

    def _make_keys(self) -> None:
        rooms = [room for room in self.navigation.rooms if not room.at_bottom]
        for number, room in enumerate(rooms[:9], start=1):
            self._key(f"Ctrl+{number}", partial(self.go, room.key))
        self._key("Ctrl+K", self.palette_box.open_palette)
        self._key("Ctrl+N", self._start_new)
        self._key("Ctrl+F", self._focus_search)
        self._key("Ctrl+P", self._print)
        self._key("Ctrl+Z", self.undo)
        self._key("F5", self._reload)
        self._key("Alt+Left", self.navigation.go_back)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: act())
        self.addAction(action)

    def go(self, key: str, what: object = None) -> None:
        """Show a room, and a record in it."""
        if not self.navigation.go(key, what) and self.navigation.key:
            self.sidebar.show_current(self.navigation.key)

    def show_demo_banner(self) -> None:
        """Say over every page that the data is made up."""
        self._banner.show()

    def all_commands(self) -> list[PaletteEntry]:
        """Every room, the page's own action, and the program's commands."""
        rooms = [
            PaletteEntry("去", room.title, partial(self.go, room.key), icon=room.icon)
            for room in self.navigation.rooms
        ]
        return [*rooms, *self._commands]

    def _start_new(self) -> None:
        if (page := self.navigation.page) is not None:
            page.start_new()

    def _focus_search(self) -> None:
        if (page := self.navigation.page) is not None:
            page.focus_search()

    def _print(self) -> None:
        if (page := self.navigation.page) is not None:
            page.print_page()

    def _reload(self) -> None:
        if (page := self.navigation.page) is not None:
            page.reload()

    def _note_written(self, written: Written[object]) -> None:
        if not written.label:
            return
        if written.undo_id is None:
            self.toast.say(written.label)
        elif written.undoes is not None and written.undoes not in self._undos:
            self._undos.add(written.undo_id)
            self.toast.say(written.label, "恢复", partial(self.undo_asked.emit, written))
        else:
            self._undoable = [*self._undoable[-49:], written]
            self.toast.say(written.label, "撤销", self.undo)

    def undo(self) -> None:
        """Take back the last step of this sitting (Ctrl+Z)."""
        if self._undoable:
            self.undo_asked.emit(self._undoable.pop())
        else:
            self.toast.say("没有可以撤销的步骤")

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.navigation.page
        if page is not None and not page.may_leave():
            event.ignore()
            return
        self.closing.emit()
        event.accept()


class IdleWatch(QObject):
    """Says when nobody has touched keyboard or mouse for some minutes."""

    idle = Signal()

    def __init__(self, minutes: int, parent: QObject):
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=minutes * 60_000)
        self._timer.timeout.connect(self.idle)
        if minutes > 0:
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in SIGNS_OF_LIFE:
            self._timer.start()
        return False
