"""A restored file gives a number again that its lost future had sent: both stay, and part."""

from sqlalchemy import select

from app import integrity
from app.events.models import Event
from tests.offices.records import an_event


def report(office, number, title):
    with office.station.write() as session:
        event = an_event()
        event.number, event.title = number, title
        session.add(event)


def numbers(office):
    with office.station.read() as session:
        return dict(session.execute(select(Event.title, Event.number)).all())


def test_the_later_of_two_records_with_one_number_gets_another(offices, street, tmp_path):
    community = offices.office("社区1-1")
    community.send(street)
    offices.back_up("社区1-1", tmp_path / "backup")
    community = offices.office("社区1-1")
    report(community, "2026-0043", "恢复前")
    community.send(street)
    offices.restore("社区1-1", tmp_path / "backup")
    community = offices.office("社区1-1")
    report(community, "2026-0043", "恢复后")
    community.send(street)  # the street holds both for a while, with one number
    assert sorted(numbers(street).values()) == ["2026-0043", "2026-0043"]
    applied = street.send(community)
    assert "2026-0043-2" in applied.note
    community.send(street)
    for office in (community, street):
        assert numbers(office) == {"恢复前": "2026-0043", "恢复后": "2026-0043-2"}
        with office.station.read() as session:
            checks = {key: check(session) for key, _, check in integrity.OF_RECORDS}
        assert checks["numbers"][0]
        assert checks["values"][0]
