"""Records that mean something impossible, made from sound ones of whatever tables there are.

Everything is drawn from ``db.shapes.shapes()`` and ``resources/rules/exchange.toml``, so that a new
table is among them as soon as it is declared.
"""

import base64
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, Uuid

from app.exchange.declared import declarations
from db.base import Moment
from db.shapes import Shape, shapes

Record = dict[str, Any]

SOUND: tuple[tuple[type, Any], ...] = (
    (Boolean, True),
    (Integer, 1),
    (Float, 1.5),
    (Moment, "2026-11-02T01:00:00+00:00"),
    (Date, "2026-11-02"),
    (LargeBinary, base64.b64encode(b"data").decode()),
)
"""A value of each kind of column, but for identifiers, texts and JSON."""
ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**31, 2**53 + 1, 2**63 - 1, 1 - 2**63, 1.5, -0.0, 1e308, 5e-324,
    "", " ", "x", "字" * 3, "x" * 20_000, "a\0b", "\u202e", "٣", "1", "true", "null", "😀",
    "2026-13-45", "20260105", "2026-W01-1", "2026-01-05", "2026-01-05T08:00:00",
    "2026-01-05T08:00:00+08:00", "2026-01-05T00:00:00Z", "2026-01-05 00:00:00+00:00",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+00:00",
    "6F9619FF8B86D011B42D00CF4FC964FF", "6f9619ff-8b86-d011-b42d-00cf4fc964ff",
    "{6f9619ff8b86d011b42d00cf4fc964ff}", "6f9619ff8b86d011b42d00cf4fc964ff", "0" * 32, "f" * 32,
    "ZGF0YQ", "ZGF0YQ==", "ZGF0\nYQ==", "!!!!", "=", [], {}, [[]], {"": {}}, {"a": [1, None]},
    ["党员"] * 3, [{"a": {"b": {"c": [1.5]}}}],
)  # fmt: skip
"""Values for anywhere; some are right somewhere."""
ODD_CLOCKS = (1, 2, 65_535, 65_536, 2**62, 2**63 - 1, 0, -1, 1.5, True, None, "1")
ODD_NUMBERS = (0, -1, 1, 2, 2**31, 2**63 - 1, 1.5, True, None, "1", [])


def columns_of(shape: Shape, *, upwards: bool) -> list[str]:
    """Fields that are sent: those declared, or all when the record comes down or back."""
    declared = declarations()[shape.name]
    chosen = [key for key in shape.columns if key not in ("id", "owner")]
    return [key for key in chosen if key in declared.up] if upwards else chosen


