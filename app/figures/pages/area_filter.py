"""The filter row of a superior: the period, and a street or a community in place of the grid."""

from collections.abc import Sequence

from app.desk.fields import Choice
from app.desk.filter_box import FilterBox
from app.desk.page import Page
from app.figures.community_sources import Place, places
from app.figures.pages.at_hand import Asked, AtHand
from app.figures.pages.filter_row import FilterRow
from app.figures.periods import Period


class AreaFilterRow(FilterRow):
    """A street chosen narrows the communities that are offered."""

    def __init__(self, page: Page, hand: AtHand, *, with_streets: bool):
        self.street, self.community = FilterBox("全部街道"), FilterBox("全部社区")
        self._places: Sequence[Place] = ()
        super().__init__(page, hand)
        self.street.setVisible(with_streets)

    def boxes(self) -> Sequence[FilterBox]:
        """Street and community."""
        return self.street, self.community

    def read(self) -> None:
        """Read which communities there are."""
        self._hand.work.read(places, then=self._take, owner=self, latest="places")

    def _take(self, found: Sequence[Place]) -> None:
        self._places = found
        streets = {place.street_code: place.street for place in found if place.street}
        self.street.offer([Choice(code, name) for code, name in sorted(streets.items())])
        self._offer_communities()

    def _offer_communities(self) -> None:
        code = self.street.value()
        here = [one for one in self._places if code in (None, one.street_code)]
        self.community.offer([Choice(one.area_code, one.name) for one in here])

    def ask(self, value: object = None) -> None:
        """Something else is asked for."""
        self._offer_communities()
        super().ask(value)

    def narrowed(self, period: Period) -> Asked:
        """The period for the community, the street, or all."""
        for box in (self.community, self.street):
            code = box.value()
            if isinstance(code, str):
                return Asked(period, area=code, place=box.currentText())
        return Asked(period, area="")
