"""The figures of a community's morning."""

from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor, Permission
from app.council.board import MatterFilter, count_matters
from app.council.stages import FIVE_STAGES
from app.events.filters import EventFilter
from app.events.queries import group_counts
from app.events.terms import StateGroup
from app.points.record_views import state_counts
from app.points.stages import RecordState
from app.today.figure import Figure
from app.today.terms import Rule, When
from app.today.waiting import Item
from app.today.warning import EarlyWarning


def community_figures(
    session: Session,
    actor: Actor,
    items: list[Item],
    warnings: list[EarlyWarning],
    grid_id: UUID | None,
) -> tuple[Figure, ...]:
    """Events, council, points and visits, as far as the account may see them."""
    return (
        *_event_figures(session, actor, grid_id),
        *_council_figures(session, actor, items, grid_id),
        *_points_figures(session, actor, grid_id),
        *_visit_figures(actor, warnings),
    )


def _event_figures(session: Session, actor: Actor, grid_id: UUID | None) -> list[Figure]:
    if not actor.may(Permission.SEE_EVENTS):
        return []
    counts = group_counts(session, where=EventFilter(grid_id=grid_id))
    waits, late = StateGroup.WAITING, StateGroup.OVERDUE
    return [
        Figure("待响应事项", counts[waits], "events", where=EventFilter(waits, grid_id=grid_id)),
        Figure(
            "超期事项",
            counts[late],
            "events",
            where=EventFilter(late, grid_id=grid_id),
            is_late=True,
        ),
        Figure("在办事项", counts[StateGroup.OPEN], "events"),
    ]


def _council_figures(
    session: Session, actor: Actor, items: list[Item], grid_id: UUID | None
) -> list[Figure]:
    if not actor.may(Permission.SEE_COUNCIL):
        return []
    meetings = [item for item in items if item.kind == "meeting" and item.when is When.TODAY]
    record = meetings[0].record if len(meetings) == 1 else None
    running = count_matters(session, where=MatterFilter(grid_id=grid_id, stages=FIVE_STAGES))
    return [
        Figure("今日会议", len(meetings), "council", record),
        Figure("在办议题", running, "council"),
    ]


def _points_figures(session: Session, actor: Actor, grid_id: UUID | None) -> list[Figure]:
    if not actor.may(Permission.SEE_POINTS) or grid_id:
        return []
    count = state_counts(session)[RecordState.RECORDED]
    return [Figure("待审核积分", count, "points", ("review", None))]


def _visit_figures(actor: Actor, warnings: list[EarlyWarning]) -> list[Figure]:
    if not actor.may(Permission.SEE_RESIDENTS):
        return []
    doors = [warning for warning in warnings if warning.rule is Rule.UNVISITED]
    record = doors[0].record if len(doors) == 1 else ("visits", None)
    return [Figure("待访重点户", len(doors), "residents", record)]
