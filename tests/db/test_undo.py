"""Undo takes a whole transaction back, or none of it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.models import Office
from app.errors import RuleBroken
from app.grids.models import Building, Grid
from db import identity
from db.base import Base
from db.changelog import Change
from db.faults import AppendOnly, ChangedSince
from db.ids import new_id
from db.replicated import Merge
from db.undo import undo
from tests.db.rows import a_building, a_grid, add, changes, shared_rows
from tests.db.test_changelog import STEPS, step


def taken_back(station, transaction):
    """Undo it in a transaction of its own; returns that one's id."""
    with station.database.write(station.actor.account_id) as session:
        undo(session, transaction)
        return session.info["transaction"].id


def change(station, row, **values):
    with station.write() as session:
        found = session.get_one(type(row), row.id)
        for key, value in values.items():
            setattr(found, key, value)
        return session.info["transaction"].id


def test_undoing_an_insert_removes_children_before_parents(station):
    before = shared_rows(station)
    grid = a_grid(id=new_id())
    transaction = add(station, grid, a_building(grid, "1"), a_building(grid, "2"))
    taken_back(station, transaction)
    assert shared_rows(station) == before


def test_undoing_a_delete_brings_parents_back_before_children(station):
    grid = a_grid(id=new_id())
    building = a_building(grid)
    add(station, grid, building)
    before = shared_rows(station)
    with station.write() as session:
        session.delete(session.get_one(Building, building.id))
        session.flush()
        session.delete(session.get_one(Grid, grid.id))
        transaction = session.info["transaction"].id
    assert shared_rows(station) != before
    taken_back(station, transaction)
    assert shared_rows(station) == before


def test_undoing_an_update_restores_every_old_value(station):
    grid = a_grid(area="东至文化路")
    add(station, grid)
    before = shared_rows(station)
    taken_back(station, change(station, grid, name="新名", area="", note="记一笔"))
    assert shared_rows(station) == before


def test_undo_of_undo_brings_the_work_back(station):
    grid = a_grid(id=new_id())
    transaction = add(station, grid, a_building(grid))
    after = shared_rows(station)
    second = taken_back(station, transaction)
    taken_back(station, second)
    assert shared_rows(station) == after


def test_undo_is_refused_after_a_later_change_and_changes_nothing(station):
    first, second = a_grid("第一网格"), a_grid("第二网格")
    transaction = add(station, first, second)
    change(station, first, name="后来改的")
    before, log = shared_rows(station), len(changes(station))
    with pytest.raises(ChangedSince):
        taken_back(station, transaction)
    assert (shared_rows(station), len(changes(station))) == (before, log)


def test_the_user_is_told_that_a_later_change_stands_in_the_way(station):
    grid = a_grid()
    transaction = add(station, grid)
    change(station, grid, name="后来改的")
    with pytest.raises(RuleBroken, match="又有人改过"), station.write() as session:
        undo(session, transaction)


def test_undo_is_refused_when_something_later_hangs_on_the_row(station):
    grid = a_grid(id=new_id())
    transaction = add(station, grid)
    add(station, a_building(grid))
    before = shared_rows(station)
    with pytest.raises(ChangedSince):
        taken_back(station, transaction)
    assert shared_rows(station) == before


def test_undo_is_refused_when_a_later_row_took_the_place(station):
    grid = a_grid(code="同一个")
    add(station, grid)
    with station.write() as session:
        session.delete(session.get_one(Grid, grid.id))
        transaction = session.info["transaction"].id
    add(station, a_grid("新来的", code="同一个"))
    before = shared_rows(station)
    with pytest.raises(ChangedSince):
        taken_back(station, transaction)
    assert shared_rows(station) == before


def test_a_step_cannot_be_undone_twice(station):
    transaction = add(station, a_grid())
    taken_back(station, transaction)
    with pytest.raises(ChangedSince):
        taken_back(station, transaction)


def test_a_step_can_be_undone_again_once_its_undo_is_undone(station):
    before = shared_rows(station)
    transaction = add(station, a_grid())
    redo = taken_back(station, taken_back(station, transaction))
    taken_back(station, redo)
    assert shared_rows(station) == before


