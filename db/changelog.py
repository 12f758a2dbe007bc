"""The change log: what this station's file, and the files it heard from, did to shared rows.

Each database file is a *replica* with an identity of its own and a counter without gaps. A file
restored from a backup becomes a new replica, so that no number is ever given twice. ``clock`` is
a hybrid logical clock: milliseconds of the wall clock in the upper 48 bits and a running number
in the lower 16, never running backwards (Kulkarni et al., "Logical Physical Clocks", 2014).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Index, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base


class Operation(StrEnum):
    """What was done to a row."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


class Replica(Base):
    """One database file that has ever written this station, or one we heard from by bundle.

    All of them together are the version vector: what of whose changes this file has. Exactly one
    is current: this file.
    """

    __tablename__ = "replica"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    station_id: Mapped[UUID]
    counter: Mapped[int] = mapped_column(default=0)
    """Number of the last change this replica made, or of the last one we have of another's."""
    clock: Mapped[int] = mapped_column(BigInteger, default=0)
    """Highest hybrid clock value made or seen."""
    is_current: Mapped[bool] = mapped_column(default=True)
    since: Mapped[datetime]
    parent_id: Mapped[UUID | None]
    """The replica whose backup this one was restored from."""
    via: Mapped[UUID | None]
    """Station whose bundles brought it; None: our own station."""


class MergeRunning(Base):
    """Has a row while changes of other stations are merged, within that transaction only.

    The database's guards look here: they hold for what is written at this desk, not for what is
    reported of elsewhere, which has happened and is to be shown (``db.guards``).
    """

    __tablename__ = "merge_running"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Change(Base):
    """One change to one shared row, in the order its replica made it."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_row", "table_name", "row_id"),
        Index("ix_change_transaction", "transaction_id"),
    )

    origin: Mapped[UUID] = mapped_column(primary_key=True)
    counter: Mapped[int] = mapped_column(primary_key=True)
    clock: Mapped[int] = mapped_column(BigInteger)
    transaction_id: Mapped[UUID]
    actor_id: Mapped[UUID | None]
    table_name: Mapped[str]
    row_id: Mapped[UUID]
    operation: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Old values of the fields that changed (the whole row for a delete)."""
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """New values of the fields that changed (the whole row for an insert)."""


@dataclass
class Stamper:
    """The current replica's identity and how far its numbers have come, during one transaction."""

    replica_id: UUID
    station_id: UUID
    counter: int
    clock: int

    def advance(self, at: datetime) -> int:
        """Move counter and clock on for one more change; returns its number."""
        self.counter += 1
        self.clock = max(self.clock + 1, int(at.timestamp() * 1000) << 16)
        return self.counter


def stamper(session: Session) -> Stamper:
    """Read where the current replica stands."""
    row = session.execute(
        select(Replica.id, Replica.station_id, Replica.counter, Replica.clock).where(
            Replica.is_current
        )
    ).one()
    return Stamper(*row)


def store(session: Session, stamp: Stamper) -> None:
    """Write back where the current replica stands."""
    session.execute(
        update(Replica)
        .where(Replica.id == stamp.replica_id)
        .values(counter=stamp.counter, clock=stamp.clock),
        execution_options={"synchronize_session": False},
    )


def known_vector(session: Session) -> dict[UUID, int]:
    """How far this file has each database file's changes."""
    return {row.id: row.counter for row in session.execute(select(Replica.id, Replica.counter))}


def stations_of_replicas(session: Session) -> dict[UUID, UUID]:
    """Whose each database file is that this one knows."""
    return {
        row.id: row.station_id for row in session.execute(select(Replica.id, Replica.station_id))
    }
