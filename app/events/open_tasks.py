"""Whether a task from above waits for an answer, and whose it is to give.

Each field has one writer: state and answer are the addressee's, the review the superior's. So an
answer given back (退回重办) does not set the state again: the task is open from the review until
it is answered after that. Both write the later one of their clock and what they answer to, so that
two PCs whose clocks differ agree on which came last.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.events.models import Task
from app.events.terms import TaskReview, TaskState
from db.changelog import Replica

INSTANT = timedelta(milliseconds=1)


def own_station(session: Session) -> UUID:
    """Whose file this is; a superior's file holds tasks of others, too."""
    return session.scalars(select(Replica.station_id).where(Replica.is_current)).one()


def is_for(task: Task, station: UUID) -> bool:
    """It is to be answered by this station: assigned to it, or its own from paper."""
    return (task.addressee or task.owner) == station


def was_returned(task: Task) -> bool:
    """The superior gave the answer back, and there is no newer one."""
    return task.review == TaskReview.RETURNED and not _answered_since(task)


def _answered_since(task: Task) -> bool:
    return (
        task.answered_at is not None
        and task.reviewed_at is not None
        and task.answered_at > task.reviewed_at
    )


def state_of(task: Task) -> TaskState:
    """How it stands, the superior's review taken into account."""
    if task.review == TaskReview.WITHDRAWN:
        return TaskState.WITHDRAWN
    return TaskState.OPEN if was_returned(task) else TaskState(task.state)


def waits_for_review(task: Task) -> bool:
    """It is answered, and the superior has not said yet what it thinks of that."""
    if state_of(task) is not TaskState.ANSWERED:
        return False
    return not task.review or _answered_since(task)


def moment_of_answer(task: Task, now: datetime) -> datetime:
    """When an answer given now counts as given: after the review it follows."""
    return max(now, task.reviewed_at + INSTANT) if task.reviewed_at else now


def moment_of_review(task: Task, now: datetime) -> datetime:
    """When a review made now counts as made: not before the answer it is about."""
    return max(now, task.answered_at) if task.answered_at else now
