"""Tables of the points room.

The ledger is double-entry by its form: every row of :class:`PointsTransfer` takes an amount from
one account and gives the same to another, so that the sum of all accounts is zero whatever
happens. Rows are only ever added; a mistake is answered by a linked reversal. The database itself
refuses updates and deletes of transfers and stock moves, amounts that are not positive, reversals
that do not mirror what they take back, and any balance but that of the issued points, or a stock,
below zero (triggers in the migration).
"""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.points.terms import (
    AccountKind,
    ActivityState,
    ClaimState,
    ProjectKind,
    RewardKind,
    TransferKind,
    Trigger,
)
from app.residents.models import Resident
from db.base import Base
from db.replicated import Merge, Replicated

RESIDENT = f"{Resident.__tablename__}.id"


class PointsAccount(Replicated, Base):
    """An account of the ledger: a resident's, or one of the scheme's own."""

    __tablename__ = "points_account"
    __unique__ = (("owner", "kind", "resident_id"), ("owner", "card"))
    __table_args__ = (
        Index("ix_points_account_owner_kind_resident_id", "owner", "kind", "resident_id"),
        Index("ix_points_account_owner_card", "owner", "card"),
    )

    kind: Mapped[str] = mapped_column(info={"words": AccountKind})
    """A :class:`~app.points.terms.AccountKind`."""
    resident_id: Mapped[UUID | None] = mapped_column(ForeignKey(RESIDENT), index=True)
    card: Mapped[str | None]
    """What stands on the points card and in its QR code."""
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]


class PointsRule(Replicated, Base):
    """One version of one item of the rules (积分细则); a used version never changes."""

    __tablename__ = "points_rule"
    __unique__ = (("owner", "key", "version"),)
    __table_args__ = (Index("ix_points_rule_owner_key_version", "owner", "key", "version"),)

    key: Mapped[str]
    """The item through all its versions."""
    version: Mapped[int] = mapped_column(default=1)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    """Last day; None: until there is a newer version."""
    category: Mapped[str]
    item: Mapped[str]
    points: Mapped[int]
    """For one unit; negative: a deduction."""
    unit: Mapped[str] = mapped_column(default="次")
    cap_day: Mapped[int | None]
    """Points a person can get by this item in a day, a month, a year; None: no cap."""
    cap_month: Mapped[int | None]
    cap_year: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(default="")
    """What must be shown; empty: nothing."""
    trigger: Mapped[str] = mapped_column(default="", info={"words": Trigger})
    """A :class:`~app.points.terms.Trigger` that awards by itself; empty: recorded by hand."""
    note: Mapped[str] = mapped_column(default="")


class PointsProject(Replicated, Base):
    """A governance project or volunteer task that residents claim and earn by."""

    __tablename__ = "points_project"

    title: Mapped[str]
    kind: Mapped[str] = mapped_column(default="project", info={"words": ProjectKind})
    """A :class:`~app.points.terms.ProjectKind`."""
    content: Mapped[str] = mapped_column(default="")
    rule_id: Mapped[UUID] = mapped_column(ForeignKey(PointsRule.id))
    places: Mapped[int] = mapped_column(default=0)
    """How many may claim it; 0: any number."""
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    matter_id: Mapped[UUID | None]
    """Of the council; no foreign key, the rooms meet through announcements."""
    closed_on: Mapped[date | None]


class ProjectClaim(Replicated, Base):
    """Somebody's claim of a project: claimed, proved, accepted."""

    __tablename__ = "project_claim"
    __unique__ = (("project_id", "resident_id"),)
    __table_args__ = (Index("ix_project_claim_pair", "project_id", "resident_id"),)

    project_id: Mapped[UUID] = mapped_column(ForeignKey(PointsProject.id))
    resident_id: Mapped[UUID] = mapped_column(ForeignKey(RESIDENT), index=True)
    state: Mapped[str] = mapped_column(default="claimed", info={"words": ClaimState})
    """A :class:`~app.points.terms.ClaimState`."""
    claimed_on: Mapped[date]
    done_on: Mapped[date | None]
    proof: Mapped[str] = mapped_column(default="")
    accepted_by: Mapped[str] = mapped_column(default="")


