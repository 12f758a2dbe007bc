"""Tables of the events room: categories, events and their steps, tasks from above."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.events.rules import LimitUnit
from app.events.stages import STEP_KEYS, State
from app.events.terms import EventSource, Satisfaction, TaskReview, TaskState
from app.grids.models import Building, ChatGroup, Grid, StaffMember
from app.residents.models import Resident
from db.base import Base
from db.replicated import Replicated


class EventCategory(Replicated, Base):
    """What an office, or its superior, changed about a category or added to those shipped.

    The shipped categories (4+N) are data in ``resources/rules/events.toml``.
    """

    __tablename__ = "event_category"
    __unique__ = (("owner", "key"),)
    __table_args__ = (Index("ix_event_category_owner_key", "owner", "key"),)

    key: Mapped[str]
    name: Mapped[str]
    group_name: Mapped[str] = mapped_column(default="")
    """市容环境, 公共秩序, 困难群体, 矛盾纠纷 or one of the N."""
    limit_value: Mapped[int]
    """How many units from acceptance to the end of handling."""
    limit_unit: Mapped[str] = mapped_column(info={"words": LimitUnit})
    """A :class:`~app.events.rules.LimitUnit`: hours, or working days of the official calendar."""
    is_dispute: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class Event(Replicated, Base):
    """One event (事项) from report to close."""

    __tablename__ = "event"
    __unique__ = (("owner", "number"),)
    __table_args__ = (
        Index("ix_event_owner_number", "owner", "number"),
        Index("ix_event_owner_reported", "owner", "reported_at"),
    )

    number: Mapped[str]
    """Year and running number: 2026-0042."""
    title: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(index=True)
    """Key of a category."""
    source: Mapped[str] = mapped_column(info={"words": EventSource})
    """A :class:`~app.events.terms.EventSource`."""
    is_urgent: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(default="")
    grid_id: Mapped[UUID | None] = mapped_column(ForeignKey(Grid.id), index=True)
    building_id: Mapped[UUID | None] = mapped_column(ForeignKey(Building.id), index=True)
    plan_x: Mapped[float | None]
    """Place on the site plan, both in widths of the plan."""
    plan_y: Mapped[float | None]
    reporter_id: Mapped[UUID | None] = mapped_column(ForeignKey(Resident.id), index=True)
    reporter_name: Mapped[str] = mapped_column(default="")
    reporter_phone: Mapped[str] = mapped_column(default="")
    chat_group_id: Mapped[UUID | None] = mapped_column(ForeignKey(ChatGroup.id))
    occurred_at: Mapped[datetime | None]
    reported_at: Mapped[datetime] = mapped_column(index=True)
    """When the office heard of it: the clocks run from here, however late it was entered."""
    entered_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(index=True, info={"words": State})
    """A :class:`~app.events.stages.State`."""
    state_since: Mapped[datetime]
    response_due: Mapped[datetime]
    """One hour from the report, by the wall clock."""
    responded_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    """End of the category's limit, moved on by the time it stood suspended."""
    near_at: Mapped[datetime | None]
    """From when on it counts as near its limit (临期)."""
    limit_value: Mapped[int] = mapped_column(default=0)
    """The category's limit as it was when the clock of this round began."""
    limit_unit: Mapped[str] = mapped_column(default="", info={"words": LimitUnit})
    """A :class:`~app.events.rules.LimitUnit`; empty: no round has begun."""
    handled_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    handler_id: Mapped[UUID | None] = mapped_column(ForeignKey(StaffMember.id), index=True)
    handler_name: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    settled: Mapped[bool | None]
    """Of a dispute: whether it was settled; None while open, and for what is no dispute."""
    satisfaction: Mapped[str] = mapped_column(default="", info={"words": Satisfaction})
    """A :class:`~app.events.terms.Satisfaction`; empty: not asked or no valid answer."""
    rounds: Mapped[int] = mapped_column(default=1)
    """Two when it was reopened once."""
    late_reason: Mapped[str] = mapped_column(default="")
    escalated_at: Mapped[datetime | None]
    """Marked for the superior; it goes up in the next bundle."""
    escalation_note: Mapped[str] = mapped_column(default="")
    duplicate_of: Mapped[UUID | None] = mapped_column(index=True)
    search_text: Mapped[str] = mapped_column(default="")
    """Number, title, place, reporter, and pinyin initials of title and reporter."""


class EventStep(Replicated, Base):
    """One line of an event's history."""

    __tablename__ = "event_step"

    event_id: Mapped[UUID] = mapped_column(ForeignKey(Event.id), index=True)
    move: Mapped[str] = mapped_column(info={"words": STEP_KEYS})
    """Key of the :class:`~app.events.stages.Move`, ``report`` or ``note``."""
    from_state: Mapped[str | None] = mapped_column(info={"words": State})
    to_state: Mapped[str] = mapped_column(info={"words": State})
    """A :class:`~app.events.stages.State`, as the one it came from."""
    at: Mapped[datetime]
    actor_name: Mapped[str]
    handler_name: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Task(Replicated, Base):
    """A task from above (指派) that must be answered.

    The superior owns it and it comes down by bundle; the answer is the addressee's and goes up. One
    that came on paper is this station's own, addressed to itself.
    """

    __tablename__ = "task"
    __addressee__ = "addressee"
    __answers__ = frozenset({"state", "event_id", "answer", "answered_at", "answered_by"})

    number: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    content: Mapped[str] = mapped_column(default="")
    issuer: Mapped[str]
    """Which superior it is from."""
    issued_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(default="open", index=True, info={"words": TaskState})
    """A :class:`~app.events.terms.TaskState`."""
    event_id: Mapped[UUID | None] = mapped_column(ForeignKey(Event.id))
    """The event by which it is carried out, when there is one."""
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(default="")
    addressee: Mapped[UUID | None] = mapped_column(index=True)
    """Station that has to answer; None: this one, by paper."""
    batch_id: Mapped[UUID | None] = mapped_column(index=True)
    """Tasks assigned to several stations in one go have the same."""
    review: Mapped[str] = mapped_column(default="", server_default="", info={"words": TaskReview})
    """A :class:`~app.events.terms.TaskReview` of the answer by the superior; empty: not yet."""
    review_note: Mapped[str] = mapped_column(default="", server_default="")
    reviewed_at: Mapped[datetime | None]
