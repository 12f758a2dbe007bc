"""Tables of the residents room: households and people."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.grids.models import ResidentialUnit
from db.base import Base
from db.replicated import Replicated


class Household(Replicated, Base):
    """A household (户): the people behind one door."""

    __tablename__ = "household"
    __table_args__ = (UniqueConstraint("unit_id", "room"),)

    unit_id: Mapped[UUID] = mapped_column(ForeignKey(ResidentialUnit.id), index=True)
    room: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class Resident(Replicated, Base):
    """A resident (居民); one record for life, through moves and returns."""

    __tablename__ = "resident"
    __table_args__ = (
        Index("ix_resident_name", "name"),
        Index("ix_resident_initials", "name_initials"),
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
    status: Mapped[str] = mapped_column(default="living", index=True)
    """A :class:`~app.residents.terms.Status`."""
    residence: Mapped[str] = mapped_column(default="registered")
    """A :class:`~app.residents.terms.Residence`: registered here, living here, floating."""
    note: Mapped[str] = mapped_column(default="")
    name_pinyin: Mapped[str] = mapped_column(default="")
    """Every reading in full, space between readings: zhangwei."""
    name_initials: Mapped[str] = mapped_column(default="")
    search_text: Mapped[str] = mapped_column(default="")
