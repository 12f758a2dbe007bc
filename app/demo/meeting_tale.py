"""One meeting from planning to signed minutes, through the same use cases as at the desk."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.council import agenda, meetings, minutes
from app.council.meetings import MeetingText
from app.demo.cast import SeatedBody, Stage, at, working_day_before, working_day_from
from app.demo.matter_tale import MatterTale
from app.demo.sitting import Sitting

PLANNED_AHEAD = 10
NOTICE_AHEAD = 5


class MeetingTale:
    """A meeting of ``story.toml``; those of today and later are only planned."""

    def __init__(self, stage: Stage, entry: dict[str, Any], matters: Mapping[str, MatterTale]):
        self._stage, self._entry, self._matters = stage, entry, matters
        self._day = stage.ago(entry["ago"])
        self._starts_at = at(self._day, entry["time"])
        self._meeting_id: UUID | None = None

    @property
    def planned_on(self) -> date:
        """The day it is put on the calendar."""
        return working_day_before(self._day - timedelta(days=PLANNED_AHEAD))

    @property
    def _body(self) -> SeatedBody:
        return self._stage.cast.bodies[self._entry["body"]]

    @property
    def _id(self) -> UUID:
        if self._meeting_id is None:
            raise RuntimeError("the meeting is not planned yet")
        return self._meeting_id

    def begin(self) -> None:
        """Plan the planning; the rest follows from it."""
        self._later(at(self.planned_on, "10:20"), self._plan)

    def _plan(self, session: Session) -> None:
        cast, entry, body = self._stage.cast, self._entry, self._body
        text = MeetingText(
            starts_at=self._starts_at,
            place=body.entry["place"],
            title=entry.get("title", ""),
            chair=body.entry.get("chair", ""),
            recorder=cast.recorder.name if "chair" in body.entry else "",
            entitled=None if body.members else cast.registry.households,
        )
        on_agenda = tuple(self._matters[item["matter"]].id for item in entry.get("items", ()))
        self._meeting_id = meetings.plan_meeting(
            session, cast.recorder, body_id=body.id, text=text, matter_ids=on_agenda
        )
        if "report" in entry:
            agenda.add_item(
                session,
                cast.recorder,
                meeting_id=self._id,
                title=entry["report"],
                reporter=cast.secretary.name,
            )
        self._plan_the_rest()

    def _plan_the_rest(self) -> None:
        if not self._entry.get("notice", True):
            return
        self._later(
            at(working_day_before(self._day - timedelta(days=NOTICE_AHEAD)), "09:10"),
            self._give_notice,
        )
        if "cancelled" in self._entry:
            self._later(at(self._day - timedelta(days=2), "11:20"), self._cancel)
            return
        sitting = Sitting(self._stage, self._entry, self._matters, self._body)
        if self._day >= self._stage.today:
            sitting.expect(self._id, self._starts_at)
        else:
            sitting.begin(self._id, self._starts_at, after=self._plan_minutes)

    def _give_notice(self, session: Session) -> None:
        meetings.give_notice(session, self._stage.cast.recorder, meeting_id=self._id)

    def _cancel(self, session: Session) -> None:
        why = self._entry["cancelled"]
        meetings.cancel_meeting(session, self._stage.cast.recorder, meeting_id=self._id, reason=why)

    def _plan_minutes(self) -> None:
        self._later(at(self._day + timedelta(days=1), "09:40"), self._draft)

    def _draft(self, session: Session) -> None:
        cast = self._stage.cast
        minutes_id = minutes.draft_minutes(session, cast.recorder, meeting_id=self._id)
        if self._entry.get("minutes") != "draft":
            self._stage.chronicle.at(
                at(working_day_from(self._day + timedelta(days=3)), "15:00"),
                cast.secretary,
                lambda later: minutes.sign_minutes(later, cast.secretary, minutes_id=minutes_id),
            )

    def _later(self, moment: datetime, deed: Any) -> None:
        self._stage.chronicle.at(moment, self._stage.cast.recorder, deed)
