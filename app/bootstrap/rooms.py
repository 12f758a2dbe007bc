"""Which rooms a station has, and what their pages are built from."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.accounts.station import Station
from app.desk.drafts import Drafts
from app.desk.machine_memory import MachineMemory
from app.desk.navigation import Room
from app.desk.page import Page
from app.desk.work import Work


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
    """The rooms that are built, in the sidebar's order."""
    return (
        Room("grids", "网格", "layout-grid", partial(_grids, around)),
        Room("residents", "居民", "users", partial(_residents, around)),
        Room("events", "事项", "clipboard-list", partial(_events, around)),
        Room("council", "议事", "messages-square", partial(_council, around)),
        Room("points", "积分", "award", partial(_points, around)),
        Room("settings", "设置", "settings", partial(_settings, around), at_bottom=True),
    )


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


def _settings(around: Surroundings) -> Page:
    from app.accounts.pages.settings_page import SettingsPage
    from app.events.pages.categories_tab import CategoriesTab

    return SettingsPage(
        around.work,
        around.station,
        around.memory,
        around.drafts,
        restyle=around.restyle,
        switch_account=around.switch_account,
        more=(("事项类别", partial(CategoriesTab, around.work)),),
    )
