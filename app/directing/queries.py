"""Which offices there are, what level this one has, and the marks the district gave."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.levels import LEVEL_NAMES, Level
from app.accounts.models import Office
from app.accounts.station import profile
from app.directing.models import Mark
from app.directing.terms import MARK_KIND_NAMES, MarkKind

LEVELS = (Level.COMMUNITY, Level.STREET, Level.DISTRICT)
"""From below."""


@dataclass(frozen=True)
class OfficeRow:
    """An office this station knows."""

    id: UUID
    level: Level
    name: str
    area_code: str
    street_name: str

    @property
    def level_name(self) -> str:
        """社区, 街道."""
        return LEVEL_NAMES[self.level]


@dataclass(frozen=True)
class MarkRow:
    """A distinction an office has or had."""

    id: UUID
    office_id: UUID
    office: str
    kind: MarkKind
    name: str
    """示范社区, 示范街道."""
    granted_on: date
    revoked_on: date | None
    note: str

    @property
    def is_held(self) -> bool:
        """It was not taken back."""
        return self.revoked_on is None


def own_level(session: Session) -> Level:
    """What kind of office this station belongs to."""
    return profile(session).level


def offices_below(session: Session) -> list[OfficeRow]:
    """The stations below this one, streets before communities, by area code."""
    below = LEVELS[: LEVELS.index(own_level(session))]
    found = select(Office).where(Office.level.in_(below)).order_by(Office.area_code, Office.name)
    rows = [
        OfficeRow(office.id, Level(office.level), office.name, office.area_code, office.street_name)
        for office in session.scalars(found)
    ]
    return sorted(rows, key=lambda row: -LEVELS.index(row.level))


def office_names(session: Session) -> dict[UUID, str]:
    """What each known office is called."""
    return {office.id: office.name for office in session.scalars(select(Office))}


def marks(session: Session) -> list[MarkRow]:
    """Every mark: those that are held first, newest first."""
    offices = {office.id: office for office in session.scalars(select(Office))}
    found = select(Mark).order_by(Mark.revoked_on.is_not(None), Mark.granted_on.desc(), Mark.id)
    return [_mark(mark, offices.get(mark.addressee)) for mark in session.scalars(found)]


def _mark(mark: Mark, office: Office | None) -> MarkRow:
    kind = MarkKind(mark.kind)
    level = LEVEL_NAMES[Level(office.level)] if office else "单位"
    return MarkRow(
        id=mark.id,
        office_id=mark.addressee,
        office=office.name if office else UNKNOWN,
        kind=kind,
        name=f"{MARK_KIND_NAMES[kind]}{level}",
        granted_on=mark.granted_on,
        revoked_on=mark.revoked_on,
        note=mark.note,
    )


UNKNOWN = "未知单位"
"""A station whose office did not come with a bundle yet."""
