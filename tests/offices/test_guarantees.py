"""The ten guarantees of exchange (docs/bundle-format.md), each with somebody who tries to break it.

Convergence has a file of its own, and so have crashes and hostile input.
"""

import shutil
from uuid import uuid4

import pytest
from sqlalchemy import select

from app import machine
from app.accounts.models import AuditEntry, Office
from app.attachments.models import Content
from app.directing.models import Response, Whistle
from app.events.models import Event, Task
from app.exchange.codes import comparison_code
from app.exchange.envelope import read_manifest, records
from app.exchange.frames import ChangeFrame
from app.exchange.making import what_is_due
from app.exchange.models import BundleRecord, OwnKey, Peer
from app.exchange.own_keys import current_pair, own_identity, own_pairs, rotate_keys
from app.exchange.peers import pair, revoke
from app.exchange.receiving import look
from app.exchange.refusals import Reason, Refused
from app.grids.models import Building, Grid
from app.residents.models import Household, Resident
from db import clock
from db.changelog import Change
from db.ids import new_id
from db.shapes import shapes
from tests.offices.comparing import sent_up
from tests.offices.forging import a_change, forge


def add_grid(office, number=1):
    with office.station.write() as session:
        grid = Grid(
            id=new_id(),
            number=f"{number:02}",
            code=f"13030201001{number:03}",
            name=f"{number}号网格",
        )
        session.add(grid)
        return grid.id


def rename(office, grid_id, name):
    with office.station.write() as session:
        session.get_one(Grid, grid_id).name = name


def name_of(office, grid_id):
    with office.station.read() as session:
        return session.scalar(select(Grid.name).where(Grid.id == grid_id))


def shared_rows(office):
    with office.station.read() as session:
        return {
            name: sorted(map(str, session.execute(select(shape.table))))
            for name, shape in shapes().items()
        }


def refused(office, path, reason):
    """Refused for this reason, and the shared tables are as they were."""
    before = shared_rows(office)
    with pytest.raises(Refused) as refusal:
        office.apply(path)
    assert refusal.value.reason is reason
    assert refusal.value.what_happened
    assert refusal.value.what_to_do
    assert shared_rows(office) == before


# 1 and 2: repetition, order, loss


def test_applying_twice_changes_nothing(community, street):
    add_grid(community)
    made = community.make(street)
    assert street.apply(made.path).changed["grid"] == {"insert": 1}
    before = shared_rows(street)
    again = street.apply(made.path)
    assert again.rows == 0
    assert "以前收取过" in again.note
    assert shared_rows(street) == before


def test_a_lost_stick_costs_nothing_and_the_gap_is_named(community, street):
    community.send(street)
    first = add_grid(community, 1)
    community.make(street)  # lost
    second = add_grid(community, 2)
    applied = community.send(street)
    assert "已收到第 1 包，缺第 2 包" in applied.note
    assert name_of(street, first) == "1号网格"
    assert name_of(street, second) == "2号网格"


def test_a_confirmed_change_is_not_sent_again(community, street):
    add_grid(community)
    community.send(street)
    street.send(community)  # the receipt
    rename(community, add_grid(community, 2), "改名")
    made = community.make(street)
    assert made.manifest.payload.records == 2
    with community.station.read() as session:
        assert what_is_due(session, peer_id=street.id).counts == {"grid": 2}


def test_an_older_bundle_put_in_place_of_a_newer_one_is_noticed(community, street):
    grid = add_grid(community)
    old = community.make(street)
    rename(community, grid, "新名")
    community.send(street)
    late = street.apply(old.path)
    assert "较早的第 1 包" in late.note
    assert name_of(street, grid) == "新名"


def test_a_restored_backup_gets_back_what_it_had_sent(offices, community, street, tmp_path):
    grid = add_grid(community)
    community.send(street)
    street.send(community)
    offices.back_up("社区1-1", tmp_path / "backup")
    community = offices.office("社区1-1")
    rename(community, grid, "备份后改的")
    lost = add_grid(community, 2)
    community.send(street)
    stale = street.make(community)
    offices.restore("社区1-1", tmp_path / "backup")
    community = offices.office("社区1-1")
    own = add_grid(community, 3)
    assert name_of(community, grid) == "1号网格"
    with community.station.read() as session:
        assert look(session, stale.path).returns_own is False  # it does not know of the loss yet
    community.send(street)
    with community.station.read() as session:
        bundle = street.make(community)
        assert look(session, bundle.path).returns_own
    community.apply(bundle.path)
    assert name_of(community, grid) == "备份后改的"
    assert name_of(community, lost) == "2号网格"
    assert name_of(street, own) == "3号网格"
    with community.station.read() as session:
        numbers = session.execute(select(Change.origin, Change.counter)).all()
    assert len(set(numbers)) == len(numbers)


