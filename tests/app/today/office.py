"""An office in which things wait: events, meetings, matters, points, visits."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.accounts.permissions import Actor, Permission, Role
from app.council import bodies, matters, meetings
from app.council.terms import BodyKind, Duty
from app.events.tasks import TaskText, receive_task
from app.points import records, rule_versions
from app.points.records import RecordText, Share
from app.points.rule_versions import RuleText
from app.residents.models import Resident
from app.residents.visits import VisitText, record_visit
from app.today.queries import board
from app.today.thresholds import change_thresholds
from db import clock
from db.ids import new_id
from tests.app.events.builders import EventsOffice
from tests.builders import a_resident


@dataclass(frozen=True)
class EventsOnly(Actor):
    """An account that may see events and nothing else."""

    def may(self, permission: Permission) -> bool:
        return permission is Permission.SEE_EVENTS


@dataclass
class TodayOffice(EventsOffice):
    """A station with a grid, building 3 and its grid worker 王强; Tuesday, nine in the morning."""

    def board(self, *, actor=None, grid=None):
        return self.ask(board, actor=actor or self.station.actor, grid_id=grid)

    def items(self, **asked):
        return [item.title for item in self.board(**asked).items]

    def warnings(self, rule=None, **asked):
        found = self.board(**asked).warnings
        return [one for one in found if rule is None or one.rule is rule]

    def set(self, **figures):
        values = {f"today.{key}": value for key, value in figures.items()}
        self.do(change_thresholds, values=values)

    def a_task(self, title="清理消防通道", days=2) -> UUID:
        due = self.clock.at + timedelta(days=days)
        return self.do(receive_task, text=TaskText(title, "文化路街道", due_at=due))

    def a_body(self, members=5) -> UUID:
        text = bodies.BodyText("三号楼议事厅", {})
        body = self.do(bodies.set_up_body, kind=BodyKind.YARD_COUNCIL, text=text)
        for number in range(members):
            duty = (Duty.CHAIR, Duty.SECRETARY, Duty.MEMBER)[min(number, 2)]
            member = bodies.MemberText(f"代表{number + 1}", duty=duty)
            self.do(bodies.add_member, body_id=body, text=member)
        return body

    def a_matter(self, title="增设停车位", *, accepted=False, **fields) -> UUID:
        text = matters.MatterText(title, "王秀芬", content="车多位少。", **fields)
        matter = self.do(matters.propose_matter, text=text)
        if accepted:
            self.do(matters.screen_matter, matter_id=matter, accepted=True)
        return matter

    def a_meeting(self, *matter_ids: UUID, hours=5, **days) -> UUID:
        starts = self.clock.at + timedelta(hours=hours, **days)
        text = meetings.MeetingText(starts, "党群服务中心二楼")
        return self.do(
            meetings.plan_meeting, body_id=self.a_body(), text=text, matter_ids=matter_ids
        )

    def points_to_review(self) -> None:
        clerk = Actor(new_id(), "liuyang", "刘洋", Role.POINTS_CLERK)
        person = a_resident(self.station, "陈海涛", "3-1-101")
        rule = self.do(
            rule_versions.add_rule,
            text=RuleText("日常", "志愿服务", 10),
            valid_from=date(2026, 1, 1),
        )
        told = RecordText(rule, clock.today(), "照片")
        self.do(records.record_points, actor=clerk, text=told, shares=[Share(person, 1, "")])

    def somebody_alone(self, name="张桂兰", address="3-2-301") -> UUID:
        """Who lives alone; the id of her household."""
        person = a_resident(self.station, name, address, tags=("独居老人",))
        with self.station.read() as session:
            return session.get_one(Resident, person).household_id

    def visit(self, household: UUID, *, answered=True) -> None:
        text = VisitText(clock.today(), "赵敏", answered=answered)
        self.do(record_visit, household_id=household, text=text)
