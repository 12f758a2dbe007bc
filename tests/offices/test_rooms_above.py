"""The rooms of a street and a district answer on either ground, of records that came by bundle."""

from datetime import timedelta

import pytest

from app.directing.assignment_views import assignments
from app.directing.models import Mark, Publication, Response
from app.directing.publication_views import publications
from app.directing.queries import marks, offices_below
from app.directing.waiting import directing_waiting
from app.directing.whistle_views import whistle_sheet, whistles
from app.events.models import Task
from app.exchange.history_views import BundleFilter, bundle_history, bundle_sheet, count_bundles
from app.exchange.queries import exchange_settings, peer_rows, peer_sheet
from app.exchange.waiting import exchange_waiting
from app.figures.communities import communities
from app.figures.community_detail import community_detail
from app.figures.levels import main_figures
from app.figures.quarterly import quarter_of, quarterly_sheet
from app.today.queries import board, pressing
from db import clock
from db.ids import new_id
from tests.offices.grounds import EVERYWHERE
from tests.offices.records import a_whistle, add_grid, an_event

pytestmark = EVERYWHERE


@pytest.fixture
def above(community, street, district):
    """What a community sent, with what street and district wrote to it; the two above it."""
    event = an_event()
    blown = a_whistle(event)
    add_grid(community)
    add(community, event, blown)
    community.send(street)
    told = {"issuer": "上级", "addressee": community.id, "batch_id": new_id()}
    due = clock.now() - timedelta(days=1)
    for office in (street, district):
        add(office, Task(title="排查", issued_at=clock.now(), due_at=due, **told))
        add(office, Publication(title="通知", kind="notice", issuer="上级", published_at=due))
    add(
        street,
        Response(
            whistle_id=blown.id, addressee=community.id, department="城管",
            assigned_at=clock.now(), state="assigned",
        ),
    )  # fmt: skip
    add(district, Mark(addressee=community.id, kind="demonstration", granted_on=due.date()))
    street.send(district)
    district.send(street)
    return street, district


def add(office, *rows):
    with office.station.write() as session:
        for row in rows:
            row.id = row.id or new_id()
            session.add(row)
            session.flush()


@pytest.fixture
def sessions(above):
    """Reading at the one and the other."""
    street, district = above
    with street.station.read() as one, district.station.read() as other:
        yield one, other


def test_communities_and_their_figures(sessions, community):
    quarter = quarter_of(clock.today())
    for session in sessions:
        (row,) = communities(session, period=quarter)
        assert row.id == community.id
        assert community_detail(session, office_id=row.id, period=quarter)
        assert quarterly_sheet(session, period=quarter)
        assert main_figures(session)


def test_what_is_directed_and_what_waits(sessions, community):
    for session in sessions:
        assert community.id in {office.id for office in offices_below(session)}
        (whistle,) = whistles(session)
        assert whistle_sheet(session, whistle_id=whistle.id)
        (task,) = assignments(session)
        assert task.title == "排查"
        assert "通知" in {row.title for row in publications(session)}
        assert [mark.office for mark in marks(session)] == [community.name]
        assert directing_waiting(session)
        shown = board(session, actor=community.station.actor)
        assert pressing(session, actor=community.station.actor) <= len(shown.items)


def test_what_was_exchanged(sessions):
    for session, bundles in zip(sessions, (3, 2), strict=True):
        assert exchange_settings(session)
        for peer in peer_rows(session):
            assert peer_sheet(session, peer.id).row == peer
        for where in (BundleFilter(), BundleFilter(text=".LIREN")):
            lines = bundle_history(session, where=where)
            assert count_bundles(session, where=where) == len(lines) == bundles
        assert bundle_sheet(session, lines[0].id)
        assert all(item.title for item in exchange_waiting(session))
