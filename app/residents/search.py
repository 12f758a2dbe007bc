"""What a few typed characters may mean: one list of ways, for the list and for pickers.

The ways in the order they are believed: the whole name, its beginning, any part of it, the tail
of a phone or identity number, initials, full pinyin from the first letter, address. Letters in
the middle of a syllable match nothing: they find half the street.

Every way is one expression of SQLite's full-text search over ``resident_search``, which migration
0002 lays out and keeps by triggers. Its row numbers follow the addresses, so that the first page
of twenty thousand people with the same initial is read without sorting them. A station on a server
has no such index, as no resident has a name there: whatever is typed finds nobody.
"""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    TableClause,
    column,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.residents.models import Resident, ResidentPlace

SHORTEST_TAIL = 4
"""Digits a phone or identity number is searched by, at least; fewer fit too many people."""
MOST_PARTS = 3
"""An address has building, unit and room."""
Conditions = Sequence[ColumnElement[bool]]


class _Index(TableClause):
    """The full-text index, by the row numbers of what fits."""

    inherit_cache = True


class _Fits(FunctionElement[bool]):
    """Whether a row of the index fits an expression; MATCH stands alone, so it is no Boolean."""

    inherit_cache = True


@compiles(_Fits)
def _ask_the_index(fits: _Fits, compiler: SQLCompiler, **kw: Any) -> str:
    return f"resident_search MATCH {compiler.process(fits.clauses, **kw)}"


@compiles(_Fits, "postgresql")
def _nobody_fits(fits: _Fits, compiler: SQLCompiler, **kw: Any) -> str:
    return "false"


@compiles(_Index, "postgresql")
def _no_index(index: _Index, compiler: SQLCompiler, **kw: Any) -> str:
    return f"(SELECT 0 AS rowid WHERE false) AS {index.name}"


INDEX = _Index("resident_search", column("rowid", Integer))


def ways(text: str) -> list[str]:
    """Full-text expressions of what ``text`` may mean, the likeliest first."""
    low = text.strip().lower()
    return [*_names(low), *_tails(low), *_letters(low), *_addresses(low)]


def _names(low: str) -> list[str]:
    name = " ".join(_coded(letter) for letter in low)
    return [f'name : ^ "{name} end"', f'name : ^ "{name}"', f'name : "{name}"']


def _tails(low: str) -> list[str]:
    digits = low.replace(" ", "")
    if not (digits.isascii() and digits.removesuffix("x").isdecimal()):
        return []
    tail = digits[::-1]
    return [f"{{phone id_number}} : {tail} *"] if len(tail) >= SHORTEST_TAIL else []


def _letters(low: str) -> list[str]:
    """The readings are kept with spaces between them: each begins a word."""
    if not (low.isascii() and low.isalpha()):
        return []
    exact = (f'initials : "{low}"', f'pinyin : "{low}"')
    return [exact[0], f'initials : "{low}" *', exact[1], f'pinyin : "{low}" *']


def _addresses(low: str) -> list[str]:
    """Building, unit, room as far as typed; the last one may be half typed."""
    typed = re.sub("号楼|栋|单元|室", "-", low).split("-")
    parts = [part.strip() for part in typed if part.strip()]
    if len(typed) < 2 or not 0 < len(parts) <= MOST_PARTS:
        return []
    whole = "-" if not typed[-1].strip() else ""
    return [f"address : {_coded('-'.join(parts) + whole)} *"]


def _coded(text: str) -> str:
    """As the index writes it: hexadecimal UTF-8, which no tokenizer can misread."""
    return text.encode("utf-8", "replace").hex()


def matching(text: str) -> Select[Any]:
    """The places of everybody whom ``text`` may mean; ``text`` is not empty."""
    return select(INDEX.c.rowid).where(_fits(" OR ".join(f"({way})" for way in ways(text))))


def _fits(expression: str) -> ColumnElement[bool]:
    return _Fits(literal(expression))


def hits(text: str, where: Conditions, limit: int) -> Subquery:
    """At most ``limit`` residents of each way that fit ``where``, as (rank, place, resident_id).

    Whoever is found in a likelier way is left out of the others; inside a way by address.
    """
    found, before = [], ""
    for rank, way in enumerate(ways(text)):
        expression = f"({way}) NOT ({before})" if before else way
        before = f"{before} OR ({way})" if before else f"({way})"
        found.append(select(_one_way(rank, expression, where, limit)))
    return union_all(*found).subquery("hits")


def _one_way(rank: int, expression: str, where: Conditions, limit: int) -> Subquery:
    chosen = (
        select(
            literal(rank).label("rank"),
            INDEX.c.rowid.label("place"),
            ResidentPlace.resident_id,
        )
        .select_from(INDEX)
        .join(ResidentPlace, ResidentPlace.number == INDEX.c.rowid)
        .where(_fits(expression))
    )
    if where:
        chosen = chosen.join(Resident, Resident.id == ResidentPlace.resident_id).where(*where)
    return chosen.order_by(INDEX.c.rowid).limit(limit).subquery()


def count_hits(text: str) -> Select[Any]:
    """How many residents ``text`` may mean, without looking at any of them."""
    return select(func.count()).select_from(matching(text).subquery())
