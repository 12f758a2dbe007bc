"""概况 of one community: its figures with place and change, and its events by months."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.columns import Column
from app.desk.detail import Notice
from app.desk.labels import label
from app.desk.tables import RecordTable
from app.desk.trend_chart import TrendChart, TrendValue
from app.figures.communities import CommunityRow, ranks_by
from app.figures.community_detail import CommunityDetail
from app.figures.community_measures import (
    MEASURES,
    SUBJECT_NAMES,
    TREND_MARKS,
    Measure,
    Step,
    percent,
)
from app.figures.headline import Figure
from app.figures.pages.at_hand import AtHand

CAME_AGAIN = "缺的内容已包含在后来收到的包中，不用重报；请找一找有没有遗落的 U 盘。"


class FigureLine:
    """One figure of the community among all."""

    def __init__(self, measure: Measure, row: CommunityRow, rank: int | None):
        self.id, self.measure = measure.key, measure
        self.rank = rank if measure.is_contest else None
        self.figure: Figure = row.figures[measure.key]
        self.before: Figure | None = row.before.get(measure.key)
        self.step: Step = row.step(measure.key)

    @property
    def change(self) -> str:
        """↑ 升 1.2 个百分点."""
        return f"{TREND_MARKS[self.step.trend]} {self.step.words}".strip()


def _place(rank: int | str) -> int | None:
    return rank if isinstance(rank, int) else None


COLUMNS = (
    Column("subject", "方面", lambda line: SUBJECT_NAMES[line.measure.subject], width=86),
    Column("name", "指标", lambda line: line.measure.name, width=116),
    Column("value", "数值", lambda line: line.figure.shown, width=150, align="right"),
    Column("rank", "名次", lambda line: line.rank or "", kind="number", width=50, sort_key=_place),
    Column(
        "before", "上期", lambda line: percent(line.before) if line.before else "", width=70,
        align="right",
    ),
    Column("change", "比上期", lambda line: line.change, width=140),
    Column("formula", "计算方法", lambda line: line.measure.formula, width=330),
)  # fmt: skip


def figure_lines(rows: Sequence[CommunityRow], row: CommunityRow) -> Iterator[FigureLine]:
    """Every measure of a community with its place among all."""
    for measure in MEASURES:
        yield FigureLine(measure, row, ranks_by(rows, measure.key)[row.id])


class CommunityOverview(QWidget):
    """The figures as a table; on top what is wrong with the reporting, below the months."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self.table = RecordTable(
            COLUMNS, name="figures.community", memory=hand.memory, unit="项指标"
        )
        self.chart = TrendChart(hand.work, ("上报", "结案"))
        self.chart.setFixedHeight(theme.px(190))
        self.notices = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self.notices)
        column.addWidget(self.table, 1)
        column.addWidget(label("近一年每月上报和结案的事项（件）", "soft"))
        column.addWidget(self.chart)

    def show_row(self, rows: Sequence[CommunityRow], row: CommunityRow) -> None:
        """Show the figures of a community."""
        self.table.set_rows(list(figure_lines(rows, row)))

    def show_detail(self, detail: CommunityDetail) -> None:
        """Show the months, and bundles that are missing."""
        self.chart.show_values(
            [TrendValue(month.label, month.reported, month.closed) for month in detail.months]
        )
        while (item := self.notices.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        if detail.missing:
            self.notices.addWidget(Notice("info", "；".join(detail.missing), (CAME_AGAIN,)))