def test_a_later_change_of_another_replica_with_the_same_number_is_noticed(station):
    """After a restore the numbers start afresh, so equal numbers are not equal changes."""
    with station.read() as session:
        office = session.scalars(select(Office)).one()
    first = [c for c in changes(station) if c.row_id == office.id][-1]
    assert first.counter == 1
    identity.become_new_replica(station.database)
    change(station, office, phone="110")
    with pytest.raises(ChangedSince):
        taken_back(station, first.transaction_id)


def test_what_is_only_added_to_is_not_undone(station, monkeypatch):
    monkeypatch.setattr(Grid, "__merge__", Merge.ADD_ONLY)
    transaction = add(station, a_grid())
    before = shared_rows(station)
    with pytest.raises(AppendOnly):
        taken_back(station, transaction)
    assert shared_rows(station) == before


def test_undoing_what_changed_nothing_does_nothing(station):
    before = len(changes(station))
    taken_back(station, new_id())
    assert len(changes(station)) == before


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(earlier=STEPS, steps=STEPS)
def test_any_edits_taken_back_leave_the_exact_rows(station, earlier, steps):
    with station.write() as session:
        for action, place, word in earlier:
            step(session, action, place, word)
    before = shared_rows(station)
    with station.write() as session:
        for action, place, word in steps:
            step(session, action, place, word)
        transaction = session.info["transaction"].id
    after = shared_rows(station)
    second = taken_back(station, transaction)
    assert shared_rows(station) == before
    if second in {c.transaction_id for c in changes(station)}:
        taken_back(station, second)
        assert shared_rows(station) == after


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(work=st.lists(STEPS, min_size=1, max_size=4), walk=st.lists(st.booleans(), max_size=10))
def test_steps_are_taken_back_and_brought_back_one_by_one_like_in_an_editor(station, work, walk):
    """``done`` and ``undone`` hold the step to reverse next and the rows it leads to."""
    done, undone = [], []
    for steps in work:
        before = shared_rows(station)
        with station.write() as session:
            for action, place, word in steps:
                step(session, action, place, word)
            transaction = session.info["transaction"].id
        if shared_rows(station) != before:
            done.append((transaction, before))
    for back in walk:
        taken, brought = (done, undone) if back else (undone, done)
        if not taken:
            continue
        transaction, leads_to = taken.pop()
        here = shared_rows(station)
        reverse = taken_back(station, transaction)
        assert shared_rows(station) == leads_to
        brought.append((reverse, here))


def test_what_was_done_and_undone_since_does_not_stand_in_the_way(station):
    grid = a_grid()
    before = shared_rows(station)
    first = add(station, grid)
    taken_back(station, change(station, grid, name="后来改的"))
    taken_back(station, first)
    assert shared_rows(station) == before


def test_a_later_step_that_went_back_and_was_undone_does_not_stand_in_the_way(station):
    """原名, 甲, 原名, 甲: the second step looks like an undo of the first, and is none."""
    grid = a_grid("原名")
    add(station, grid)
    before = shared_rows(station)
    first = change(station, grid, name="甲")
    taken_back(station, change(station, grid, name="原名"))
    taken_back(station, first)
    assert shared_rows(station) == before


def test_what_was_only_partly_taken_back_since_stands_in_the_way(station):
    grid = a_grid()
    add(station, grid)
    first = change(station, grid, name="甲")
    change(station, grid, name="乙", note="记")
    change(station, grid, name="甲")
    before = shared_rows(station)
    with pytest.raises(ChangedSince):
        taken_back(station, first)
    assert shared_rows(station) == before


def test_a_step_already_taken_back_by_hand_is_not_taken_back_again(station):
    grid = a_grid("原名")
    add(station, grid)
    first = change(station, grid, name="甲")
    change(station, grid, name="原名")
    with pytest.raises(ChangedSince):
        taken_back(station, first)


def test_the_log_of_an_undo_says_who_undid(station):
    taken_back(station, add(station, a_grid()))
    last = changes(station)[-1]
    assert (last.operation, last.actor_id) == ("delete", station.actor.account_id)
    assert Change.__table__ is Base.metadata.tables["change"]
