"""The filter row of the communities: words, period, street, and what they are ranked by."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from app.desk import theme
from app.desk.chips import ChipBar
from app.desk.fields import Choice
from app.desk.fields_choice import ChoiceBox
from app.desk.filter_box import FilterBox
from app.desk.page import Page
from app.figures.communities import CommunityRow
from app.figures.community_measures import MEASURES
from app.figures.pages.at_hand import AtHand
from app.figures.periods import PERIOD_NAMES, Period, PeriodKind, period_of

PERIODS = tuple(
    Choice(kind, name) for kind, name in PERIOD_NAMES.items() if kind is not PeriodKind.FREE
)
RANKED_BY = tuple(Choice(measure.key, f"按{measure.name}排名") for measure in MEASURES)
STARTS_WITH = "handled"


class CommunitiesFilter(QObject):
    """Owns the fields of the row."""

    period_changed = Signal()
    """Figures have to be counted again."""
    narrowed = Signal()
    """What was counted is to be shown otherwise."""
    reranked = Signal()
    """Another measure ranks."""

    def __init__(self, page: Page, hand: AtHand, *, with_streets: bool):
        super().__init__(page)
        self._hand = hand
        self.search = page.add_search("社区、街道或拼音", self._narrow)
        self.search.setMaximumWidth(theme.px(230))
        self.periods = ChipBar(PERIODS)
        self.street = FilterBox("全部街道")
        self.street.setVisible(with_streets)
        self.measure = ChoiceBox(RANKED_BY)
        self.measure.setAccessibleName("排名依据")
        self.measure.setFixedWidth(theme.px(186))
        self.measure.setCurrentIndex([one.value for one in RANKED_BY].index(STARTS_WITH))
        for part in (self.periods, self.street, self.measure):
            page.filters.addWidget(part)
        page.filters.addStretch(1)
        self.periods.chosen.connect(self._change_period)
        self.street.currentIndexChanged.connect(self._narrow)
        self.measure.currentIndexChanged.connect(self._rank)

    def _narrow(self, _what: object) -> None:
        self.narrowed.emit()

    def _rank(self, _place: int) -> None:
        self.reranked.emit()

    def _change_period(self, _kind: object) -> None:
        self.period_changed.emit()

    def offer_streets(self, rows: Iterable[CommunityRow]) -> None:
        """Offer the streets that have communities."""
        streets = {row.place.street_code: row.street for row in rows if row.street}
        self.street.offer([Choice(code, name) for code, name in sorted(streets.items())])

    @property
    def period(self) -> Period:
        """What the figures are counted over."""
        return period_of(PeriodKind(str(self.periods.value())), self._hand.today())

    @property
    def key(self) -> str:
        """Key of the measure that ranks."""
        return str(RANKED_BY[max(self.measure.currentIndex(), 0)].value)

    @property
    def street_code(self) -> str | None:
        """Nine digits; None for all."""
        code = self.street.value()
        return code if isinstance(code, str) else None

    @property
    def narrows(self) -> bool:
        """Whether some communities may be left out."""
        return bool(self.street_code or self.search.text().strip())

    @property
    def words(self) -> str:
        """The filter in words, for an export."""
        street = self.street.currentText() if self.street_code else ""
        return "，".join(part for part in (self.period.text, street) if part)

    def clear(self) -> None:
        """All communities again."""
        self.street.setCurrentIndex(0)
        self.search.clear()

    def fits(self, text: str, street_code: str) -> bool:
        """Whether a community is to be shown."""
        wanted = self.search.text().casefold().split()
        return self.street_code in (None, street_code) and all(w in text.casefold() for w in wanted)
