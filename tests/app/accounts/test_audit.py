"""The audit log is only ever added to, and a line changed behind its back is found."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app.accounts import audit, queries
from app.accounts.models import AuditEntry, Office
from app.accounts.office import change_office
from app.accounts.undo import undo_step
from app.errors import NotAllowed, NotFound, RuleBroken
from app.integrity import check_all, failures
from db import clock
from db.ids import new_id
from db.replicated import transaction_of
from tests.builders import opened

COLUMNS = {
    "at": "2020-01-01 00:00:00.000000",
    "account_id": "0" * 32,
    "account_name": "别人",
    "action": "x",
    "sentence": "改过的话",
    "subject_table": "meeting",
    "subject_id": "0" * 32,
    "transaction_id": "0" * 32,
    "chain": "0" * 32,
}
MIDDLE = 4


@pytest.fixture
def busy(station):
    """A station with some more lines in its log."""
    for number in range(6):
        with station.write() as session:
            subject = ("office", station.office.id) if number % 2 else None
            audit.record(session, station.actor, "look", f"看了第 {number} 页", subject=subject)
    return station


def entries(station):
    with station.read() as session:
        return session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()


def first_break(station):
    with station.read() as session:
        return audit.first_break(session)


def behind_its_back(station, statement):
    with station.database.engine.begin() as connection:
        for trigger in ("audit_entry_refuses_update", "audit_entry_refuses_delete"):
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        connection.execute(text(statement))


def test_the_chain_is_whole_after_ordinary_work_and_reopening(busy):
    assert first_break(busy) is None
    busy.close()
    again = opened(busy.path)
    assert len(entries(again)) == 7
    assert first_break(again) is None
    again.close()


def test_a_clock_set_in_chinese_time_does_not_break_the_chain(station):
    with clock.set_to(clock.now().astimezone(clock.CHINA)), station.write() as session:
        audit.record(session, station.actor, "look", "看了一页")
    assert first_break(station) is None


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE audit_entry SET sentence = '改过的话' WHERE number = {MIDDLE}",
        "UPDATE audit_entry SET chain = ''",
        f"DELETE FROM audit_entry WHERE number = {MIDDLE}",
        "DELETE FROM audit_entry",
        "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry LIMIT 1",
    ],
)
def test_the_database_itself_refuses_to_change_or_delete_a_line(busy, statement):
    before = [entry.chain for entry in entries(busy)]
    with pytest.raises(IntegrityError, match="append-only"), busy.write() as session:
        session.execute(text(statement))
    assert [entry.chain for entry in entries(busy)] == before


@pytest.mark.parametrize("column", COLUMNS)
def test_a_line_changed_behind_its_back_is_found(busy, column):
    behind_its_back(
        busy, f"UPDATE audit_entry SET {column} = '{COLUMNS[column]}' WHERE number = {MIDDLE}"
    )
    assert first_break(busy) == MIDDLE
    assert [result.key for result in failures(check_all(busy))] == ["schema", "audit"]


def test_every_column_of_a_line_is_under_its_hash():
    assert set(COLUMNS) == set(AuditEntry.__table__.columns.keys()) - {"number"}


@pytest.mark.parametrize("number", [1, MIDDLE])
def test_a_missing_line_is_found(busy, number):
    behind_its_back(busy, f"DELETE FROM audit_entry WHERE number = {number}")
    assert first_break(busy) == number


def test_a_line_given_another_number_is_found(busy):
    last = len(entries(busy))
    behind_its_back(busy, f"UPDATE audit_entry SET number = 100 WHERE number = {last}")
    assert first_break(busy) == last


def test_two_lines_that_changed_places_are_found(busy):
    behind_its_back(busy, "UPDATE audit_entry SET number = -number WHERE number IN (3, 4)")
    with busy.database.engine.begin() as connection:
        connection.execute(text("UPDATE audit_entry SET number = 7 + number WHERE number < 0"))
    assert first_break(busy) == 3


def test_a_rolled_back_transaction_leaves_no_line(busy):
    before = len(entries(busy))

    def look_and_fail():
        with busy.write() as session:
            audit.record(session, busy.actor, "look", "看了，又没看")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        look_and_fail()
    assert len(entries(busy)) == before
    assert first_break(busy) is None


def test_what_the_system_does_is_signed_by_the_system(station):
    with station.write() as session:
        audit.record(session, None, "backup", "自动备份")
    assert entries(station)[-1].account_name == "系统"


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_any_sentence_is_kept_and_keeps_the_chain(station, sentences):
    with station.write() as session:
        for sentence in sentences:
            audit.record(session, station.actor, "look", sentence)
    kept = [entry.sentence for entry in entries(station)]
    assert kept[len(kept) - len(sentences) :] == sentences
    assert first_break(station) is None


def test_the_log_is_shown_newest_first_and_searched_as_typed(busy):
    with busy.read() as session:
        page = queries.audit_page(session, offset=1, limit=2)
        assert [row.sentence for row in page] == ["看了第 4 页", "看了第 3 页"]
        assert queries.count_audit(session) == 7
        assert queries.count_audit(session, text="第 3") == 1
        assert queries.count_audit(session, text="%") == 0
        assert queries.count_audit(session, text="赵敏") == 7


# -- undo by name -----------------------------------------------------------------------------


def renamed(station):
    with station.write() as session:
        change_office(
            session, station.actor, station.office.id, name="新名社区", address="", phone=""
        )
        return transaction_of(session).id


def test_undoing_a_step_is_a_line_of_its_own(station):
    step = renamed(station)
    with station.write() as session:
        undo_step(session, station.actor, step, label="更改了单位资料")
    assert entries(station)[-1].sentence == "撤销：更改了单位资料"
    with station.read() as session:
        assert session.get_one(Office, station.office.id).name == "人民里社区"


def test_somebody_elses_step_is_not_undone(station):
    step = renamed(station)
    other = replace(station.actor, account_id=new_id())
    with pytest.raises(NotAllowed, match="别人"), station.write() as session:
        undo_step(session, other, step, label="x")


def test_a_step_that_is_not_in_the_log_cannot_be_undone(station):
    with pytest.raises(NotFound), station.write() as session:
        undo_step(session, station.actor, new_id(), label="x")


def test_undo_after_a_later_change_is_refused_in_words(station):
    step = renamed(station)
    with station.write() as session:
        change_office(session, station.actor, station.office.id, name="又改", address="", phone="")
    with pytest.raises(RuleBroken, match="不能撤销"), station.write() as session:
        undo_step(session, station.actor, step, label="x")
    assert "撤销" not in entries(station)[-1].sentence
