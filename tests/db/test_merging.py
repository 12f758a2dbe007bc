"""Rows are a function of the set of changes: any order, any portions, any repetition."""

from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.grids.models import Building, Grid, ResidentialUnit
from db import log_check
from db.changelog import Replica, known_vector, stations_of_replicas
from db.defer import defer_foreign_keys
from db.folding import LoggedChange
from db.ids import new_id
from db.merging import Merging, lifted_guards
from db.shapes import BAD_VALUE, NO_PARENT, NOT_OWNER, UNKNOWN_TABLE, Unacceptable, shapes
from tests.builders import a_station

AWAY = UUID(int=7 << 64)
"""A station whose file lives on in two copies: both go on writing."""
FIRST, SECOND = UUID(int=71 << 64), UUID(int=72 << 64)
GRIDS = [UUID(int=100 + n) for n in range(2)]
BUILDINGS = [UUID(int=200 + n) for n in range(2)]
UNITS = [UUID(int=300 + n) for n in range(3)]


def change(origin, counter, clock, table, row, operation, **values):
    if operation == "insert":
        values["owner"] = values.get("owner", AWAY.hex)
    return LoggedChange(origin, counter, clock, UUID(int=counter), table, row, operation, values)


def merge(station, changes, *, known=None):
    with station.database.write() as session:
        defer_foreign_keys(session)
        stations = stations_of_replicas(session) | {FIRST: AWAY, SECOND: AWAY}
        vector = known_vector(session) if known is None else known
        merging = Merging(session, known=vector, stations=stations)
        with lifted_guards(session):
            merging.add(changes)
            merging.finish()
        for origin in (FIRST, SECOND):
            highest = max((c.counter for c in changes if c.origin == origin), default=0)
            replica = session.get(Replica, origin)
            if replica is None:
                replica = Replica(
                    id=origin, station_id=AWAY, counter=0, clock=0, is_current=False,
                    since=session.info["transaction"].at, via=AWAY,
                )  # fmt: skip
                session.add(replica)
            replica.counter = max(replica.counter, highest)


def rows(station):
    with station.read() as session:
        return {
            name: sorted(map(str, session.execute(select(shapes()[name].table))))
            for name in ("grid", "building", "unit")
        }


def grid(origin, counter, clock, row, operation="insert", **values):
    if operation == "insert":
        values = {"number": "01", "code": "1", "name": "一号"} | values
    return change(origin, counter, clock, "grid", row, operation, **values)


def building(origin, counter, clock, row, operation="insert", parent=GRIDS[0], **values):
    if operation == "insert":
        values = {"number": "6", "grid_id": parent.hex} | values
    return change(origin, counter, clock, "building", row, operation, **values)


def test_the_later_value_stands_and_the_other_stays_in_the_log(station):
    merge(station, [grid(FIRST, 1, 10, GRIDS[0])])
    merge(station, [grid(FIRST, 2, 30, GRIDS[0], "update", name="晚写的")])
    merge(station, [grid(SECOND, 1, 20, GRIDS[0], "update", name="早写的", note="只在这里")])
    with station.read() as session:
        row = session.get_one(Grid, GRIDS[0])
        assert (row.name, row.note) == ("晚写的", "只在这里")
        assert (row.origin, row.counter) == (FIRST, 2)
        assert not log_check.all_strays(session)


def test_at_one_moment_the_same_file_wins_everywhere(station):
    merge(station, [grid(FIRST, 1, 10, GRIDS[0])])
    merge(station, [grid(SECOND, 1, 20, GRIDS[0], "update", name="second")])
    merge(station, [grid(FIRST, 2, 20, GRIDS[0], "update", name="first")])
    with station.read() as session:
        assert session.get_one(Grid, GRIDS[0]).name == "second"  # the greater id