@dataclass
class World:
    """Whose records there are, and which rows of each table a receiver holds."""

    origin: UUID
    """The database file that makes the changes."""
    owner: UUID
    """Its station."""
    upwards: bool
    """Only what goes up; else whole records of all tables."""
    addressee: UUID
    chance: Random
    tables: list[Shape] = field(default_factory=list)
    rows: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    others: list[UUID] = field(default_factory=list)
    """Other database files, of other stations."""
    strangers: list[UUID] = field(default_factory=list)
    """Other stations, and rows that are nobody's."""
    number: int = 0
    clock: int = 0

    def record(self, shape: Shape, row: UUID, kind: str, values: dict[str, Any]) -> Record:
        """The next change in the sender's name."""
        self.number, self.clock = self.number + 1, self.clock + 1
        return {
            "o": self.origin.hex, "n": self.number, "c": self.clock, "x": uuid4().hex,
            "t": shape.name, "r": row.hex, "k": kind, "v": values,
        }  # fmt: skip

    def sound(self, shape: Shape, key: str) -> Any:
        """A value that a field may have."""
        column = shape.columns[key]
        only = declarations()[shape.name].only
        if only and key == only[0]:
            return min(only[1])
        if key == shape.kind.__addressee__:
            return self.addressee.hex
        for nth, reference in enumerate(shape.references):
            if reference.column == key:
                rows = self.rows[reference.target]
                return rows[nth % len(rows)].hex if rows else None
        if isinstance(column.type, Uuid):
            return uuid4().hex
        if isinstance(column.type, JSON):
            return shape.blank(key)
        return next((value for kind, value in SOUND if isinstance(column.type, kind)), "文")

    def insert(self, shape: Shape) -> Record:
        keys = columns_of(shape, upwards=self.upwards)
        values = {key: self.sound(shape, key) for key in keys}
        return self.record(shape, uuid4(), "insert", values | {"owner": self.owner.hex})

    def update(self, shape: Shape, row: UUID) -> Record:
        answers = shape.kind.__answers__ | {shape.kind.__addressee__}
        keys = [key for key in columns_of(shape, upwards=self.upwards) if key not in answers]
        chosen = self.chance.sample(keys, min(len(keys), self.chance.choice((1, 1, 2, 5))))
        values = {key: self.sound(shape, key) for key in chosen}
        return self.record(shape, row, "update", values)

    def delete(self, shape: Shape, row: UUID) -> Record:
        return self.record(shape, row, "delete", {})

    def foundation(self) -> Iterable[Record]:
        """Two records of every table, parents first."""
        for shape in self.tables:
            for _ in range(2):
                made = self.insert(shape)
                self.rows[shape.name].append(UUID(made["r"]))
                yield made

    def named_besides(self) -> list[Shape]:
        """Tables that these name, at any remove, and that are not among them; parents first."""
        mine = {shape.name for shape in self.tables}
        found: set[str] = set()
        for name, shape in reversed(shapes().items()):
            sent = columns_of(shape, upwards=self.upwards) if name in mine else [
                key for key in shape.columns if not shape.columns[key].nullable and name in found
            ]
            found |= {one.target for one in shape.references if one.column in sent}
        return [shape for name, shape in shapes().items() if name in found - mine]

    def python_values(self, shape: Shape) -> dict[str, Any]:
        """Of a sound record, as its class takes them."""
        keys = [key for key in shape.columns if key not in ("id", "owner")]
        return {key: shape.value(key, self.sound(shape, key)) for key in keys}

    def some_work(self) -> list[Record]:
        """A few changes that any station might make."""
        shape = self.chance.choice(self.tables)
        row = self.chance.choice(self.rows[shape.name])
        fresh = self.insert(shape)
        every = [
            fresh,
            self.update(shape, UUID(fresh["r"])),
            self.delete(shape, UUID(fresh["r"])),
            self.update(shape, row),
            self.delete(shape, row),
        ]
        chosen = self.chance.choice(((0,), (0,), (3,), (3,), (0, 1), (0, 1, 2), (4,), (3, 4)))
        return [every[which] for which in chosen]


Mutation = Callable[[World, list[Record]], None]


def any_record(world: World, records: list[Record]) -> Record:
    return world.chance.choice(records)


def any_field(world: World, records: list[Record]) -> tuple[Record, str]:
    record = any_record(world, records)
    keys = sorted(record["v"]) or ["owner"]
    return record, world.chance.choice(keys)


def odd_value(world: World, records: list[Record]) -> None:
    record, key = any_field(world, records)
    record["v"][key] = world.chance.choice(ODD)


def odd_values_everywhere(world: World, records: list[Record]) -> None:
    record = any_record(world, records)
    odd = world.chance.choice(ODD)
    record["v"] = {key: value if key == "owner" else odd for key, value in record["v"].items()}


def missing_field(world: World, records: list[Record]) -> None:
    record, key = any_field(world, records)
    record["v"].pop(key, None)


def only_an_owner(world: World, records: list[Record]) -> None:
    any_record(world, records)["v"] = {"owner": world.owner.hex}


def no_values(world: World, records: list[Record]) -> None:
    any_record(world, records)["v"] = {}


def unknown_field(world: World, records: list[Record]) -> None:
    key = world.chance.choice(("id", "origin", "counter", "owner", "", "no_such", "__class__"))
    any_record(world, records)["v"][key] = world.chance.choice(ODD)


def field_of_another_table(world: World, records: list[Record]) -> None:
    other = world.chance.choice(list(shapes().values()))
    key = world.chance.choice(sorted(other.columns))
    any_record(world, records)["v"][key] = "x"


