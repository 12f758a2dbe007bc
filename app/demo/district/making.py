"""The demo district: its station, its streets and their communities, in a folder of their own.

The figures of the district are counted from what the communities made and sent; nothing here
writes a figure. The communities are made in several processes, and the district takes in a
street's bundle while the next ones are still at it.
"""

import shutil
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from uuid import UUID

from app.accounts.fault_words import worded
from app.accounts.station import Station
from app.between_rooms import bring_together
from app.demo.chronicle import Step, no_step
from app.demo.district.hand import Hand
from app.demo.district.offices import accept, founded, identity_of, send_off
from app.demo.district.plan import ARTICLE, CommunityPlan, Totals, plan_district
from app.demo.district.streets import (
    MADE,
    SENT,
    AnswerJob,
    Folders,
    StreetJob,
    StreetMade,
    carry_answers,
    make_street,
)
from app.demo.district.words import (
    community_names,
    somebody,
    street_names,
    the_district,
    told,
)
from app.demo.district.work_force import WorkForce, processes_here
from app.directing.assignments import AssignmentText, assign_task
from app.directing.marks import grant_mark
from app.directing.publications import publish
from app.directing.terms import MarkKind, PublicationKind
from app.errors import StationFault
from app.exchange.identity_file import Identity
from app.exchange.taking import take
from app.figures.district import district_headline
from app.figures.headline import Figure
from db import clock

PAIRED, TAKEN, SAID, ANSWERED = time(9, 0), time(19, 0), time(20, 0), time(9, 0)
MARKED = timedelta(days=200)
"""How long ago the marks were given."""
WITHIN = timedelta(days=7)
ASKED = 3
"""One community of so many is asked each thing."""


@dataclass(frozen=True)
class DistrictMade:
    """A finished demo district."""

    folder: Path
    station: Path
    """The district's."""
    figures: tuple[Figure, ...]
    """As the district counts them from what it received."""
    making: float
    """Seconds until the last community had been made and its records had come in."""
    answering: float
    """Seconds for what went down and the answers."""


def make_demo_district(
    folder: Path,
    *,
    seed: int = 1,
    step: Step = no_step,
    today: date | None = None,
    totals: Totals = ARTICLE,
    processes: int | None = None,
) -> DistrictMade:
    """Make a district whose communities add up to ``totals``, in a folder that is new or empty.

    ``step(done, total)`` is told of progress and may raise Cancelled. While it is made the
    program's clock shows the year being told, also to other threads.

    Raises:
        StationFault: something lies in the folder, or it cannot be written; nothing is left.
        Cancelled: ``step`` asked for it; nothing is left behind.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StationFault(f"“{folder.name}”里已经有内容。", "请换一个新的或空的文件夹。")
    was_there = folder.exists()
    bring_together()
    making = _Making(Folders.under(folder), plan_district(totals, seed), seed, today, step)
    try:
        with worded(folder):
            return making.run(folder, processes or processes_here())
    except BaseException:
        _remove(folder, keep=was_there)
        raise


def _remove(folder: Path, *, keep: bool) -> None:
    """Nothing stays of a district that was not finished."""
    shutil.rmtree(folder, ignore_errors=True)
    if keep:
        folder.mkdir(exist_ok=True)


class _Making:
    """One district on its way."""

    def __init__(
        self,
        folders: Folders,
        plan: tuple[CommunityPlan, ...],
        seed: int,
        today: date | None,
        step: Step,
    ):
        self._folders, self._plan, self._seed, self._step = folders, plan, seed, step
        self._today = today or clock.today()
        self._hand = Hand.at_the_start(self._today)
        self._random = Random(f"{seed} district")
        self._done, self._total = 0, (MADE + SENT) * len(plan)

    def run(self, folder: Path, processes: int) -> DistrictMade:
        """Make it; see :func:`make_demo_district`."""
        began = perf_counter()
        self._folders.make()
        self._tick(0)
        with (
            self._hand.clock(),
            WorkForce(processes, self._tick) as force,
            founded(self._folders.district, the_district(), somebody(self._random)) as district,
        ):
            streets = self._first_round(force, district)
            half = perf_counter()
            self._say(district, streets)
            self._second_round(force, district, streets)
            with district.read() as session:
                figures = tuple(district_headline(session))
            path = district.path
        end = perf_counter()
        return DistrictMade(folder, path, figures, half - began, end - half)

    def _tick(self, parts: int) -> None:
        self._done += parts
        self._step(self._done, self._total)

    def _first_round(self, force: WorkForce, district: Station) -> list[StreetMade]:
        found, own = [], identity_of(district)
        for made in force.do(make_street, self._jobs(own)):
            self._hand.to(1, PAIRED)
            accept(district, made.identity, made.code)
            self._hand.to(1, TAKEN)
            take(district, made.bundle)
            self._tick(0)
            found.append(made)
        return sorted(found, key=lambda made: made.job.number)

    def _jobs(self, own: Identity) -> list[StreetJob]:
        count = max(one.street for one in self._plan) + 1
        named = list(zip(community_names(len(self._plan)), self._plan, strict=True))
        return [
            StreetJob(
                self._folders, number, name,
                tuple(pair for pair in named if pair[1].street == number),
                own, self._today, self._seed,
            )
            for number, name in enumerate(street_names(count))
        ]  # fmt: skip

    def _say(self, district: Station, streets: list[StreetMade]) -> None:
        """Give the marks, publish, and assign tasks."""
        self._hand.to(1, SAID)
        ids, actor = _ids_by_number(streets), district.actor
        with district.write() as session:
            for marked in (ids[plan.number] for plan in self._plan if plan.is_marked):
                kind, day = MarkKind.DEMONSTRATION, self._today - MARKED
                grant_mark(session, actor, addressee=marked, kind=kind, granted_on=day)
            for one in told("notices"):
                notice = PublicationKind.NOTICE
                publish(session, actor, kind=notice, title=one.title, content=one.rest[0])
            for one in told("tasks"):
                asked = sorted(self._random.sample(sorted(ids), -(-len(ids) // ASKED)))
                text = AssignmentText(one.title, one.rest[0], clock.now() + WITHIN)
                chosen = tuple(ids[number] for number in asked)
                assign_task(session, actor, text=text, addressees=chosen)
        self._tick(0)

    def _second_round(self, force: WorkForce, district: Station, streets: list[StreetMade]) -> None:
        bundles = self._folders.bundles
        jobs = [AnswerJob(made, send_off(district, made.file.id, bundles)) for made in streets]
        for bundle in force.do(carry_answers, jobs):
            self._hand.to(0, ANSWERED)
            take(district, bundle)


def _ids_by_number(streets: list[StreetMade]) -> dict[int, UUID]:
    """The station of each community by its number in the plan."""
    return {
        plan.number: file.id
        for made in streets
        for (_, plan), file in zip(made.job.communities, made.communities, strict=True)
    }
