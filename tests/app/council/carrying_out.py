"""What an office does with a decided matter, step by step; ``do`` runs a use case in a write."""

from datetime import timedelta
from uuid import UUID

from app.council import evaluation, steps, work
from app.council.evaluation import Forms
from app.council.work import PlanText
from db import clock


def plan(do, matter: UUID, *, days: int = 30, **fields) -> UUID:
    """A plan with somebody in charge and a deadline."""
    text = PlanText("赵敏", clock.today() + timedelta(days=days), **fields)
    return do(work.plan_work, matter_id=matter, text=text)


def implement(do, matter: UUID) -> None:
    """Plan and hand on."""
    plan(do, matter)
    do(steps.move_matter, matter_id=matter, move="implement")


def finish(do, matter: UUID, result: str = "11月6日完工") -> None:
    """The work is done and residents may say what they think of it."""
    do(work.finish_work, matter_id=matter, result=result, actual=680_000)
    do(steps.move_matter, matter_id=matter, move="evaluate")


def evaluate(do, matter: UUID, *, satisfied: int = 46, fairly: int = 2, not_: int = 0) -> bool:
    """A whole round; returns whether the threshold was reached."""
    issued = satisfied + fairly + not_
    found = do(evaluation.begin_round, matter_id=matter, issued=issued)
    forms = Forms(issued, satisfied, fairly, not_)
    do(evaluation.count_forms, evaluation_id=found, forms=forms)
    return do(evaluation.close_round, evaluation_id=found)


def archive(do, matter: UUID) -> None:
    """Evaluated well, and put away."""
    evaluate(do, matter)
    do(steps.move_matter, matter_id=matter, move="archive")