def test_a_file_set_back_by_hand_takes_new_numbers(offices, community, street, tmp_path):
    add_grid(community)
    offices.back_up("社区1-1", tmp_path / "backup")
    community = offices.office("社区1-1")
    lost = add_grid(community, 2)
    first = community.make(street)
    street.apply(first.path)
    offices.set_back("社区1-1", tmp_path / "backup")
    community = offices.office("社区1-1")
    own = add_grid(community, 2)
    again = community.make(street)
    assert again.manifest.replica != first.manifest.replica
    assert again.manifest.lineage == (first.manifest.replica,)
    street.apply(again.path)
    street.send(community)
    for office in (community, street):
        assert name_of(office, lost) == name_of(office, own) == "2号网格"


def test_an_old_copy_used_on_another_pc_is_noticed_and_loses_nothing(
    offices, community, street, tmp_path
):
    """That PC knows nothing of what was sent; the street does."""
    grid = add_grid(community)
    community.send(street)
    offices.back_up("社区1-1", tmp_path / "backup")
    community = offices.office("社区1-1")
    lost = add_grid(community, 2)
    community.send(street)
    shutil.rmtree(machine.data_folder() / "sent")
    offices.set_back("社区1-1", tmp_path / "backup")
    community = offices.office("社区1-1")
    own = add_grid(community, 3)
    rename(community, grid, "旧拷贝上改的")
    refused(street, community.make(street).path, Reason.FORK)
    bundle = street.make(community)
    with community.station.read() as session:
        assert look(session, bundle.path).set_back
    community.apply(bundle.path)
    community.send(street)
    street.send(community)
    for office in (community, street):
        assert name_of(office, lost) == "2号网格"
        assert name_of(office, own) == "3号网格"
        assert name_of(office, grid) == "旧拷贝上改的"


def test_a_restored_receiver_says_what_it_lacks(offices, community, street, tmp_path):
    offices.back_up("街道1", tmp_path / "backup")
    street = offices.office("街道1")
    grid = add_grid(community)
    community.send(street)
    street.send(community)
    offices.restore("街道1", tmp_path / "backup")
    street = offices.office("街道1")
    rename(community, grid, "新名")
    refused(street, community.make(street).path, Reason.GAP)
    street.send(community)
    community.send(street)
    assert name_of(street, grid) == "新名"


# 4: only from whom we paired with


def test_a_bundle_for_somebody_else_is_refused(offices, community, street, district):
    add_grid(community)
    made = community.make(street)
    refused(district, made.path, Reason.OTHER_RECEIVER)
    refused(community, made.path, Reason.OWN_BUNDLE)


def test_an_unknown_sender_is_refused(offices, community, street):
    other = offices.office("社区1-2")
    with street.station.write() as session:
        session.delete(session.get_one(Peer, community.id))
    refused(street, community.make(street).path, Reason.UNKNOWN_SENDER)
    assert other.send(street).rows > 0


def test_a_forged_signature_is_refused(offices, community, street):
    """The other community signs, and says that it is the first one."""
    other = offices.office("社区1-2")
    path = forge(other, street, [a_change("grid")])
    manifest = read_manifest(path)
    assert manifest.sender.station == other.id
    data = path.read_bytes().replace(other.id.hex.encode(), community.id.hex.encode())
    path.write_bytes(data)
    refused(street, path, Reason.FORGED)


def test_a_revoked_sender_is_refused_until_paired_again(community, street):
    add_grid(community)
    made = community.make(street)
    with street.station.write() as session:
        revoke(session, street.station.actor, station_id=community.id, reason="电脑被盗")
    refused(street, made.path, Reason.REVOKED_SENDER)


def test_changed_keys_follow_with_the_next_bundle(community, street):
    add_grid(community)
    under_way = community.make(street)
    answer = street.make(community)
    with community.station.write() as session:
        rotate_keys(
            session, community.station.actor,
            database_key=community.station.database.key, revokes_old=False,
        )  # fmt: skip
    assert community.send(street).rows > 0
    street.apply(under_way.path)  # signed with the keys before: still good
    community.apply(answer.path)  # sealed to the keys before: still opens
    assert street.make(community).manifest.payload.sealed_key


def test_keys_said_to_be_stolen_are_refused_at_once(community, street):
    add_grid(community)
    stolen = community.make(street)
    with community.station.write() as session:
        rotate_keys(
            session, community.station.actor,
            database_key=community.station.database.key, revokes_old=True,
        )  # fmt: skip
    community.send(street)
    refused(street, stolen.path, Reason.OLD_KEY)


def test_pairing_needs_the_code_that_both_sides_see(community, street):
    with street.station.read() as session:
        own = current_pair(session, street.station.database.key)
    with community.station.read() as session:
        theirs = current_pair(session, community.station.database.key)
        identity = own_identity(session, theirs)
    code = comparison_code(own.public, theirs.public)
    wrong = ("0000" if code[:4] != "0000" else "1111") + code[4:]
    with street.station.write() as session:
        with pytest.raises(Exception, match="对照码不一致"):
            pair(session, street.station.actor, own=own, identity=identity, code=wrong)
        pair(session, street.station.actor, own=own, identity=identity, code=code.lower())


def test_private_keys_lie_sealed_even_in_the_encrypted_file(community):
    with community.station.read() as session:
        pairs = own_pairs(session, community.station.database.key)
        stored = [bytes(row.sealed) for row in session.execute(select(OwnKey)).scalars()]
    assert pairs
    for one, sealed in zip(pairs, stored, strict=True):
        assert one.sign_seed not in sealed
        assert one.box_secret not in sealed


