"""Correctly signed and sealed bundles that mean impossible things: refused, or harmless.

``LIREN_FUZZ=100000`` tries so many instead of ten thousand.
"""

import os
import tracemalloc
from collections import Counter
from contextlib import suppress
from random import Random
from uuid import uuid4

import pytest

from app.errors import RuleBroken
from app.exchange.declared import declarations
from app.exchange.incoming import change_from
from app.exchange.refusals import Reason, Refused
from db import clock
from db.changelog import Replica, known_vector, stations_of_replicas
from db.defer import defer_foreign_keys
from db.merging import Merging, lifted_guards
from db.shapes import Unacceptable, shapes
from tests.offices.comparing import refused, shared_rows
from tests.offices.forging import a_change, forge
from tests.offices.hostile_bundles import OF_SEQUENCE, a_manifest, some_contents, with_a_picture
from tests.offices.hostile_records import OF_MEANING, mutated
from tests.offices.hostile_world import World
from tests.offices.records import add_grid
from tests.offices.rehearsing import GivenBack, Observer, assert_sound, rehearsing

TRIES = int(os.environ.get("LIREN_FUZZ", "10000"))
BUNDLES, MERGES = TRIES * 3 // 20, TRIES * 17 // 20
"""Whole bundles cost several times as much as what is in them."""
SAMPLE = 0.3
"""Share of merges of which it is worked out whether they hold together."""
LOOKED_AT = 100
"""After one refusal in so many, every row is compared."""
MOST_MEMORY = 16 << 20
"""Bytes that taking a bundle may need, however many records it has."""


def ways(offices):
    """Who sends what to whom: sender, receiver, whose changes, whether upwards."""
    community, street = offices.office("社区1-1"), offices.office("街道1")
    district = offices.office("海港区")
    return {
        "up": (community, street, community, True),
        "down": (street, community, street, False),
        "through": (street, district, community, True),
    }


def a_world(receiver, whose, upwards, seed):
    """Sound records of all tables that go this way, and who else there is."""
    declared = declarations()
    tables = [
        shape
        for name, shape in shapes().items()
        if (declared[name].up if upwards else declared[name].down)
    ]
    return World(
        origin=uuid4(), owner=whose.id, upwards=upwards, addressee=receiver.id, chance=Random(seed),
        tables=tables, others=[uuid4()], strangers=[receiver.id, uuid4()],
        clock=int(clock.now().timestamp() * 1000) << 16,
    )  # fmt: skip


def lay_down_what_is_named(receiver, world):
    """A record of each table that does not go this way, and of which one that does names a row."""
    with receiver.station.write() as session:
        for shape in world.named_besides():
            row = shape.kind(id=uuid4(), **world.python_values(shape))
            session.add(row)
            session.flush()
            world.rows[shape.name].append(row.id)


