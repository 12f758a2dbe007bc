"""A community's council halls: who sits in them, what was proposed, when they met."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.council.bodies import (
    BodyText,
    MemberText,
    add_member,
    members_on,
    rule_of,
    set_up_body,
)
from app.council.matters import MatterText, propose_matter
from app.council.models import AgendaItem, Attendance, Body, BodyMember, Meeting
from app.council.presets import to_json
from app.council.rows import next_number
from app.council.search_text import search_text
from app.council.terms import AttendanceKind, AttendanceStatus, BodyKind, Duty, MeetingState
from app.demo.district.ground import Ground, yard_of
from app.demo.district.plan import CommunityPlan
from app.demo.district.words import told
from app.demo.registry import Neighbour
from db import clock
from db.ids import new_id

SEATS = 7
DUTIES = (Duty.CHAIR, Duty.SECRETARY)
EVENING = 19
AGREED = "大家基本同意，由召集人再听取几户意见后拿出方案。"


def seat_councils(
    session: Session,
    actor: Actor,
    plan: CommunityPlan,
    ground: Ground,
    neighbours: list[Neighbour],
    random: Random,
) -> list[UUID]:
    """Set up the councils planned, yards and grids in turn, each with its members."""
    fit = [one for one in neighbours if one.is_settled] or neighbours
    found = []
    for number in range(1, plan.councils + 1):
        grid = (number - 1) // 2 % plan.grids + 1
        kind = BodyKind.YARD_COUNCIL if number % 2 else BodyKind.GRID_COUNCIL
        place = yard_of(grid) if number % 2 else f"第 {grid} 网格"
        name = f"{place}{'小院' if number % 2 else ''}议事厅"
        if number > 2 * plan.grids:
            name += f"（{number}）"
        text = BodyText(name, {}, ground.places.grids[grid - 1])
        body_id = set_up_body(session, actor, kind=kind, text=text)
        found.append(body_id)
        for seat, one in enumerate(random.sample(fit, min(SEATS, len(fit)))):
            duty = DUTIES[seat] if seat < len(DUTIES) else Duty.MEMBER
            member = MemberText(f"{one.name}", "居民代表", duty, one.id)
            add_member(session, actor, body_id=body_id, text=member)
    return found


def propose(session: Session, actor: Actor, ground: Ground, by: Neighbour, random: Random) -> None:
    """Register a matter that somebody proposed."""
    one = random.choice(told("matters"))
    text = MatterText(
        title=one.title,
        proposer_name=by.name,
        content=one.rest[0],
        scope=f"第 {by.place.grid} 网格",
        proposer_id=by.id,
        grid_id=ground.places.grids[by.place.grid - 1],
        seconders=random.randrange(3, 40),
    )
    propose_matter(session, actor, text=text)


def meet(session: Session, body_id: UUID, place: str, random: Random) -> None:
    """Put down a meeting of the evening before: who came, what was talked about."""
    body = session.get_one(Body, body_id)
    members = members_on(session, body_id, clock.today())
    day = clock.today() - timedelta(days=1)
    starts = clock.moment(day, EVENING)
    title = f"{body.name}会议"
    number = next_number(session, Meeting, day.year)
    meeting = Meeting(
        id=new_id(),
        number=number,
        title=title,
        body_id=body_id,
        place=place,
        starts_at=starts,
        chair=members[0].name,
        recorder=members[min(1, len(members) - 1)].name,
        state=MeetingState.CLOSED,
        notice_given_on=day - timedelta(days=4),
        opened_at=starts,
        closed_at=starts + timedelta(minutes=random.randrange(50, 100)),
        entitled=len(members),
        rule=to_json(rule_of(body, day)),
        search_text=search_text((number, title, place), (title,)),
    )
    one = random.choice(told("matters"))
    item = AgendaItem(
        id=new_id(), meeting_id=meeting.id, position=1, title=one.title, conclusion=AGREED
    )
    session.add_all([meeting, item, *_present(meeting, members, random)])
    session.flush()


def _present(meeting: Meeting, members: list[BodyMember], random: Random) -> Iterator[Attendance]:
    """All but one of the members, a little before the beginning."""
    away = random.choice(members[1:]) if len(members) > 2 else None
    for member in members:
        early = timedelta(minutes=random.randrange(1, 20))
        yield Attendance(
            id=new_id(),
            meeting_id=meeting.id,
            member_id=member.id,
            name=member.name,
            capacity=member.capacity,
            kind=AttendanceKind.MEMBER,
            status=_status(away=member is away),
            position=member.position,
            reason="外出探亲" if member is away else "",
            arrived_at=None if member is away else meeting.starts_at - early,
            earlier_spells=[],
        )


def _status(*, away: bool) -> AttendanceStatus:
    return AttendanceStatus.ON_LEAVE if away else AttendanceStatus.PRESENT
