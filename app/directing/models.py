"""Tables of the directing room: what goes between an office and its superiors besides the records.

A whistle (吹哨) is the community's and goes up; the responses (报到) are the superior's and come
down. Publications (rules, categories, register declarations, notices) come down to everybody; what
a station did with one goes up. A mark (示范社区) is the district's.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.directing.terms import MarkKind, PublicationKind, ResponseState
from app.events.models import Event
from app.events.terms import Satisfaction
from db.base import Base
from db.replicated import Replicated


class Whistle(Replicated, Base):
    """An event that the community cannot solve alone (街道吹哨、部门报到)."""

    __tablename__ = "whistle"

    event_id: Mapped[UUID] = mapped_column(ForeignKey(Event.id), index=True)
    event_number: Mapped[str]
    title: Mapped[str]
    content: Mapped[str] = mapped_column(default="")
    """Why it goes up and what is asked for."""
    category: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    """Filled only where the reporter is named to the superior on purpose."""
    contact_phone: Mapped[str] = mapped_column(default="")
    whistled_at: Mapped[datetime] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When the whistle-blower declared it done."""
    rating: Mapped[str] = mapped_column(default="", info={"words": Satisfaction})
    """A :class:`~app.events.terms.Satisfaction` of the whistle-blower; empty: not yet."""
    rating_note: Mapped[str] = mapped_column(default="")
    """With the rating; of a withdrawn whistle: why."""


class Response(Replicated, Base):
    """A department's duty to come and answer one whistle (报到)."""

    __tablename__ = "response"
    __addressee__ = "addressee"
    __answers__ = frozenset({"rating", "rating_note", "rated_at"})

    whistle_id: Mapped[UUID] = mapped_column(ForeignKey(Whistle.id), index=True)
    addressee: Mapped[UUID] = mapped_column(index=True)
    """The whistle-blower's station, which evaluates it."""
    department: Mapped[str]
    demand: Mapped[str] = mapped_column(default="")
    """What the department is to do."""
    is_lead: Mapped[bool] = mapped_column(default=False)
    """Leads where several respond together."""
    assigned_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(index=True, info={"words": ResponseState})
    """A :class:`~app.directing.terms.ResponseState`."""
    arrived_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    """What it did; of a withdrawn one: why."""
    answered_at: Mapped[datetime | None]
    rating: Mapped[str] = mapped_column(default="", info={"words": Satisfaction})
    """A :class:`~app.events.terms.Satisfaction`, by the whistle-blower."""
    rating_note: Mapped[str] = mapped_column(default="")
    rated_at: Mapped[datetime | None]


class Publication(Replicated, Base):
    """Something a superior publishes to all stations below it."""

    __tablename__ = "publication"

    kind: Mapped[str] = mapped_column(index=True, info={"words": PublicationKind})
    """A :class:`~app.directing.terms.PublicationKind`."""
    number: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    content: Mapped[str] = mapped_column(default="")
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Rules, categories or a register's declaration, as its room reads them; {} for a notice."""
    issuer: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(index=True)
    valid_from: Mapped[date | None]
    needs_reply: Mapped[bool] = mapped_column(default=False)
    reply_due: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class PublicationReading(Replicated, Base):
    """What a station below did with a publication."""

    __tablename__ = "publication_reading"
    __table_args__ = (Index("ix_publication_reading_publication", "publication_id", "owner"),)

    publication_id: Mapped[UUID] = mapped_column(ForeignKey(Publication.id))
    read_at: Mapped[datetime]
    read_by: Mapped[str]
    adopted_at: Mapped[datetime | None]
    """When its rules or categories were taken over."""
    reply: Mapped[str] = mapped_column(default="")
    replied_at: Mapped[datetime | None]


class Mark(Replicated, Base):
    """A distinction the district gives an office: 示范社区, 示范街道."""

    __tablename__ = "mark"
    __addressee__ = "addressee"

    addressee: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(info={"words": MarkKind})
    """A :class:`~app.directing.terms.MarkKind`."""
    granted_on: Mapped[date]
    revoked_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
