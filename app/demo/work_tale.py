"""How a decided matter is carried out: plan, milestones, claims, a change, finishing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.council import claims, milestones, steps, work, work_changes
from app.council.claims import ClaimerText
from app.council.evaluation import Forms
from app.council.milestones import MilestoneText
from app.council.models import Milestone
from app.council.terms import ClaimerKind
from app.council.work import PlanText
from app.council.work_changes import ChangeText
from app.demo.cast import Stage, at, working_day_from
from app.demo.data import data
from app.demo.evaluation_tale import EvaluationTale
from app.demo.registry import Neighbour
from db import clock

DAYS = 60
"""A work takes so long when the story does not say."""
REPAIRED_IN = 14


class WorkTale:
    """The work on one matter; ``story`` is its entry of ``story.toml``."""

    def __init__(self, stage: Stage, story: dict[str, Any], matter_id: UUID):
        self._stage, self._story, self._id = stage, story, matter_id
        self._entry: dict[str, Any] = data("work").get(story["key"], {})
        self._days = self._entry.get("days", story.get("work", DAYS))

    def begin(self, day: date) -> None:
        """Plan everything from the day on which the result notice is over."""
        self._start = working_day_from(day)
        self._later(self._start, "14:10", self._plan, by_secretary=True)
        self._later(self._start, "15:30", lambda s: self._move(s, "implement"), by_secretary=True)
        self._later(self._start, "16:00", self._offer)
        if "change" in self._entry:
            self._later(self._start + timedelta(days=self._days // 2), "09:40", self._change)
        if "result" in self._story:
            self._later(self._start + timedelta(days=self._days), "11:00", self._finish)

    def _plan(self, session: Session) -> None:
        entry = self._entry
        due = working_day_from(self._start + timedelta(days=self._days + 5))
        budget = entry.get("budget")
        text = PlanText(
            in_charge=self._secretary.name,
            due_on=due,
            content=entry.get("content", self._story["content"]),
            contractor=entry.get("contractor", ""),
            starts_on=self._start,
            budget=None if budget is None else budget * 100,
            money_source=entry.get("money", ""),
        )
        work.plan_work(session, self._secretary, matter_id=self._id, text=text)
        titles = entry.get("milestones", ("准备", "实施", "验收"))
        for number, title in enumerate(titles, start=1):
            day = self._start + timedelta(days=self._days * number // len(titles))
            step = MilestoneText(title, working_day_from(day))
            one = milestones.add_milestone(session, self._secretary, matter_id=self._id, text=step)
            done = working_day_from(day - timedelta(days=1))
            if "result" in self._story or number < len(titles):
                self._later(done, "10:20", self._reach(one))

    def _reach(self, milestone_id: UUID) -> Callable[[Session], object]:
        def reach(session: Session) -> None:
            if session.get_one(Milestone, milestone_id).done_on is None:
                milestones.mark_milestone(
                    session, self._recorder, milestone_id=milestone_id, done_on=clock.today()
                )

        return reach

    # -- tasks that neighbours take on ---------------------------------------------------------

    def _offer(self, session: Session) -> None:
        for task in self._entry.get("offered", ()):
            claims.offer_task(session, self._recorder, matter_id=self._id, task=task)
        for number, line in enumerate(self._entry.get("tasks", ())):
            kind, task, *unit = line.split("|")
            one = claims.offer_task(session, self._recorder, matter_id=self._id, task=task)
            claimer = self._claimer(ClaimerKind(kind), unit)
            half = self._start + timedelta(days=self._days // 2)
            self._later(self._start + timedelta(days=2 + number), "09:20", self._take(one, claimer))
            self._later(half + timedelta(days=number), "16:40", self._done(one))

    def _claimer(self, kind: ClaimerKind, unit: list[str]) -> ClaimerText:
        if unit:
            return ClaimerText(unit[0], kind)
        near = self._stage.cast.registry.settled((self._story["grid"],))
        fit = [one for one in near if 30 <= one.age <= 75]
        if kind is ClaimerKind.PARTY_MEMBER:
            fit = [one for one in fit if "党员" in one.tags] or fit
        chosen: Neighbour = self._stage.random.choice(fit)
        return ClaimerText(chosen.name, kind, chosen.id)

    def _take(self, claim_id: UUID, claimer: ClaimerText) -> Callable[[Session], object]:
        return lambda s: claims.claim_task(s, self._recorder, claim_id=claim_id, claimer=claimer)

    def _done(self, claim_id: UUID) -> Callable[[Session], object]:
        def done(session: Session) -> None:
            claims.finish_task(session, self._recorder, claim_id=claim_id)
            self._later(clock.today() + timedelta(days=1), "10:50", accept)

        def accept(session: Session) -> None:
            claims.accept_task(session, self._recorder, claim_id=claim_id)

        return done

    # -- changes, finishing, evaluation ----------------------------------------------------------

    def _change(self, session: Session) -> None:
        what, why, days, answer = self._entry["change"].split("|")
        due = self._start + timedelta(days=self._days + 5 + int(days))
        text = ChangeText(what, why, due_on=working_day_from(due))
        change = work_changes.ask_for_change(session, self._recorder, matter_id=self._id, text=text)
        if answer:
            self._later(
                working_day_from(clock.today() + timedelta(days=1)),
                "10:05",
                lambda s: work_changes.decide_change(
                    s, self._secretary, change_id=change, approved=True, note=answer
                ),
                by_secretary=True,
            )

    def _finish(self, session: Session) -> None:
        actual = self._entry.get("actual")
        work.finish_work(
            session,
            self._secretary,
            matter_id=self._id,
            result=self._story["result"],
            actual=None if actual is None else actual * 100,
        )
        day = working_day_from(clock.today() + timedelta(days=3))
        self._later(day, "15:30", lambda s: self._move(s, "evaluate"), by_secretary=True)
        opinions = tuple(self._entry.get("opinions", ()))
        tale = EvaluationTale(self._stage, self._id, opinions)
        if "poor" in self._entry:
            forms = self._entry["poor"]
            tale.begin(day, Forms(sum(forms), *forms), self._go_back)
        elif "evaluation" in self._story:
            forms = self._story["evaluation"]
            tale.begin(day, Forms(*forms), lambda s: self._move(s, "archive"))

    def _go_back(self, session: Session) -> None:
        self._move(session, "redo", self._entry["again"])
        self._entry = {key: value for key, value in self._entry.items() if key != "poor"}
        day = working_day_from(clock.today() + timedelta(days=REPAIRED_IN))
        self._later(day, "11:00", self._finish)

    def _move(self, session: Session, move: str, reason: str = "") -> None:
        steps.move_matter(session, self._secretary, matter_id=self._id, move=move, reason=reason)

    @property
    def _secretary(self) -> Actor:
        return self._stage.cast.secretary

    @property
    def _recorder(self) -> Actor:
        return self._stage.cast.recorder

    def _later(
        self,
        day: date,
        time: str,
        deed: Callable[[Session], object],
        *,
        by_secretary: bool = False,
    ) -> None:
        actor = self._secretary if by_secretary else self._recorder
        self._stage.chronicle.at(at(working_day_from(day), time), actor, deed)