# 5: a station changes only what it owns


def test_a_street_cannot_change_what_a_community_owns(community, street, district):
    grid = add_grid(community)
    community.send(street)
    street.send(district)
    path = forge(street, district, [a_change("grid", "update", grid, name="街道改的")])
    refused(district, path, Reason.NOT_OWNER)
    path = forge(street, district, [a_change("grid", "delete", grid)])
    refused(district, path, Reason.NOT_OWNER)


def test_a_street_cannot_speak_for_a_community_paired_elsewhere(offices, community, street):
    """Another community says it brings changes of the first one."""
    other = offices.office("社区1-2")
    grid = add_grid(community)
    community.send(street)
    path = forge(
        other, street, [a_change("grid", "update", grid, name="冒名")], station=community.id
    )
    refused(street, path, Reason.NOT_OWNER)


def test_nobody_speaks_in_our_own_name(community, street):
    grid = add_grid(community)
    community.send(street)
    path = forge(
        street, community, [a_change("grid", "update", grid, name="冒名")], station=community.id
    )
    refused(community, path, Reason.NOT_OWNER)


def test_an_owner_cannot_be_changed(community, street):
    grid = add_grid(community)
    community.send(street)
    path = forge(community, street, [a_change("grid", "update", grid, owner=uuid4().hex)])
    refused(street, path, Reason.NOT_OWNER)
    path = forge(community, street, [a_change("grid", name="x", owner=street.id.hex)])
    refused(street, path, Reason.NOT_OWNER)


def test_an_answer_has_one_writer(community, street):
    with street.station.write() as session:
        task = Task(
            id=new_id(), title="排查", issuer="街道", issued_at=clock.now(), addressee=community.id
        )
        session.add(task)
        task_id = task.id
    street.send(community)
    path = forge(street, community, [a_change("task", "update", task_id, answer="街道代答")])
    refused(community, path, Reason.NOT_OWNER)
    path = forge(community, street, [a_change("task", "update", task_id, title="改题")])
    refused(street, path, Reason.NOT_OWNER)


# 6: minimum data


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
    for secret in (
        "王桂兰",
        "130302195001011234",
        "13912345678",
        "独居老人",
        "心脏病",
        "wangguilan",
    ):
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


# 8: photos travel once


def test_a_photo_travels_once(community, street):
    def blow(photo: bytes):
        from app.attachments.contents import keep
        from app.attachments.models import Attachment

        with community.station.write() as session:
            event = an_event()
            session.add(event)
            whistle = a_whistle(event)
            session.add(whistle)
            session.add(
                Attachment(
                    record_table="whistle", record_id=whistle.id, kind="before",
                    content=keep(session, photo), media_type="image/png", size=len(photo),
                )
            )  # fmt: skip

    blow(b"photo" * 5000)
    first = community.make(street)
    assert first.manifest.contents.count == 1
    street.apply(first.path)
    with street.station.read() as session:
        assert session.scalars(select(Content.data)).one() == b"photo" * 5000
    street.send(community)
    blow(b"photo" * 5000)
    second = community.make(street)
    assert second.manifest.contents.count == 0
    assert second.path.stat().st_size < first.path.stat().st_size + 2000


# 9: seen by people


def test_what_was_made_and_applied_is_written_down_on_both_sides(community, street):
    add_grid(community)
    made = community.make(street)
    street.apply(made.path)
    for office, direction in ((community, "out"), (street, "in")):
        with office.station.read() as session:
            line = session.scalars(select(BundleRecord)).one()
        assert (line.direction, line.serial, line.sha256) == (direction, 1, made.manifest.sha256)
        assert line.counts["grid"] == {"insert": 1, "update": 0, "delete": 0}
        assert line.size == made.path.stat().st_size
    with community.station.read() as session:
        assert session.get_one(Peer, street.id).confirmed == {}
    street.send(community)
    with community.station.read() as session:
        confirmed = session.get_one(Peer, street.id).confirmed
    assert confirmed[made.manifest.replica.hex] == made.manifest.upto[made.manifest.replica]


# the ways: up, down, and through the street


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


def frames_of(receiver, made):
    with receiver.station.read() as session:
        pair_ = current_pair(session, receiver.station.database.key)
        peer = session.get_one(Peer, made.manifest.sender.station)
    found = records(made.path, made.manifest, own=pair_, sign_key=peer.sign_public)
    return [frame for frame in found if isinstance(frame, ChangeFrame)]


def an_event(**values):
    return Event(
        id=new_id(), number=f"2026-{new_id().hex[-4:]}", title="路灯不亮", category="facilities",
        source="patrol", reported_at=clock.now(), entered_at=clock.now(), state="reported",
        state_since=clock.now(), response_due=clock.now(), **values,
    )  # fmt: skip


def a_whistle(event, **values):
    return Whistle(
        event_id=event.id, event_number=event.number, title=event.title, id=new_id(),
        category=event.category, whistled_at=clock.now(), **values,
    )  # fmt: skip