def test_a_row_that_another_refers_to_outlives_its_deletion(station):
    merge(station, [grid(FIRST, 1, 10, GRIDS[0])])
    merge(station, [grid(FIRST, 2, 20, GRIDS[0], "delete")])
    with station.read() as session:
        assert session.get(Grid, GRIDS[0]) is None
    merge(station, [building(SECOND, 1, 15, BUILDINGS[0])])
    with station.read() as session:
        assert session.get_one(Grid, GRIDS[0]).name == "一号"
        assert not log_check.all_strays(session)
    merge(station, [building(SECOND, 2, 25, BUILDINGS[0], "delete")])
    with station.read() as session:
        assert session.get(Grid, GRIDS[0]) is None
        assert not log_check.all_strays(session)


def test_deleting_here_what_kept_another_row_lets_it_go(station):
    """Our own building in a grid that another life of this station deleted."""
    here = station.office.id
    with station.write() as session:
        own = Grid(id=new_id(), number="09", code="9", name="九号网格")
        session.add(own)
        session.flush()
        session.add(Building(id=BUILDINGS[0], grid_id=own.id, number="1"))
        own_id = own.id
    past = uuid4()
    with station.database.write() as session:
        session.add(
            Replica(
                id=past, station_id=here, counter=0, clock=0, is_current=False,
                since=session.info["transaction"].at,
            )
        )  # fmt: skip
    with station.database.write() as session:
        defer_foreign_keys(session)
        stations = stations_of_replicas(session)
        merging = Merging(session, known=known_vector(session), stations=stations)
        with lifted_guards(session):
            merging.add([change(past, 1, 2**61, "grid", own_id, "delete")])
            merging.finish()
        session.get_one(Replica, past).counter = 1
    with station.write() as session:
        assert session.get(Grid, own_id) is not None
        session.delete(session.get_one(Building, BUILDINGS[0]))
    with station.read() as session:
        assert session.get(Grid, own_id) is None
        assert not log_check.all_strays(session)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ([change(FIRST, 1, 10, "nothing", GRIDS[0], "insert")], UNKNOWN_TABLE),
        ([grid(FIRST, 1, 10, GRIDS[0], name=5)], BAD_VALUE),
        ([grid(FIRST, 1, 10, GRIDS[0], name="\ud800")], BAD_VALUE),
        ([grid(FIRST, 1, 10, GRIDS[0], name="a\0b")], BAD_VALUE),
        ([grid(FIRST, 1, 10, GRIDS[0], name=None)], BAD_VALUE),
        ([grid(FIRST, 1, 10, GRIDS[0], colour="red")], BAD_VALUE),
        ([grid(FIRST, 1, 10, GRIDS[0], id=GRIDS[1].hex)], BAD_VALUE),
        ([building(FIRST, 1, 10, BUILDINGS[0], floors=2**70)], BAD_VALUE),
        ([building(FIRST, 1, 10, BUILDINGS[0], floors=True)], BAD_VALUE),
        ([building(FIRST, 1, 10, BUILDINGS[0], grid_id="x")], BAD_VALUE),
        ([building(FIRST, 1, 10, BUILDINGS[0])], NO_PARENT),
        ([grid(FIRST, 1, 10, GRIDS[0], "update", name="x")], BAD_VALUE),
        ([grid(FIRST, 1, 10, GRIDS[0], owner=uuid4().hex)], NOT_OWNER),
    ],
)
def test_what_our_own_program_would_not_write_is_not_taken(station, changes, fault):
    before = rows(station)
    with pytest.raises(Unacceptable) as refusal:
        merge(station, changes)
    assert refusal.value.fault == fault
    assert rows(station) == before


def test_what_this_station_owns_nobody_else_changes(station):
    with station.write() as session:
        session.add(Grid(id=GRIDS[0], number="01", code="1", name="本站的"))
    for operation in ("update", "delete"):
        values = {"name": "改"} if operation == "update" else {}
        with pytest.raises(Unacceptable):
            merge(station, [grid(FIRST, 1, 2**61, GRIDS[0], operation, **values)])


