"""A small council office on a real, encrypted file, and the things its tests need to begin."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from app import tables
from app.accounts.models import Office
from app.accounts.permissions import Actor, Role
from app.council import agenda, bodies, live_quorum, matters, meetings, sign_in, speeches
from app.council.terms import BodyKind, Duty
from db import clock
from db.changelog import Replica
from db.engine import Database
from db.ids import new_id

MORNING = clock.moment(date(2026, 11, 24), 9)


@dataclass
class Clock:
    """What the office's clock shows; moved by tests."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class CouncilOffice:
    """A station's file and who works at it."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    actor: Actor = field(default_factory=lambda: Actor(new_id(), "zhao", "赵敏", Role.SECRETARY))

    @contextmanager
    def write(self) -> Iterator[Session]:
        with self.database.write(self.actor.account_id) as session:
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        with self.database.read() as session:
            yield session

    def do(self, use_case, **arguments):
        with self.write() as session:
            return use_case(session, self.actor, **arguments)

    def ask(self, query, **arguments):
        with self.read() as session:
            return query(session, **arguments)

    def a_body(self, kind=BodyKind.REPRESENTATIVES_MEETING, *, members=9, **overrides) -> UUID:
        text = bodies.BodyText(f"{kind}-{new_id()}", overrides)
        body = self.do(bodies.set_up_body, kind=kind, text=text)
        duties = [Duty.CHAIR, Duty.SECRETARY]
        for number in range(members):
            duty = duties[number] if number < 2 else Duty.MEMBER
            member = bodies.MemberText(f"代表{number + 1}", duty=duty)
            self.do(bodies.add_member, body_id=body, text=member)
        return body

    def a_matter(self, title="小区停车位改造方案", *, accepted=True, **fields) -> UUID:
        fields.setdefault("content", "车多位少，消防通道被占。")
        text = matters.MatterText(title, "王秀芬", **fields)
        matter = self.do(matters.propose_matter, text=text)
        if accepted:
            self.do(matters.screen_matter, matter_id=matter, accepted=True)
        return matter

    def a_meeting(self, body: UUID, *matter_ids: UUID, days_ahead=5, **fields) -> UUID:
        starts = self.clock.at + timedelta(days=days_ahead)
        text = meetings.MeetingText(starts, "党群服务中心二楼", **fields)
        return self.do(meetings.plan_meeting, body_id=body, text=text, matter_ids=matter_ids)

    def an_open_meeting(self, body: UUID, *matter_ids: UUID, present=None, **fields) -> UUID:
        meeting = self.a_meeting(body, *(matter_ids or (self.a_matter(),)), **fields)
        self.do(meetings.give_notice, meeting_id=meeting)
        self.clock.forward(days=5)
        self.do(meetings.open_meeting, meeting_id=meeting)
        self.seats(meeting, present)
        return meeting

    def seats(self, meeting: UUID, present: int | None) -> list[UUID]:
        """Sign in the first ``present`` of the list (all when None)."""
        with self.read() as session:
            ids = [row.id for row in live_quorum.rows_of(session, meeting)]
        for attendance_id in ids if present is None else ids[:present]:
            self.do(sign_in.sign_in, attendance_id=attendance_id)
        return ids

    def attendance(self, meeting: UUID) -> list[UUID]:
        with self.read() as session:
            return [row.id for row in live_quorum.rows_of(session, meeting)]

    def item(self, meeting: UUID, position: int = 1) -> UUID:
        with self.read() as session:
            return agenda.items_of(session, meeting)[position - 1].id

    def a_speech(self, meeting: UUID, content="先划线，再谈立体车库。") -> UUID:
        item = self.item(meeting)
        return self.do(speeches.add_speech, item_id=item, content=content, speaker="李建国")


def an_office(folder: Path) -> CouncilOffice:
    """A fresh station file with every table and one replica."""
    database = Database(folder / "council.station", os.urandom(32))
    tables.METADATA.create_all(database.engine)
    first = {
        "id": new_id(),
        "station_id": new_id(),
        "counter": 0,
        "clock": 0,
        "is_current": True,
        "since": MORNING,
    }
    with database.engine.begin() as connection:
        connection.execute(Replica.__table__.insert(), [first])
    office = CouncilOffice(database)
    with office.write() as session:
        session.add(
            Office(
                id=first["station_id"],
                level="community",
                name="人民里社区",
                area_code="130302001001",
                phone="03351234567",
            )
        )
    return office
