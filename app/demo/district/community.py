"""One community of the demo district: its station with a year of records.

Everything goes through write sessions, by the month and at that month's clock, so that the change
log, the ledger and the trends are those of a year. Rows are added by the session directly where
the use cases look each of them up (residents, participations); the tests look at the result.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.new_station import NewOffice
from app.accounts.permissions import Actor
from app.accounts.station import Station
from app.demo.cast import Cast
from app.demo.district import council, month, scheme, trial
from app.demo.district.ground import Ground, build, engage, join_groups
from app.demo.district.hand import DAYS, MONTHS, YEAR, Hand
from app.demo.district.neighbours import heads, settle
from app.demo.district.offices import founded
from app.demo.district.plan import CommunityPlan
from app.demo.district.scheme import Scheme
from app.demo.district.words import somebody
from app.demo.people import People
from app.demo.registry import Registry
from db import clock, ids

GoOn = Callable[[], None]
"""Asked now and then; raises Cancelled when the work is to stop."""
MEETING_MONTHS = (3, 9)
"""When each council meets."""
EVENING = time(17, 30)
PLACE = "社区党群服务中心"


@dataclass
class _Told:
    """What a community's year is told from."""

    plan: CommunityPlan
    random: Random
    ground: Ground
    registry: Registry
    scheme: Scheme
    councils: list[UUID]


@contextmanager
def made_community(
    folder: Path, office: NewOffice, plan: CommunityPlan, hand: Hand, *, seed: str, go_on: GoOn
) -> Iterator[Station]:
    """A community's station, made as planned; its clock went from the start to the last evening.

    Raises:
        Cancelled: ``go_on`` raised it.
        StationFault: it cannot be written.
    """
    random = Random(seed)
    hand.now = Hand.at_the_start(hand.today).now
    with founded(folder, office, somebody(random)) as station:
        with ids.drawn_from(Random(f"{seed} ids").getrandbits):
            _tell(station, plan, hand, random, go_on)
        yield station


def _tell(station: Station, plan: CommunityPlan, hand: Hand, random: Random, go_on: GoOn) -> None:
    told = _begin(station, plan, hand.today, random)
    for number in range(MONTHS):
        go_on()
        first = clock.today()
        hand.to(YEAR - DAYS * (number + 1) or 1, EVENING)
        with station.write() as session:
            _month(session, station.actor, told, number, first)
    if plan.events:
        _report_events(station, told)


def _begin(station: Station, plan: CommunityPlan, today: date, random: Random) -> _Told:
    """The first day: the ground, who lives there, who looks after them, the points scheme."""
    people, actor = People(random, today), station.actor
    with station.write() as session:
        ground = build(session, plan, station.office.area_code, random)
        engage(session, ground, plan, people.numbers, random)
    with station.write() as session:
        registry, homes = settle(session, plan, ground, people, random)
        join_groups(session, ground, homes, plan.joined, random)
        sentence = f"导入居民底册：{plan.households} 户，{len(registry.neighbours)} 人"
        audit.record(session, actor, "resident.import", sentence)
    with station.write() as session:
        members = [one.id for one in random.sample(heads(registry), plan.registered)]
        laid = scheme.lay_down(session, actor, plan, members, random, months=MONTHS)
        councils = council.seat_councils(session, actor, plan, ground, registry.neighbours, random)
    return _Told(plan, random, ground, registry, laid, councils)


def _month(session: Session, actor: Actor, told: _Told, number: int, first: date) -> None:
    random, neighbours = told.random, told.registry.neighbours
    if told.plan.registered:
        month.hold_month(session, actor, told.scheme, number, first, random)
    if number in MEETING_MONTHS:
        for body_id in told.councils:
            council.propose(session, actor, told.ground, random.choice(neighbours), random)
            council.meet(session, body_id, PLACE, random)
    if number == MONTHS - 1 and told.plan.registered and told.plan.number % month.SLIPS == 0:
        month.slip(session, actor, told.scheme, random)


def _report_events(station: Station, told: _Told) -> None:
    actor = station.actor
    cast = Cast(actor, actor, told.ground.places, told.registry)
    with station.write() as session:
        trial.write_events(
            session, cast, told.ground, told.plan.events, days=YEAR, random=told.random
        )