class Copy:
    """One of two copies of a file: what it knows to be there, and who refers to whom."""

    def __init__(self, origin):
        self.origin, self.counter = origin, 0
        self.there, self.parent_of = set(GRIDS), {}

    def write(self, clock, table, row, operation, **values):
        self.counter += 1
        return change(self.origin, self.counter, clock, table, row, operation, **values)

    def do(self, draw, clock, story):
        """One thing its people may do; None: it cannot be done now."""
        kind = draw(st.sampled_from([self.add, self.add, self.move, self.rename, self.delete]))
        return kind(draw, clock, story)

    def add(self, draw, clock, story):
        table, column, ids, above = draw(st.sampled_from(PLACES))
        row, parent = draw(st.sampled_from(ids)), draw(st.sampled_from(above))
        taken = {each.row_id for each in story}  # two copies never give one id to two records
        if parent not in self.there or row in taken:
            return None
        self.there.add(row)
        self.parent_of[row] = parent
        return self.write(clock, table, row, "insert", number="1", **{column: parent.hex})

    def move(self, draw, clock, story):
        row, parent = draw(st.sampled_from(BUILDINGS)), draw(st.sampled_from(GRIDS))
        if not {row, parent} <= self.there:
            return None
        self.parent_of[row] = parent
        return self.write(clock, "building", row, "update", grid_id=parent.hex)

    def rename(self, draw, clock, story):
        if GRIDS[0] not in self.there:
            return None
        name = draw(st.sampled_from("甲乙丙"))
        return self.write(clock, "grid", GRIDS[0], "update", name=name)

    def delete(self, draw, clock, story):
        free = sorted(self.there - set(self.parent_of.values()), key=lambda each: each.int)
        if not free:
            return None
        row = draw(st.sampled_from(free))
        self.there.discard(row)
        self.parent_of.pop(row, None)
        table = "grid" if row in GRIDS else "building" if row in BUILDINGS else "unit"
        return self.write(clock, table, row, "delete")


PLACES = (
    ("building", "grid_id", BUILDINGS, GRIDS),
    ("unit", "building_id", UNITS, BUILDINGS),
)


@st.composite
def stories(draw):
    """What two copies of one file may have done since they began with the same grids."""
    copies, clock = [Copy(FIRST), Copy(SECOND)], 1
    story = [
        copies[0].write(0, "grid", row, "insert", number="01", code=str(row.int), name="网格")
        for row in GRIDS
    ]
    for _ in range(draw(st.integers(1, 16))):
        clock += draw(st.integers(0, 2))
        done = draw(st.sampled_from(copies)).do(draw, clock, story)
        story += [done] if done else []
    return story


REFERENCES = ((Building.grid_id, Grid), (ResidentialUnit.building_id, Building))


@settings(
    max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(story=stories(), data=st.data())
def test_any_order_in_any_portions_leads_to_the_same_rows(tmp_path_factory, story, data):
    found = []
    for _ in range(2):
        station = a_station(tmp_path_factory.mktemp("merging"))
        queues = {o: [c for c in story if c.origin == o] for o in (FIRST, SECOND)}
        first_grids = queues[FIRST][: len(GRIDS)]  # both copies began with these
        merge(station, first_grids)
        queues[FIRST] = queues[FIRST][len(GRIDS) :]
        while any(queues.values()):
            origin = data.draw(st.sampled_from([o for o, queue in queues.items() if queue]))
            size = data.draw(st.integers(1, len(queues[origin])))
            merge(station, queues[origin][:size])
            queues[origin] = queues[origin][size:]
        merge(station, story)
        with station.read() as session:
            assert not log_check.all_strays(session)
            assert not log_check.numbers_missing(session)
            for child, parent in (
                (Building.grid_id, Grid),
                (ResidentialUnit.building_id, Building),
            ):
                named = set(session.scalars(select(child)))
                assert named <= set(session.scalars(select(parent.id)))
        found.append(rows(station))
        station.close()
    assert found[0] == found[1]
