"""The ways of records: up from the community, down to it, both through the street."""

from sqlalchemy import select

from app.accounts.models import Office
from app.directing.models import Response, Whistle
from app.events.models import Task
from db import clock
from tests.offices.comparing import sent_up
from tests.offices.grounds import EVERYWHERE
from tests.offices.records import a_whistle, an_event

pytestmark = EVERYWHERE


def test_a_task_comes_down_through_the_street_and_its_answer_goes_up(community, street, district):
    community.send(street)
    street.send(district)
    with district.station.write() as session:
        session.add(
            Task(
                title="报送楼道清理", issuer="海港区", issued_at=clock.now(), addressee=community.id
            )
        )
    district.send(street)
    street.send(community)
    with community.station.write() as session:
        task = session.scalars(select(Task)).one()
        task.state, task.answer = "answered", "已清理 6 个楼道"
    community.send(street)
    street.send(district)
    with district.station.read() as session:
        assert session.scalars(select(Task.answer)).one() == "已清理 6 个楼道"


def test_a_task_for_one_community_is_not_seen_by_another(offices, community, street):
    other = offices.office("社区1-2")
    with street.station.write() as session:
        session.add(Task(title="x", issuer="街道", issued_at=clock.now(), addressee=community.id))
    street.send(other)
    street.send(community)
    with other.station.read() as session:
        assert session.scalars(select(Task)).all() == []
    with community.station.read() as session:
        assert len(session.scalars(select(Task)).all()) == 1


def test_a_whistle_goes_up_and_the_response_comes_back(community, street, district):
    with community.station.write() as session:
        event = an_event()
        session.add(event)
        session.add(a_whistle(event))
    community.send(street)
    with street.station.write() as session:
        whistle = session.scalars(select(Whistle)).one()
        session.add(
            Response(
                whistle_id=whistle.id, addressee=whistle.owner, department="供热公司",
                assigned_at=clock.now(), state="answered", answer="已修复",
            )
        )  # fmt: skip
    street.send(community)
    with community.station.write() as session:
        response = session.scalars(select(Response)).one()
        assert response.answer == "已修复"
        response.rating = "satisfied"
    community.send(street)
    street.send(district)
    for office in (street, district):
        with office.station.read() as session:
            assert session.scalars(select(Response.rating)).one() == "satisfied"
    own = {community.id, street.id}
    assert sent_up(street, own) == sent_up(district, own)
    with district.station.read() as session:
        assert len(session.scalars(select(Office)).all()) == 3
