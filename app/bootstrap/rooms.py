"""Which rooms a station has, and what their pages are built from."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.accounts.levels import Level
from app.accounts.station import Station
from app.desk.drafts import Drafts
from app.desk.machine_memory import MachineMemory
from app.desk.navigation import Room
from app.desk.page import Page
from app.desk.work import Work
from app.events.filters import EventFilter

COMMUNITY = frozenset({Level.COMMUNITY})
"""Who keeps the records: grids, residents, events, meetings, points."""
ABOVE = frozenset({Level.STREET, Level.DISTRICT})
"""Who directs those that keep them."""
EVERYBODY = COMMUNITY | ABOVE
FIRST = "today"


@dataclass(frozen=True)
class Surroundings:
    """What pages are built from."""

    station: Station
    work: Work
    memory: MachineMemory
    drafts: Drafts
    restyle: Callable[[], object]
    """Apply the theme anew after its settings changed."""
    switch_account: Callable[[], object]
    """Let somebody else log in."""


def rooms(around: Surroundings) -> tuple[Room, ...]:
    """The rooms that this station's level works in, in the sidebar's order."""
    level = around.station.office.level
    return tuple(room for levels, room in _every_room(around) if level in levels)


def _every_room(around: Surroundings) -> tuple[tuple[frozenset[Level], Room], ...]:
    """Every room with the levels that have it."""
    return (
        (EVERYBODY, Room("today", "今日", "calendar-check", partial(_today, around))),
        (ABOVE, Room("communities", "社区", "building-2", partial(_communities, around))),
        (COMMUNITY, Room("grids", "网格", "layout-grid", partial(_grids, around))),
        (COMMUNITY, Room("residents", "居民", "users", partial(_residents, around))),
        (COMMUNITY, Room("events", "事项", "clipboard-list", partial(_events, around))),
        (COMMUNITY, Room("council", "议事", "messages-square", partial(_council, around))),
        (COMMUNITY, Room("points", "积分", "award", partial(_points, around))),
        (COMMUNITY, Room("received", "来件", "inbox", partial(_received, around))),
        (ABOVE, Room("whistles", "吹哨", "siren", partial(_whistles, around))),
        (ABOVE, Room("assignments", "任务", "list-checks", partial(_assignments, around))),
        (ABOVE, Room("publications", "发布", "megaphone", partial(_publications, around))),
        (EVERYBODY, Room("exchange", "报送", "package", partial(_exchange, around))),
        (EVERYBODY, Room("figures", "统计", "chart-column", partial(_figures, around))),
        (EVERYBODY, Room("settings", "设置", "settings", partial(_settings, around), True)),
    )


def _today(around: Surroundings) -> Page:
    from app.today.pages.today_page import TodayPage

    station = around.station
    return TodayPage(
        around.work,
        station.actor,
        around.memory,
        events_behind=partial(_events_behind, around),
        level=station.office.level,
    )


def _communities(around: Surroundings) -> Page:
    from app.figures.pages.communities_page import CommunitiesPage

    station = around.station
    return CommunitiesPage(
        around.work,
        around.drafts,
        station.actor,
        around.memory,
        level=station.office.level,
        marks_in=partial(_marks_in, around),
    )


def _marks_in(around: Surroundings, page: Page) -> Callable[..., object]:
    """How a page of another room has a mark granted or taken back in its drawer."""
    from app.directing.pages.at_hand import AtHand
    from app.directing.pages.mark_forms import MarkForms

    station = around.station
    hand = AtHand(
        around.work, around.drafts, station.actor, around.memory, level=station.office.level
    )
    return MarkForms(page, hand).open


def _grids(around: Surroundings) -> Page:
    from app.grids.pages.grids_page import GridsPage

    return GridsPage(around.work, around.drafts, around.station.actor, around.memory)


def _residents(around: Surroundings) -> Page:
    from app.residents.pages.residents_page import ResidentsPage

    return ResidentsPage(around.work, around.drafts, around.station.actor, around.memory)


def _events(around: Surroundings) -> Page:
    from app.events.pages.events_page import EventsPage

    return EventsPage(around.work, around.drafts, around.station.actor, around.memory)


def _council(around: Surroundings) -> Page:
    from app.council.pages.council_page import CouncilPage

    return CouncilPage(around.work, around.drafts, around.station.actor, around.memory)


def _points(around: Surroundings) -> Page:
    from app.points.pages.points_page import PointsPage

    return PointsPage(around.work, around.drafts, around.station.actor, around.memory)


def _exchange(around: Surroundings) -> Page:
    from app.exchange.pages.exchange_page import ExchangePage

    return ExchangePage(around.work, around.drafts, around.station, around.memory)


def _figures(around: Surroundings) -> Page:
    from app.figures.pages.figures_page import FiguresPage

    station = around.station
    return FiguresPage(
        around.work,
        around.drafts,
        station.actor,
        around.memory,
        events_behind=partial(_events_behind, around),
        level=station.office.level,
    )


def _events_behind(around: Surroundings, page: Page) -> Callable[[EventFilter, str], None]:
    """How a page of another room shows the events behind a number in its place."""
    from app.events.pages.at_hand import AtHand
    from app.events.pages.papers import EventPapers

    hand = AtHand(around.work, around.drafts, around.station.actor, around.memory)
    return EventPapers(page, hand).show_list


def _received(around: Surroundings) -> Page:
    from app.directing.pages.received_page import ReceivedPage

    return ReceivedPage(around.work, around.drafts, around.station.actor, around.memory)


def _whistles(around: Surroundings) -> Page:
    from app.directing.pages.whistles_page import WhistlesPage

    return _directing(WhistlesPage, around)


def _assignments(around: Surroundings) -> Page:
    from app.directing.pages.assignments_page import AssignmentsPage

    return _directing(AssignmentsPage, around)


def _publications(around: Surroundings) -> Page:
    from app.directing.pages.publications_page import PublicationsPage

    return _directing(PublicationsPage, around)


def _directing(page: Callable[..., Page], around: Surroundings) -> Page:
    """A page of those that direct others: what it shows depends on the level."""
    station = around.station
    return page(around.work, around.drafts, station.actor, station.office.level, around.memory)


def _settings(around: Surroundings) -> Page:
    from app.accounts.pages.settings_page import SettingsPage
    from app.events.pages.categories_tab import CategoriesTab
    from app.today.pages.warning_rules_tab import WarningRulesTab

    return SettingsPage(
        around.work,
        around.station,
        around.memory,
        around.drafts,
        restyle=around.restyle,
        switch_account=around.switch_account,
        more=(
            ("事项类别", partial(CategoriesTab, around.work)),
            ("预警规则", partial(WarningRulesTab, around.work, level=around.station.office.level)),
        ),
    )