@pytest.mark.parametrize("way", ["up", "down", "through"])
def test_a_hostile_bundle_is_refused_by_a_reason_or_harmless(offices, way):
    sender, receiver, whose, upwards = ways(offices)[way]
    world = a_world(receiver, whose, upwards, BUNDLES)
    sent = {"origin": world.origin, "station": whose.id}
    lay_down_what_is_named(receiver, world)
    first = forge(sender, receiver, world.foundation(), **sent)
    assert set(receiver.apply(first).changed) == {shape.name for shape in world.tables}
    with receiver.station.read() as session:
        assert_sound(session, set(shapes()), {})
        world.others += [one for one in known_vector(session) if one != world.origin]
    outcomes, rehearsed = Counter(), rehearsing(receiver)
    before, observer = shared_rows(receiver), Observer(receiver)
    base = world.number
    for number in range(BUNDLES // 3):
        records, contents = world.some_work(), some_contents(world)
        records += with_a_picture(world, contents)
        spoilt = mutated(world, records, OF_MEANING + OF_SEQUENCE)
        says = a_manifest(world, whose.id, base)
        try:
            path = forge(sender, receiver, records, contents=contents, says=says, **sent)
        except (RuleBroken, ValueError):  # our own writer would not even write it
            outcomes["not written"] += 1
            continue
        outcome = taken(rehearsed, path, records, spoilt)
        outcomes[outcome] += 1
        observer.assert_untouched()
        if number % LOOKED_AT == 0:
            assert shared_rows(receiver) == before
        path.unlink()
    observer.close()
    assert shared_rows(receiver) == before
    assert outcomes["taken"] > BUNDLES // 30, outcomes
    assert {Reason.BAD_RECORDS, Reason.NOT_OWNER, Reason.NOT_FOR_THIS_LEVEL} <= set(outcomes)
    assert "without words" not in outcomes


def taken(office, path, records, spoilt):
    """How it ended: taken, or the reason of the refusal; anything else fails the test."""
    office.station.tables = {one["t"] for one in records if one["t"] in shapes()}
    try:
        office.apply(path)
    except GivenBack:
        return "taken"
    except Refused as refusal:
        return refusal.reason if refusal.what_happened and refusal.what_to_do else "without words"
    except Exception as error:
        raise AssertionError(f"{spoilt}: {records}") from error
    raise AssertionError("nothing was given back")


def test_hostile_changes_of_any_table_are_refused_or_hold_together(offices):
    """Below the bundle, whole records of every table: as they come back to a restored file."""
    community, street = offices.office("社区1-1"), offices.office("街道1")
    world = a_world(street, community, True, MERGES)
    world.tables, world.upwards = list(shapes().values()), False
    (other_life,) = world.others
    with suppress(GivenBack), street.station.write() as session:
        for replica, station in ((world.origin, community.id), (other_life, world.strangers[1])):
            session.add(
                Replica(
                    id=replica, station_id=station, counter=2**40, is_current=False,
                    since=clock.now(),
                )
            )  # fmt: skip
        session.flush()
        defer_foreign_keys(session)
        outcomes = merged_one_by_one(session, world)
        raise GivenBack
    assert outcomes["taken"] > MERGES // 10, outcomes
    assert {"bad_value", "not_owner", "no_parent", "unknown_table"} <= set(outcomes)


def merged_one_by_one(session, world):
    """Each after the same sound records, and taken back."""
    merge(session, world, list(world.foundation()), 0)
    assert_sound(session, set(shapes()), {})
    base, outcomes = world.number, Counter()
    for _ in range(MERGES):
        records = world.some_work()
        spoilt = mutated(world, records)
        outcomes[merged(session, world, records, base, spoilt)] += 1
    return outcomes


def merge(session, world, records, base):
    """As apply does, once the records have been found to be in order and to come this way."""
    known = known_vector(session) | {world.origin: base, world.others[0]: 0}
    merging = Merging(session, known=known, stations=stations_of_replicas(session))
    with lifted_guards(session):
        merging.add([change_from(one) for one in records])
        merging.finish()


def merged(session, world, records, base, spoilt):
    """How it ended; what was merged is looked at and taken back."""
    mine = [world.origin.hex, world.others[0].hex]
    if any(one["o"] not in mine for one in records):
        return "of no known file"
    attempt = session.begin_nested()
    try:
        merge(session, world, records, base)
        if world.chance.random() < SAMPLE:
            assert_sound(session, {one["t"] for one in records}, {})
    except Unacceptable as error:
        return error.fault
    except Refused as refusal:
        return refusal.reason
    except Exception as error:
        raise AssertionError(f"{spoilt}: {records}") from error
    finally:
        attempt.rollback()
    return "taken"


# what was met on the way


def added(community, table, **values):
    return a_change(table) | {"v": values | {"owner": community.id.hex}}


def of_the_ledger(community, **values):
    """Two accounts, and what brings an entry of points from the one to the other."""
    accounts = [
        added(community, "points_account", kind="resident", opened_on="2026-01-05")
        for _ in range(2)
    ]
    entry = {"kind": "award", "amount": 5, "at": "2026-11-02T01:00:00+00:00"}
    entry |= {"from_account": accounts[0]["r"], "to_account": accounts[1]["r"]}
    return accounts, added(community, "points_transfer", **(entry | values))


def test_what_only_grows_takes_no_delete_and_no_other_entry_of_the_same_name(community, street):
    accounts, entry = of_the_ledger(community)
    gone = entry | {"k": "delete", "v": {}}
    refused(street, forge(community, street, [*accounts, entry, gone]), Reason.NOT_OWNER)
    other = entry | {"v": entry["v"] | {"amount": 6}}
    refused(street, forge(community, street, [*accounts, entry, other]), Reason.BAD_RECORDS)
    street.apply(forge(community, street, [*accounts, entry]))
    refused(street, forge(community, street, [other]), Reason.BAD_RECORDS)
    assert street.apply(forge(community, street, [entry])).rows == 0, "a second life sent it, too"


@pytest.mark.parametrize("amount", [0, -5, 10**12 + 1, 2**63 - 1])
def test_what_the_database_itself_refuses_is_refused_in_words(community, street, amount):
    accounts, entry = of_the_ledger(community, amount=amount)
    refused(street, forge(community, street, [*accounts, entry]), Reason.BAD_RECORDS)


@pytest.mark.parametrize("kind", ["文", "", "earn"])
def test_a_word_that_no_page_knows_is_refused(community, street, kind):
    accounts, entry = of_the_ledger(community, kind=kind)
    refused(street, forge(community, street, [*accounts, entry]), Reason.BAD_RECORDS)


def test_a_record_without_what_it_needs_is_refused(community, street):
    account = added(community, "points_account", kind="resident")
    refused(street, forge(community, street, [account]), Reason.BAD_RECORDS)


@pytest.mark.parametrize(
    "opened_on", ["20260105", "2026-W02-1", "2026-01-05T00:00:00", "", "2026-13-45"]
)
def test_a_value_in_another_form_than_the_log_has_is_refused(community, street, opened_on):
    account = added(community, "points_account", kind="resident", opened_on=opened_on)
    refused(street, forge(community, street, [account]), Reason.BAD_RECORDS)


def test_a_record_that_is_kept_for_others_names_only_what_there_is(community, street):
    """Moved to a building that nobody has, then deleted, while a household still names it."""
    building = added(community, "building", grid_id=add_grid(community).hex, number="1")
    unit = added(community, "unit", building_id=building["r"], number="1")
    household = added(community, "household", unit_id=unit["r"])
    community.send(street)
    street.apply(forge(community, street, [building, unit, household]))
    moved = unit | {"k": "update", "v": {"building_id": uuid4().hex}}
    gone = unit | {"k": "delete", "v": {}}
    refused(street, forge(community, street, [moved, gone]), Reason.BAD_RECORDS)


def test_a_serial_beyond_all_bounds_is_refused_at_once(community, street):
    path = forge(community, street, [], serial=1_000_000)
    data = path.read_bytes().replace(b'"serial":1000000', b'"serial":9000000')
    path.write_bytes(data)
    refused(street, path, Reason.BAD_MANIFEST)


# memory


def test_memory_stays_flat_however_many_records_there_are(offices):
    count = 50_000
    community, street = offices.office("社区1-1"), offices.office("街道1")
    grid = a_change("grid", owner=community.id.hex, number="01", code="1", name="一号网格")
    buildings = (
        a_change("building", owner=community.id.hex, grid_id=grid["r"], number=str(number))
        for number in range(count - 1)
    )
    path = forge(community, street, [grid, *buildings])
    tracemalloc.start()
    try:
        applied = street.apply(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert applied.rows == count
    assert peak < MOST_MEMORY, f"{peak >> 20} MB"
