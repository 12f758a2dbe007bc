"""Accounts, the offices this station knows, and the audit log."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.levels import Level
from db.base import Base
from db.replicated import Replicated


class Office(Replicated, Base):
    """An office: this station's own (same id as the station), its superiors and subordinates."""

    __tablename__ = "office"

    level: Mapped[str] = mapped_column(info={"words": Level})
    """A :class:`~app.accounts.levels.Level`."""
    name: Mapped[str]
    """As the office signs, e.g. 人民里社区."""
    area_code: Mapped[str]
    """12-digit statistical area code."""
    street_name: Mapped[str] = mapped_column(default="")
    district_name: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")


class Account(Base):
    """Someone who can log in to this station's file; stays in the station."""

    __tablename__ = "account"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    """A :class:`~app.accounts.permissions.Role`."""
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    last_login_at: Mapped[datetime | None]


class AuditEntry(Base):
    """One line of the audit log: append-only (triggers refuse the rest) and chained by hash."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject_table", "subject_id"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    account_id: Mapped[UUID | None]
    account_name: Mapped[str]
    action: Mapped[str]
    """Machine word, e.g. ``meeting.plan``."""
    sentence: Mapped[str]
    """What happened, in words the office reads."""
    subject_table: Mapped[str | None]
    subject_id: Mapped[UUID | None]
    transaction_id: Mapped[UUID]
    chain: Mapped[str]
    """BLAKE2b over the entry and the chain before it."""


class Draft(Base):
    """What somebody was typing when the window closed or the power went; stays in the station."""

    __tablename__ = "draft"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
    saved_at: Mapped[datetime]
