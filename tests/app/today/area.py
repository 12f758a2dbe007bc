"""A street in which things wait: what communities sent, whistles, tasks, notices."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.accounts.levels import Level
from app.directing.assignments import assign_task
from app.directing.publications import publish
from app.directing.terms import PublicationKind
from app.events.models import Event
from app.today.queries import board
from tests.app.directing.pages.superior import Superior
from tests.app.figures.district_office import District


@dataclass
class Area(Superior):
    """Three communities: 人民里, 建设里, 光明里; Tuesday, nine in the morning."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.files = {}
        for community in self.communities:
            self.reports(community)

    @property
    def communities(self) -> tuple[UUID, ...]:
        return self.ids[Level.COMMUNITY], self.neighbour, self.third

    def reports(self, community: UUID) -> None:
        """A bundle brings a change made just now, from a new file of the community."""
        District(self.station).a_change(community, self.clock.at)

    def board(self, actor=None):
        return self.ask(board, actor=actor or self.station.actor)

    def items(self) -> list[tuple[str, str]]:
        return [(item.word, item.title) for item in self.board().items]

    def warnings(self, rule):
        return [one for one in self.board().warnings if one.rule is rule]

    def figures(self) -> dict[str, int]:
        return {figure.name: figure.value for figure in self.board().figures}

    def overdue(self, community: UUID, count: int) -> None:
        """Events of a community that should have been finished yesterday."""
        at = self.clock.at - timedelta(days=3)
        for number in range(count):
            self.brought(
                Event(owner=community, number=f"2026-9{number:03}", title="楼道堆物",
                      category="fire_lane", source="patrol", reported_at=at, entered_at=at,
                      state="dispatched", state_since=at, response_due=at + timedelta(hours=1),
                      responded_at=at, accepted_at=at, due_at=at + timedelta(days=2))
            )  # fmt: skip

    def a_notice(self, title: str, days: int) -> UUID:
        """A notice that asks for a reply within days."""
        due = self.clock.at + timedelta(days=days)
        return self.do(
            publish, kind=PublicationKind.NOTICE, title=title, content="请回复。",
            needs_reply=True, reply_due=due,
        )  # fmt: skip

    def a_batch(self, title: str) -> UUID:
        """A task for all three communities."""
        due = self.clock.at + timedelta(days=5)
        return self.do(assign_task, title=title, addressees=self.communities, due_at=due)