def other_table(world: World, records: list[Record]) -> None:
    tables = [*shapes(), "no_such_table", "change", "account", "audit_entry", "sqlite_master"]
    any_record(world, records)["t"] = world.chance.choice(tables)


def other_row(world: World, records: list[Record]) -> None:
    """A row that is nobody's, or one of any table."""
    rows = [uuid4(), *(row for rows in world.rows.values() for row in rows)]
    any_record(world, records)["r"] = world.chance.choice(rows).hex


def other_kind(world: World, records: list[Record]) -> None:
    any_record(world, records)["k"] = world.chance.choice(("insert", "update", "delete"))


def delete_of(world: World, records: list[Record]) -> None:
    record = any_record(world, records)
    record["k"], record["v"] = "delete", {}


def other_owner(world: World, records: list[Record]) -> None:
    any_record(world, records)["v"]["owner"] = world.chance.choice(world.strangers).hex


def other_addressee(world: World, records: list[Record]) -> None:
    record = any_record(world, records)
    shape = shapes().get(record["t"])
    key = (shape and shape.kind.__addressee__) or "addressee"
    record["v"][key] = world.chance.choice([*world.strangers, world.owner]).hex


def answer_for_another(world: World, records: list[Record]) -> None:
    record = any_record(world, records)
    shape = shapes().get(record["t"])
    for key in sorted(shape.kind.__answers__) if shape else ():
        record["v"][key] = world.sound(shape, key)


def reference_to_nothing(world: World, records: list[Record]) -> None:
    record = any_record(world, records)
    shape = shapes().get(record["t"])
    rows = [uuid4().hex, record["r"], *(row.hex for row in sum(world.rows.values(), []))]
    for reference in shape.references if shape else ():
        if reference.column in record["v"] and world.chance.random() < 0.7:
            record["v"][reference.column] = world.chance.choice(rows)


def twice(world: World, records: list[Record]) -> None:
    """The same again under the next number, at once or at the end."""
    record = any_record(world, records)
    world.number, world.clock = world.number + 1, world.clock + 1
    again = record | {"n": world.number, "c": world.clock, "v": dict(record["v"])}
    records.insert(world.chance.choice((records.index(record) + 1, len(records))), again)


def out_of_order(world: World, records: list[Record]) -> None:
    """The records change places; numbers and clocks stay."""
    stamps = [(record["n"], record["c"]) for record in records]
    world.chance.shuffle(records)
    for record, (number, clock) in zip(records, stamps, strict=True):
        record["n"], record["c"] = number, clock


def odd_clock(world: World, records: list[Record]) -> None:
    record = any_record(world, records)
    near = record["c"] + world.chance.choice((-1, 1)) * (world.chance.choice((1, 400, 40_000)) << 42)
    record["c"] = world.chance.choice((*ODD_CLOCKS, near))


def other_origin(world: World, records: list[Record]) -> None:
    any_record(world, records)["o"] = world.chance.choice(world.others).hex


def odd_part(world: World, records: list[Record]) -> None:
    key = world.chance.choice(("o", "x", "r", "v", "x"))
    any_record(world, records)[key] = world.chance.choice(ODD)


OF_MEANING: tuple[Mutation, ...] = (
    odd_value, odd_value, odd_value, odd_value, odd_values_everywhere, missing_field, only_an_owner,
    no_values, unknown_field, field_of_another_table, other_table, other_row, other_kind, delete_of,
    other_owner, other_addressee, answer_for_another, reference_to_nothing, reference_to_nothing,
    twice, out_of_order, odd_clock, other_origin, odd_part,
)  # fmt: skip


def mutated(
    world: World, records: list[Record], mutations: tuple[Mutation, ...] = OF_MEANING
) -> list[str]:
    """Spoil them in one to three ways; returns which."""
    chosen = world.chance.choices(mutations, k=world.chance.choice((1, 1, 1, 2, 3)))
    done = []
    for mutation in chosen:
        try:
            mutation(world, records)
        except (AttributeError, TypeError, ValueError):  # spoilt too far for this one
            continue
        done.append(mutation.__name__)
    return done
