"""What one process does for one street: its communities, and what goes up and down between them.

First round: the street and its communities are made and paired, every community sends its year up,
and the street sends all of it on to the district. Second round: what the district sent down goes
on to the communities, they answer, and the answers go up the same way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import select

from app.accounts.station import Station
from app.between_rooms import bring_together
from app.demo.data import data
from app.demo.district.community import make_community
from app.demo.district.hand import Hand
from app.demo.district.offices import (
    OfficeFile,
    accept,
    found_office,
    hand_over,
    introduce_itself,
)
from app.demo.district.plan import CommunityPlan
from app.demo.district.words import somebody, the_community, the_street
from app.demo.district.work_force import Tick
from app.directing.models import Publication
from app.directing.publications import read_publication
from app.events.models import Task
from app.events.tasks import answer_task
from app.exchange.sending import send
from app.exchange.taking import take

MADE, SENT = 4, 1
"""Parts of the whole work: a community made and sent up, and one that answered."""
UP, DOWN, ANSWER = time(18, 0), time(8, 0), time(8, 40)


@dataclass(frozen=True)
class Folders:
    """Where the district's files lie."""

    district: Path
    streets: Path
    communities: Path
    bundles: Path
    identities: Path

    @classmethod
    def under(cls, folder: Path) -> "Folders":
        """By the names they have in the demo's folder."""
        names = ("区", "街道", "社区", "报送包", "身份文件")
        return cls(*(folder / name for name in names))

    def make(self) -> None:
        """Make those that are missing."""
        for each in (self.district, self.streets, self.communities, self.bundles, self.identities):
            each.mkdir(parents=True, exist_ok=True)


@dataclass(frozen=True)
class StreetJob:
    """A street to be made."""

    folders: Folders
    number: int
    name: str
    communities: tuple[tuple[str, CommunityPlan], ...]
    """Their names and plans."""
    superior: Path
    """The district's identity file."""
    today: date
    seed: int


@dataclass(frozen=True)
class StreetMade:
    """A street with its communities, paired, and its bundle for the district."""

    job: StreetJob
    file: OfficeFile
    communities: tuple[OfficeFile, ...]
    identity: Path
    bundle: Path
    superior: UUID


@dataclass(frozen=True)
class AnswerJob:
    """A street that is to carry down what the district sent, and the answers up."""

    street: StreetMade
    bundle: Path


def make_street(job: StreetJob, tick: Tick) -> StreetMade:
    """First round, for one street.

    Raises:
        Cancelled, StationFault, Refused.
    """
    bring_together()
    hand, random = Hand.at_the_start(job.today), Random(f"{job.seed} street {job.number}")
    with hand.clock():
        office = the_street(job.number, job.name)
        file = found_office(job.folders.streets, office, somebody(random))
        with file.opened() as street:
            superior = accept(street, job.superior)
            identity = introduce_itself(street, job.folders.identities)
            made = []
            for number, (name, plan) in enumerate(job.communities):
                made.append(
                    make_community(
                        job.folders.communities,
                        the_community(number, name, office),
                        plan,
                        hand,
                        seed=f"{job.seed} community {plan.number}",
                        tick=lambda: tick(0),
                    )
                )
                hand.to(1, UP)
                _join(street, identity, made[-1], job.folders)
                tick(MADE)
            bundle = send(street, peer_id=superior, folder=job.folders.bundles).files[0]
    return StreetMade(job, file, tuple(made), identity, bundle, superior)


def _join(street: Station, identity: Path, file: OfficeFile, folders: Folders) -> None:
    """Pair a community with its street; its first bundle goes up."""
    with file.opened() as community:
        accept(community, identity)
        accept(street, introduce_itself(community, folders.identities))
        hand_over(community, street, folders.bundles)


def carry_answers(job: AnswerJob, tick: Tick) -> tuple[StreetMade, Path]:
    """Second round, for one street; gives its bundle for the district.

    Raises:
        Cancelled, StationFault, Refused.
    """
    bring_together()
    made, hand = job.street, Hand.at_the_start(job.street.job.today)
    bundles, random = made.job.folders.bundles, Random(f"{made.job.seed} answers {made.file.name}")
    with hand.clock(), made.file.opened() as street:
        hand.to(0, DOWN)
        take(street, job.bundle)
        for file in made.communities:
            with file.opened() as community:
                hand.to(0, DOWN)
                hand_over(street, community, bundles)
                hand.to(0, ANSWER)
                _answer(community, random)
                hand_over(community, street, bundles)
            tick(SENT)
        return made, send(street, peer_id=made.superior, folder=bundles).files[0]


def _answer(community: Station, random: Random) -> None:
    """Read what was published, and answer the tasks."""
    actor, answers = community.actor, data("district")["tasks"]["answers"]
    with community.write() as session:
        for publication_id in session.scalars(select(Publication.id)).all():
            read_publication(session, actor, publication_id=publication_id)
        mine = select(Task.id).where(Task.addressee == community.office.id)
        for task_id in session.scalars(mine).all():
            answer_task(session, actor, task_id=task_id, answer=random.choice(answers))


@contextmanager
def at_the_district(file: OfficeFile, hand: Hand) -> Iterator[Station]:
    """The district's station, at its clock."""
    with hand.clock(), file.opened() as station:
        yield station
