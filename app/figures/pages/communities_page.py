"""社区: the communities of a street or district, compared, ranked, and each one in detail."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.accounts.levels import Level
from app.accounts.permissions import Actor
from app.desk.drafts import Drafts
from app.desk.export_flow import Chosen
from app.desk.page import Page
from app.desk.records_memory import Memory
from app.desk.work import Work
from app.errors import LirenError
from app.figures.communities import CommunityRow, communities
from app.figures.district import district_headline
from app.figures.pages.at_hand import KINDS, AtHand
from app.figures.pages.communities_columns import Line, lines_by
from app.figures.pages.communities_export import export_of
from app.figures.pages.communities_filter import CommunitiesFilter
from app.figures.pages.communities_papers import QuarterlyPapers
from app.figures.pages.communities_views import REPORTS, TABLE, VIEWS, CommunitiesViews
from app.figures.pages.community_page import CommunityPage, MarksIn
from app.figures.periods import Period

WATCHED = KINDS | {"office", "mark", "task", "whistle", "grid", "setting"}


class CommunitiesPage(Page):
    """The room; the page of one community and the report take its place while they are open."""

    drawer_beside = False

    def __init__(
        self,
        work: Work,
        drafts: Drafts,
        actor: Actor,
        memory: Memory | None = None,
        *,
        level: Level = Level.DISTRICT,
        marks_in: MarksIn | None = None,
    ):
        super().__init__("社区")
        self._hand = AtHand(work, drafts, actor, memory)
        self._marks_in = marks_in if level is Level.DISTRICT else None
        self._rows: Sequence[CommunityRow] = ()
        self._period: Period | None = None
        self._wanted: UUID | None = None
        self.tabs = self.add_views(VIEWS, self._look)
        self.tabs.setUsesScrollButtons(False)
        self.filter = CommunitiesFilter(self, self._hand, with_streets=level is Level.DISTRICT)
        self.views = CommunitiesViews(self._hand)
        self.body.addWidget(self.views, 1)
        self.papers = QuarterlyPapers(self, self._hand)
        self.set_primary("打印季报", self.print_page, "printer")
        self.export = export_of(self, self._hand, self.chosen)
        self.filter.period_changed.connect(self._load)
        self.filter.narrowed.connect(self._draw)
        self.filter.reranked.connect(self._rank)
        self.views.opened.connect(self.open_record)
        self.views.clear_asked.connect(self.filter.clear)
        work.watch(self, WATCHED, self._refresh)

    @property
    def table(self) -> Any:
        """The table that compares."""
        return self.views.table

    def _look(self, place: int) -> None:
        self.views.setCurrentIndex(place)
        self.filter.periods.setVisible(place != REPORTS)
        self.filter.measure.setVisible(place != REPORTS)

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Count again; the headline follows the table."""
        self._load()
        self._hand.work.read(
            district_headline, then=self.views.cards.show_figures, owner=self, latest="headline",
            title="正在统计主要数字",
        )  # fmt: skip
        if self.entered is not None:
            self.entered.reload()

    def _refresh(self) -> None:
        if self.isVisible():
            self.reload()

    def _load(self) -> None:
        self.set_subtitle("正在统计…")
        self._period = self.filter.period
        self._hand.work.read(
            communities, period=self._period, then=self._show, failed=self._fail, owner=self,
            latest="rows", title="正在统计各社区",
        )  # fmt: skip

    def _fail(self, error: LirenError) -> None:
        self.set_subtitle(str(error))

    def _show(self, rows: Sequence[CommunityRow]) -> None:
        self._rows = rows
        self.filter.offer_streets(rows)
        late = sum(row.reported.late for row in rows)
        told = f"，{late} 个迟报或从未报送" if late else ""
        self.set_subtitle(f"{len(rows)} 个社区{told}")
        self.waiting_changed.emit(late)
        self._draw()
        self._show_again()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.open_record(wanted)

    def lines(self) -> list[Line]:
        """What the filter leaves, ranked among all."""
        ranked = lines_by(self._rows, self.filter.key)
        fits = self.filter.fits
        return [one for one in ranked if fits(one.search_text, one.row.place.street_code)]

    def _draw(self) -> None:
        self.views.show_lines(self.lines(), self.filter.key, narrowed=self.filter.narrows)

    def _rank(self) -> None:
        """By place again, whatever column the table was sorted by."""
        self.views.forget_sorting()
        self._draw()

    # -- one community --------------------------------------------------------------------------

    def open_record(self, what: Any) -> None:
        """Show the community with this id; as soon as it has been counted."""
        ranked = {line.id: line for line in lines_by(self._rows, self.filter.key)}
        if what not in ranked or self._period is None:
            self._wanted = what
            return
        page = CommunityPage(
            self._hand, self._rows, ranked[what].row, self._period,
            marks_in=self._marks_in,
        )  # fmt: skip
        self.enter(page)

    def _show_again(self) -> None:
        """The page of one community shows the new figures, too."""
        page = self.entered
        if isinstance(page, CommunityPage):
            for row in self._rows:
                if row.id == page.community:
                    page.show_row(self._rows, row)

    # -- paper and file -------------------------------------------------------------------------

    def print_page(self) -> None:
        """Ctrl+P: the quarterly report."""
        if self.entered is not None:
            super().print_page()
        else:
            self.papers.ask()

    def chosen(self) -> Chosen:
        """What an export reads: the communities of the street and period chosen."""
        period, street = self.filter.period, self.filter.street_code

        def read(session: Any, *, masked: bool) -> list[CommunityRow]:
            return communities(session, period=period, street=street)

        return Chosen(read, self.filter.words)

    def show_view(self, place: int = TABLE) -> None:
        """Show one of the three views."""
        self.tabs.setCurrentIndex(place)
