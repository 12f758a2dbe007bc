"""What pages and lists show of those who look after grids: posts held, past and vacant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.grids.models import Building, Grid, ResidentialUnit, StaffMember, StaffTerm
from app.grids.rules import DUTY_NAMES, BuildingKind, Duty
from db import clock


class Standing(StrEnum):
    """How it stands with a post today."""

    VACANT = "vacant"
    SERVING = "serving"
    COMING = "coming"
    FORMER = "former"


STANDING_NAMES = {
    Standing.VACANT: "缺岗",
    Standing.SERVING: "在任",
    Standing.COMING: "待任",
    Standing.FORMER: "已离任",
}
ORDER = list(Standing)


@dataclass(frozen=True)
class StaffEntry:
    """One post: somebody's term, or a vacancy; a line of the list and of an export."""

    id: str
    """The term's id, or the vacant place."""
    standing: Standing
    standing_name: str
    duty: Duty
    duty_name: str
    grid_id: UUID
    grid: str
    building_id: UUID | None = None
    unit_id: UUID | None = None
    place: str = ""
    staff_id: UUID | None = None
    term_id: UUID | None = None
    name: str = ""
    phone: str = ""
    is_party_member: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class StaffDetail:
    """Somebody with all terms, the running ones first."""

    id: UUID
    name: str
    phone: str
    sex: str
    is_party_member: bool
    resident_id: UUID | None
    terms: tuple[StaffEntry, ...]


@dataclass(frozen=True)
class StaffChoice:
    """Somebody on the list, for a field."""

    id: UUID
    name: str
    phone: str
    address: str
    """What he looks after now; pickers show it beside the name."""


def staff_entries(
    session: Session,
    *,
    text: str = "",
    grid_id: UUID | None = None,
    standing: Standing | None = None,
) -> list[StaffEntry]:
    """Every post: vacant ones first, then those who serve, will serve and did."""
    found = [*_vacancies(session), *_terms(session, _joined())]
    text = text.strip()
    chosen = (
        entry
        for entry in found
        if (grid_id is None or entry.grid_id == grid_id)
        and (standing is None or entry.standing is standing)
        and (not text or text in f"{entry.name}　{entry.duty_name}　{entry.grid} {entry.place}")
    )
    duties = list(Duty)
    return sorted(chosen, key=lambda e: (ORDER.index(e.standing), duties.index(e.duty)))


def staff_detail(session: Session, staff_id: UUID) -> StaffDetail | None:
    """Somebody and what he held and holds; None when there is no such record."""
    member = session.get(StaffMember, staff_id)
    if member is None:
        return None
    terms = list(_terms(session, _joined().where(StaffTerm.staff_id == staff_id)))
    terms.sort(key=lambda entry: entry.since or date.min, reverse=True)
    terms.sort(key=lambda entry: ORDER.index(entry.standing))
    return StaffDetail(
        member.id,
        member.name,
        member.phone,
        member.sex,
        member.is_party_member,
        member.resident_id,
        tuple(terms),
    )


def find_staff(session: Session, text: str, limit: int = 12) -> list[StaffChoice]:
    """People on the list whose name or phone holds ``text``, with what they look after."""
    named = StaffMember.name.contains(text.strip(), autoescape=True)
    called = StaffMember.phone.endswith(text.strip(), autoescape=True)
    found = session.scalars(
        select(StaffMember).where(named | called).order_by(StaffMember.name).limit(limit)
    ).all()
    posts = _posts_of(session, [member.id for member in found])
    return [StaffChoice(m.id, m.name, m.phone, posts.get(m.id, "")) for m in found]


def full_time_on(session: Session, day: date) -> dict[UUID, StaffChoice]:
    """The full-time grid worker of each grid on a day."""
    rows = session.execute(
        select(StaffTerm.grid_id, StaffMember.id, StaffMember.name, StaffMember.phone)
        .join(StaffMember, StaffTerm.staff_id == StaffMember.id)
        .where(
            StaffTerm.duty == Duty.FULL_TIME,
            StaffTerm.since <= day,
            StaffTerm.until.is_(None) | (StaffTerm.until >= day),
        )
    )
    return {grid: StaffChoice(id_, name, phone, "") for grid, id_, name, phone in rows if grid}


def _posts_of(session: Session, ids: list[UUID]) -> dict[UUID, str]:
    entries = _terms(session, _joined().where(StaffTerm.staff_id.in_(ids)))
    posts: dict[UUID, list[str]] = {}
    for entry in entries:
        if entry.standing is Standing.SERVING and entry.staff_id is not None:
            words = f"{entry.grid}{entry.place}{entry.duty_name}"
            posts.setdefault(entry.staff_id, []).append(words)
    return {staff_id: "，".join(words) for staff_id, words in posts.items()}


