"""One round of evaluation in the demo: forms handed out, counted, and what follows."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.council.evaluation import (
    Forms,
    begin_round,
    close_round,
    count_forms,
    write_opinions,
)
from app.demo.cast import Stage, at, working_day_from
from db import clock

FORMS_AFTER, ROUND_LASTS = 4, 8
"""Days."""


class EvaluationTale:
    """A round on one matter, with what people wrote on their forms."""

    def __init__(self, stage: Stage, matter_id: UUID, opinions: tuple[str, ...]):
        self._stage, self._matter_id, self._opinions = stage, matter_id, opinions

    def begin(self, day: date, forms: Forms, then: Callable[[Session], object]) -> None:
        """Plan a round some days after the matter came to 民评; ``then`` is the secretary's."""
        cast = self._stage.cast

        def hand_out(session: Session) -> None:
            found = begin_round(
                session, cast.recorder, matter_id=self._matter_id, issued=forms.issued
            )
            last = working_day_from(clock.today() + timedelta(days=ROUND_LASTS))
            counted = at(last, "14:00")
            self._stage.chronicle.at(counted, cast.recorder, lambda s: self._count(s, found, forms))
            self._stage.chronicle.at(at(last, "16:10"), cast.secretary, then)

        begun = at(working_day_from(day + timedelta(days=FORMS_AFTER)), "09:30")
        self._stage.chronicle.at(begun, cast.recorder, hand_out)

    def _count(self, session: Session, found: UUID, forms: Forms) -> None:
        actor = self._stage.cast.recorder
        count_forms(session, actor, evaluation_id=found, forms=forms)
        write_opinions(session, actor, evaluation_id=found, opinions=self._opinions)
        close_round(session, actor, evaluation_id=found)
