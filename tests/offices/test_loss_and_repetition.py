"""Bundles lost, repeated, out of order; files restored and set back (guarantees 1, 2, 8 and 9).

Convergence has a file of its own, and so have crashes.
"""

import shutil

from sqlalchemy import select

from app import machine
from app.attachments.contents import keep
from app.attachments.models import Attachment, Content
from app.exchange.due import what_is_due
from app.exchange.models import BundleRecord, Peer
from app.exchange.receiving import look
from app.exchange.refusals import Reason
from db.changelog import Change
from tests.offices.comparing import refused, shared_rows
from tests.offices.grounds import EVERYWHERE
from tests.offices.records import a_whistle, add_grid, an_event, name_of, rename

pytestmark = EVERYWHERE


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


# photos travel once


def test_a_photo_travels_once(community, street):
    def blow(photo: bytes):
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


# seen by people


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
