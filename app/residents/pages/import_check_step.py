"""Third step of an import: what it would do, and every row that it would not take, with why."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.columns import Column
from app.desk.fields import Choice
from app.desk.fields_choice import ChoiceBox
from app.desk.labels import label
from app.desk.tables import RecordTable
from app.grids.queries import Choice as Place
from app.residents.importing import KIND_NAMES, PlaceChoice, RowProblem
from app.residents.importing_plan import Entry, Missing, Plan

FIGURES = (
    ("new", "新登记"),
    ("changed", "更新资料"),
    ("unchanged", "没有变化"),
    ("refused", "不能导入"),
    ("warnings", "请留意"),
)
PROBLEM_COLUMNS = (
    Column("row", "行", lambda r: r.row, width=60, kind="number"),
    Column("kind", "类别", lambda r: KIND_NAMES[r.kind], width=132),
    Column("column", "列", lambda r: r.column or "整行", width=140),
    Column("value", "表里写的", lambda r: r.value, width=160),
    Column("reason", "问题", lambda r: r.reason, width=330),
    Column("way_out", "怎么办", lambda r: r.way_out, width=290),
)
CHANGE_COLUMNS = (
    Column("row", "行", lambda e: e.line.row, width=60, kind="number"),
    Column("name", "姓名", lambda e: e.line.name, width=90),
    Column("address", "住址", lambda e: e.line.address, width=100),
    Column("changes", "更新内容", lambda e: "；".join(c.words for c in e.changes), width=640),
)
MOST_NAMED = 6


class Figure(QFrame):
    """A count with its word."""

    def __init__(self, word: str):
        super().__init__()
        self.setProperty("role", "card")
        self.count = label("—", "figure")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
        column.setSpacing(0)
        column.addWidget(self.count)
        column.addWidget(label(word, "soft"))


class PlaceBox(QFrame):
    """What to do about buildings and units nobody has registered."""

    chosen = Signal(object)
    """A :class:`~app.residents.importing.PlaceChoice`."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner-waiting")
        self._words = label(wrap=True)
        self.box = ChoiceBox(())
        self.box.setAccessibleName("没有登记的楼栋和单元")
        self.box.setMinimumWidth(theme.px(260))
        self.box.activated.connect(self._say)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.addWidget(self._words, 1)
        row.addWidget(self.box)
        self.hide()

    def offer(self, grids: Sequence[Place]) -> None:
        """Offer to register what is missing in one of these grids."""
        make = [
            Choice(PlaceChoice(True, grid.id), f"一并登记，新楼归“{grid.title}”") for grid in grids
        ]
        self.box.choices = (Choice(PlaceChoice(), "不登记，这些行不导入"), *make)
        self.box.clear()
        self.box.addItems([choice.text for choice in self.box.choices])
        self.box.setCurrentIndex(0)

    def show_missing(self, missing: Missing) -> None:
        """Name what is missing; hidden when nothing is."""
        self.setVisible(bool(missing))
        buildings = [f"{number} 号楼" for number in missing.buildings[:MOST_NAMED]]
        known = [place for place in missing.units if place[0] not in missing.buildings]
        units = [f"{building} 号楼 {unit} 单元" for building, unit in known[:MOST_NAMED]]
        more = len(missing.buildings) + len(known) > len(buildings) + len(units)
        named = "、".join(buildings + units) + (" 等" if more else "")
        counts = f"{len(missing.buildings)} 栋楼、{len(missing.units)} 个单元"
        self._words.setText(f"表里有 {counts}还没有登记，涉及 {missing.rows:,} 行：{named}。")

    def _say(self) -> None:
        self.chosen.emit(self.box.choices[self.box.currentIndex()].value)


class CheckStep(QWidget):
    """Figures, what to do about missing places, and three lists."""

    place_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self.figures = {key: Figure(word) for key, word in FIGURES}
        self.places = PlaceBox()
        self.places.chosen.connect(self.place_chosen)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for title in ("不能导入", "更新资料", "请留意"):
            self.tabs.addTab(title)
        self.tabs.currentChanged.connect(self._show_list)
        self.problems = RecordTable(PROBLEM_COLUMNS, row_id=_problem_id, unit="个问题")
        self.changes = RecordTable(CHANGE_COLUMNS, row_id=_entry_id, unit="人")
        self.problems.set_empty("没有。")
        self.changes.set_empty("没有已登记的人要更新。")
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        for figure in self.figures.values():
            row.addWidget(figure, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addLayout(row)
        for part in (self.places, self.tabs):
            column.addWidget(part)
        column.addWidget(self.problems, 1)
        column.addWidget(self.changes, 1)

    def show_plan(self, plan: Plan) -> None:
        """Show what importing would do."""
        self._plan = plan
        counts = {
            "new": len(plan.new),
            "changed": len(plan.changed),
            "unchanged": plan.unchanged,
            "refused": plan.refused,
            "warnings": len(plan.warnings),
        }
        for key, count in counts.items():
            self.figures[key].count.setText(f"{count:,}")
        titles = (("不能导入", counts["refused"]), ("更新资料", counts["changed"]),
                  ("请留意", counts["warnings"]))  # fmt: skip
        for place, (title, count) in enumerate(titles):
            self.tabs.setTabText(place, f"{title} {count:,}")
        self.places.show_missing(plan.missing)
        self._show_list(self.tabs.currentIndex())

    def _show_list(self, place: int) -> None:
        if self._plan is None:
            return
        self.changes.setVisible(place == 1)
        self.problems.setVisible(place != 1)
        if place == 1:
            self.changes.set_rows(self._plan.changed)
        else:
            self.problems.set_rows(self._plan.warnings if place else self._plan.problems)


def _problem_id(problem: RowProblem) -> Any:
    return problem.row, problem.place, problem.reason


def _entry_id(entry: Entry) -> Any:
    return entry.line.row
