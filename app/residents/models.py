"""Tables of the residents room: households and people."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.grids.models import Grid, ResidentialUnit, StaffMember
from app.residents.terms import Residence, Status, VisitWay
from db.base import Base
from db.replicated import Replicated


class Household(Replicated, Base):
    """A household (户): the people behind one door."""

    __tablename__ = "household"
    __unique__ = (("unit_id", "room"),)

    unit_id: Mapped[UUID] = mapped_column(ForeignKey(ResidentialUnit.id), index=True)
    room: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class Resident(Replicated, Base):
    """A resident (居民); one record for life, through moves and returns."""

    __tablename__ = "resident"
    __table_args__ = (
        Index("ix_resident_name", "name"),
        Index("ix_resident_initials", "name_initials"),
        Index("ix_resident_owner", "owner", "status", "household_id"),
    )

    household_id: Mapped[UUID] = mapped_column(ForeignKey(Household.id), index=True)
    name: Mapped[str]
    sex: Mapped[str] = mapped_column(default="")
    birth: Mapped[date | None]
    id_number: Mapped[str] = mapped_column(default="", index=True)
    phone: Mapped[str] = mapped_column(default="", index=True)
    relation: Mapped[str] = mapped_column(default="")
    """To the head of the household: 户主, 配偶, 子, 女 …"""
    is_head: Mapped[bool] = mapped_column(default=False)
    tags: Mapped[list[str]] = mapped_column(default=list)
    status: Mapped[str] = mapped_column(default="living", index=True, info={"words": Status})
    """A :class:`~app.residents.terms.Status`."""
    residence: Mapped[str] = mapped_column(default="registered", info={"words": Residence})
    """A :class:`~app.residents.terms.Residence`: registered here, living here, floating."""
    note: Mapped[str] = mapped_column(default="")
    name_pinyin: Mapped[str] = mapped_column(default="")
    """Every reading in full, space between readings: zhangwei."""
    name_initials: Mapped[str] = mapped_column(default="")
    search_text: Mapped[str] = mapped_column(default="")
    merged_into: Mapped[UUID | None] = mapped_column(index=True)
    """The record of the same person that stands for this one since they were merged."""


class ResidentPlace(Base):
    """Where a resident stands in the order of addresses; of this file only.

    Kept by triggers (migration 0002), like ``resident_search``, the full-text index in which
    ``number`` is the same record: whoever writes, both are right when the transaction ends.
    """

    __tablename__ = "resident_place"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Building, unit and room in bits, then a running number behind one door."""
    resident_id: Mapped[UUID] = mapped_column(unique=True)
    """No foreign key: rows go before the resident's own."""


class VisitPlan(Replicated, Base):
    """A round of visits (穿楼进户) to be made in a period."""

    __tablename__ = "visit_plan"

    title: Mapped[str]
    grid_id: Mapped[UUID | None] = mapped_column(ForeignKey(Grid.id), index=True)
    """None: the whole community."""
    from_day: Mapped[date]
    until_day: Mapped[date]
    audience: Mapped[str] = mapped_column(default="all")
    """A :class:`~app.residents.terms.Audience`: every household, or some of them."""
    tags: Mapped[list[str]] = mapped_column(default=list)
    """With audience ``tags``: households with somebody who has one of these."""
    note: Mapped[str] = mapped_column(default="")


class Visit(Replicated, Base):
    """One visit to one household."""

    __tablename__ = "visit"
    __table_args__ = (Index("ix_visit_owner_day", "owner", "visited_at"),)

    household_id: Mapped[UUID] = mapped_column(ForeignKey(Household.id), index=True)
    resident_id: Mapped[UUID | None] = mapped_column(ForeignKey(Resident.id), index=True)
    """Whom it was about, where it was about one person."""
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey(StaffMember.id), index=True)
    visitor_name: Mapped[str] = mapped_column(default="")
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey(VisitPlan.id), index=True)
    visited_at: Mapped[datetime] = mapped_column(index=True)
    way: Mapped[str] = mapped_column(default="door", info={"words": VisitWay})
    """A :class:`~app.residents.terms.VisitWay`."""
    answered: Mapped[bool] = mapped_column(default=True)
    """Somebody was at home; a visit without an answer does not count as coverage."""
    finding: Mapped[str] = mapped_column(default="")
    needs_follow_up: Mapped[bool] = mapped_column(default=False)
    event_id: Mapped[UUID | None]
    """The event it led to; no foreign key, events come above residents."""


class ImportMapping(Base):
    """Which column of a sheet means what, remembered by the sheet's headings; of this file only."""

    __tablename__ = "import_mapping"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    """SHA-256 of what is imported and the headings in order."""
    mapping: Mapped[dict[str, Any]]
    used_at: Mapped[datetime]
