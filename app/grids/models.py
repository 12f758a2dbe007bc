"""Tables of the grids room: grids, buildings, units, and the people who look after them."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.grids.rules import BuildingKind, Duty, GridKind, GroupLevel, TrainingKind
from db.base import Base
from db.replicated import Replicated


class Grid(Replicated, Base):
    """A grid (网格): the smallest area somebody is responsible for."""

    __tablename__ = "grid"
    __unique__ = (("owner", "code"),)
    __table_args__ = (Index("ix_grid_owner_code", "owner", "code"),)

    number: Mapped[str]
    """Two digits within the community: 01; three when there are more than 99."""
    code: Mapped[str]
    """12-digit area code of the community and the number."""
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="community", info={"words": GridKind})
    """A :class:`~app.grids.rules.GridKind`."""
    party_branch: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    """Its bounds in words, as on the plaque."""
    note: Mapped[str] = mapped_column(default="")


class Building(Replicated, Base):
    """A building (楼栋) of a grid."""

    __tablename__ = "building"

    grid_id: Mapped[UUID] = mapped_column(ForeignKey(Grid.id), index=True)
    number: Mapped[str]
    """As people say it, without 号楼: 12, 甲3."""
    name: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    floors: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(default="residential", info={"words": BuildingKind})
    """A :class:`~app.grids.rules.BuildingKind`."""


class ResidentialUnit(Replicated, Base):
    """A unit (单元): one staircase of a building."""

    __tablename__ = "unit"
    __unique__ = (("building_id", "number"),)

    building_id: Mapped[UUID] = mapped_column(ForeignKey(Building.id), index=True)
    number: Mapped[str]
    name: Mapped[str] = mapped_column(default="")


class StaffMember(Replicated, Base):
    """Somebody who looks after a grid, a building or a unit, resident or not."""

    __tablename__ = "staff_member"

    name: Mapped[str]
    sex: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="")
    is_party_member: Mapped[bool] = mapped_column(default=False)
    resident_id: Mapped[UUID | None]
    """The resident this person is, when known; no foreign key, residents come above grids."""


class StaffTerm(Replicated, Base):
    """A duty somebody holds from ``since`` to ``until`` (last day; None: still)."""

    __tablename__ = "staff_term"
    __table_args__ = (Index("ix_staff_term_grid_duty", "grid_id", "duty"),)

    staff_id: Mapped[UUID] = mapped_column(ForeignKey(StaffMember.id), index=True)
    duty: Mapped[str] = mapped_column(info={"words": Duty})
    """A :class:`~app.grids.rules.Duty`."""
    grid_id: Mapped[UUID | None] = mapped_column(ForeignKey(Grid.id))
    building_id: Mapped[UUID | None] = mapped_column(ForeignKey(Building.id), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey(ResidentialUnit.id), index=True)
    since: Mapped[date]
    until: Mapped[date | None]


class SitePlan(Replicated, Base):
    """The plan of the community: any picture on which outlines are drawn."""

    __tablename__ = "site_plan"

    name: Mapped[str] = mapped_column(default="")
    picture: Mapped[str] = mapped_column(default="")
    """SHA-256 of the picture in the attachments; empty: outlines alone."""
    width: Mapped[int] = mapped_column(default=0)
    """Pixels."""
    height: Mapped[int] = mapped_column(default=0)
    is_current: Mapped[bool] = mapped_column(default=True)


class GridOutline(Replicated, Base):
    """Where a grid lies on the plan."""

    __tablename__ = "grid_outline"
    __unique__ = (("grid_id",),)

    grid_id: Mapped[UUID] = mapped_column(ForeignKey(Grid.id), index=True)
    points: Mapped[list[Any]] = mapped_column(default=list)
    """Corners in order, each [x, y]; both in widths of the plan, so that x runs from 0 to 1."""


class ChatGroup(Replicated, Base):
    """A residents' chat group (群) of a grid, a building or a unit."""

    __tablename__ = "chat_group"

    level: Mapped[str] = mapped_column(info={"words": GroupLevel})
    """A :class:`~app.grids.rules.GroupLevel`."""
    grid_id: Mapped[UUID] = mapped_column(ForeignKey(Grid.id), index=True)
    building_id: Mapped[UUID | None] = mapped_column(ForeignKey(Building.id), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey(ResidentialUnit.id))
    name: Mapped[str]
    keeper: Mapped[str] = mapped_column(default="")
    """Who looks after it (群主)."""
    members: Mapped[int] = mapped_column(default=0)
    """People in it, as last counted."""
    note: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date | None]


class ChatGroupHousehold(Replicated, Base):
    """A household that has somebody in a chat group; coverage (入群率) is counted from these."""

    __tablename__ = "chat_group_household"
    __unique__ = (("group_id", "household_id"),)
    __table_args__ = (Index("ix_chat_group_household_pair", "group_id", "household_id"),)

    group_id: Mapped[UUID] = mapped_column(ForeignKey(ChatGroup.id))
    household_id: Mapped[UUID] = mapped_column(index=True)
    """No foreign key: households come above grids."""


class Training(Replicated, Base):
    """A training or a skill contest (技能比武) of grid workers."""

    __tablename__ = "training"

    title: Mapped[str]
    kind: Mapped[str] = mapped_column(default="training", info={"words": TrainingKind})
    """A :class:`~app.grids.rules.TrainingKind`."""
    held_on: Mapped[date]
    hours: Mapped[float] = mapped_column(default=0)
    place: Mapped[str] = mapped_column(default="")
    full_score: Mapped[float] = mapped_column(default=100)
    note: Mapped[str] = mapped_column(default="")


class TrainingResult(Replicated, Base):
    """Somebody's part in a training or contest."""

    __tablename__ = "training_result"
    __unique__ = (("training_id", "staff_id"),)
    __table_args__ = (Index("ix_training_result_training_id_staff_id", "training_id", "staff_id"),)

    training_id: Mapped[UUID] = mapped_column(ForeignKey(Training.id))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey(StaffMember.id), index=True)
    attended: Mapped[bool] = mapped_column(default=True)
    score: Mapped[float | None]
