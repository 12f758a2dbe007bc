"""A vote of the demo: opened, counted and closed; the figures follow from who is in the room."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.council import ballots, choice_votes, sign_in
from app.council.choosing import Tally
from app.council.models import AgendaItem, Meeting, Vote
from app.council.terms import VoteKind, VoteMethod
from app.council.vote_options import ChoiceText
from app.council.votes import Ballots, Counts
from app.demo.cast import Stage
from app.demo.matter_tale import MatterTale
from db import clock

METHODS = {"hands": VoteMethod.SHOW_OF_HANDS, "ballot": VoteMethod.SECRET_BALLOT}
MINUTES = {"hands": 2, "ballot": 9}
"""How long each takes."""


class Ballot:
    """One vote; ``entry`` is the item's ``vote`` of ``story.toml``."""

    def __init__(
        self,
        stage: Stage,
        entry: dict[str, Any],
        matter: MatterTale,
        *,
        tellers: tuple[str, str],
        leaving: list[UUID],
    ):
        self._stage, self._entry, self._matter = stage, entry, matter
        self._tellers, self._leaving = tellers, leaving

    def begin(self, item_id: UUID, moment: datetime) -> datetime:
        """Plan it; returns when it is over."""
        self._item_id = item_id
        over = moment + timedelta(minutes=MINUTES[self._entry["method"]])
        self._later(moment, self._open)
        if self._entry.get("loses_quorum"):
            for number, row_id in enumerate(self._leaving):
                self._later(moment + timedelta(seconds=40 + 25 * number), self._leave(row_id))
        else:
            self._later(over, self._count)
        return over

    def _open(self, session: Session) -> None:
        options = self._entry.get("options")
        self._vote_id = ballots.open_vote(
            session,
            self._actor,
            item_id=self._item_id,
            method=METHODS[self._entry["method"]],
            choice=ChoiceText(VoteKind.OPTIONS, tuple(options)) if options else None,
        )

    def _leave(self, row_id: UUID) -> Any:
        return lambda s: sign_in.leave_early(
            s, self._actor, attendance_id=row_id, reason="家中有急事"
        )

    def _count(self, session: Session) -> None:
        vote = session.get_one(Vote, self._vote_id)
        meeting = session.get_one(Meeting, session.get_one(AgendaItem, self._item_id).meeting_id)
        present = ballots.voters(session, vote, meeting).number
        if vote.kind != VoteKind.MOTION:
            return self._count_options(session, vote.id, present)
        if vote.method == VoteMethod.SHOW_OF_HANDS:
            ballots.record_show_of_hands(
                session,
                self._actor,
                vote_id=vote.id,
                counts=self._counts(present),
                counted_by=self._tellers[0],
            )
        else:
            ballots.record_secret_ballot(
                session,
                self._actor,
                vote_id=vote.id,
                ballots=self._papers(present),
                counted_by=self._tellers[0],
                watched_by=self._tellers[1],
            )
        result = ballots.close_vote(session, self._actor, vote_id=vote.id)
        self._matter.voted(clock.today(), vote.id, result.outcome)
        return None

    def _count_options(self, session: Session, vote_id: UUID, present: int) -> None:
        """Those of the shares given, as hands; the rest abstain."""
        votes = tuple(round(present * share) for share in self._entry["shares"])
        tally = Tally(votes, present - sum(votes))
        teller = self._tellers[0]
        choice_votes.record_choice(
            session, self._actor, vote_id=vote_id, tally=tally, counted_by=teller
        )
        result = choice_votes.close_choice(session, self._actor, vote_id=vote_id)
        self._matter.voted(clock.today(), vote_id, result.outcome)

    def _papers(self, present: int) -> Ballots:
        invalid, returned = self._entry.get("invalid", 0), present - self._entry.get("kept", 0)
        return Ballots(present, returned, invalid, self._counts(returned - invalid))

    def _counts(self, valid: int) -> Counts:
        votes_for = round(valid * self._entry["share"])
        abstain = min(self._entry.get("abstain", 0), valid - votes_for)
        return Counts(votes_for, valid - votes_for - abstain, abstain)

    @property
    def _actor(self) -> Any:
        return self._stage.cast.recorder

    def _later(self, moment: datetime, deed: Any) -> None:
        self._stage.chronicle.at(moment, self._stage.cast.recorder, deed)
