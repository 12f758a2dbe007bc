"""排行榜: who got most points in a period, by person, household, building or grid."""

from typing import Any

from app.desk.chips import ChipBar
from app.desk.columns import Column
from app.desk.export_flow import Chosen
from app.desk.fields import Choice
from app.desk.fields_choice import ChoiceBox
from app.desk.filter_box import FilterBox
from app.desk.page import Page
from app.desk.tables import RecordTable
from app.grids.queries import Choice as Place
from app.grids.queries import grid_choices
from app.points.pages.at_hand import AtHand
from app.points.pages.exports import export_of
from app.points.pages.papers import PointsPapers
from app.points.pages.periods import periods
from app.points.rankings import RANK_BY_NAMES, RankBy, RankLine, ranking

KINDS = tuple(Choice(by, name) for by, name in RANK_BY_NAMES.items())
MOST = 100
COLUMNS = (
    Column("place", "名次", lambda r: r.place, kind="number", width=70),
    Column("name", "名称", lambda r: r.name, width=160),
    Column("points", "积分", lambda r: r.points, kind="number", width=90),
    Column("people", "得分人数", lambda r: r.people, kind="number", width=90),
    Column("where", "住址、网格", lambda r: r.where, width=240),
)


class RankingPage(Page):
    """The first hundred places."""

    def __init__(self, hand: AtHand):
        super().__init__("积分排行")
        self._hand = hand
        self.kinds = ChipBar(KINDS)
        self.period = ChoiceBox(periods(hand.today()))
        self.period.setAccessibleName("时间")
        self.period.setCurrentIndex(4)
        self.grid = FilterBox("全部网格")
        for part in (self.kinds, self.period, self.grid):
            self.filters.addWidget(part)
        self.filters.addStretch(1)
        self.table = RecordTable(COLUMNS, name="points.ranking", memory=hand.memory, unit="名")
        self.table.set_empty("这段时间还没有积分入账。按发生日期统计，期初结转的不计。")
        self.body.addWidget(self.table, 1)
        self.papers = PointsPapers(self, hand)
        self.kinds.chosen.connect(self._ask)
        self.period.currentIndexChanged.connect(self._ask)
        self.grid.currentIndexChanged.connect(self._ask)
        self.set_primary("打印排行榜", self.print_page, "printer")
        self.export = export_of(self, hand, "积分排行", COLUMNS, self._chosen)

    def _asked(self) -> dict[str, Any]:
        days: Any = self.period.choices[max(self.period.currentIndex(), 0)].value
        by: Any = self.kinds.value()
        return {"by": by, "from_day": days[0], "until_day": days[1]}

    def reload(self) -> None:
        """Read the ranking and which grids there are."""
        self._hand.work.read(grid_choices, then=self._offer, owner=self, latest="grids")
        self._ask()

    def _offer(self, grids: list[Place]) -> None:
        self.grid.offer([Choice(grid.id, grid.title) for grid in grids])

    def _ask(self, _value: object = None) -> None:
        by_grid = self.kinds.value() is RankBy.GRID
        self.grid.setEnabled(not by_grid)
        self.table.load(self._hand.work, ranking, limit=MOST, grid_id=self._grid(), **self._asked())

    def _grid(self) -> Any:
        return None if self.kinds.value() is RankBy.GRID else self.grid.value_id()

    def _chosen(self) -> Chosen:
        asked = {**self._asked(), "limit": MOST, "grid_id": self._grid()}

        def read(session: Any, *, masked: bool) -> list[RankLine]:
            return ranking(session, **asked)

        words = f"{RANK_BY_NAMES[asked['by']]}，{asked['from_day']} 至 {asked['until_day']}"
        return Chosen(read, words)

    def print_page(self) -> None:
        """Ctrl+P: the ranking for the board."""
        if self.entered is not None:
            super().print_page()
        else:
            self.papers.show_ranking(**self._asked())
