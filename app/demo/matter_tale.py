"""What happens to a matter outside meetings: from proposal to archive, as its entry says."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.council.matters import MatterText, propose_matter, screen_matter
from app.council.models import PublicNotice
from app.council.notices import answer_objection, post_result_notice, receive_objection
from app.council.proposals import SeconderText, add_seconder, hand_over_matter, merge_matters
from app.council.steps import move_matter
from app.council.terms import HandOver, Outcome, Source
from app.demo.cast import Stage, at, working_day_before, working_day_from
from app.demo.poll_tale import PollTale
from app.demo.registry import Neighbour
from app.demo.talk import Talk, talk_of
from app.demo.work_tale import WorkTale
from app.working_days import is_working_day
from db import clock

DAYS_BEFORE_PLANNING = 3
OLDEST_PROPOSER = 80


@dataclass(frozen=True)
class Hearing:
    """The first meeting that hears a matter."""

    planned_on: date
    body: str
    talk: str
    """Empty when it is still to come."""


class MatterTale:
    """One matter's way; meetings call :meth:`discussed` and :meth:`voted`."""

    def __init__(self, stage: Stage, entry: dict[str, Any]):
        self._stage, self._entry = stage, entry
        self.proposer: Neighbour | None = None
        """Known once proposed; stays empty when an office or a firm proposed it."""

    @property
    def key(self) -> str:
        """By which meetings refer to it."""
        return str(self._entry["key"])

    @property
    def id(self) -> UUID:
        """Known once proposed."""
        return self._stage.cast.matters[self.key]

    def begin(self, hearing: Hearing | None) -> None:
        """Plan proposal and screening, in time for the first meeting's planning."""
        self._hearing = hearing
        day = self._stage.ago(self._entry["proposed"])
        if hearing:
            early = hearing.planned_on - timedelta(days=DAYS_BEFORE_PLANNING)
            day = min(day, working_day_before(early))
        self._later(day, "10:15", self._propose)
        if self._entry.get("screened", True):
            next_day = day + timedelta(days=1)
            screened = next_day if is_working_day(next_day) else day
            self._later(screened, "16:30", self._screen, by_secretary=True)
        if "withdrawn" in self._entry:
            self._move_on(day + timedelta(days=6), "withdraw", self._entry["withdrawn"])

    def discussed(self, day: date) -> None:
        """A meeting talked about it on a day without a vote."""
        if self._entry.get("to_vote"):
            self._move_on(day + timedelta(days=2), "put_to_vote", "")
        if "poll" in self._entry:
            poll = PollTale(self._stage, self._entry["poll"], self.id)
            poll.begin(day + timedelta(days=1))
        if "shelved" in self._entry:
            self._move_on(day + timedelta(days=6), "shelve", self._entry["shelved"])

    def voted(self, day: date, vote_id: UUID, outcome: Outcome) -> None:
        """A meeting's vote on it was closed."""
        if outcome is Outcome.PASSED:
            self._later(day + timedelta(days=1), "09:30", lambda s: self._post(s, vote_id))
        elif "again" in self._entry:
            self._move_on(day + timedelta(days=14), "deliberate_again", self._entry["again"])
        elif "unpassed" in self._entry:
            self._move_on(day + timedelta(days=10), "close_unpassed", self._entry["unpassed"])

    def _propose(self, session: Session) -> None:
        stage, entry = self._stage, self._entry
        if "by" not in entry:
            self.proposer = self._somebody()
        text = MatterText(
            title=entry["title"],
            proposer_name=self.proposer.name if self.proposer else entry["by"],
            proposer_id=self.proposer.id if self.proposer else None,
            content=entry["content"],
            scope=entry["scope"],
            source=Source(entry["source"]),
            grid_id=stage.cast.places.grids[entry["grid"] - 1],
            seconders=entry["seconders"],
            concerns_all_residents=entry.get("all", False),
        )
        stage.cast.matters[self.key] = propose_matter(session, stage.cast.recorder, text=text)
        for named in entry.get("named", ()):
            who = SeconderText(*named.split("|"))
            add_seconder(session, stage.cast.recorder, matter_id=self.id, who=who)

    def _somebody(self) -> Neighbour:
        """A member of the body that hears it first, so that he can explain it there."""
        cast = self._stage.cast
        near = [n for n in cast.registry.settled((self._entry["grid"],)) if n.age < OLDEST_PROPOSER]
        fit = self._members_who_fit()
        among = [n for n in fit if n in near] or fit or near
        chosen = self._stage.random.choice(
            [n for n in among if n.id not in cast.proposers] or among
        )
        cast.proposers.add(chosen.id)
        return chosen

    def _members_who_fit(self) -> list[Neighbour]:
        if self._hearing is None:
            return []
        talk = talk_of(self._hearing.talk) if self._hearing.talk else Talk(())
        members = self._stage.cast.bodies[self._hearing.body].members[2:]
        return [member for member in members if talk.fits(talk.proposer, member)]

    def _screen(self, session: Session) -> None:
        if "handed_over" in self._entry:
            to, opinion = self._entry["handed_over"].split("|")
            told = {"matter_id": self.id, "to": HandOver(to), "opinion": opinion}
            hand_over_matter(session, self._stage.cast.secretary, **told)
            return
        if "merged" in self._entry:
            other, reason = self._entry["merged"].split("|")
            into = self._stage.cast.matters[other]
            told = {"matter_id": self.id, "into_id": into, "reason": reason}
            merge_matters(session, self._stage.cast.secretary, **told)
            return
        returned = self._entry.get("returned", "")
        opinion = returned or self._entry.get("opinion", "同意受理。")
        screen_matter(
            session,
            self._stage.cast.secretary,
            matter_id=self.id,
            accepted=not returned,
            opinion=opinion,
        )

    def _post(self, session: Session, vote_id: UUID) -> None:
        notice_id = post_result_notice(session, self._stage.cast.recorder, vote_id=vote_id)
        notice = session.get_one(PublicNotice, notice_id)
        if "objection" in self._entry:
            day = working_day_from(notice.posted_on + timedelta(days=2))
            self._later(day, "14:20", lambda s: self._object(s, notice_id))
        WorkTale(self._stage, self._entry, self.id).begin(notice.until_day + timedelta(days=1))

    def _object(self, session: Session, notice_id: UUID) -> None:
        objector, content, answer = self._entry["objection"].split("|")
        recorder = self._stage.cast.recorder
        objection_id = receive_objection(
            session, recorder, notice_id=notice_id, objector=objector, content=content
        )
        self._later(
            working_day_from(clock.today() + timedelta(days=2)),
            "11:00",
            lambda s: answer_objection(
                s, self._stage.cast.secretary, objection_id=objection_id, answer=answer
            ),
            by_secretary=True,
        )

    def _move_on(self, day: date, move: str, reason: str) -> None:
        secretary = self._stage.cast.secretary
        self._later(
            working_day_from(day),
            "15:30",
            lambda s: move_matter(s, secretary, matter_id=self.id, move=move, reason=reason),
            by_secretary=True,
        )

    def _later(self, day: date, time: str, deed: Any, *, by_secretary: bool = False) -> None:
        cast = self._stage.cast
        actor = cast.secretary if by_secretary else cast.recorder
        self._stage.chronicle.at(at(day, time), actor, deed)
