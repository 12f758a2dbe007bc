"""The sidebar: office, rooms with what waits in them; folds to icons."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.desk import theme
from app.desk.icons import icon
from app.desk.labels import button, label, pill, tool
from app.desk.navigation import Room

MOST_SHORTCUTS = 9


class RoomButton(QPushButton):
    """One room: icon, word, and a pill with the count of what waits."""

    def __init__(self, room: Room, number: int):
        super().__init__()
        self.room = room
        self.setProperty("role", "room")
        self.setCheckable(True)
        self.setIconSize(QSize(theme.size("icon"), theme.size("icon")))
        keys = f"（Ctrl+{number}）" if 0 < number <= MOST_SHORTCUTS else ""
        self._tip = f"{room.title}{keys}"
        self.setAccessibleName(room.title)
        self._count = pill("", "plain")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.px(8), 0)
        row.addStretch(1)
        row.addWidget(self._count)
        self._count.hide()
        self._waiting = 0
        self.toggled.connect(self._tint)
        self._tint(False)
        self.fold(False)

    def set_waiting(self, count: int) -> None:
        """Show how many things wait here; nothing for none."""
        self._waiting = count
        self._count.setText("99+" if count > 99 else str(count))
        self._count.setVisible(count > 0 and bool(self.text()))
        self.setToolTip(f"{self._tip}\n待办 {count}" if count else self._tip)

    def fold(self, folded: bool) -> None:
        """Show the icon only, or icon and word."""
        self.setText("" if folded else f"  {self.room.title}")
        self.set_waiting(self._waiting)

    def _tint(self, checked: bool) -> None:
        self.setIcon(icon(self.room.icon, "accent" if checked else "soft"))


class Sidebar(QFrame):
    """All rooms, the settings at the bottom."""

    chosen = Signal(str)
    find_asked = Signal()

    def __init__(self, rooms: tuple[Room, ...], office_name: str, office_place: str):
        super().__init__()
        self.setObjectName("sidebar")
        self._buttons: dict[str, RoomButton] = {}
        self._group = QButtonGroup(self)
        self._office = label(office_name, "section")
        self._place = label(office_place, "hint")
        self._find = button("查找　Ctrl+K", "find", "search", press=self.find_asked.emit)
        self._find.setProperty("role", "find")
        self._fold = tool("panel-left-close", "收起侧栏", press=self._toggle)
        self.folded = False
        self._arrange(rooms)
        self.set_folded(False)

    def _arrange(self, rooms: tuple[Room, ...]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(10), theme.px(14), theme.px(10), theme.px(10))
        column.setSpacing(theme.px(2))
        for widget in (self._office, self._place):
            widget.setContentsMargins(theme.px(8), 0, 0, 0)
            column.addWidget(widget)
        column.addSpacing(theme.px(10))
        column.addWidget(self._find)
        column.addSpacing(theme.px(8))
        for number, room in enumerate((r for r in rooms if not r.at_bottom), start=1):
            column.addWidget(self._button(room, number))
        column.addStretch(1)
        for room in (room for room in rooms if room.at_bottom):
            column.addWidget(self._button(room, 0))
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)

    def _button(self, room: Room, number: int) -> RoomButton:
        made = RoomButton(room, number)
        made.clicked.connect(lambda _=False, key=room.key: self.chosen.emit(key))
        self._group.addButton(made)
        self._buttons[room.key] = made
        return made

    def show_current(self, key: str) -> None:
        """Mark the room that is shown."""
        self._buttons[key].setChecked(True)

    def set_waiting(self, key: str, count: int) -> None:
        """Show a room's count of what waits."""
        self._buttons[key].set_waiting(count)

    def button_of(self, key: str) -> RoomButton:
        """A room's button."""
        return self._buttons[key]

    def set_office(self, name: str, place: str) -> None:
        """Show another name of the office."""
        self._office.setText(_elided(self._office, name))
        self._office.setToolTip(name)
        self._place.setText(place)

    def set_folded(self, folded: bool) -> None:
        """Fold to icons, or unfold."""
        self.folded = folded
        self.setFixedWidth(theme.size("sidebar_folded" if folded else "sidebar"))
        for widget in (self._office, self._place):
            widget.setVisible(not folded)
        self._find.setText("" if folded else "查找　Ctrl+K")
        self._fold.setIcon(icon("panel-left-open" if folded else "panel-left-close", "soft"))
        self._fold.setToolTip("展开侧栏" if folded else "收起侧栏")
        for made in self._buttons.values():
            made.fold(folded)

    def _toggle(self) -> None:
        self.set_folded(not self.folded)


def _elided(widget: QLabel, text: str) -> str:
    width = theme.size("sidebar") - theme.px(36)
    return widget.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
