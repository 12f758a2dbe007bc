"""A written poll of the demo: opened after the meeting, carried from door to door each evening."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.council.poll_slips import deliver_slips, return_slip
from app.council.poll_views import poll_view
from app.council.polls import open_poll
from app.council.terms import PollAnswer
from app.demo.cast import Stage, at, working_day_from
from db import clock


class PollTale:
    """``entry`` is a matter's ``poll`` of ``story.toml``: question, grid, days, share, evening."""

    def __init__(self, stage: Stage, entry: dict[str, Any], matter_id: UUID):
        self._stage, self._entry, self._matter_id = stage, entry, matter_id

    def begin(self, day: date) -> None:
        """Plan the opening and the evenings."""
        opened = working_day_from(day)
        self._later(opened, "10:00", self._open)
        for number in range(1, self._entry["days"]):
            self._later(opened + timedelta(days=number), "20:30", self._evening)

    def _open(self, session: Session) -> None:
        self._vote_id = open_poll(
            session,
            self._actor,
            matter_id=self._matter_id,
            until=clock.today() + timedelta(days=self._entry["days"]),
            question=self._entry["question"],
            grid_id=self._stage.cast.places.grids[self._entry["grid"] - 1],
        )

    def _evening(self, session: Session) -> None:
        """The doors of one evening; some are not opened and keep their slip."""
        random = self._stage.random
        left = poll_view(session, vote_id=self._vote_id).to_visit
        doors = [row for row in left if row.delivered_on is None][: self._entry["evening"]]
        deliver_slips(session, self._actor, slip_ids=[row.id for row in doors])
        for row in doors:
            if random.random() > self._entry["home"]:
                continue
            said = PollAnswer.FOR if random.random() < self._entry["share"] else PollAnswer.AGAINST
            answer = PollAnswer.ABSTAIN if random.random() < self._entry["abstain"] else said
            return_slip(session, self._actor, slip_id=row.id, answer=answer, signer=row.head)

    @property
    def _actor(self) -> Any:
        return self._stage.cast.recorder

    def _later(self, day: date, time: str, deed: Any) -> None:
        self._stage.chronicle.at(at(day, time), self._actor, deed)
