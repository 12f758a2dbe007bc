"""Columns that hold words of an enumeration take no other word from outside."""

import ast
import inspect
import re
from importlib import import_module

import pytest
from sqlalchemy import select

from app import tables
from app.exchange.declared import declarations
from db.base import to_json
from db.folding import Folded
from db.ids import new_id
from db.shapes import BAD_VALUE, Unacceptable, shapes, whole_row

SENT = [name for name, declared in sorted(declarations().items()) if declared.up or declared.down]
MOVES = {("event_step", "move"), ("matter_step", "move")}
"""Named by the class of a move, declared by the keys of all."""
NAMED = re.compile(r":class:`~(app\.[\w.]+)\.(\w+)`")


def named_in_docstrings(name):
    """Columns of a table whose docstring names a class of a room, and that class."""
    (body,) = ast.parse(inspect.getsource(shapes()[name].kind)).body
    for line, text in zip(body.body, body.body[1:], strict=False):
        match line, text:
            case ast.AnnAssign(target=ast.Name(id=key)), ast.Expr(value=ast.Constant(value=said)):
                for module, kind in NAMED.findall(said):
                    yield key, getattr(import_module(module), kind)


def declaring():
    return [(name, key) for name in SENT for key in shapes()[name].columns
            if shapes()[name].words(key)]  # fmt: skip


def test_a_column_whose_docstring_names_an_enumeration_declares_it():
    assert tables.METADATA
    named = [(name, *found) for name in SENT for found in named_in_docstrings(name)]
    assert len(named) > 30
    for name, key, kind in named:
        words = shapes()[name].words(key) - {""}
        if (name, key) in MOVES:
            assert words > {"merge"}, f"{name}.{key}"
        else:
            assert words == set(kind), f"{name}.{key}"


@pytest.mark.parametrize("odd", ["文", "Closed", " ", "x" * 20_000, 1, True, ["closed"], {}])
def test_another_word_is_refused(odd):
    for name, key in declaring():
        with pytest.raises(Unacceptable, match=BAD_VALUE):
            shapes()[name].value(key, odd)


def test_empty_is_a_word_only_where_it_is_the_default():
    event, mark = shapes()["event"], shapes()["mark"]
    assert event.value("satisfaction", "") == ""
    for shape, key in ((event, "state"), (mark, "kind")):
        with pytest.raises(Unacceptable, match=BAD_VALUE):
            shape.value(key, "")


def test_no_word_stands_for_one_that_is_not_sent():
    """A mark without a kind would be one that no page can name."""
    mark, here = shapes()["mark"], new_id()
    values = {"addressee": here.hex, "granted_on": "2026-01-05", "owner": here.hex}
    with pytest.raises(Unacceptable, match="kind missing"):
        whole_row(mark, here, Folded(values=values, stamp=(here, 1)))


def test_sums_of_the_greatest_numbers_hold():
    """A sum of a million such amounts is still a number of 64 bits."""
    transfer = shapes()["points_transfer"]
    for amount in (10**12 + 1, 2**63 - 1, -(10**12) - 1):
        with pytest.raises(Unacceptable, match=BAD_VALUE):
            transfer.value("amount", amount)
    assert transfer.value("amount", 10**12) * 1_000_000 < 2**63


def test_nothing_that_the_demo_community_holds_is_refused(demo_station):
    with demo_station.read() as session:
        for name in SENT:
            shape = shapes()[name]
            for row in session.execute(select(shape.table)).mappings():
                for key in shape.columns.keys() - {"id"}:
                    assert shape.value(key, to_json(row[key])) == row[key], f"{name}.{key}"
