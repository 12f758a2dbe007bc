"""What one room tells another happens in the same transaction, or not at all."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from app.accounts.models import Office
from app.announcements import announce, listen


@pytest.fixture
def fact():
    """A kind of fact nobody else listens to."""

    @dataclass(frozen=True)
    class PhoneChanged:
        phone: str

    return PhoneChanged


def office_of(session):
    return session.scalars(select(Office)).one()


def phone(station):
    with station.read() as session:
        return office_of(session).phone


def change_phone(station, fact):
    with station.write() as session:
        office_of(session).phone = "110"
        announce(session, station.actor, fact("110"))


def test_a_listener_acts_in_the_same_transaction(station, fact):
    seen = []

    def note(session, actor, told):
        seen.append((actor.name, told.phone, office_of(session).phone))
        office_of(session).address = told.phone

    listen(fact, note)
    change_phone(station, fact)
    assert seen == [("赵敏", "110", "110")]
    with station.read() as session:
        assert (office_of(session).phone, office_of(session).address) == ("110", "110")


def test_a_listener_that_fails_rolls_everything_back(station, fact):
    before = phone(station)

    def first(session, actor, told):
        office_of(session).address = "写了一半"

    def second(session, actor, told):
        raise ZeroDivisionError

    listen(fact, first)
    listen(fact, second)
    with pytest.raises(ZeroDivisionError):
        change_phone(station, fact)
    assert phone(station) == before
    with station.read() as session:
        assert office_of(session).address != "写了一半"


def test_listening_twice_is_listening_once(station, fact):
    heard = []

    class Listener:
        def hear(self, session, actor, told):
            heard.append(told)

    listener = Listener()
    listen(fact, listener.hear)
    listen(fact, listener.hear)
    change_phone(station, fact)
    assert heard == [fact("110")]


def test_listeners_are_called_in_the_order_they_came(station, fact):
    heard = []
    for number in range(5):
        listen(fact, lambda session, actor, told, number=number: heard.append(number))
    change_phone(station, fact)
    assert heard == [0, 1, 2, 3, 4]


def test_a_fact_nobody_listens_to_is_no_mistake(station, fact):
    change_phone(station, fact)
    assert phone(station) == "110"
