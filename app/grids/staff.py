"""People who look after grids, buildings and units, and their terms."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.new_station import LONGEST_LINE, check_length, check_name
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, NotFound, RuleBroken
from app.grids.models import Building, Grid, ResidentialUnit, StaffMember, StaffTerm
from app.grids.rules import DUTY_NAMES, Duty
from db.base import Base
from db.ids import new_id


@dataclass(frozen=True)
class Post:
    """What is looked after: a grid, and in it perhaps a building or a unit."""

    duty: Duty
    grid_id: UUID
    building_id: UUID | None = None
    unit_id: UUID | None = None


def add_staff_member(  # noqa: PLR0913  (keywords; they are what there is to say)
    session: Session,
    actor: Actor,
    *,
    name: str,
    phone: str = "",
    sex: str = "",
    is_party_member: bool = False,
    resident_id: UUID | None = None,
) -> UUID:
    """Register somebody who may hold duties; a resident of the community or somebody else.

    Raises:
        NotAllowed, InvalidInput: the name is empty, a text too long.
    """
    actor.require(Permission.EDIT_GRIDS)
    check_name(name, "姓名", "name")
    check_length(phone, "电话", "phone", LONGEST_LINE)
    member = StaffMember(id=new_id(), sex=sex, resident_id=resident_id)
    member.name, member.phone, member.is_party_member = name.strip(), phone, is_party_member
    session.add(member)
    audit.record(
        session, actor, "staff.add", f"登记人员：{name}", subject=("staff_member", member.id)
    )
    return member.id


def change_staff_member(
    session: Session,
    actor: Actor,
    *,
    staff_id: UUID,
    name: str,
    phone: str = "",
    is_party_member: bool = False,
) -> None:
    """Correct what is written of somebody; the terms stay as they are.

    Raises:
        NotAllowed, NotFound, InvalidInput: the name is empty, a text too long.
    """
    actor.require(Permission.EDIT_GRIDS)
    check_name(name, "姓名", "name")
    check_length(phone, "电话", "phone", LONGEST_LINE)
    member = session.get(StaffMember, staff_id)
    if member is None:
        raise NotFound("找不到这个人。", "请刷新后再试。")
    member.name, member.phone, member.is_party_member = name.strip(), phone, is_party_member
    audit.record(
        session, actor, "staff.change", f"修改人员：{name}", subject=("staff_member", staff_id)
    )


def appoint(session: Session, actor: Actor, *, staff_id: UUID, post: Post, since: date) -> UUID:
    """Give somebody a duty. A grid has one full-time holder at a time.

    Raises:
        NotAllowed, NotFound: the person, the grid, or the building or unit in that grid.
        RuleBroken: the grid already has a full-time grid worker; names who.
    """
    actor.require(Permission.EDIT_GRIDS)
    member = session.get(StaffMember, staff_id)
    grid = session.get(Grid, post.grid_id)
    if member is None or grid is None:
        raise NotFound("找不到这个人或这个网格。", "请刷新后再试。")
    if not _lies_in_grid(session, post):
        raise NotFound("这栋楼或这个单元不在这个网格里。", "请刷新后再试。")
    if post.duty is Duty.FULL_TIME:
        _refuse_second_holder(session, grid, since)
    term = StaffTerm(id=new_id(), staff_id=staff_id, since=since, **post.__dict__)
    session.add(term)
    sentence = f"{member.name}任{grid.name}{DUTY_NAMES[post.duty]}"
    audit.record(session, actor, "staff.appoint", sentence, subject=("staff_term", term.id))
    return term.id


def appoint_new(  # noqa: PLR0913
    session: Session,
    actor: Actor,
    *,
    name: str,
    phone: str,
    post: Post,
    since: date,
    resident_id: UUID | None = None,
) -> UUID:
    """Register somebody and give the duty in one step; a resident known already is found again.

    Without a phone that of the resident's record is taken, as it will hang on the plaque.

    Raises:
        NotAllowed, NotFound, InvalidInput, RuleBroken: see the two steps.
    """
    staff_id = staff_member_of(session, resident_id)
    if staff_id is None:
        phone = phone or _phone_of(session, resident_id)
        staff_id = add_staff_member(session, actor, name=name, phone=phone, resident_id=resident_id)
    session.flush()
    return appoint(session, actor, staff_id=staff_id, post=post, since=since)


def staff_member_of(session: Session, resident_id: UUID | None) -> UUID | None:
    """The staff record of a resident, when there is one."""
    if resident_id is None:
        return None
    known = select(StaffMember.id).where(StaffMember.resident_id == resident_id)
    return session.scalars(known).first()


def _phone_of(session: Session, resident_id: UUID | None) -> str:
    """Residents belong to the room above, so they are reached through the metadata, read-only."""
    resident = Base.metadata.tables["resident"].c
    return session.scalar(select(resident.phone).where(resident.id == resident_id)) or ""


def _lies_in_grid(session: Session, post: Post) -> bool:
    building_id = post.building_id
    if post.unit_id is not None:
        unit = session.get(ResidentialUnit, post.unit_id)
        if unit is None or building_id not in (None, unit.building_id):
            return False
        building_id = unit.building_id
    if building_id is None:
        return True
    building = session.get(Building, building_id)
    return building is not None and building.grid_id == post.grid_id


def _refuse_second_holder(
    session: Session, grid: Grid, since: date, *, until: date | None = None, own: UUID | None = None
) -> None:
    """One full-time holder on every day from ``since`` to ``until`` (None: from then on)."""
    overlapping = (
        select(StaffMember.name, StaffTerm.since)
        .join(StaffTerm, StaffTerm.staff_id == StaffMember.id)
        .where(
            StaffTerm.grid_id == grid.id,
            StaffTerm.duty == Duty.FULL_TIME,
            StaffTerm.until.is_(None) | (StaffTerm.until >= since),
        )
    )
    if until is not None:
        overlapping = overlapping.where(StaffTerm.since <= until)
    if own is not None:
        overlapping = overlapping.where(StaffTerm.id != own)
    holding = session.execute(overlapping).first()
    if holding is not None:
        raise RuleBroken(
            f"{grid.name}已有专职网格员{holding.name}（{holding.since} 起）。",
            "一个网格同时只有一名专职网格员，请先结束前一任期。",
        )


def end_term(session: Session, actor: Actor, term_id: UUID, *, until: date) -> None:
    """End a duty; ``until`` is its last day.

    Raises:
        NotAllowed, NotFound, InvalidInput: before the term began.
        RuleBroken: it would last into the term of the next full-time grid worker.
    """
    actor.require(Permission.EDIT_GRIDS)
    term = session.get(StaffTerm, term_id)
    if term is None:
        raise NotFound("找不到这个任期。", "请刷新后再试。")
    if until < term.since:
        raise InvalidInput(
            f"结束日期 {until} 早于任期开始 {term.since}。", "请改正。", field="until"
        )
    if term.duty == Duty.FULL_TIME and term.grid_id is not None:
        grid = session.get_one(Grid, term.grid_id)
        _refuse_second_holder(session, grid, term.since, until=until, own=term_id)
    term.until = until
    name = session.get_one(StaffMember, term.staff_id).name
    audit.record(session, actor, "staff.end", f"{name}结束任期", subject=("staff_term", term_id))
