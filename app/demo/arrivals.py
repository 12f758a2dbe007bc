"""Who is invited, excused, late or on time at a meeting of the demo."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.council import live_quorum, sign_in
from app.council.models import Attendance
from app.council.terms import AttendanceKind
from app.demo.cast import SeatedBody, Stage
from app.demo.matter_tale import MatterTale
from app.demo.registry import Neighbour

EARLIEST = 18
"""Minutes before the meeting at which the first come."""
THIN = 13
"""How many come to a badly attended meeting of the seventeen of 海韵家园: twelve are needed."""
AWAY = (0.05, 0.19)
"""Least and greatest share of the members who stay away from an ordinary meeting."""
EXCUSED_AHEAD = 3
REASONS = ("出差在外", "陪家人看病", "上夜班", "外出探亲", "身体不适", "照看孩子")


class Arrivals:
    """The sign-in list of one meeting as the evening fills it."""

    def __init__(
        self,
        stage: Stage,
        entry: dict[str, Any],
        matters: Mapping[str, MatterTale],
        body: SeatedBody,
    ):
        self._stage, self._entry, self._matters, self._body = stage, entry, matters, body
        self.rows: dict[str, UUID] = {}
        """Lines of the list by name."""
        self.on_time: list[Neighbour] = []
        """Members who were there at the beginning, in the order of the list."""

    def note_ahead(self, session: Session, meeting_id: UUID) -> None:
        """Write down what is known the evening before: who is invited, who is excused."""
        self._invite(session, meeting_id)
        for neighbour in self._who_stays_away()[:EXCUSED_AHEAD]:
            self._excuse(session, neighbour)

    def prepare(self, session: Session, meeting_id: UUID, starts_at: datetime) -> None:
        """Invite observers, note leaves, and plan who comes when."""
        listed = self._invite(session, meeting_id)
        away = self._who_stays_away()
        for neighbour in away[::2]:
            self._excuse(session, neighbour)
        self._plan(listed, {n.name for n in away}, starts_at)
        if self._entry.get("proxy"):
            sign_in.give_proxy(
                session,
                self._stage.cast.recorder,
                absent_id=self.rows[away[0].name],
                holder_id=self.rows[self.on_time[-1].name],
            )

    def _invite(self, session: Session, meeting_id: UUID) -> list[Attendance]:
        """Invite the observers, and proposers who are no members; returns the whole list."""
        guests = [guest.split("|") for guest in self._entry.get("observers", ())]
        guests += [
            [proposer.name, "提议人"]
            for proposer in self._proposers()
            if proposer not in self._body.members
        ]
        actor = self._stage.cast.recorder
        for name, capacity in guests:
            sign_in.invite_observer(
                session, actor, meeting_id=meeting_id, name=name, capacity=capacity
            )
        listed = live_quorum.rows_of(session, meeting_id)
        self.rows = {row.name: row.id for row in listed}
        return listed

    def _proposers(self) -> list[Neighbour]:
        """Who proposed what is on the agenda; they come, and in time."""
        tales = [self._matters[item["matter"]] for item in self._entry.get("items", ())]
        return [tale.proposer for tale in tales if tale.proposer]

    def _who_stays_away(self) -> list[Neighbour]:
        """Neither the convener nor the secretary nor a proposer."""
        members, proposers = self._body.members, self._proposers()
        number = max(1, round(len(members) * self._stage.random.uniform(*AWAY)))
        if self._entry.get("thin"):
            number = len(members) - THIN
        return self._stage.random.sample([n for n in members[2:] if n not in proposers], number)

    def _excuse(self, session: Session, neighbour: Neighbour) -> None:
        sign_in.put_on_leave(
            session,
            self._stage.cast.recorder,
            attendance_id=self.rows[neighbour.name],
            reason=self._stage.random.choice(REASONS),
        )

    def _plan(self, listed: list[Attendance], away: set[str], starts_at: datetime) -> None:
        """All but a few come before the beginning."""
        random = self._stage.random
        coming = [n for n in self._body.members if n.name not in away]
        may_be_late = [n for n in coming[2:] if n not in self._proposers()]
        late = random.sample(may_be_late, self._entry.get("late", 0))
        self.on_time = [n for n in coming if n not in late]
        observers = [row.name for row in listed if row.kind == AttendanceKind.OBSERVER]
        for name in [*(n.name for n in self.on_time), *observers]:
            early = timedelta(minutes=random.randrange(EARLIEST), seconds=random.randrange(60))
            self._arrive(name, starts_at - early)
        for number, neighbour in enumerate(late):
            self._arrive(neighbour.name, starts_at + timedelta(minutes=6 + 4 * number))

    def _arrive(self, name: str, moment: datetime) -> None:
        row_id, actor = self.rows[name], self._stage.cast.recorder
        self._stage.chronicle.at(
            moment, actor, lambda s: sign_in.sign_in(s, actor, attendance_id=row_id)
        )
