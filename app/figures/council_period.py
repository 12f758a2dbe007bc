"""What the council did in a period: matters proposed, meetings held, who came, votes taken."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.council.models import AgendaItem, Attendance, Body, Matter, Meeting, Vote
from app.council.stages import Stage
from app.council.terms import AttendanceKind, MeetingState, Outcome, VoteState
from app.figures.areas import owned
from app.figures.event_trends import by_day, counted_by, in_span
from app.figures.headline import Figure
from app.figures.local_days import local_day
from app.figures.matter_funnel import proposed_in
from app.figures.periods import Grain, Period, Span, spans
from db import clock


def council_figures(
    session: Session, *, period: Period, grid_id: UUID | None = None
) -> list[Figure]:
    """Counts and the rate of attendance; a grid narrows meetings to those of its bodies."""
    held = held_in(select(Meeting.id), period, grid_id)
    members = select(Attendance.id).where(
        Attendance.meeting_id.in_(held), Attendance.kind == AttendanceKind.MEMBER
    )
    came = members.where(Attendance.arrived_at.is_not(None))
    votes = (
        select(Vote.id)
        .join(AgendaItem, AgendaItem.id == Vote.agenda_item_id)
        .where(
            AgendaItem.meeting_id.in_(held),
            Vote.state == VoteState.CLOSED,
            Vote.superseded.is_(False),
        )
    )
    passed = votes.where(Vote.outcome == Outcome.PASSED)
    proposed = proposed_in(select(Matter.id), period, grid_id)
    archived = proposed.where(Matter.stage == Stage.ARCHIVED)
    return [
        Figure("proposed", "提出议题", _count(session, proposed), "期内提议的议题，不论走到哪一步"),
        Figure("archived", "其中已归档", _count(session, archived), "期内提议、现已归档的议题"),
        Figure("meetings", "已开会议", _count(session, held), "期内开会、已经闭会的会议"),
        Figure(
            "attendance",
            "到会率",
            _count(session, came),
            "期内已闭会会议中，到会成员人次 ÷ 应到成员人次",
            base=_count(session, members),
        ),
        Figure("votes", "表决", _count(session, votes), "期内会议上已结束的表决，不含被取代的"),
        Figure(
            "passed",
            "表决通过率",
            _count(session, passed),
            "期内会议上表决通过的 ÷ 已结束的表决",
            base=_count(session, votes),
        ),
    ]


@dataclass(frozen=True)
class CouncilMonth:
    """A month of the council's year."""

    span: Span
    proposed: int
    meetings: int

    @property
    def label(self) -> str:
        """2026-11."""
        return self.span.label


def council_months(
    session: Session, *, period: Period, grid_id: UUID | None = None, area: str | None = None
) -> list[CouncilMonth]:
    """Matters proposed and meetings held, by months."""
    matters, meetings = counted_by(Matter.proposed_on), counted_by(local_day(Meeting.starts_at))
    proposed = by_day(session, proposed_in(matters, period, grid_id, area))
    held = by_day(session, held_in(meetings, period, grid_id).where(*owned(Meeting.owner, area)))
    return [
        CouncilMonth(span, in_span(proposed, span), in_span(held, span))
        for span in spans(period, Grain.MONTH)
    ]


def held_in(chosen: Select[Any], period: Period, grid_id: UUID | None) -> Select[Any]:
    """A statement narrowed to the meetings held in a period, of a grid's bodies if asked for."""
    chosen = chosen.where(
        Meeting.state == MeetingState.CLOSED,
        Meeting.starts_at >= clock.moment(period.from_day),
        Meeting.starts_at < clock.moment(period.until_day + timedelta(days=1)),
    )
    if grid_id is not None:
        chosen = chosen.where(Meeting.body_id.in_(select(Body.id).where(Body.grid_id == grid_id)))
    return chosen


def _count(session: Session, chosen: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
