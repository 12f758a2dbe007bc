"""Which rooms a station has, and what the palette finds in them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor, Permission
from app.accounts.station import Station
from app.council.waiting import Hit, find_matters, find_meetings
from app.desk.drafts import Drafts
from app.desk.machine_memory import MachineMemory
from app.desk.navigation import Room
from app.desk.page import Page
from app.desk.palette import Found, PaletteEntry
from app.desk.work import Work
from app.residents.queries import ResidentRow, find_residents

MOST_OF_A_KIND = 6


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
        Room("council", "议事", "messages-square", partial(_council, around)),
        Room("settings", "设置", "settings", partial(_settings, around), at_bottom=True),
    )


def _grids(around: Surroundings) -> Page:
    from app.grids.pages.grids_page import GridsPage

    return GridsPage(around.work, around.drafts, around.station.actor, around.memory)


def _residents(around: Surroundings) -> Page:
    from app.residents.pages.residents_page import ResidentsPage

    return ResidentsPage(around.work, around.drafts, around.station.actor, around.memory)


def _council(around: Surroundings) -> Page:
    from app.council.pages.council_page import CouncilPage

    return CouncilPage(around.work, around.drafts, around.station.actor, around.memory)


def _settings(around: Surroundings) -> Page:
    from app.accounts.pages.settings_page import SettingsPage

    return SettingsPage(
        around.work,
        around.station,
        around.memory,
        around.drafts,
        restyle=around.restyle,
        switch_account=around.switch_account,
    )


@dataclass(frozen=True)
class Finds:
    """What a few typed characters found."""

    residents: list[ResidentRow]
    hits: list[Hit]


def find_everything(session: Session, text: str, *, actor: Actor) -> Finds:
    """Residents, matters and meetings for the palette."""
    people = (
        find_residents(session, text, MOST_OF_A_KIND) if actor.may(Permission.SEE_RESIDENTS) else []
    )
    if not actor.may(Permission.SEE_COUNCIL):
        return Finds(people, [])
    matters = find_matters(session, text=text, limit=MOST_OF_A_KIND)
    return Finds(people, matters + find_meetings(session, text=text, limit=MOST_OF_A_KIND))


class RecordFinder:
    """Asks the station what the palette's text may mean, and goes there."""

    def __init__(self, work: Work, actor: Actor, go: Callable[[str, object], object]):
        self._work, self._actor, self._go = work, actor, go

    def find(self, text: str, found: Found) -> None:
        """Call ``found`` with entries for records that fit ``text``."""
        self._work.read(
            find_everything,
            text,
            actor=self._actor,
            then=partial(self._tell, found),
            latest="palette",
        )

    def _tell(self, found: Found, finds: Finds) -> None:
        people = [
            PaletteEntry(
                "查人",
                row.name,
                partial(self._go, "residents", row.id),
                f"{row.address} · {row.grid} · {row.phone}",
                "user",
            )
            for row in finds.residents
        ]
        kinds = {"matter": ("议题", "file-text"), "meeting": ("会议", "calendar")}
        hits = [
            PaletteEntry(
                kinds[hit.kind][0],
                hit.title,
                partial(self._go, "council", (hit.kind, hit.id)),
                hit.detail,
                kinds[hit.kind][1],
            )
            for hit in finds.hits
        ]
        found(people + hits)
