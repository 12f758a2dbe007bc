"""The pages that take the room's place for a while: plaques, assessment, a group's homes."""

from uuid import UUID

from app.desk.page import Page
from app.grids.group_views import GroupRow
from app.grids.pages.assessment_page import AssessmentPage
from app.grids.pages.at_hand import AtHand
from app.grids.pages.doors_page import DoorsPage
from app.grids.pages.plaque_page import PlaquePage
from app.grids.place_views import PlaceDetail
from app.grids.plaques import Hung, Wanted


class GridsRooms(Page):
    """A page from which plaques and the households of a group are entered."""

    def __init__(self, title: str, hand: AtHand):
        super().__init__(title)
        self._hand = hand

    def assess(self) -> None:
        """Open the assessment of the full-time grid workers."""
        self.enter(AssessmentPage(self._hand))

    def show_all_plaques(self) -> None:
        """Preview one plaque for every grid."""
        self.enter(PlaquePage(self._hand, "全部网格公示牌", Wanted()))

    def show_plaque(self, grid_id: UUID, name: str, *, entrances: bool = False) -> None:
        """Preview the plaque of a grid, or those of its entrances."""
        wanted = Wanted(grid_id, hung=Hung.ENTRANCE if entrances else Hung.GRID)
        self.enter(PlaquePage(self._hand, f"{name}公示牌", wanted))

    def show_plaque_of(self, place: PlaceDetail) -> None:
        """Preview the plaques of a building's entrances, or of one entrance."""
        wanted = Wanted(place.grid_id, place.building_id, place.unit_id)
        self.enter(PlaquePage(self._hand, f"{place.title}公示牌", wanted))

    def tick_households(self, row: GroupRow) -> None:
        """Tick which households have somebody in a group."""
        self.enter(DoorsPage(self._hand, row))