class Activity(Replicated, Base):
    """An activity (活动): planned, signed up for, signed in to, finished."""

    __tablename__ = "activity"
    __unique__ = (("owner", "number"),)
    __table_args__ = (Index("ix_activity_owner_number", "owner", "number"),)

    number: Mapped[str]
    """Year and running number: 2026-0031."""
    title: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime | None]
    rule_id: Mapped[UUID | None] = mapped_column(ForeignKey(PointsRule.id))
    """By which item it awards; None: it awards nothing."""
    quantity: Mapped[int] = mapped_column(default=1)
    """Units everybody gets who was there: hours, times."""
    capacity: Mapped[int] = mapped_column(default=0)
    """How many may sign up; 0: any number."""
    organiser: Mapped[str] = mapped_column(default="")
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey(PointsProject.id), index=True)
    state: Mapped[str] = mapped_column(default="planned", index=True, info={"words": ActivityState})
    """A :class:`~app.points.terms.ActivityState`."""
    finished_at: Mapped[datetime | None]
    cancelled_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    search_text: Mapped[str] = mapped_column(default="")


class Participation(Replicated, Base):
    """Somebody's part in an activity."""

    __tablename__ = "participation"
    __unique__ = (("activity_id", "resident_id"),)
    __table_args__ = (Index("ix_participation_pair", "activity_id", "resident_id"),)

    activity_id: Mapped[UUID] = mapped_column(ForeignKey(Activity.id))
    resident_id: Mapped[UUID] = mapped_column(ForeignKey(RESIDENT), index=True)
    signed_up_at: Mapped[datetime | None]
    signed_in_at: Mapped[datetime | None]
    quantity: Mapped[int | None]
    """Units of this person where they differ from the activity's."""
    note: Mapped[str] = mapped_column(default="")


class Publicity(Replicated, Base):
    """A public list (公示) of reviewed records, with its period."""

    __tablename__ = "points_publicity"

    title: Mapped[str]
    from_day: Mapped[date]
    until_day: Mapped[date]
    """Last day; it counts in full."""
    posted_by: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]
    """When its records went into the ledger."""


class PointsRecord(Replicated, Base):
    """Points somebody is to get or lose: recorded, reviewed by another, made public, posted."""

    __tablename__ = "points_record"
    __unique__ = (("owner", "key"),)
    __table_args__ = (
        Index("ix_points_record_owner_key", "owner", "key"),
        Index("ix_points_record_source", "source_table", "source_id"),
    )

    key: Mapped[str]
    """Names what it is for, so that it is recorded once: activity, person; or a fresh id."""
    resident_id: Mapped[UUID] = mapped_column(ForeignKey(RESIDENT), index=True)
    rule_id: Mapped[UUID] = mapped_column(ForeignKey(PointsRule.id), index=True)
    quantity: Mapped[int] = mapped_column(default=1)
    points: Mapped[int]
    """After caps; negative: a deduction."""
    happened_on: Mapped[date] = mapped_column(index=True)
    evidence: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    source_table: Mapped[str] = mapped_column(default="")
    source_id: Mapped[UUID | None]
    """The activity, claim, meeting or event it comes from."""
    state: Mapped[str] = mapped_column(default="recorded", index=True)
    """A :class:`~app.points.stages.RecordState`."""
    recorded_by: Mapped[UUID | None]
    """Account; the reviewer must be another one."""
    recorder_name: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    reviewed_by: Mapped[UUID | None]
    reviewer_name: Mapped[str] = mapped_column(default="")
    reviewed_at: Mapped[datetime | None]
    review_note: Mapped[str] = mapped_column(default="")
    publicity_id: Mapped[UUID | None] = mapped_column(ForeignKey(Publicity.id), index=True)
    posted_at: Mapped[datetime | None]


class PointsObjection(Replicated, Base):
    """An objection to a record on a public list, or the appeal against a deduction."""

    __tablename__ = "points_objection"

    record_id: Mapped[UUID] = mapped_column(ForeignKey(PointsRecord.id), index=True)
    objector: Mapped[str]
    content: Mapped[str]
    received_on: Mapped[date]
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    answered_by: Mapped[str] = mapped_column(default="")
    upheld: Mapped[bool | None]
    """The objection was right: the record is taken back."""


class Reward(Replicated, Base):
    """Something points are redeemed for: goods with a stock, or a service (理发, 用餐)."""

    __tablename__ = "reward"

    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="goods", info={"words": RewardKind})
    """A :class:`~app.points.terms.RewardKind`."""
    price: Mapped[int]
    """Points for one."""
    unit: Mapped[str] = mapped_column(default="件")
    low_stock: Mapped[int] = mapped_column(default=0)
    """At or below this many a warning is shown."""
    is_active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")


