"""A community and its street about to exchange a bundle: hundreds of records, photos in it.

Both files can be set back to the moment before, as often as an attempt is made.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import text

from app import integrity
from app.attachments.contents import keep
from app.attachments.models import Attachment
from app.directing.models import Whistle
from db.base import Base
from tests.faults.exchange_children import Attempt
from tests.offices import doings
from tests.offices.comparing import sent_up
from tests.offices.fleet import Fleet, Plan, make_fleet
from tests.offices.office import OfficeAtWork

SENDER, RECEIVER = "社区1-1", "街道1"
PHOTOS, PHOTO_BYTES, DOINGS = 5, 200_000, 300
CHECKS = {key: check for key, _, check in integrity.OF_RECORDS}
NEW_EACH_TIME = ("bundle_record", "audit_entry")
"""Tables whose rows are others each time the same bundle is taken."""

Rows = dict[str, set[tuple[object, ...]]]


def all_rows(office: OfficeAtWork) -> Rows:
    """Everything in a station's file as it stands there."""
    with office.station.read() as session:
        return {
            table: set(map(tuple, session.execute(text(f"SELECT * FROM {table}"))))
            for table in Base.metadata.tables
        }


def told_apart(rows: Rows) -> dict[str, object]:
    """What is the same whenever the bundle is taken."""
    return {name: len(rows[name]) if name in NEW_EACH_TIME else rows[name] for name in rows}


def assert_whole(office: OfficeAtWork) -> None:
    """The numbers, the rows and the photos of a station that was killed."""
    with office.station.read() as session:
        for key in ("numbers", "values", "contents"):
            passed, finding = CHECKS[key](session)
            assert passed, f"{office.name} {key}: {finding}"


@dataclass
class Desk:
    """The two offices, what they held, and what they are to hold."""

    plan: Plan
    fleet: Fleet
    kept: Path
    """Where the files lie as they were before."""
    own: set[UUID] = field(default_factory=set)
    """Whose records are reported."""
    peer: UUID | None = None
    """To whom."""
    ask: Callable[..., tuple[str, float]] | None = None
    """See :func:`tests.faults.exchange_children.server`."""
    before: dict[str, Rows] = field(default_factory=dict)
    """By office, when neither has done anything yet."""
    after: dict[str, object] = field(default_factory=dict)
    """What the street holds once it has taken the bundle, told apart."""
    reported: object = None
    """What the community sends up."""

    @property
    def sender(self) -> OfficeAtWork:
        return self.fleet.open[SENDER]

    @property
    def receiver(self) -> OfficeAtWork:
        return self.fleet.open[RECEIVER]

    @property
    def bundle(self) -> Path:
        """One made beforehand."""
        return self.kept / "一.liren"

    @property
    def target(self) -> Path:
        """Where one is made; nothing else lies in the folder."""
        return self.fleet.folder / "成品" / "二.liren"

    def making(self, **more: int) -> Attempt:
        return Attempt(SENDER, "make", self.target, self.peer, **more)

    def taking(self, **more: int) -> Attempt:
        return Attempt(RECEIVER, "apply", self.bundle, **more)

    def set_back(self, name: str) -> None:
        """An office's file as before, closed."""
        if name in self.fleet.open:
            self.fleet.close(name)
        self.plan.ground.copy(name, self.kept, self.fleet.folder)

    def clear(self) -> None:
        """Nothing is made yet."""
        shutil.rmtree(self.target.parent, ignore_errors=True)
        self.target.parent.mkdir()

    def opened(self, name: str) -> OfficeAtWork:
        """After an attempt, or set back."""
        self.fleet.start(name)
        return self.fleet.open[name]

    def fresh(self, name: str) -> OfficeAtWork:
        """As before, and open."""
        self.set_back(name)
        return self.opened(name)

    def assert_taken(self) -> None:
        """The street holds what it is to hold once it has taken the bundle made beforehand."""
        assert told_apart(all_rows(self.receiver)) == self.after

    def assert_agreed(self) -> None:
        """The street holds what the community reports."""
        assert sent_up(self.receiver, self.own) == self.reported


def make_desk(plan_folder: Path, work: Path, kept: Path) -> Desk:
    """Years of work at the community, some of it reported before, and the bundle with the rest."""
    plan = make_fleet(plan_folder, streets=1, communities=1)
    fleet, chance = Fleet(plan, work), Random(17)
    desk = Desk(plan, fleet, kept)
    community, street = fleet.office(SENDER), fleet.office(RECEIVER)
    _work_at(community, chance, DOINGS // 2)
    community.send(street)
    street.send(community)
    _work_at(community, chance, DOINGS)
    _take_photos(community, chance)
    for name in (SENDER, RECEIVER):
        fleet.back_up(name, kept)
        desk.before[name] = all_rows(fleet.open[name])
    desk.own, desk.peer = {desk.sender.id}, desk.receiver.id
    made = desk.sender.make(desk.receiver)
    made.path.rename(desk.bundle)
    assert made.manifest.payload.records > 200
    assert made.manifest.contents.count >= PHOTOS
    desk.receiver.apply(desk.bundle)
    desk.after = told_apart(all_rows(desk.receiver))
    desk.reported = sent_up(desk.sender, desk.own)
    desk.assert_agreed()
    for name in (SENDER, RECEIVER):
        desk.set_back(name)
    desk.clear()
    return desk


def _work_at(office: OfficeAtWork, chance: Random, times: int) -> None:
    with office.station.write() as session:
        for _ in range(times):
            doings.at_the_community(session, chance)
            session.flush()


def _take_photos(office: OfficeAtWork, chance: Random) -> None:
    """Photos that do not compress, so that their writing takes time."""
    with office.station.write() as session:
        whistle = doings.any_of(session, Whistle, chance)
        for _ in range(PHOTOS):
            photo = chance.randbytes(PHOTO_BYTES)
            session.add(
                Attachment(
                    record_table="whistle", record_id=whistle.id, kind="before",
                    content=keep(session, photo), size=len(photo), media_type="image/raw",
                )
            )  # fmt: skip
