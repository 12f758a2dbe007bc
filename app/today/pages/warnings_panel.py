"""风险预警: the warnings under the name of their rule, to be opened or put away."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import button, label
from app.today.pages.line_list import LINE_ROLE, Heading, LineList
from app.today.pages.line_paint import WarningDelegate, put_away_place
from app.today.pages.put_away import PutAway
from app.today.terms import RULE_NAMES, Rule
from app.today.warning import EarlyWarning

MOST_SHOWN = 8
"""Of a rule whose room lists them all, so many are shown one by one."""
EMPTY = "没有需要留意的情况。"
HINT = "单击或按 Enter 打开，按 Delete 或单击“知道了”收起，有新情况再提示。"


@dataclass(frozen=True)
class WarningLine:
    """A warning in the list."""

    warning: EarlyWarning
    can_go = True

    @property
    def title(self) -> str:
        """What it is about."""
        return self.warning.title

    @property
    def reason(self) -> str:
        """By which figure it came."""
        return self.warning.reason

    @property
    def told(self) -> str:
        """Both, one below the other."""
        return f"{self.title}\n{self.reason}"

    @property
    def key(self) -> Hashable:
        """Of the warning."""
        return self.warning.key


@dataclass(frozen=True)
class Rest:
    """Where a room lists what is not shown one by one."""

    unit: str
    reason: str
    room: str
    record: object

    def of(self, rule: Rule, count: int) -> EarlyWarning:
        """The line that stands for them."""
        title = f"其余 {count} {self.unit}"
        return EarlyWarning(rule, "rest", "", title, self.reason, self.room, self.record)


RESTS = {
    Rule.UNVISITED: Rest(
        "户", "在“居民—走访”中按“重点户待走访”查看", "residents", ("visits", None)
    ),
    Rule.UNANSWERED: Rest("件", "在“吹哨”中查看", "whistles", None),
    Rule.SILENT: Rest("个社区", "在“社区—报送情况”中查看", "communities", None),
}


class RestLine(WarningLine):
    """Stands for the others of its rule; it cannot be put away."""

    can_go = False

    @property
    def key(self) -> Hashable:
        """Of the line that stands for the rest of a rule."""
        return self.warning.rule, self.warning.key


class WarningList(LineList):
    """The list; Delete or a click on 知道了 puts a warning away."""

    put_away = Signal(object)
    """The :class:`EarlyWarning`."""

    def __init__(self) -> None:
        super().__init__(WarningDelegate(), "风险预警")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._put_away(self.current())
        else:
            super().keyPressEvent(event)

    def chosen_at(self, index: QModelIndex, place: QPoint) -> None:
        line = index.data(LINE_ROLE)
        if line.can_go and put_away_place(self.visualRect(index)).contains(place):
            self._put_away(line)
        else:
            super().chosen_at(index, place)

    def _put_away(self, line: object) -> None:
        if isinstance(line, WarningLine) and line.can_go:
            self.put_away.emit(line.warning)


class WarningsPanel(QFrame):
    """The card at the right of the page."""

    opened = Signal(object)
    """The :class:`EarlyWarning` to go to."""
    rules_asked = Signal()

    def __init__(self, known: PutAway, *, may_change: bool):
        super().__init__()
        self.setProperty("role", "card")
        self._known = known
        self._warnings: Sequence[EarlyWarning] = ()
        self.list = WarningList()
        self.list.setToolTip(HINT)
        self._nothing = label(EMPTY, "soft")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hidden = label("", "hint")
        self._back = button("恢复", "quiet", press=self._take_back)
        self._rules = button("预警规则", "quiet", press=self.rules_asked.emit)
        self._rules.setVisible(may_change)
        self._lay_out()
        self.list.opened.connect(self._open)
        self.list.put_away.connect(self._put_away)
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(theme.px(8), 0, 0, 0)
        head.addWidget(label("风险预警", "section"), 1)
        head.addWidget(self._rules)
        foot.setContentsMargins(theme.px(8), 0, 0, 0)
        foot.addWidget(self._hidden)
        foot.addWidget(self._back)
        foot.addStretch(1)
        lists = QWidget()
        self._stack = QStackedLayout(lists)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(side) for side in (8, 6, 8, 6)))
        column.setSpacing(theme.px(2))
        column.addLayout(head)
        column.addWidget(lists, 1)
        column.addLayout(foot)

    def show_warnings(self, warnings: Sequence[EarlyWarning]) -> None:
        """Show these, without those that were put away."""
        self._warnings = warnings
        shown = self._known.still_new(warnings)
        self.list.show_lines(_lines(shown))
        self._stack.setCurrentWidget(self.list if shown else self._nothing)
        away = len(warnings) - len(shown)
        self._hidden.setText(f"已收起 {away} 条")
        self._hidden.setVisible(away > 0)
        self._back.setVisible(away > 0)

    def _open(self, line: WarningLine) -> None:
        self.opened.emit(line.warning)

    def _put_away(self, warning: EarlyWarning) -> None:
        self._known.put(warning)
        self.show_warnings(self._warnings)

    def _take_back(self) -> None:
        self._known.take_back()
        self.show_warnings(self._warnings)


def _lines(shown: Sequence[EarlyWarning]) -> list[Any]:
    lines: list[Any] = []
    for rule, found in groupby(shown, key=lambda one: one.rule):
        group = list(found)
        rest = RESTS.get(rule)
        most = MOST_SHOWN if rest is not None else len(group)
        lines.append(Heading(RULE_NAMES[rule], len(group)))
        lines += [WarningLine(one) for one in group[:most]]
        if rest is not None and len(group) > most:
            lines.append(RestLine(rest.of(rule, len(group) - most)))
    return lines
