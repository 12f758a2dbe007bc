"""Sound records of whatever tables there are, as stations send them.

Everything is drawn from ``db.shapes.shapes()`` and ``resources/rules/exchange.toml``, so that a new
table is among them as soon as it is declared.
"""

import base64
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, Uuid

from app.exchange.declared import declarations
from db.base import Moment
from db.shapes import Shape, shapes

Record = dict[str, Any]
"""A change as it stands in a bundle."""

SOUND: tuple[tuple[type, Any], ...] = (
    (Boolean, True),
    (Integer, 1),
    (Float, 1.5),
    (Moment, "2026-11-02T01:00:00+00:00"),
    (Date, "2026-11-02"),
    (LargeBinary, base64.b64encode(b"data").decode()),
)
"""A value of each kind of column, but for identifiers, texts and JSON."""


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
        text = self.chance.choice(sorted(shape.words(key)) or ["文"])
        return next((value for kind, value in SOUND if isinstance(column.type, kind)), text)

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
            if name in mine:
                sent = columns_of(shape, upwards=self.upwards)
            elif name in found:
                sent = [key for key, column in shape.columns.items() if not column.nullable]
            else:
                continue
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
