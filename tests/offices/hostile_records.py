"""Ways to make sound records mean something impossible."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from db.shapes import shapes
from tests.offices.hostile_world import Record, World

ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**31, 2**53 + 1, 2**63 - 1, 1 - 2**63, 1.5, -0.0, 1e308, 5e-324,
    "", " ", "x", "字" * 3, "x" * 20_000, "a\0b", "\u202e", "٣", "1", "true", "null", "😀",
    "closed", "resident",
    "2026-13-45", "20260105", "2026-W01-1", "2026-01-05", "2026-01-05T08:00:00",
    "2026-01-05T08:00:00+08:00", "2026-01-05T00:00:00Z", "2026-01-05 00:00:00+00:00",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+00:00",
    "6F9619FF8B86D011B42D00CF4FC964FF", "6f9619ff-8b86-d011-b42d-00cf4fc964ff",
    "{6f9619ff8b86d011b42d00cf4fc964ff}", "6f9619ff8b86d011b42d00cf4fc964ff", "0" * 32, "f" * 32,
    "ZGF0YQ", "ZGF0YQ==", "ZGF0\nYQ==", "!!!!", "=", [], {}, [[]], {"": {}}, {"a": [1, None]},
    ["党员"] * 3, [{"a": {"b": {"c": [1.5]}}}],
)  # fmt: skip
"""Values for anywhere; some are right somewhere."""
A_DAY = 24 * 3600 * 1000 << 16
ODD_CLOCKS = (1, 2, 65_535, 65_536, 2**62, 2**63 - 1, 0, -1, 1.5, True, None, "1")

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
    rows = [uuid4().hex, record["r"], *(row.hex for rows in world.rows.values() for row in rows)]
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
    days = world.chance.choice((-40_000, -400, -1, 1, 300, 400, 40_000))
    record["c"] = world.chance.choice((*ODD_CLOCKS, record["c"] + days * A_DAY))


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
