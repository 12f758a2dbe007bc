"""What people do at an office between two bundles: any of its records, written through the session.

Use cases have their own tests; here the mechanism below them is to meet whatever they may write.
"""

from datetime import date
from random import Random
from uuid import uuid5

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.accounts.models import Office
from app.attachments.contents import keep
from app.attachments.models import Attachment
from app.attachments.pictures import hash_of
from app.directing.models import Mark, Publication, Response, Whistle
from app.events.models import Event, EventStep, Task
from app.grids.models import Building, Grid, ResidentialUnit
from app.residents.models import Household, Resident
from db import clock
from db.ids import new_id
from db.replicated import stamper_of
from tests.offices.office import OfficeAtWork


def any_of(session: Session, kind: type, chance: Random, **owned):
    """One of the station's own records of a kind, or None."""
    here = stamper_of(session).station_id
    rows = session.scalars(select(kind).where(kind.owner == here).order_by(kind.id)).all()
    return chance.choice(rows) if rows else None


def at_the_community(session: Session, chance: Random) -> None:
    chance.choice(
        (add_grid, rename_grid, add_building, move_building, add_unit, add_people, change_person,
         report, move_event, whistle, delete_something, answer_task, rate)
    )(session, chance)  # fmt: skip


def add_grid(session: Session, chance: Random) -> None:
    number = chance.randrange(1, 6)
    here = stamper_of(session).station_id
    code = f"1303020010{number:04}"
    if not session.scalar(select(exists().where(Grid.code == code, Grid.owner == here))):
        session.add(Grid(number=f"{number:02}", code=code, name=f"{number}号网格"))


def rename_grid(session: Session, chance: Random) -> None:
    if grid := any_of(session, Grid, chance):
        setattr(
            grid, chance.choice(("name", "party_branch", "note")), f"改{chance.randrange(1000)}"
        )


def add_building(session: Session, chance: Random) -> None:
    if grid := any_of(session, Grid, chance):
        session.add(
            Building(grid_id=grid.id, number=str(chance.randrange(90)), address="某路 3 号")
        )


def move_building(session: Session, chance: Random) -> None:
    building, grid = any_of(session, Building, chance), any_of(session, Grid, chance)
    if building and grid:
        building.grid_id = grid.id


def add_unit(session: Session, chance: Random) -> None:
    if building := any_of(session, Building, chance):
        number = str(chance.randrange(1, 4))
        there = exists().where(
            ResidentialUnit.building_id == building.id, ResidentialUnit.number == number
        )
        if not session.scalar(select(there)):
            session.add(ResidentialUnit(building_id=building.id, number=number))


def add_people(session: Session, chance: Random) -> None:
    if unit := any_of(session, ResidentialUnit, chance):
        household = Household(id=new_id(), unit_id=unit.id, room=new_id().hex[-6:])
        session.add(household)
        for name in ("王桂兰", "李强"):
            session.add(
                Resident(household_id=household.id, name=name, phone="13900001111", tags=["党员"])
            )


def change_person(session: Session, chance: Random) -> None:
    if person := any_of(session, Resident, chance):
        key, value = chance.choice(
            (("phone", "13511112222"), ("status", "moved"), ("residence", "floating"))
        )
        setattr(person, key, value)


def report(session: Session, chance: Random) -> None:
    here = stamper_of(session).station_id
    count = len(session.scalars(select(Event.id).where(Event.owner == here)).all())
    event = Event(
        id=new_id(),
        number=f"2026-{count + 1:04}",
        title=chance.choice(("路灯不亮", "楼道堆物", "漏水纠纷")),
        category="facilities",
        source="patrol",
        reporter_name="张三",
        reporter_phone="13812345678",
        reported_at=clock.now(),
        entered_at=clock.now(),
        state="reported",
        state_since=clock.now(),
        response_due=clock.now(),
    )
    taken = exists().where(Event.owner == here, Event.number == event.number)
    if not session.scalar(select(taken)):
        session.add(event)


def move_event(session: Session, chance: Random) -> None:
    if event := any_of(session, Event, chance):
        event.state = chance.choice(("accepted", "handled", "closed"))
        session.add(
            EventStep(
                event_id=event.id,
                move="accept",
                to_state=event.state,
                at=clock.now(),
                actor_name="赵敏",
            )
        )


