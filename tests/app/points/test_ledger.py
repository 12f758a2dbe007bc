"""The ledger, asked directly and by hand: what the program and the database refuse."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.errors import RuleBroken
from app.integrity import check_all
from app.points import ledger
from app.points.accounts import card_of, is_card, resident_accounts, system_account
from app.points.ledger import Entry
from app.points.ledger_check import check_ledger
from app.points.models import PointsTransfer
from app.points.terms import AccountKind, TransferKind
from db import clock


def entries(office, resident, *keys, amount=10, kind=TransferKind.OPENING):
    with office.station.write() as session:
        issued = system_account(session, AccountKind.ISSUED)
        own = resident_accounts(session, office.station.actor, [resident])[resident]
        day = clock.today()
        wanted = [Entry(key, kind, issued, own, amount, earned_on=day) for key in keys]
        return ledger.write(session, office.station.actor, wanted)


def by_hand(office, statement, **values):
    with office.station.write() as session:
        session.execute(text(statement), values)


def test_the_same_key_gives_back_the_first_entry_unchanged(office):
    wang = office.resident()
    first = entries(office, wang, "opening:1")
    again = entries(office, wang, "opening:1", amount=999)
    assert first == again
    assert office.balance(wang) == 10


def test_a_key_twice_in_one_batch_is_one_entry(office):
    wang = office.resident()
    first, second = entries(office, wang, "opening:1", "opening:1")
    assert first == second
    assert office.balance(wang) == 10


def test_an_entry_is_taken_back_once(office):
    wang = office.resident()
    made = entries(office, wang, "opening:1")
    office.do(ledger.reverse, transfer_ids=made, text="冲正")
    with pytest.raises(RuleBroken, match="已经冲正过"):
        office.do(ledger.reverse, transfer_ids=made, text="冲正")
    assert office.balance(wang) == 0


def test_a_reversal_is_not_reversed(office):
    made = entries(office, office.resident(), "opening:1")
    back = office.do(ledger.reverse, transfer_ids=made, text="冲正")
    with pytest.raises(RuleBroken, match="不能再冲正"):
        office.do(ledger.reverse, transfer_ids=back, text="冲正")


def test_points_that_are_spent_cannot_be_taken_back(office):
    wang = office.resident()
    made = entries(office, wang, "opening:1", amount=20)
    office.redeem(wang, office.reward(price=15))
    with pytest.raises(RuleBroken, match="余额不足"):
        office.do(ledger.reverse, transfer_ids=made, text="冲正")
    assert office.balance(wang) == 5


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE points_transfer SET amount = 99",
        "DELETE FROM points_transfer",
        "UPDATE stock_move SET quantity = 99",
        "DELETE FROM stock_move",
        "UPDATE redemption_line SET quantity = 99",
        "DELETE FROM redemption_line",
        "INSERT OR REPLACE INTO points_transfer SELECT * FROM points_transfer",
    ],
)
def test_the_database_refuses_to_change_what_was_written(office, statement):
    wang = office.resident()
    office.award(wang, 50)
    office.redeem(wang, office.reward())
    with pytest.raises(DBAPIError, match="append-only"):
        by_hand(office, statement)
    assert office.balance(wang) == 30


COPY = """
INSERT INTO points_transfer (id, key, kind, from_account, to_account, amount, at, text, actor_name,
    sequence, chain, owner, origin, counter, reverses_id)
SELECT randomblob(16), 'x', 'redeem', to_account, from_account, :amount, at, '', '', 1000, '',
    owner, origin, 1000, CASE :reverses WHEN 1 THEN id END
FROM points_transfer WHERE kind = 'award' LIMIT 1
"""


@pytest.mark.parametrize("amount", [51, 0, -5])
def test_the_database_refuses_what_no_balance_holds(office, amount):
    office.award(office.resident(), 50)
    with pytest.raises(DBAPIError, match=r"below zero|amount_is_positive|constraint"):
        by_hand(office, COPY, amount=amount, reverses=0)


def test_the_database_refuses_a_reversal_larger_than_its_entry(office):
    wang = office.resident()
    office.award(wang, 20)
    office.award(wang, 30)
    with pytest.raises(DBAPIError, match="does not mirror"):
        by_hand(office, COPY, amount=25, reverses=1)


def test_the_database_refuses_a_stock_below_zero(office):
    office.reward(stock_=3)
    statement = """
        INSERT INTO stock_move (id, key, reward_id, kind, quantity, at, note, actor_name, owner,
            origin, counter)
        SELECT randomblob(16), 'x', reward_id, 'loss', -4, at, '', '', owner, origin, 1000
        FROM stock_move LIMIT 1"""
    with pytest.raises(DBAPIError, match="stock below zero"):
        by_hand(office, statement)


def test_an_untouched_station_passes_every_check(office):
    wang = office.resident()
    office.award(wang, 50)
    office.redeem(wang, office.reward())
    assert [each.key for each in check_all(office.station) if not each.passed] == []


def tampered(office, statement):
    """Somebody with the key and a tool removes the guard and changes a row."""
    with office.station.database.engine.connect() as connection:
        for guard in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER points_transfer_refuses_{guard}")
        connection.exec_driver_sql(statement)
        connection.commit()
    return office.ask(check_ledger)


def test_the_check_names_the_first_entry_that_was_altered(office):
    wang = office.resident()
    office.award(wang, 50)
    office.award(wang, 30)
    passed, detail = tampered(office, "UPDATE points_transfer SET amount = 60 WHERE sequence = 2")
    assert not passed
    assert "第 2 笔" in detail


def test_the_check_finds_an_entry_that_is_gone(office):
    office.award(office.resident(), 50)
    office.award(office.resident("李建国", "3-2-302"), 30)
    passed, detail = tampered(office, "DELETE FROM points_transfer WHERE sequence = 1")
    assert (passed, detail) == (False, "第 1 笔分录缺失")


def test_the_check_finds_a_balance_that_was_raised(office):
    office.award(office.resident(), 50)
    by_hand(office, "UPDATE points_balance SET balance = balance + 100 WHERE balance > 0")
    passed, detail = office.ask(check_ledger)
    assert not passed
    assert "余额 150" in detail


def test_every_slip_of_one_digit_on_a_card_is_seen():
    card = card_of(1234567)
    assert is_card(card)
    slips = [
        card[:place] + digit + card[place + 1 :]
        for place in range(len(card))
        for digit in "0123456789"
        if digit != card[place]
    ]
    assert not any(map(is_card, slips))


def test_numbers_of_entries_have_no_gaps(office):
    for n in range(3):
        entries(office, office.resident(f"居民{n}", f"3-2-30{n}"), f"opening:{n}")
    with office.station.read() as session:
        numbers = [row.sequence for row in session.query(PointsTransfer)]
    assert sorted(numbers) == [1, 2, 3]
