"""Killed, cancelled or out of space while a bundle is made or taken: before or after, not between.

``LIREN_KILLS=2000`` kills more often.
"""

import os
from collections import Counter
from itertools import count
from random import Random

import pytest
from sqlalchemy import func, select

from app.accounts.models import AuditEntry
from app.errors import Cancelled
from app.exchange.applying import apply_bundle
from app.exchange.models import BundleRecord
from app.exchange.receiving import look
from app.exchange.sending import send_as
from app.exchange.terms import Direction
from db import clock
from tests.faults.exchange_children import DONE, KILLED, LATER, server
from tests.faults.exchange_desk import (
    RECEIVER,
    SENDER,
    all_rows,
    assert_whole,
    make_desk,
    told_apart,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks a child for each kill")

KILLS = int(os.environ.get("LIREN_KILLS", "300"))
MAKES, TAKES = KILLS * 2 // 5, KILLS * 3 // 5
LOOKED_AT = 6
"""After one kill in so many what follows from the rows is worked out, too."""
ONLY_NOTED = {"bundle_record", "audit_entry"}
"""Where a station writes down that it made a bundle; nothing of it goes anywhere."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with clock.set_to(LATER):
        desk = make_desk(*(tmp_path_factory.mktemp(name) for name in ("plan", "work", "kept")))
        with server(desk.plan, desk.fleet.folder, [desk.making(), desk.taking()]) as ask:
            desk.ask = ask
            yield desk
        desk.fleet.begin_anew()


def usual_time(desk, name, what):
    """Seconds the attempt takes when nobody disturbs it."""
    took = []
    for _ in range(5):
        desk.set_back(name)
        desk.clear()
        said, seconds = desk.ask(what)
        assert said == DONE
        took.append(seconds)
    return sorted(took)[2]


def instants(usual, kills):
    """Over the whole time, and as many again towards its end: commit, and the file's name."""
    chance = Random(kills)
    for number in range(kills):
        yield number, usual * (chance.uniform(0, 1.1) if number % 2 else chance.uniform(0.7, 1.05))


def changed(desk, office):
    """Tables of an office in which anything is other than before."""
    held, before = all_rows(office), desk.before[office.name]
    return {name for name in held if held[name] != before[name]}


def files_made(desk):
    return sorted(path.name for path in desk.target.parent.iterdir())


# killed


def test_a_station_killed_while_it_takes_a_bundle_took_all_or_nothing(desk):
    ends = Counter()
    for number, seconds in instants(usual_time(desk, RECEIVER, desk.taking()), TAKES):
        desk.set_back(RECEIVER)
        said, _ = desk.ask(desk.taking(), seconds)
        street = desk.opened(RECEIVER)
        nothing = not changed(desk, street)
        assert nothing or told_apart(all_rows(street)) == desk.after
        assert said == KILLED or not nothing
        ends["nothing" if nothing else "all"] += 1
        if number % LOOKED_AT == 0:
            assert_whole(street)
        street.apply(desk.bundle)
        desk.assert_taken()
        if number % LOOKED_AT == 0:
            desk.assert_agreed()
    assert min(ends["nothing"], ends["all"]) > 0, ends


def test_a_station_killed_while_it_makes_a_bundle_leaves_a_whole_one_or_none(desk):
    desk.set_back(RECEIVER)
    desk.opened(RECEIVER)
    ends = Counter()
    for number, seconds in instants(usual_time(desk, SENDER, desk.making()), MAKES):
        desk.set_back(SENDER)
        desk.clear()
        desk.ask(desk.making(), seconds)
        community = desk.opened(SENDER)
        assert changed(desk, community) <= ONLY_NOTED
        if desk.target.exists():
            with desk.receiver.station.read() as session:
                look(session, desk.target)
        ends["whole" if desk.target.exists() else "none"] += 1
        send_as(community.station, peer_id=desk.peer, target=desk.target)
        assert files_made(desk) == [desk.target.name], "what was left half is gone"
        if number % LOOKED_AT == 0:
            assert_whole(community)
            desk.fresh(RECEIVER).apply(desk.target)
            desk.assert_agreed()
            desk.fresh(RECEIVER)
    assert min(ends["none"], ends["whole"]) > 0, ends


# cancelled


def cancelling(call):
    """A step that cancels when it is called for the ``call``-th time."""
    calls = count(1)

    def step(done, total):
        if next(calls) == call:
            raise Cancelled

    return step


def cancelled_everywhere(work, see):
    """Do it once for every call of ``step``, cancelled there, and see what is left."""
    calls = 0
    while was_cancelled(work, calls + 1):
        see()
        calls += 1
    return calls


def was_cancelled(work, call):
    try:
        work(cancelling(call))
    except Cancelled:
        return True
    return False


def test_taking_can_be_cancelled_at_every_step_and_nothing_is_taken(desk):
    street = desk.fresh(RECEIVER)

    def take(step):
        apply_bundle(street.station, desk.bundle, step=step)

    def see():
        assert changed(desk, street) == set()

    assert cancelled_everywhere(take, see) > 3
    desk.assert_taken()


def test_making_can_be_cancelled_at_every_step_and_nothing_is_left(desk):
    community = desk.fresh(SENDER)
    desk.clear()

    def make(step):
        send_as(community.station, peer_id=desk.peer, target=desk.target, step=step)

    def see():
        assert files_made(desk) == []
        assert changed(desk, community) == set()

    assert cancelled_everywhere(make, see) > 5
    assert files_made(desk) == [desk.target.name]


def test_making_volumes_can_be_cancelled_at_every_step_and_no_file_is_left(desk):
    """Once the bundle is whole it has its number; only its files are taken back."""
    community = desk.fresh(SENDER)
    desk.clear()

    def make(step):
        send_as(
            community.station, peer_id=desk.peer, target=desk.target, volume_size=1 << 18, step=step
        )

    def see():
        assert files_made(desk) == []
        assert changed(desk, community) <= ONLY_NOTED

    assert cancelled_everywhere(make, see) > 8
    assert len(files_made(desk)) > 3


# no space left


def assert_agrees_with_its_audit(community):
    """What is said to have been made and is not there, is said to be void."""
    with community.station.read() as session:
        made = session.scalars(
            select(AuditEntry.sentence)
            .where(AuditEntry.action == "bundle.make")
            .order_by(AuditEntry.number)
        ).all()
        bundles = session.scalar(
            select(func.count()).where(BundleRecord.direction == Direction.OUT)
        )
    void = [sentence for sentence in made if sentence.endswith("没有写成，已作废")]
    assert len(made) - 2 * len(void) == bundles


@pytest.mark.parametrize("share", [0.05, 0.5, 0.999, 1.0])
def test_a_full_disk_is_said_and_no_bundle_is_made(desk, share):
    """The payload does not fit, or it does and the bundle, some bytes larger, does not."""
    desk.set_back(SENDER)
    desk.clear()
    room = int(desk.bundle.stat().st_size * share) - 1
    said, _ = desk.ask(desk.making(largest_file=room))
    assert said.startswith("磁盘空间不足")
    assert str(desk.target.parent) in said, "the disk that is full, not the station's"
    assert files_made(desk) == []
    community = desk.opened(SENDER)
    assert changed(desk, community) <= {"audit_entry"}, "the number is free again"
    assert_agrees_with_its_audit(community)
    assert send_as(community.station, peer_id=desk.peer, target=desk.target).manifest.serial == 2


def test_a_street_without_space_takes_nothing_and_takes_it_later(desk):
    desk.set_back(RECEIVER)
    room = (desk.fleet.folder / f"{RECEIVER}.station").stat().st_size
    said, _ = desk.ask(desk.taking(largest_file=room))
    assert "没有保存成功" in said
    street = desk.opened(RECEIVER)
    assert changed(desk, street) == set()
    assert_whole(street)
    street.apply(desk.bundle)
    desk.assert_taken()
