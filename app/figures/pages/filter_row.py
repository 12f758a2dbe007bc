"""The filter row: the period by chips or by two dates, and the grid."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk import theme
from app.desk.chips import ChipBar
from app.desk.fields import Choice, Field
from app.desk.fields_editors import DateEditor
from app.desk.fields_reading import Unreadable
from app.desk.filter_box import FilterBox
from app.desk.labels import Elided, label
from app.desk.page import Page
from app.errors import InvalidInput
from app.figures.pages.at_hand import Asked, AtHand
from app.figures.periods import PERIOD_NAMES, Period, PeriodKind, free_period, period_of
from app.grids.queries import Choice as Place
from app.grids.queries import grid_choices

BOX_WIDTH = 130
PERIODS = tuple(Choice(kind, PERIOD_NAMES[kind]) for kind in PeriodKind)


class FilterRow(QObject):
    """Owns the fields of the filter row and says what they ask for."""

    changed = Signal()

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._hand = hand
        self.periods = ChipBar(PERIODS)
        self.grid = FilterBox("全社区")
        self.free = QWidget()
        self.from_day, self.until_day = self._day("开始日期"), self._day("结束日期")
        self.days = Elided()
        self.days.setProperty("role", "soft")
        self._lay_out(page.filters)
        page.body.addWidget(self.free)
        self._fill(period_of(PeriodKind.THIS_MONTH, hand.today()))
        self.free.hide()
        self.periods.chosen.connect(self._choose)
        for box in self.boxes():
            box.currentIndexChanged.connect(self.ask)
        for editor in (self.from_day, self.until_day):
            editor.line.editingFinished.connect(self.ask)
        self._say()

    def _day(self, name: str) -> DateEditor:
        made = DateEditor(Field("day", name, "date"), self._hand.today)
        made.line.setAccessibleName(name)
        return made

    def _lay_out(self, row: QHBoxLayout) -> None:
        inside = QHBoxLayout(self.free)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(6))
        inside.addWidget(self.from_day)
        inside.addWidget(label("至", "soft"))
        inside.addWidget(self.until_day)
        inside.addStretch(1)
        row.addWidget(self.periods)
        for box in self.boxes():
            box.setMinimumWidth(theme.px(BOX_WIDTH))
            row.addWidget(box)
        row.addWidget(self.days)
        row.addStretch(1)

    # -- choosing -----------------------------------------------------------------------------

    def boxes(self) -> Sequence[FilterBox]:
        """What narrows the figures to a part of the place."""
        return (self.grid,)

    def read(self) -> None:
        """Read which grids there are."""
        self._hand.work.read(grid_choices, then=self._offer, owner=self, latest="grids")

    def _offer(self, grids: Sequence[Place]) -> None:
        self.grid.offer([Choice(grid.id, grid.title) for grid in grids])

    def _choose(self, kind: object) -> None:
        """Two dates begin as the period that was shown last."""
        if kind is not PeriodKind.FREE:
            self._fill(period_of(PeriodKind(str(kind)), self._hand.today()))
        self.free.setVisible(kind is PeriodKind.FREE)
        self.ask()

    def _fill(self, period: Period) -> None:
        self.from_day.set_value(period.from_day)
        self.until_day.set_value(period.until_day)

    def ask(self, _value: object = None) -> None:
        """Something else is asked for."""
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        period, fault = self._period()
        if period is not None:
            self.days.setText(f"{period.text}，对比 {period.before.text}")
        else:
            self.days.setText(fault)
        theme.set_property(self.days, "role", "soft" if period else "error")

    # -- answering ----------------------------------------------------------------------------

    def _period(self) -> tuple[Period | None, str]:
        kind = self.periods.value()
        if kind is not PeriodKind.FREE:
            return period_of(PeriodKind(str(kind)), self._hand.today()), ""
        try:
            days = self.from_day.value(), self.until_day.value()
        except Unreadable as fault:
            return None, f"{fault}。"
        if not all(days):
            return None, "请填写开始日期和结束日期。"
        try:
            return free_period(*days), ""
        except InvalidInput as fault:
            return None, str(fault)

    def asked(self) -> Asked | None:
        """What is asked for; None while the two dates are no period."""
        period, _ = self._period()
        return None if period is None else self.narrowed(period)

    def narrowed(self, period: Period) -> Asked:
        """The period for what the boxes narrow it to."""
        chosen = self.grid.value_id()
        return Asked(period, chosen, self.grid.currentText() if chosen else "")
