"""Who may send what: only offices we paired with, and each only what it owns (guarantees 4, 5).

Somebody forges, replays, steals keys, speaks for another. Hostile files have a file of their own.
"""

from uuid import uuid4

import pytest
from sqlalchemy import select

from app.events.models import Task
from app.exchange.codes import comparison_code
from app.exchange.envelope import read_manifest
from app.exchange.models import OwnKey, Peer
from app.exchange.own_keys import current_pair, own_identity, own_pairs, rotate_keys
from app.exchange.peers import pair, revoke
from app.exchange.refusals import Reason
from db import clock
from db.ids import new_id
from tests.offices.comparing import refused
from tests.offices.forging import a_change, forge
from tests.offices.grounds import EVERYWHERE
from tests.offices.records import add_grid

pytestmark = EVERYWHERE


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


# a station changes only what it owns


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


def test_a_record_is_not_taken_over_by_an_insert_with_an_earlier_clock(offices, community, street):
    other = offices.office("社区1-2")
    grid = add_grid(community)
    community.send(street)
    values = {"number": "01", "code": "1", "name": "冒名", "owner": other.id.hex}
    earlier = a_change("grid", "insert", grid, **values) | {"c": 1}
    refused(street, forge(other, street, [earlier]), Reason.NOT_OWNER)


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
