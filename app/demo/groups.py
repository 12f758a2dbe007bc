"""Chat groups of the demo community with the households in them, and the workers' contests."""

from datetime import timedelta
from functools import partial
from random import Random
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.demo.cast import Stage, at
from app.grids.chat_groups import (
    GroupPlace,
    GroupText,
    change_group,
    set_up_group,
    tick_households,
)
from app.grids.group_views import doors_of_group
from app.grids.models import StaffMember, StaffTerm
from app.grids.rules import Duty, TrainingKind
from app.grids.trainings import Part, TrainingText, record_training
from db import clock

SET_UP = 376
"""Days ago."""
SHARES = (0.92, 0.88, 0.9, 0.84, 0.81, 0.77, 0.66, 0.69, 0.86)
"""Of the households of each grid, how many have somebody in its group; the towers fewest."""
OF_HOUSES, IN_A_HOUSE = 0.5, 0.6
"""How many houses have a group of their own, and how many households are in it."""
A_HOUSEHOLD = 1.4
"""People in a group for each household in it."""
KEEPERS = ("李海燕", "王志刚", "刘敏", "张卫国", "陈静", "赵立新", "孙晓梅", "周强", "吴秀兰")
HELD = (
    ("新上岗网格员业务培训", TrainingKind.TRAINING, 330, 6.0),
    ("一季度网格员技能比武", TrainingKind.CONTEST, 240, 3.0),
    ("到示范社区观摩学习", TrainingKind.VISIT, 170, 4.0),
    ("二季度网格员技能比武", TrainingKind.CONTEST, 95, 3.0),
    ("冬季消防安全培训", TrainingKind.TRAINING, 21, 2.0),
)
"""Title, kind, days ago, hours."""
THERE = 0.95


def plan_groups(stage: Stage) -> None:
    """Put groups and trainings into the chronicle; drawn apart, so that no other tale changes."""
    random = Random("groups")
    secretary, places = stage.cast.secretary, stage.cast.places
    wanted = [
        (GroupPlace(places.grids[number]), f"人民里第{ordinal}网格邻里群", share)
        for number, (ordinal, share) in enumerate(zip("一二三四五六七八九", SHARES, strict=True))
    ]
    wanted += [
        (GroupPlace(places.grids[number - 1], building_id), f"{building} 号楼邻里群", IN_A_HOUSE)
        for number, building, building_id in places.buildings
        if number <= len(SHARES) and random.random() < OF_HOUSES
    ]
    begun = at(stage.today - timedelta(days=SET_UP), "14:00")
    for minute, (place, name, share) in enumerate(wanted):
        gather = partial(
            _gather, actor=secretary, random=random, place=place, name=name, share=share
        )
        stage.chronicle.at(begun + timedelta(minutes=minute), secretary, gather)
    for title, kind, days_ago, hours in HELD:
        hold = partial(_hold, actor=secretary, random=random, title=title, kind=kind, hours=hours)
        stage.chronicle.at(at(stage.ago(days_ago), "17:10"), secretary, hold)


def _gather(
    session: Session, *, actor: Actor, random: Random, place: GroupPlace, name: str, share: float
) -> None:
    keeper = KEEPERS[random.randrange(len(KEEPERS))]
    group_id = set_up_group(session, actor, place=place, text=GroupText(name, keeper))
    session.flush()
    doors = [door for unit in doors_of_group(session, group_id) for door in unit.doors]
    joined = [door.household_id for door in doors if random.random() < share]
    tick_households(session, actor, group_id=group_id, joined=joined)
    counted = GroupText(name, keeper, round(len(joined) * A_HOUSEHOLD))
    change_group(session, actor, group_id=group_id, text=counted)


def _hold(
    session: Session, *, actor: Actor, random: Random, title: str, kind: TrainingKind, hours: float
) -> None:
    serving = (
        select(StaffMember.id)
        .join(StaffTerm, StaffTerm.staff_id == StaffMember.id)
        .where(StaffTerm.duty == Duty.FULL_TIME, StaffTerm.until.is_(None))
        .order_by(StaffMember.id)
    )
    parts = [_part(random, kind, who) for who in session.scalars(serving)]
    text = TrainingText(title, clock.today(), kind, hours, "人民里社区党群服务中心")
    record_training(session, actor, text=text, parts=parts)


def _part(random: Random, kind: TrainingKind, who: UUID) -> Part:
    there = random.random() < THERE
    scored = there and kind is TrainingKind.CONTEST
    return Part(who, there, random.randrange(152, 199) / 2 if scored else None)
