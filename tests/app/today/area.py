"""A street in which things wait: what communities sent, whistles, tasks, notices."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from app.accounts.levels import Level
from app.directing.assignments import AssignmentText, assign_task
from app.directing.publications import publish
from app.directing.terms import PublicationKind
from app.events.models import Event, Task
from app.exchange.models import Peer
from app.today.queries import board
from db.ids import new_id
from tests.app.directing.pages.superior import Superior
from tests.app.figures.district_office import District


@dataclass
class Area(Superior):
    """Three communities: 人民里, 建设里, 光明里; Tuesday, nine in the morning."""

    def __post_init__(self) -> None:
        super().__post_init__()
        for community in self.communities:
            self.reports(community)

    @property
    def communities(self) -> tuple[UUID, ...]:
        return self.ids[Level.COMMUNITY], self.neighbour, self.third

    def knows(self, name: str, code: str) -> None:
        """One more community, from which nothing came."""
        with self.station.write() as session:
            self._know(session, new_id(), Level.COMMUNITY, name, code)

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
        for _ in range(count):
            self.whistled += 1
            self.brought(
                Event(owner=community, number=f"2026-{self.whistled:04}", title="楼道堆物",
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
        text = AssignmentText(title, due_at=self.clock.at + timedelta(days=5))
        self.do(assign_task, text=text, addressees=self.communities)
        with self.station.read() as session:
            return session.scalars(select(Task.batch_id).where(Task.title == title)).first()

    def a_subordinate(self, community: UUID, name="人民里社区") -> None:
        """An office paired with, from which nothing came yet."""
        with self.station.write() as session:
            session.add(
                Peer(station_id=community, relation="subordinate", level="community", name=name,
                     area_code="130302001001", state="active", generation=1, sign_public=b"",
                     box_public=b"", paired_at=self.clock.at, paired_by="赵敏")
            )  # fmt: skip
