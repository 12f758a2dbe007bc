"""The sign-in list: type initials, Space, the next; leave, excused, observers beside it."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from app.council import sign_in
from app.council.meeting_views import AttendanceRow
from app.council.pages.at_hand import AtHand, clock_words
from app.council.pages.meeting_data import MeetingData
from app.council.terms import AttendanceKind, AttendanceStatus, MeetingState
from app.desk import theme
from app.desk.columns import Column
from app.desk.icons import icon
from app.desk.labels import button, label
from app.desk.tables import RecordTable

STATES = {
    AttendanceStatus.EXPECTED: "plain",
    AttendanceStatus.PRESENT: "good",
    AttendanceStatus.ON_LEAVE: "waiting",
    AttendanceStatus.ABSENT: "late",
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SignInList(QWidget):
    """Everybody on the list, found by initials, ticked by Space."""

    leave_asked = Signal(object)
    """The :class:`AttendanceRow` of who asks to be excused."""
    proxy_asked = Signal(object)
    observer_asked = Signal()
    participant_asked = Signal()

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self._data: MeetingData | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText("姓名或首字母，空格签到")
        self.search.setAccessibleName("查找要签到的人")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.table = RecordTable(
            (
                Column("name", "姓名", lambda r: r.name, width=84, sortable=False),
                Column("state", "签到", _state, kind="pill", width=96, sortable=False),
                Column("capacity", "身份", _capacity, width=90, sortable=False),
            ),
            unit="人",
        )
        self.table.set_empty("名单上还没有人。")
        self.table.view.installEventFilter(self)
        self.table.view.verticalHeader().setDefaultSectionSize(theme.px(30))
        self._said = label(role="hint", wrap=True)
        self._said.hide()
        self._make_buttons()
        self._arrange()

    def _make_buttons(self) -> None:
        self._tick = button("签到", press=self.tick)
        self._tick.setToolTip("空格")
        self._leave = button("请假", press=partial(self._ask, self.leave_asked))
        self._gone = button("离场", press=partial(self._do, sign_in.leave_early, "已离场"))
        self._more = button("更多")
        menu = QMenu(self)
        menu.addAction("其余全到").triggered.connect(self._all_here)
        back = partial(self._do, sign_in.take_back_sign_in, "的签到已取消")
        menu.addAction("取消签到").triggered.connect(back)
        menu.addSeparator()
        menu.addAction("添加列席人员").triggered.connect(self.observer_asked)
        menu.addAction("登记到会居民").triggered.connect(self.participant_asked)
        menu.addAction("登记委托").triggered.connect(partial(self._ask, self.proxy_asked))
        off = partial(self._do, sign_in.strike_from_list, "已从名单去掉")
        menu.addAction("从名单去掉").triggered.connect(off)
        self._more.setMenu(menu)

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(6))
        for one in (self._tick, self._leave, self._gone, self._more):
            foot.addWidget(one, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(self._said)
        column.addLayout(foot)

    # -- showing ------------------------------------------------------------------------------

    def show_meeting(self, data: MeetingData) -> None:
        """Show the list as it is now."""
        self._data = data
        live = data.detail.row.state in (MeetingState.PLANNED, MeetingState.OPEN)
        may = live and self._hand.runs_meetings
        for one in (self._tick, self._leave, self._gone, self._more):
            one.setVisible(may)
        self._filter()

    def _filter(self, _text: str = "") -> None:
        if self._data is None:
            return
        rows, typed = self._data.found(self.search.text()), bool(self.search.text().strip())
        if typed:
            rows.sort(key=_unlikely)  # whoever is looked for has most likely just come
        self.table.set_filtered(typed)
        self.table.set_rows(rows)
        if typed and rows:
            self.table.choose([rows[0].id])

    def _chosen(self) -> AttendanceRow | None:
        rows: list[AttendanceRow] = self.table.chosen()
        return rows[0] if rows else None

    # -- keys ---------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self.search:
            return self._key_in_search(event)
        if event.key() == Qt.Key.Key_Space:
            self.tick()
            return True
        return False

    def _key_in_search(self, event: QKeyEvent) -> bool:
        typed = bool(self.search.text().strip())
        if event.key() in (Qt.Key.Key_Space, *ENTER) and typed:
            self.tick()
            return True
        if event.key() == Qt.Key.Key_Down:
            self.table.view.setFocus()
            return True
        if event.key() == Qt.Key.Key_Escape and typed:
            self.search.clear()
            return True
        return False

    # -- acting -------------------------------------------------------------------------------

    def tick(self) -> None:
        """Sign in who is chosen (after a search: the first found), and be ready for the next."""
        row = self._chosen()
        if row is None or not self._tick.isVisible():
            return
        if row.is_in:
            self._say(f"{row.name}已在 {clock_words(row.arrived_at)} 签到")
            self.search.clear()
            return
        self._write(sign_in.sign_in, row, said=f"{row.name}已签到")

    def _write(self, use_case: Any, row: AttendanceRow, *, said: str) -> None:
        then = partial(self._written, said)
        self._hand.work.write(use_case, attendance_id=row.id, then=then, owner=self)

    def _written(self, said: str, stopped: object = None) -> None:
        """Say what was done; leaving may have stopped a vote, and the answer says why."""
        self._say(stopped if isinstance(stopped, str) and stopped else said)
        self.search.clear()
        if self.search.isVisible():
            self.search.setFocus()

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _ask(self, signal: SignalInstance, _checked: bool = False) -> None:
        """Have the page ask for what a leave or a proxy needs."""
        row = self._chosen()
        if row is None:
            self._say("请先在名单里选一位")
        else:
            self._say("")
            signal.emit(row)

    def _do(self, use_case: Any, word: str, _checked: bool = False) -> None:
        """Carry out what needs no more than a person."""
        row = self._chosen()
        if row is None:
            self._say("请先在名单里选一位")
        else:
            self._write(use_case, row, said=f"{row.name}{word}")

    def _all_here(self) -> None:
        if self._data is not None:
            self._hand.work.write(
                sign_in.sign_in_all, meeting_id=self._data.detail.row.id,
                then=self._say_all, owner=self,
            )  # fmt: skip

    def _say_all(self, number: int) -> None:
        self._say(f"{number} 人已签到")


def _unlikely(row: AttendanceRow) -> int:
    """Expected first, then those excused, then those who are in already."""
    return 2 if row.is_in else 1 if row.status is AttendanceStatus.ON_LEAVE else 0


def _state(row: AttendanceRow) -> tuple[str, str]:
    """签到 as a word with its time."""
    if row.left_at is not None:
        return f"{clock_words(row.left_at)} 离场", "late"
    if row.is_in:
        return f"{clock_words(row.arrived_at)} 到", "good"
    return row.status_name, STATES[row.status]


def _capacity(row: AttendanceRow) -> str:
    if row.status is AttendanceStatus.ON_LEAVE:
        return row.reason
    if row.proxy_for:
        return f"代{row.proxy_for}"
    if row.kind is AttendanceKind.OBSERVER:
        return f"列席 {row.capacity}".strip()
    return row.capacity