def whistle(session: Session, chance: Random) -> None:
    if event := any_of(session, Event, chance):
        blown = Whistle(
            id=new_id(),
            event_id=event.id,
            event_number=event.number,
            title=event.title,
            category=event.category,
            contact_name=chance.choice(("", "张三")),
            whistled_at=clock.now(),
        )
        session.add(blown)
        photo = bytes([chance.randrange(4)]) * 2000
        keep(session, photo)
        session.add(
            Attachment(
                record_table="whistle",
                record_id=blown.id,
                kind="before",
                content=hash_of(photo),
                media_type="application/octet-stream",
                size=len(photo),
            )
        )


LEAVES = (
    (ResidentialUnit, Household.unit_id),
    (Building, ResidentialUnit.building_id),
    (Grid, Building.grid_id),
)


def delete_something(session: Session, chance: Random) -> None:
    """As an undo does: a record that nothing refers to any more."""
    for kind, child in LEAVES:
        row = any_of(session, kind, chance)
        if row and not session.scalar(select(exists().where(child == row.id))):
            session.delete(row)
            return


def answer_task(session: Session, chance: Random) -> None:
    here = stamper_of(session).station_id
    for task in session.scalars(select(Task).where(Task.addressee == here)):
        task.state, task.answer = "answered", f"已办 {chance.randrange(100)}"
        task.answered_at, task.answered_by = clock.now(), "赵敏"


def rate(session: Session, chance: Random) -> None:
    here = stamper_of(session).station_id
    for response in session.scalars(select(Response).where(Response.addressee == here)):
        response.rating, response.rated_at = "satisfied", clock.now()


def at_the_street(session: Session, chance: Random, below: list[OfficeAtWork]) -> None:
    chance.choice((respond, answer_response, assign))(session, chance, below)


def respond(session: Session, chance: Random, below: list[OfficeAtWork]) -> None:
    whistles = session.scalars(select(Whistle).order_by(Whistle.id)).all()
    if whistles:
        blown = chance.choice(whistles)
        session.add(
            Response(
                whistle_id=blown.id,
                addressee=blown.owner,
                department=chance.choice(("城管", "供热公司")),
                assigned_at=clock.now(),
                state="assigned",
            )
        )


def answer_response(session: Session, chance: Random, below: list[OfficeAtWork]) -> None:
    if response := any_of(session, Response, chance):
        response.state, response.answer = "answered", f"已到场 {chance.randrange(100)}"
        response.answered_at = clock.now()


def assign(session: Session, chance: Random, below: list[OfficeAtWork]) -> None:
    if below:
        session.add(
            Task(
                title=f"排查 {chance.randrange(100)}",
                issuer="上级",
                issued_at=clock.now(),
                addressee=chance.choice(below).id,
            )
        )


def at_the_district(session: Session, chance: Random, below: list[OfficeAtWork]) -> None:
    """It addresses offices that it has heard of, as its pages let it."""
    known = [office for office in below if session.get(Office, office.id)]
    chance.choice((assign, publish, withdraw, mark))(session, chance, known)


def publish(session: Session, chance: Random, below: list[OfficeAtWork]) -> None:
    session.add(
        Publication(
            kind="notice",
            title=f"通知 {chance.randrange(100)}",
            issuer="海港区",
            published_at=clock.now(),
            payload={"份数": [1, 2]},
        )
    )


def withdraw(session: Session, chance: Random, below: list[OfficeAtWork]) -> None:
    if publication := any_of(session, Publication, chance):
        publication.withdrawn_at = clock.now()


def mark(session: Session, chance: Random, below: list[OfficeAtWork]) -> None:
    if below:
        office = chance.choice(below)
        here = stamper_of(session).station_id
        granted = session.get(Mark, uuid5(here, office.id.hex))
        if granted is None:
            session.add(
                Mark(
                    id=uuid5(here, office.id.hex),
                    addressee=office.id,
                    kind="demonstration",
                    granted_on=date(2026, 1, 5),
                )
            )
        else:
            granted.note = f"复核 {chance.randrange(100)}"
