"""The figures of the morning of a street or district, over all communities below it."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.accounts.permissions import Actor, Permission
from app.accounts.station import profile
from app.directing.models import Response, Whistle
from app.directing.terms import UNANSWERED
from app.events.models import Task
from app.events.open_tasks import state_of
from app.events.terms import TaskReview, TaskState
from app.figures.community_sources import late_after, places
from app.today.area_warnings import overdue_events, silent_places
from app.today.figure import Figure
from db import clock

OPEN = (Whistle.withdrawn_at.is_(None), Whistle.ended_at.is_(None))


def area_figures(session: Session, actor: Actor) -> tuple[Figure, ...]:
    """Whistles, responses, tasks, overdue events and silent communities."""
    if not actor.may(Permission.SEE_EVENTS):
        return ()
    counts, days = overdue_events(session), late_after(session)
    overdue = sum(counts[place.id] for place in places(session))
    silent = Figure(
        f"{days} 天未报社区", len(silent_places(session, days)), "communities", is_late=True
    )
    return (
        Figure("在办吹哨", _open_whistles(session), "whistles"),
        Figure("部门超期未答", _late_responses(session), "whistles", is_late=True),
        Figure("待答复任务", _open_tasks(session), "assignments"),
        Figure("社区超期事项", overdue, "figures", ("overdue", None), is_late=True),
        *((silent,) if days else ()),
    )


def _open_whistles(session: Session) -> int:
    """Of those below; our own to a superior are not ours to answer."""
    own = profile(session).id
    chosen = select(func.count()).select_from(Whistle).where(*OPEN, Whistle.owner != own)
    return session.scalar(chosen) or 0


def _late_responses(session: Session) -> int:
    """Departments that have not answered past their time."""
    chosen = (
        select(func.count())
        .select_from(Response)
        .join(Whistle, Whistle.id == Response.whistle_id)
        .where(*OPEN, Response.state.in_(UNANSWERED), Response.due_at < clock.now())
    )
    return session.scalar(chosen) or 0


def _open_tasks(session: Session) -> int:
    """Parts of assignments that their station has not answered; few of all tasks may wait."""
    own = profile(session).id
    may_wait = or_(Task.state == TaskState.OPEN, Task.review == TaskReview.RETURNED)
    sent = select(Task).where(Task.owner == own, Task.batch_id.is_not(None), may_wait)
    return sum(state_of(task) is TaskState.OPEN for task in session.scalars(sent))
