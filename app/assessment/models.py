"""Tables of assessments: frozen results of a period."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.grids.models import StaffMember
from db.base import Base
from db.replicated import Replicated


class Assessment(Replicated, Base):
    """The assessment of a period, as it was confirmed: weights and figures do not change after."""

    __tablename__ = "assessment"

    title: Mapped[str]
    from_day: Mapped[date]
    until_day: Mapped[date]
    weights: Mapped[dict[str, Any]]
    """Points of each measure, as set when it was confirmed."""
    confirmed_at: Mapped[datetime]
    confirmed_by: Mapped[str]


class AssessmentScore(Replicated, Base):
    """One grid worker's line of an assessment."""

    __tablename__ = "assessment_score"

    assessment_id: Mapped[UUID] = mapped_column(ForeignKey(Assessment.id), index=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey(StaffMember.id), index=True)
    staff_name: Mapped[str]
    figures: Mapped[dict[str, Any]]
    """Value and base of each measure."""
    adjustment: Mapped[float] = mapped_column(default=0)
    adjustment_reason: Mapped[str] = mapped_column(default="")
    score: Mapped[float]