class Redemption(Replicated, Base):
    """One visit to the counter: what somebody took for how many points."""

    __tablename__ = "redemption"
    __unique__ = (("owner", "number"), ("owner", "key"))
    __table_args__ = (
        Index("ix_redemption_owner_number", "owner", "number"),
        Index("ix_redemption_owner_key", "owner", "key"),
    )

    number: Mapped[str]
    """Year and running number, printed on the receipt."""
    key: Mapped[str]
    """Made when the counter begins, so that a double click redeems once."""
    account_id: Mapped[UUID] = mapped_column(ForeignKey(PointsAccount.id), index=True)
    points: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    clerk: Mapped[str]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[str] = mapped_column(default="")
    cancelled_reason: Mapped[str] = mapped_column(default="")


class RedemptionLine(Replicated, Base):
    """One kind of goods or service of a redemption."""

    __tablename__ = "redemption_line"
    __merge__: ClassVar[Merge] = Merge.ADD_ONLY

    redemption_id: Mapped[UUID] = mapped_column(ForeignKey(Redemption.id), index=True)
    reward_id: Mapped[UUID] = mapped_column(ForeignKey(Reward.id), index=True)
    name: Mapped[str]
    quantity: Mapped[int]
    price: Mapped[int]


class StockMove(Replicated, Base):
    """Goods that came or went; the stock is their sum."""

    __tablename__ = "stock_move"
    __merge__: ClassVar[Merge] = Merge.ADD_ONLY
    __unique__ = (("owner", "key"),)
    __table_args__ = (Index("ix_stock_move_owner_key", "owner", "key"),)

    key: Mapped[str]
    reward_id: Mapped[UUID] = mapped_column(ForeignKey(Reward.id), index=True)
    kind: Mapped[str]
    """A :class:`~app.points.terms.StockMoveKind`."""
    quantity: Mapped[int]
    """Positive: came; negative: went."""
    at: Mapped[datetime]
    redemption_id: Mapped[UUID | None] = mapped_column(ForeignKey(Redemption.id), index=True)
    cost: Mapped[int | None]
    """Of a purchase, in fen."""
    note: Mapped[str] = mapped_column(default="")
    actor_name: Mapped[str]


class PointsTransfer(Replicated, Base):
    """An entry of the ledger: ``amount`` goes from one account to another."""

    __tablename__ = "points_transfer"
    __merge__: ClassVar[Merge] = Merge.ADD_ONLY
    __unique__ = (("owner", "key"), ("origin", "sequence"), ("reverses_id",))
    __table_args__ = (
        Index("ix_points_transfer_owner_key", "owner", "key"),
        Index("ix_points_transfer_origin_sequence", "origin", "sequence"),
        CheckConstraint("amount > 0", name="amount_is_positive"),
        CheckConstraint("from_account <> to_account", name="accounts_differ"),
        Index("ix_points_transfer_from", "from_account", "at"),
        Index("ix_points_transfer_to", "to_account", "at"),
    )

    key: Mapped[str]
    """Idempotency: names what it is for, so that a retry or a second bundle adds nothing."""
    kind: Mapped[str] = mapped_column(info={"words": TransferKind})
    """A :class:`~app.points.terms.TransferKind`."""
    from_account: Mapped[UUID] = mapped_column(ForeignKey(PointsAccount.id))
    to_account: Mapped[UUID] = mapped_column(ForeignKey(PointsAccount.id))
    amount: Mapped[int]
    at: Mapped[datetime]
    earned_on: Mapped[date | None]
    """Of points that a resident gets: the day from which they age."""
    record_id: Mapped[UUID | None] = mapped_column(ForeignKey(PointsRecord.id), index=True)
    rule_id: Mapped[UUID | None] = mapped_column(ForeignKey(PointsRule.id))
    redemption_id: Mapped[UUID | None] = mapped_column(ForeignKey(Redemption.id), index=True)
    reverses_id: Mapped[UUID | None] = mapped_column(ForeignKey("points_transfer.id"), index=True)
    """The entry this one takes back; an entry can be taken back once."""
    batch_id: Mapped[UUID | None] = mapped_column(index=True)
    """Entries made together (an expiry) and taken back together."""
    text: Mapped[str] = mapped_column(default="")
    actor_name: Mapped[str]
    sequence: Mapped[int]
    """Running number within its database file."""
    chain: Mapped[str]
    """SHA-256 over the chain value before and this entry."""


class PointsBalance(Base):
    """What an account holds; kept by triggers, recomputed by ``liren check``."""

    __tablename__ = "points_balance"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    balance: Mapped[int] = mapped_column(default=0)


class RewardStock(Base):
    """How many of a reward there are; kept by triggers, recomputed by ``liren check``."""

    __tablename__ = "reward_stock"

    reward_id: Mapped[UUID] = mapped_column(primary_key=True)
    quantity: Mapped[int] = mapped_column(default=0)
