"""What goes up is declared, and nothing else does, by neither side's will (guarantee 6)."""

from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.exchange.due import what_is_due
from app.exchange.envelope import records
from app.exchange.frames import ChangeFrame
from app.exchange.models import Peer
from app.exchange.own_keys import current_pair
from app.exchange.refusals import Reason
from app.grids.models import Building, Grid
from app.residents.models import Household, Resident
from db.ids import new_id
from db.shapes import shapes
from tests.offices.comparing import refused
from tests.offices.forging import a_change, forge
from tests.offices.grounds import EVERYWHERE
from tests.offices.records import a_whistle, an_event

pytestmark = EVERYWHERE


SECRETS = ("王桂兰", "130302195001011234", "13912345678", "独居老人", "心脏病", "wangguilan")


def test_nothing_personal_leaves_the_community(community, street):
    with community.station.write() as session:
        grid = Grid(id=new_id(), number="01", code="130302001001101", name="一号网格")
        session.add(grid)
        building = Building(id=new_id(), grid_id=grid.id, number="6")
        session.add(building)
        unit = shapes()["unit"].kind(id=new_id(), building_id=building.id, number="1")
        session.add(unit)
        household = Household(id=new_id(), unit_id=unit.id, room="302")
        session.add(household)
        session.add(
            Resident(
                household_id=household.id, name="王桂兰", id_number="130302195001011234",
                phone="13912345678", tags=["独居老人"], note="心脏病", name_pinyin="wangguilan",
            )
        )  # fmt: skip
        session.add(an_event(reporter_name="王桂兰", reporter_phone="13912345678"))
    made = community.make(street)
    sent = "".join(str(frame.change) for frame in frames_of(street, made))
    for secret in SECRETS:
        assert secret not in sent
    street.apply(made.path)
    with street.station.read() as session:
        assert session.scalars(select(Resident.name)).one() == ""
        assert session.scalars(select(Household.room)).one() == ""


def test_a_sender_that_sends_too_much_is_refused(community, street):
    values = {"owner": community.id.hex, "title": "x", "reporter_phone": "13912345678"}
    refused(street, forge(community, street, [a_change("event", **values)]),
            Reason.NOT_FOR_THIS_LEVEL)  # fmt: skip
    refused(street, forge(community, street, [a_change("speech", owner=community.id.hex)]),
            Reason.NOT_FOR_THIS_LEVEL)  # fmt: skip


def test_a_whistle_names_its_reporter_only_on_purpose_and_it_is_said_and_logged(community, street):
    with community.station.write() as session:
        event = an_event()
        session.add(event)
        session.add(a_whistle(event, contact_name="王桂兰", contact_phone="13912345678"))
    with community.station.read() as session:
        due = what_is_due(session, peer_id=street.id)
    assert due.named == (f"吹哨事项 {event.number} 含报告人姓名、电话",)
    made = community.make(street)
    assert made.manifest.named == due.named
    with community.station.read() as session:
        sentences = session.scalars(select(AuditEntry.sentence)).all()
    assert any(due.named[0] in sentence for sentence in sentences)


def frames_of(receiver, made):
    with receiver.station.read() as session:
        pair_ = current_pair(session, receiver.station.database.key)
        peer = session.get_one(Peer, made.manifest.sender.station)
    found = records(made.path, made.manifest, own=pair_, sign_key=peer.sign_public)
    return [frame for frame in found if isinstance(frame, ChangeFrame)]
