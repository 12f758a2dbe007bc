"""What one process does for one street: its communities, and what goes up and down between them.

First round: the street and its communities are made and paired, every community sends its year up,
and the street sends all of it on to the district. Second round: what the district sent down goes
on to the communities, they answer, and the answers go up the same way.
"""

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import select

from app.accounts.station import Station
from app.between_rooms import bring_together
from app.demo.data import data
from app.demo.district.community import made_community
from app.demo.district.hand import Hand
from app.demo.district.offices import (
    OfficeFile,
    accept,
    code_of,
    founded,
    hand_over,
    identity_of,
    send_off,
)
from app.demo.district.plan import CommunityPlan
from app.demo.district.words import somebody, the_community, the_street
from app.demo.district.work_force import Tick
from app.directing.models import Publication
from app.directing.publications import read_publication
from app.events.models import Task
from app.events.tasks import answer_task
from app.exchange.identity_file import Identity
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

    @classmethod
    def under(cls, folder: Path) -> "Folders":
        """By the names they have in the demo's folder."""
        names = ("区", "街道", "社区", "报送包")
        return cls(*(folder / name for name in names))

    def make(self) -> None:
        """Make those that are missing."""
        for each in (self.district, self.streets, self.communities, self.bundles):
            each.mkdir(parents=True, exist_ok=True)


@dataclass(frozen=True)
class StreetJob:
    """A street to be made."""

    folders: Folders
    number: int
    name: str
    communities: tuple[tuple[str, CommunityPlan], ...]
    """Their names and plans."""
    superior: Identity
    """Of the district."""
    today: date
    seed: int


@dataclass(frozen=True)
class StreetMade:
    """A street with its communities, paired, and its bundle for the district."""

    job: StreetJob
    file: OfficeFile
    communities: tuple[OfficeFile, ...]
    identity: Identity
    code: str
    """What the district compares when it pairs with the street."""
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
    office, files = the_street(job.number, job.name), []
    with hand.clock(), founded(job.folders.streets, office, somebody(random)) as street:
        own = identity_of(street)
        code = code_of(own, job.superior)
        superior = accept(street, job.superior, code)
        for number, (name, plan) in enumerate(job.communities):
            with made_community(
                job.folders.communities,
                the_community(number, name, office),
                plan,
                hand,
                seed=f"{job.seed} community {plan.number}",
                go_on=lambda: tick(0),
            ) as community:
                hand.to(1, UP)
                _join(street, own, community, job.folders)
                files.append(OfficeFile.of(community))
            tick(MADE)
        bundle = send_off(street, superior, job.folders.bundles)
        return StreetMade(job, OfficeFile.of(street), tuple(files), own, code, bundle, superior)


def _join(street: Station, own: Identity, community: Station, folders: Folders) -> None:
    """Pair a community with its street; its first bundle goes up."""
    new = identity_of(community)
    code = code_of(own, new)
    accept(community, own, code)
    accept(street, new, code)
    hand_over(community, street, folders.bundles)


def carry_answers(job: AnswerJob, tick: Tick) -> Path:
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
        return send_off(street, made.superior, bundles)


def _answer(community: Station, random: Random) -> None:
    """Read what was published, and answer the tasks."""
    actor, answers = community.actor, data("district")["tasks"]["answers"]
    with community.write() as session:
        for publication_id in session.scalars(select(Publication.id)).all():
            read_publication(session, actor, publication_id=publication_id)
        mine = select(Task.id).where(Task.addressee == community.office.id)
        for task_id in session.scalars(mine).all():
            answer_task(session, actor, task_id=task_id, answer=random.choice(answers))
