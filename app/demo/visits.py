"""Six weeks of walks from door to door: rounds, visits with what they found, and two records
of one person that somebody registered again at the daughter's address.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import cycle, islice
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from app.demo.cast import Stage, at
from app.demo.numbers import Numbers
from app.demo.registry import Neighbour
from app.residents.models import Resident
from app.residents.registration import register_resident
from app.residents.residents import ResidentText
from app.residents.terms import Audience, VisitWay
from app.residents.visits import (
    PlanText,
    VisitText,
    plan_visits,
    record_visit,
    settle_follow_up,
)
from app.settings import VULNERABLE_TAGS
from app.working_days import is_working_day
from db import clock

DAYS, A_DAY = 40, 12
"""How long ago the walks began, and how many doors a working day."""
UNANSWERED, SETTLED = 0.12, 0.7
TWICE = 3
"""People who stand in the records twice."""
ALL_WELL = ("", "", "一切正常", "身体还好，提醒关好燃气", "子女周末回来", "家中无人住院，米面齐全")
TO_DO = (
    "卫生间水管渗水，想请物业来看",
    "楼道灯不亮，晚上出门不便",
    "想办高龄津贴，不知道带什么材料",
    "轮椅坏了，问残联能否更换",
    "暖气不热，温度计十六度",
    "楼上漏水，墙皮脱落",
)


@dataclass(frozen=True)
class _Door:
    resident: Neighbour
    in_care: bool


def plan_walks(stage: Stage) -> None:
    """Put the rounds and visits into the chronicle; drawn apart, so that no other tale changes."""
    random = Random(f"visits {stage.cast.registry.neighbours[0].id}")
    first = stage.today - timedelta(days=DAYS)
    chronicle, cast = stage.chronicle, stage.cast
    for title, audience, begins, ends in (
        ("入秋走访", Audience.ALL, first, stage.today - timedelta(days=26)),
        ("重点户每月走访", Audience.VULNERABLE, stage.today - timedelta(days=24),
         stage.today + timedelta(days=6)),
    ):  # fmt: skip
        text = PlanText(title, begins, ends, audience=audience)
        deed = partial(plan_visits, actor=cast.secretary, text=text)
        chronicle.at(at(begins, "08:40"), cast.secretary, deed)
    queue = _in_turn(random, _doors(cast.registry.neighbours))
    for day in (first + timedelta(days=n) for n in range(DAYS + 1)):
        if is_working_day(day):
            walk = partial(_walk, stage, random, [next(queue) for _ in range(A_DAY)])
            chronicle.at(at(day, "11:40"), cast.recorder, walk)
    twins = random.sample([one for one in cast.registry.neighbours if one.is_settled], TWICE)
    day = stage.today - timedelta(days=20)
    chronicle.at(at(day, "15:00"), cast.recorder, partial(_register_again, stage, twins))


def _doors(neighbours: list[Neighbour]) -> list[_Door]:
    """One door a household, spoken for by whoever needs care there."""
    doors: dict[tuple[UUID, str], _Door] = {}
    for one in neighbours:
        key = (one.place.unit_id, one.room)
        in_care = bool(set(one.tags) & set(VULNERABLE_TAGS.default))
        if key not in doors or (in_care and not doors[key].in_care):
            doors[key] = _Door(one, in_care)
    return list(doors.values())


def _in_turn(random: Random, doors: list[_Door]) -> Iterator[_Door]:
    """Three in care, one after the other, and then somebody else."""
    first = [door for door in doors if door.in_care]
    random.shuffle(first)
    care = cycle(first)
    rest = [door for door in doors if not door.in_care]
    while True:
        yield from islice(care, 3)
        yield random.choice(rest)


def _walk(stage: Stage, random: Random, doors: list[_Door], session: Session) -> None:
    for door in doors:
        _visit(stage, random, door, session)


def _visit(stage: Stage, random: Random, door: _Door, session: Session) -> None:
    recorder, today = stage.cast.recorder, _day(stage)
    answered = random.random() >= UNANSWERED
    waits = answered and random.random() < (0.18 if door.in_care else 0.06)
    finding = random.choice(TO_DO if waits else ALL_WELL) if answered else ""
    way = VisitWay.PHONE if random.random() < 0.15 else VisitWay.DOOR
    about = door.resident.id if door.in_care else None
    text = VisitText(today, recorder.name, way, answered, finding, waits, about)
    household = session.get_one(Resident, door.resident.id).household_id
    visit = record_visit(session, recorder, household, text=text)
    if waits and random.random() < SETTLED:
        deed = partial(_settle, stage, visit)
        later = at(today + timedelta(days=random.randrange(2, 9)), "16:10")
        stage.chronicle.at(later, recorder, deed)


def _day(stage: Stage) -> date:
    return clock.local(stage.chronicle.now).date()


def _settle(stage: Stage, visit: UUID, session: Session) -> None:
    settle_follow_up(session, stage.cast.recorder, visit, outcome="已联系办妥，本人满意")


def _register_again(stage: Stage, twins: list[Neighbour], session: Session) -> None:
    """One digit of the identity number went wrong: nobody noticed that she is known."""
    numbers = Numbers(Random(f"twins {twins[0].id}"))
    for twin, host in zip(twins, [*twins[1:], twins[0]], strict=True):
        known = session.get_one(Resident, twin.id)
        number = numbers.identity(known.birth or stage.today, known.sex)
        register_resident(
            session,
            stage.cast.recorder,
            unit_id=host.place.unit_id,
            room=host.room,
            text=ResidentText(twin.name, id_number=number, phone=twin.phone, note="随子女居住"),
        )
