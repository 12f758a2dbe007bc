"""Tables of the exchange room: keys, peers, and what went out and came in; all of this file alone.

The version vector itself is :class:`db.changelog.Replica`.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class OwnKey(Base):
    """One generation of this station's keys; private ones are sealed (``app.exchange.keys``)."""

    __tablename__ = "own_key"

    generation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sign_public: Mapped[bytes]
    box_public: Mapped[bytes]
    sealed: Mapped[bytes]
    made_at: Mapped[datetime]
    certificate: Mapped[dict[str, Any] | None]
    """By which the generation before vouches for this one; None for the first."""


class Peer(Base):
    """A station we exchange with, its keys, and how far it has confirmed what we sent."""

    __tablename__ = "peer"

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    relation: Mapped[str]
    """A :class:`~app.exchange.terms.Relation`: superior or subordinate."""
    level: Mapped[str]
    name: Mapped[str]
    area_code: Mapped[str]
    state: Mapped[str]
    """A :class:`~app.exchange.terms.PeerState`."""
    generation: Mapped[int]
    sign_public: Mapped[bytes]
    box_public: Mapped[bytes]
    old_keys: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Earlier signing keys by generation, hex; ``"revoked"`` for one that is void."""
    paired_at: Mapped[datetime]
    paired_by: Mapped[str]
    revoked_at: Mapped[datetime | None]
    revoked_reason: Mapped[str] = mapped_column(default="")
    confirmed: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The peer's receipt: its version vector, counter by replica (hex)."""
    confirmed_replica: Mapped[UUID | None]
    """The peer's database file that gave this receipt."""
    confirmed_serial: Mapped[int] = mapped_column(default=0)
    confirmed_at: Mapped[datetime | None]


class BundleRecord(Base):
    """One bundle made or applied: serial, hash, what was in it, and who did it."""

    __tablename__ = "bundle_record"
    __table_args__ = (Index("ix_bundle_record_peer", "peer_id", "direction", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    direction: Mapped[str]
    """A :class:`~app.exchange.terms.Direction`."""
    peer_id: Mapped[UUID]
    replica: Mapped[UUID]
    """The sender's database file."""
    serial: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    """Of the manifest: what the check code and the chain of bundles are made from."""
    at: Mapped[datetime]
    """Made, or applied, here."""
    made_at: Mapped[datetime]
    """By the sender's clock."""
    period_from: Mapped[datetime | None]
    period_to: Mapped[datetime | None]
    base: Mapped[dict[str, Any]]
    upto: Mapped[dict[str, Any]]
    counts: Mapped[dict[str, Any]]
    records: Mapped[int]
    contents: Mapped[int] = mapped_column(default=0)
    size: Mapped[int]
    """Bytes of the file."""
    file_name: Mapped[str]
    account_name: Mapped[str]
    named: Mapped[list[str]]
    """Personal data that was in it on purpose, in words."""
    changed: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Of one applied: what it changed here, counts by table."""
