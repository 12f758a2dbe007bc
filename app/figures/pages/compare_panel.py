"""社区对比: the communities as bars, ranked by a figure that is chosen above them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from app.desk import theme
from app.desk.charts_bars import Bar, BarsChart
from app.desk.export_flow import Chosen
from app.desk.fields_choice import ChoiceBox
from app.desk.labels import label
from app.desk.work import Work
from app.figures.communities import CommunityRow, communities
from app.figures.community_measures import BY_KEY, percent, score
from app.figures.pages.at_hand import Asked, AtHand
from app.figures.pages.communities_columns import COLUMNS, Line, lines_by
from app.figures.pages.communities_filter import RANKED_BY, STARTS_WITH
from app.figures.pages.panel import Behind, Elsewhere, Panel, PanelView
from app.figures.periods import Period

SHOWN = ("rank", "name", "chosen", "change")
WHOLE = 100


@dataclass(frozen=True)
class Compared:
    """The communities, and the key of the measure that ranks them."""

    rows: Sequence[CommunityRow]
    key: str = STARTS_WITH


def compared(session: Any, *, period: Period, area: str, key: str = STARTS_WITH) -> Compared:
    """The communities of an area, counted over a period."""
    return Compared(communities(session, period=period, street=area), key)


def _lines(found: Compared) -> list[Line]:
    return lines_by(found.rows, found.key)


def _show(chart: BarsChart, found: Compared) -> None:
    is_rate = BY_KEY[found.key].is_rate
    chart.show_bars([_bar(line) for line in _lines(found)], whole=WHOLE if is_rate else 0)


def _bar(line: Line) -> Bar:
    figure = line.row.figures[line.key]
    size = float(score(figure) or 0) * (1 if figure.base is None else WHOLE)
    return Bar(f"{line.rank or '—'}　{line.row.name}", size, shown=percent(figure))


def _chart(work: Work) -> BarsChart:
    return BarsChart("各社区按所选指标排名，数字见旁边的表")


def _behind(line: Line, asked: Asked) -> Behind | None:
    return Elsewhere("communities", line.id)


class CompareView(PanelView):
    """With the choice of the measure; choosing another one counts nothing again."""

    def __init__(self, hand: AtHand, panel: Panel):
        super().__init__(hand, panel)
        self.measure.currentIndexChanged.connect(self._rank_anew)
        self._say()

    def _lay_out(self) -> None:
        super()._lay_out()
        self.measure = ChoiceBox(RANKED_BY)
        self.measure.setAccessibleName("排名依据")
        self.measure.setFixedWidth(theme.px(200))
        self.measure.setCurrentIndex([one.value for one in RANKED_BY].index(STARTS_WITH))
        self.formula = label("", "soft", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.measure)
        row.addWidget(self.formula, 1)
        self.column.insertLayout(0, row)

    @property
    def key(self) -> str:
        """Of the measure that ranks."""
        return str(RANKED_BY[max(self.measure.currentIndex(), 0)].value)

    def rank_by(self, key: str) -> None:
        """Rank by another measure."""
        self.measure.setCurrentIndex([one.value for one in RANKED_BY].index(key))

    def _say(self) -> None:
        measure = BY_KEY[self.key]
        self.formula.setText(f"{measure.name}＝{measure.formula}")

    def _rank_anew(self, _place: int) -> None:
        self._say()
        if self._data is not None and self._shown_for is not None:
            self._show(self._shown_for, self._data)

    def _show(self, asked: Asked, data: Compared) -> None:
        super()._show(asked, replace(data, key=self.key))

    def chosen(self) -> Chosen:
        """What an export of the table reads, ranked as in sight."""
        asked, key = self.asked, self.key

        def read(session: Any, *, masked: bool) -> Sequence[Any]:
            return _lines(compared(session, period=asked.period, area=asked.area or "", key=key))

        return Chosen(read, f"{asked.words}，按{BY_KEY[key].name}排名")


COMPARE = Panel(
    "compare", "对比",
    "没有名次的社区，期内没有应计的数。点一个社区查看详情。",
    tuple(column for column in COLUMNS if column.key in SHOWN),
    450, compared, _lines, _chart, _show,
    row_id=attrgetter("id"), behind=_behind, made_by=CompareView,
)  # fmt: skip
