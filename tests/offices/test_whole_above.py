"""What a community's work leaves at street and district is whole, and what lists read can be read.

Of the ledger of points only sums come up: no texts, no chain. Only a community that lost its file
gets its own entries back.
"""

import pytest
from sqlalchemy import select

from app.attachments.models import Attachment
from app.cli.lists import LISTS
from app.council.models import AgendaItem, Body, Matter, Meeting
from app.council.search import search_council
from app.integrity import OF_RECORDS, check_all
from app.points.ledger import Entry, write
from app.points.models import PointsTransfer
from app.points.terms import TransferKind
from db import clock
from db.ids import new_id
from db.merging import lifted_guards
from tests.app.points.builders import Clock, PointsOffice
from tests.offices.grounds import EVERYWHERE
from tests.offices.records import a_whistle, an_event

pytestmark = EVERYWHERE


@pytest.fixture
def scheme(community):
    """The community's points: 王秀芬 has 80 of 100 left, 李强 had 30 taken back."""
    shown = Clock()
    with clock.set_to(shown):
        office = PointsOffice(community.station, shown)
        office.wang, office.li = office.resident(), office.resident("李强", "3-2-302")
        office.award(office.wang, 100)
        office.award(office.li, 30)
        office.soap = office.reward(price=20)
        office.redeem(office.wang, office.soap)
        yield office


def findings(office):
    """What is not whole, and what else every check of the ledger said."""
    results = check_all(office.station)
    assert {key for key, _, _ in OF_RECORDS} - {"search"} <= {one.key for one in results}
    assert [(one.key, one.detail) for one in results if not one.passed] == []
    return {one.key: one.detail for one in results}


def test_points_that_came_up_are_whole_at_every_level(scheme, community, street, district):
    community.send(street)
    street.send(district)
    for office in (community, street, district):
        assert findings(office)["points"].startswith("5 笔分录")
        with office.station.read() as session:
            assert len(session.scalars(select(PointsTransfer.id)).all()) == 5


def test_what_two_lives_spent_together_is_told_and_is_no_fault(offices, scheme, street, tmp_path):
    """A backup is restored, and the counter gives out once more what had been given out."""
    offices.back_up("社区1-1", tmp_path / "backup")
    scheme.station = offices.office("社区1-1").station
    scheme.redeem(scheme.wang, scheme.soap, 3)
    offices.office("社区1-1").send(street)
    offices.restore("社区1-1", tmp_path / "backup")
    community = offices.office("社区1-1")
    scheme.station = community.station
    scheme.redeem(scheme.wang, scheme.soap, 2)
    community.send(street)
    street.send(community)
    assert scheme.balance(scheme.wang) == -20
    for office in (community, street):
        assert findings(office)["points"].endswith("余额为负：恢复备份前后各有一次兑换，请核对")
    scheme.award(scheme.wang, 30)
    assert scheme.balance(scheme.wang) == 10
    community.send(street)
    assert findings(street)["points"] == "9 笔分录，都由报送包带来，余额相符"


def test_a_balance_below_zero_of_one_life_is_a_fault(scheme):
    with scheme.station.write() as session, lifted_guards(session):
        spent = session.scalars(select(PointsTransfer).where(PointsTransfer.kind == "redeem")).one()
        accounts = (spent.from_account, spent.to_account)
        write(session, scheme.station.actor, [Entry("x", TransferKind.REDEEM, *accounts, 90)])
    failed = {one.key: one.detail for one in check_all(scheme.station) if not one.passed}
    assert failed["points"].endswith("的余额是 -10")


def test_a_photo_that_the_sender_had_lost_is_told(community, street):
    with community.station.write() as session:
        event = an_event()
        blown = a_whistle(event)
        session.add_all([event, blown])
        lost = Attachment(
            record_table="whistle", record_id=blown.id, kind="before", content="0" * 64,
            media_type="image/png", size=9, name="漏气.png",
        )  # fmt: skip
        session.add(lost)
    community.send(street)
    assert findings(street)["contents"] == "0 份内容，校验码全部相符；1 份对方没有送来"
    failed = {one.key: one.detail for one in check_all(community.station) if not one.passed}
    assert failed == {"contents": "缺少 1 份内容，第一份：漏气.png"}


def test_every_list_can_be_read_and_searched_above(scheme, community, street):
    community.send(street)
    with street.station.read() as session:
        for query, _ in LISTS.values():
            assert query(session, "") is not None
            assert list(query(session, "王秀芬 wxf 3-2-301")) == []


def test_matters_are_found_by_their_words_above(community, street):
    with community.station.write() as session:
        body = Body(id=new_id(), name="居民会议", kind="residents_meeting", rule_key="x")
        matter = Matter(
            id=new_id(), number="2026-001", title="加装 ETC 道闸", proposer_name="张三",
            proposed_on=clock.today(), stage_since=clock.now(),
        )  # fmt: skip
        meeting = Meeting(
            id=new_id(), number="2026-001", title="议事会", body_id=body.id, place="活动室",
            starts_at=clock.now(), rule={},
        )  # fmt: skip
        session.add_all([body, matter, meeting])
        session.flush()
        session.add(AgendaItem(meeting_id=meeting.id, position=1, title="道闸 100% 自筹"))
    community.send(street)

    def found(typed):
        with street.station.read() as session:
            return [(hit.kind, hit.where) for hit in search_council(session, typed=typed)]

    assert sorted(found("道闸")) == [("matter", "议题"), ("meeting", "议程")]
    assert found("etc 道闸") == [("matter", "议题")]
    assert found("100%") == [("meeting", "议程")]
    assert found("张三") == found("道 张三") == found(" ") == []