def _joined() -> Any:
    return (
        select(StaffTerm, StaffMember, Grid.name, Building.number, ResidentialUnit.number)
        .join(StaffMember, StaffTerm.staff_id == StaffMember.id)
        .join(Grid, StaffTerm.grid_id == Grid.id)
        .outerjoin(ResidentialUnit, StaffTerm.unit_id == ResidentialUnit.id)
        .outerjoin(
            Building,
            (StaffTerm.building_id == Building.id) | (ResidentialUnit.building_id == Building.id),
        )
        .order_by(Grid.code, func.length(Building.number), Building.number, ResidentialUnit.number)
    )


def _terms(session: Session, chosen: Any) -> Iterator[StaffEntry]:
    today = clock.today()
    for term, member, grid, building, unit in session.execute(chosen):
        standing, duty = _standing(term, today), Duty(term.duty)
        yield StaffEntry(
            str(term.id),
            standing,
            STANDING_NAMES[standing],
            duty,
            DUTY_NAMES[duty],
            term.grid_id,
            grid,
            term.building_id,
            term.unit_id,
            place_words(building, unit),
            member.id,
            term.id,
            member.name,
            member.phone,
            member.is_party_member,
            term.since,
            term.until,
        )


def _standing(term: StaffTerm, today: date) -> Standing:
    if term.since > today:
        return Standing.COMING
    return Standing.FORMER if term.until is not None and term.until < today else Standing.SERVING


def place_words(building: str | None, unit: str | None) -> str:
    """3 号楼 2 单元, as far as it is said."""
    words = f"{building} 号楼" if building else ""
    return f"{words} {unit} 单元".strip() if unit else words


def _vacancies(session: Session) -> Iterator[StaffEntry]:
    """Grids without a full-time worker, dwelling houses and staircases without a head."""
    held = _held_today(session)
    for grid_id, name in session.execute(select(Grid.id, Grid.name).order_by(Grid.code)):
        if grid_id not in held[Duty.FULL_TIME]:
            yield _vacancy(Duty.FULL_TIME, grid_id, name)
    houses = (
        select(Building.id, Building.number, Grid.id, Grid.name)
        .join(Grid, Building.grid_id == Grid.id)
        .where(Building.kind == BuildingKind.RESIDENTIAL)
        .order_by(Grid.code, func.length(Building.number), Building.number)
    )
    for building_id, number, grid_id, name in session.execute(houses):
        if building_id not in held[Duty.BUILDING_HEAD]:
            yield _vacancy(Duty.BUILDING_HEAD, grid_id, name, building_id, place_words(number, ""))
    stairs = (
        houses.join(ResidentialUnit, ResidentialUnit.building_id == Building.id)
        .add_columns(ResidentialUnit.id, ResidentialUnit.number)
        .order_by(func.length(ResidentialUnit.number), ResidentialUnit.number)
    )
    for building_id, number, grid_id, name, unit_id, unit in session.execute(stairs):
        if unit_id not in held[Duty.UNIT_HEAD]:
            place = place_words(number, unit)
            yield _vacancy(Duty.UNIT_HEAD, grid_id, name, building_id, place, unit_id)


def _held_today(session: Session) -> dict[Duty, set[UUID | None]]:
    today = clock.today()
    serving = (StaffTerm.since <= today) & (StaffTerm.until.is_(None) | (StaffTerm.until >= today))
    places = {
        Duty.FULL_TIME: StaffTerm.grid_id,
        Duty.BUILDING_HEAD: StaffTerm.building_id,
        Duty.UNIT_HEAD: StaffTerm.unit_id,
    }
    return {
        duty: set(session.scalars(select(place).where(StaffTerm.duty == duty, serving)))
        for duty, place in places.items()
    }


def _vacancy(
    duty: Duty,
    grid_id: UUID,
    grid: str,
    building_id: UUID | None = None,
    place: str = "",
    unit_id: UUID | None = None,
) -> StaffEntry:
    where = unit_id or building_id or grid_id
    return StaffEntry(
        f"{duty}/{where}",
        Standing.VACANT,
        STANDING_NAMES[Standing.VACANT],
        duty,
        DUTY_NAMES[duty],
        grid_id,
        grid,
        building_id,
        unit_id,
        place,
    )
