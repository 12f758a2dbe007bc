"""Whatever happens to bundles, clocks and files: after a last fair exchange all hold the same.

A district, three streets, twelve communities, on real files and with real bundles: random edits,
bundles lost, repeated, delivered out of order, cut and altered, backups restored, files set back,
clocks wrong by days. ``LIREN_HISTORIES=5000`` runs thousands.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app import integrity, machine
from app.accounts.levels import Level
from app.exchange.refusals import Reason, Refused
from tests.offices import doings
from tests.offices.comparing import sent_down, sent_up
from tests.offices.fleet import Fleet, make_fleet
from tests.offices.grounds import ServerAndFiles

HISTORIES = int(os.environ.get("LIREN_HISTORIES", "200"))
ON_A_SERVER = max(15, HISTORIES // 10)
"""Histories whose district is on a server: laying it out takes longer."""
DISTRICT = "海港区"
NAMES = [DISTRICT, *(f"街道{s}" for s in range(1, 4)),
         *(f"社区{s}-{c}" for s in range(1, 4) for c in range(1, 5))]  # fmt: skip
KINDS = ("edit", "edit", "edit", "make", "make", "deliver", "deliver", "deliver", "damage",
         "wrong_clock", "back_up", "restore", "set_back", "carry")  # fmt: skip
CHECKS = {key: check for key, _, check in integrity.OF_RECORDS}
EXPECTED = {Reason.GAP, Reason.FORK, Reason.SUPERSEDED, Reason.OTHER_RECEIVER}
"""A bundle may come too late or too early for a restored file; it is said so, and no harm done."""


@pytest.fixture(scope="module")
def fleet(tmp_path_factory):
    plan = make_fleet(tmp_path_factory.mktemp("plan"))
    made = Fleet(plan, tmp_path_factory.mktemp("fleet"))
    yield made
    made.begin_anew()


@pytest.fixture(scope="module")
def fleet_of_a_server(tmp_path_factory, postgres_server):
    ground = ServerAndFiles(postgres_server, Level.DISTRICT)
    plan = make_fleet(tmp_path_factory.mktemp("plan"), ground=ground)
    made = Fleet(plan, tmp_path_factory.mktemp("fleet"))
    yield made
    made.begin_anew()


@dataclass
class History:
    """One random history in the making."""

    fleet: Fleet
    chance: Random
    names: list[str]
    mail: list[tuple[str, Path]] = field(default_factory=list)
    """Bundles that are under way: to whom, and the file; they stay, to be delivered again."""
    backups: dict[str, Path] = field(default_factory=dict)

    def step(self, kind: str) -> None:
        name = self.chance.choice(self.names)
        with self.fleet.at_its_clock(name):
            getattr(self, kind)(name)

    def edit(self, name: str) -> None:
        office = self.fleet.office(name)
        below = [self.fleet.office(one) for one in behind(self, name)]
        with office.station.write() as session:
            if name == DISTRICT:
                doings.at_the_district(session, self.chance, below)
            elif below:
                doings.at_the_street(session, self.chance, below)
            else:
                doings.at_the_community(session, self.chance)

    def neighbours(self, name: str) -> list[str]:
        plan = self.fleet.plan
        above = [plan.superior[name]] if name in plan.superior else []
        return [one for one in (*above, *plan.below(name)) if one in self.names]

    def make(self, name: str) -> None:
        if others := self.neighbours(name):
            other = self.chance.choice(others)
            made = self.fleet.office(name).make(self.fleet.office(other))
            self.mail.append((other, made.path))

    def deliver(self, name: str) -> None:
        if self.mail:
            to, path = self.chance.choice(self.mail)
            self.take(to, path)

    def damage(self, name: str) -> None:
        """Cut or altered on the way: refused, and nothing of it is used."""
        if not self.mail:
            return
        to, path = self.chance.choice(self.mail)
        data = bytearray(path.read_bytes())
        if self.chance.random() < 0.5:
            del data[self.chance.randrange(len(data)) :]
        else:
            data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
        broken = path.with_suffix(".broken")
        broken.write_bytes(data)
        with pytest.raises(Refused):
            self.fleet.office(to).apply(broken)

    def wrong_clock(self, name: str) -> None:
        self.fleet.slow_by[name] = timedelta(days=self.chance.randrange(-9, 10))

    def back_up(self, name: str) -> None:
        self.fleet.office(name)
        self.backups[name] = self.fleet.folder / f"backup-{name}"
        self.fleet.back_up(name, self.backups[name])

    def restore(self, name: str) -> None:
        if name in self.backups:
            self.fleet.restore(name, self.backups[name])

    def set_back(self, name: str) -> None:
        if name in self.backups:
            self.fleet.set_back(name, self.backups[name])

    def carry(self, name: str) -> None:
        """An old copy goes on at another PC, which never sent anything."""
        if name in self.backups:
            shutil.rmtree(machine.data_folder() / "sent", ignore_errors=True)
            self.fleet.set_back(name, self.backups[name])

    def take(self, to: str, path: Path, allowed: set[Reason] = EXPECTED) -> None:
        try:
            self.fleet.office(to).apply(path)
        except Refused as refusal:
            assert refusal.reason in allowed, refusal.reason  # noqa: PT017  others are defects

    def exchange_fairly(self) -> None:
        """Everybody sends to everybody; the first rounds may still meet what restoring left."""
        streets = [name for name in self.names if name.startswith("街道")]
        for last in (False, False, True):
            allowed = set[Reason]() if last else EXPECTED
            for send in (self._up, self._down):
                send(streets, allowed)

    def _up(self, streets: list[str], allowed: set[Reason]) -> None:
        for street in streets:
            for name in self.neighbours(street):
                if name != DISTRICT:
                    self._send(name, street, allowed)
            self._send(street, DISTRICT, allowed)

    def _down(self, streets: list[str], allowed: set[Reason]) -> None:
        for street in streets:
            self._send(DISTRICT, street, allowed)
            for name in self.neighbours(street):
                if name != DISTRICT:
                    self._send(street, name, allowed)

    def _send(self, name: str, to: str, allowed: set[Reason]) -> None:
        with self.fleet.at_its_clock(name):
            made = self.fleet.office(name).make(self.fleet.office(to))
        with self.fleet.at_its_clock(to):
            self.take(to, made.path, allowed)


def run(fleet: Fleet, seed: int, kinds: list[str]) -> History:
    chance = Random(seed)
    fleet.begin_anew()
    streets = chance.sample([1, 2, 3], chance.choice((1, 1, 2)))
    names = [DISTRICT, *(f"街道{s}" for s in streets)]
    names += [f"社区{s}-{c}" for s in streets for c in chance.sample(range(1, 5), 2)]
    history = History(fleet, chance, names)
    for kind in kinds:
        history.step(kind)
    history.exchange_fairly()
    return history


def histories(count: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test over so many of them."""
    limits = settings(
        max_examples=count,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    steps = st.lists(st.sampled_from(KINDS), min_size=6, max_size=30)
    drawn = given(seed=st.integers(0, 2**32), kinds=steps)
    return lambda test: limits(drawn(test))


@histories(HISTORIES)
def test_all_hold_the_same_after_a_last_fair_exchange(fleet, seed, kinds):
    agree(run(fleet, seed, kinds))


@histories(ON_A_SERVER)
def test_all_hold_the_same_with_the_district_on_a_server(fleet_of_a_server, seed, kinds):
    agree(run(fleet_of_a_server, seed, kinds))


def agree(history: History) -> None:
    """Upwards and downwards, neighbour by neighbour; and every file is whole in itself."""
    plan, office = history.fleet.plan, history.fleet.office
    for name in history.names:
        here = office(name)
        below = {office(one).id for one in behind(history, name)}
        if name in plan.superior:
            above = office(plan.superior[name])
            own = {here.id, *below}
            assert sent_up(here, own) == sent_up(above, own), f"{name} 上报"
            higher = {above.id, *([office(DISTRICT).id] if above.name != DISTRICT else [])}
            assert sent_down(here, higher, None) == sent_down(above, higher, own), f"{name} 下达"
        with here.station.read() as session:
            for key in ("numbers", "values", "contents"):
                passed, finding = CHECKS[key](session)
                assert passed, f"{name} {key}: {finding}"


def behind(history: History, name: str) -> list[str]:
    """The offices below one, at any depth."""
    plan = history.fleet.plan
    below = [one for one in plan.below(name) if one in history.names]
    return [*below, *(deeper for one in below for deeper in behind(history, one))]
