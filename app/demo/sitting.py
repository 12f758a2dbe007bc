"""A meeting while it sits: who comes and goes, who says what, how they vote."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.council import agenda, meetings, speeches
from app.demo.arrivals import Arrivals
from app.demo.ballot import Ballot
from app.demo.cast import SeatedBody, Stage
from app.demo.matter_tale import MatterTale
from app.demo.registry import Neighbour
from app.demo.talk import CHAIR, OBSERVER, Line, spoken, talk_of
from db import clock

OPENED_AFTER = 2
"""Minutes after its time until a meeting is opened."""


class Sitting:
    """Everything between the first sign-in and the end."""

    def __init__(
        self,
        stage: Stage,
        entry: dict[str, Any],
        matters: Mapping[str, MatterTale],
        body: SeatedBody,
    ):
        self._stage, self._entry, self._matters, self._body = stage, entry, matters, body
        self._arrivals = Arrivals(stage, entry, matters, body)

    def begin(self, meeting_id: UUID, starts_at: datetime, after: Callable[[], None]) -> None:
        """Plan the evening; ``after`` is called when the meeting has ended."""
        self._meeting_id, self._starts_at, self._after = meeting_id, starts_at, after
        self._later(starts_at - timedelta(minutes=40), self._prepare)

    def expect(self, meeting_id: UUID, starts_at: datetime) -> None:
        """Plan only what an office knows the evening before: who is invited, who is excused.

        Nobody signs in: his time would lie ahead of whoever opens the demo in the morning.
        """
        self._later(
            starts_at - timedelta(hours=26),
            lambda session: self._arrivals.note_ahead(session, meeting_id),
        )

    def _prepare(self, session: Session) -> None:
        self._arrivals.prepare(session, self._meeting_id, self._starts_at)
        self._later(self._starts_at + timedelta(minutes=OPENED_AFTER), self._open)

    def _open(self, session: Session) -> None:
        meetings.open_meeting(session, self._actor, meeting_id=self._meeting_id)
        items = [item.id for item in agenda.items_of(session, self._meeting_id)]
        moment = self._starts_at + timedelta(minutes=OPENED_AFTER + 2)
        for item_id, entry in zip(items, self._entry["items"], strict=False):
            moment = self._plan_talk(item_id, entry, moment) + timedelta(minutes=1)
            moment = self._plan_decision(item_id, entry, moment)
        self._later(moment + timedelta(minutes=3), self._close)

    def _plan_talk(self, item_id: UUID, entry: dict[str, Any], moment: datetime) -> datetime:
        """Plan a discussion; returns when it is over."""
        talk, proposer = talk_of(entry["talk"]), self._matters[entry["matter"]].proposer
        voices = (
            self._arrivals.on_time[2:]
            if "chair" not in self._body.entry
            else self._arrivals.on_time
        )
        speakers = talk.cast(self._stage.random, voices, proposer)
        for line in talk.lines:
            self._later(moment, self._speech(item_id, line, speakers))
            moment += timedelta(seconds=round(line.seconds))
        return moment

    def _speech(
        self, item_id: UUID, line: Line, speakers: Mapping[str, Neighbour]
    ) -> Callable[[Session], None]:
        name = self._name_of(line.who, speakers)
        words = spoken(line.words, speakers)

        def say(session: Session) -> None:
            speeches.add_speech(
                session,
                self._actor,
                item_id=item_id,
                content=words,
                attendance_id=self._arrivals.rows.get(name),
                speaker=name,
            )

        return say

    def _name_of(self, who: str, speakers: Mapping[str, Neighbour]) -> str:
        if who == CHAIR:
            return str(self._body.entry.get("chair") or self._body.members[0].name)
        if who.startswith(OBSERVER):
            guest: str = self._entry["observers"][int(who.removeprefix(OBSERVER)) - 1]
            return guest.partition("|")[0]
        return speakers[who].name

    def _plan_decision(self, item_id: UUID, entry: dict[str, Any], moment: datetime) -> datetime:
        """Plan vote and conclusion; returns when they are over."""
        matter = self._matters[entry["matter"]]
        if "vote" in entry:
            tellers = (self._arrivals.on_time[1].name, self._arrivals.on_time[2].name)
            leaving = [self._arrivals.rows[n.name] for n in self._arrivals.on_time[-2:]]
            ballot = Ballot(self._stage, entry["vote"], matter, tellers=tellers, leaving=leaving)
            moment = ballot.begin(item_id, moment) + timedelta(minutes=1)
        else:
            matter.discussed(clock.local(moment).date())
        if "conclusion" in entry:
            self._later(moment, self._conclude(item_id, entry["conclusion"]))
        return moment

    def _conclude(self, item_id: UUID, words: str) -> Callable[[Session], None]:
        return lambda s: agenda.conclude_item(s, self._actor, item_id=item_id, conclusion=words)

    def _close(self, session: Session) -> None:
        meetings.close_meeting(session, self._actor, meeting_id=self._meeting_id)
        self._after()

    @property
    def _actor(self) -> Any:
        return self._stage.cast.recorder

    def _later(self, moment: datetime, deed: Callable[[Session], Any]) -> None:
        self._stage.chronicle.at(moment, self._stage.cast.recorder, deed)
