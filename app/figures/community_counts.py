"""What each community sent, counted by the database: one statement a table, grouped by its owner.

A street's or district's file holds the records of all communities below it in the same tables;
``owner`` says whose they are. Names of the counts are those that
:data:`app.figures.community_measures.MEASURES` reads.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, distinct, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.council.guard_facts import RoundFacts
from app.council.models import Body, Evaluation, Matter, Meeting
from app.council.terms import BodyKind, MeetingState
from app.directing.models import Whistle
from app.events.categories import all_categories
from app.events.filters import EventFilter, filtered
from app.events.models import Event, Task
from app.events.open_tasks import state_of
from app.events.stages import State
from app.events.terms import TaskReview, TaskState
from app.figures.event_tallies import measures, summed
from app.figures.periods import Period
from app.figures.points_flow import FLOWS
from app.grids.models import ChatGroup, ChatGroupHousehold, Grid, StaffTerm
from app.points.models import Activity, Participation, PointsAccount, PointsTransfer
from app.points.people import standing_for
from app.points.terms import AccountKind, ActivityState
from app.residents.models import Household, Resident, Visit
from app.residents.terms import Status
from db import clock

Counts = defaultdict[UUID, Counter[str]]
"""Counts by name, of each owner."""
COUNCILS = (BodyKind.YARD_COUNCIL, BodyKind.GRID_COUNCIL)
"""Bodies that count as 议事平台: 小院议事厅, 网格议事厅 (domain.md §1)."""

LIVING = func.coalesce(Resident.status, "") == Status.LIVING
"""``coalesce`` keeps the index on the status out: most rows share one, and for every visit all
residents would be read by it."""


def standing_counts(session: Session) -> Counts:
    """What stands in the records now, whatever the period."""
    found: Counts = defaultdict(Counter)
    _count(session, found, "grids", _by_owner(Grid))
    _count(session, found, "households", _by_owner(Household))
    _count(session, found, "chat_groups", _by_owner(ChatGroup).where(ChatGroup.ended_on.is_(None)))
    _count(session, found, "councils", _councils())
    _count(session, found, "whistles", _open_whistles())
    _count(session, found, "joined_hits", _joined_households())
    _count_registered(session, found)
    _count_residents(session, found)
    _count_staff(session, found)
    _count_tasks(session, found)
    for numbers in found.values():
        numbers["joined_base"] = numbers["households"]
    return found


def timed_counts(session: Session, period: Period | None) -> Counts:
    """What happened in a period; None: ever."""
    found: Counts = defaultdict(Counter)
    _count_events(session, found, period)
    _count_evaluations(session, found, period)
    _count(session, found, "matters", _by_owner(Matter).where(*_on(Matter.proposed_on, period)))
    _count(session, found, "meetings", _meetings(period))
    _count(session, found, "activities", _by_owner(Activity).where(*_finished(period)))
    _count(session, found, "came", _participations(period))
    _count(session, found, "issued", _issued(period))
    _count(session, found, "visited_hits", _visited(period))
    return found


def joined(*parts: Mapping[UUID, Counter[str]]) -> Counts:
    """Counts of several kinds together; the base of visits is known only then."""
    found: Counts = defaultdict(Counter)
    for part in parts:
        for owner, numbers in part.items():
            found[owner].update(numbers)
    for numbers in found.values():
        numbers["visited_base"] = numbers["lived_in"]
    return found


def added_up(counts: Iterable[Counter[str]]) -> Counter[str]:
    """The sum over communities."""
    total: Counter[str] = Counter()
    for numbers in counts:
        total.update(numbers)
    return total


# -- a period in SQL --------------------------------------------------------------------------


def _within(column: Any, period: Period | None) -> tuple[ColumnElement[bool], ...]:
    """A moment that lies in the period."""
    if period is None:
        return ()
    end = clock.moment(period.until_day + timedelta(days=1))
    return column >= clock.moment(period.from_day), column < end


def _on(column: Any, period: Period | None) -> tuple[ColumnElement[bool], ...]:
    """A day that lies in the period."""
    return () if period is None else (column.between(period.from_day, period.until_day),)


# -- counting ---------------------------------------------------------------------------------


def _by_owner(kind: Any, number: Any = None) -> Select[Any]:
    return select(kind.owner, func.count() if number is None else number).group_by(kind.owner)


def _count(session: Session, found: Counts, name: str, chosen: Select[Any]) -> None:
    for owner, number in session.execute(chosen):
        found[owner][name] = number or 0


def _count_registered(session: Session, found: Counts) -> None:
    """People with an account; records that were merged are one person."""
    chosen = (
        select(PointsAccount.owner, Resident.id, Resident.merged_into)
        .join(Resident, Resident.id == PointsAccount.resident_id)
        .where(PointsAccount.kind == AccountKind.RESIDENT)
    )
    accounts = [(row.owner, row.id, row.merged_into) for row in session.execute(chosen)]
    merged = [resident_id for _, resident_id, into in accounts if into is not None]
    standing = standing_for(session, merged) if merged else {}
    people = {(owner, standing.get(resident_id, resident_id)) for owner, resident_id, _ in accounts}
    for owner, _ in people:
        found[owner]["registered"] += 1


def _councils() -> Select[Any]:
    return _by_owner(Body).where(Body.kind.in_(COUNCILS), Body.dissolved_on.is_(None))


def _open_whistles() -> Select[Any]:
    return _by_owner(Whistle).where(Whistle.withdrawn_at.is_(None), Whistle.ended_at.is_(None))


def _joined_households() -> Select[Any]:
    """Households with somebody in a running group; one in several groups counts once."""
    households = func.count(distinct(Household.id))
    return (
        _by_owner(Household, households)
        .join(ChatGroupHousehold, ChatGroupHousehold.household_id == Household.id)
        .join(ChatGroup, ChatGroup.id == ChatGroupHousehold.group_id)
        .where(ChatGroup.ended_on.is_(None))
    )


def _count_residents(session: Session, found: Counts) -> None:
    """Residents, and households with somebody living in them (the base of visits)."""
    homes = func.count(distinct(Resident.household_id))
    living = select(Resident.owner, func.count(), homes).where(LIVING)
    for owner, residents, lived_in in session.execute(living.group_by(Resident.owner)):
        found[owner].update(residents=residents, lived_in=lived_in)


def _count_staff(session: Session, found: Counts) -> None:
    serving = select(StaffTerm.owner, StaffTerm.duty, func.count()).where(StaffTerm.until.is_(None))
    rows = session.execute(serving.group_by(StaffTerm.owner, StaffTerm.duty))
    for owner, duty, number in rows:
        found[owner][duty] = number


def _count_tasks(session: Session, found: Counts) -> None:
    """Tasks by who has to answer; one that came on paper is its owner's.

    Whether one waits for an answer is the question of :mod:`app.events.open_tasks`; few do.
    """
    now = clock.now()
    may_wait = or_(Task.state == TaskState.OPEN, Task.review == TaskReview.RETURNED)
    for task in session.scalars(select(Task).where(may_wait)):
        if state_of(task) is TaskState.OPEN:
            numbers = found[task.addressee or task.owner]
            numbers["tasks"] += 1
            numbers["tasks_overdue"] += task.due_at is not None and task.due_at < now


def count_by(
    session: Session, key: Any, period: Period | None, *conditions: ColumnElement[bool]
) -> dict[Any, Counter[str]]:
    """The counts and rates of events reported in a period, by any column of theirs."""
    counted = measures(clock.now(), disputes(session))
    days = (period.from_day, period.until_day) if period else (None, None)
    where = EventFilter(from_day=days[0], until_day=days[1])
    chosen = filtered(select(key.label("key"), *summed(counted)), where)
    chosen = chosen.where(Event.state != State.VOID, *conditions)
    return {
        row.key: Counter({name: getattr(row, name) for name in counted})
        for row in session.execute(chosen.group_by(key))
    }


def disputes(session: Session) -> list[str]:
    """Keys of the categories that are disputes."""
    categories = all_categories(session).items()
    return [key for key, category in categories if category.is_dispute]


def _count_events(session: Session, found: Counts, period: Period | None) -> None:
    for owner, numbers in count_by(session, Event.owner, period).items():
        found[owner].update(numbers)


def _count_evaluations(session: Session, found: Counts, period: Period | None) -> None:
    """Forms of the rounds that ended in the period."""
    chosen = (
        select(
            Evaluation.owner,
            func.sum(Evaluation.satisfied),
            func.sum(Evaluation.fairly),
            func.sum(Evaluation.dissatisfied),
        )
        .where(Evaluation.closed_on.is_not(None), *_on(Evaluation.closed_on, period))
        .group_by(Evaluation.owner)
    )
    for owner, satisfied, fairly, dissatisfied in session.execute(chosen):
        forms = RoundFacts(0, satisfied, fairly, dissatisfied, threshold=0, closed=True)
        found[owner].update(content_hits=forms.content, content_base=forms.valid)


def _meetings(period: Period | None) -> Select[Any]:
    held = _by_owner(Meeting).where(Meeting.state == MeetingState.CLOSED)
    return held.where(*_within(Meeting.starts_at, period))


def _finished(period: Period | None) -> tuple[ColumnElement[bool], ...]:
    return (Activity.state == ActivityState.FINISHED, *_within(Activity.starts_at, period))


def _participations(period: Period | None) -> Select[Any]:
    """Who signed in at the activities that were finished."""
    return (
        _by_owner(Activity)
        .join(Participation, Participation.activity_id == Activity.id)
        .where(*_finished(period), Participation.signed_in_at.is_not(None))
    )


def _issued(period: Period | None) -> Select[Any]:
    """Points given out, less what was taken back; each in the period in which it was entered."""
    back = aliased(PointsTransfer)
    kind = func.coalesce(back.kind, PointsTransfer.kind)
    amount = case((back.id.is_not(None), -PointsTransfer.amount), else_=PointsTransfer.amount)
    return (
        _by_owner(PointsTransfer, func.sum(amount))
        .outerjoin(back, back.id == PointsTransfer.reverses_id)
        .where(kind.in_(FLOWS["issued"]), *_within(PointsTransfer.at, period))
    )


def _visited(period: Period | None) -> Select[Any]:
    """Households with somebody living in them that answered a visit."""
    lived_in = exists().where(Resident.household_id == Visit.household_id, LIVING)
    visited = func.count(distinct(Visit.household_id))
    return _by_owner(Visit, visited).where(
        Visit.answered, lived_in, *_within(Visit.visited_at, period)
    )
