"""What the room tells of its peers and bundles, on stations that exchanged real files."""

import pytest

from app import settings
from app.accounts.levels import Level
from app.exchange.declared import declarations
from app.exchange.history_views import BundleFilter, bundle_history, bundle_sheet, count_bundles
from app.exchange.last_bundle import last_bundle
from app.exchange.media import bundle_name, free_name
from app.exchange.peers import revoke
from app.exchange.queries import peer_rows, peer_sheet
from app.exchange.sending import send, send_as
from app.exchange.slips import slip_sheet
from app.exchange.taking import examine, take
from app.exchange.terms import Direction
from app.exchange.waiting import exchange_waiting
from app.exchange.words import SUBJECTS, WORDS, file_size, in_short, serials, subjects
from app.pills import Tone
from tests.app.exchange.paired import START, build, the_calendar, two_at_work


@pytest.fixture
def calendar():
    with the_calendar() as made:
        yield made


@pytest.fixture
def offices(tmp_path, monkeypatch, calendar):
    with two_at_work(tmp_path, monkeypatch) as both:
        yield both


def row_of(office):
    with office.station.read() as session:
        return peer_rows(session)[0]


def history(office, **where):
    with office.station.read() as session:
        return bundle_history(session, where=BundleFilter(**where))


def test_every_table_that_is_declared_has_an_office_word():
    assert set(WORDS) == set(declarations())
    assert len(WORDS) == sum(len(tables) for tables in SUBJECTS.values())


def test_counts_are_told_by_subject_and_residents_are_said_to_be_numbers():
    found = subjects({"grid": {"insert": 2, "update": 1, "delete": 0}, "resident": 5, "x": 1})
    assert [(one.title, one.total) for one in found] == [("网格", 3), ("居民", 5), ("其他", 1)]
    assert "只有编号" in found[1].sentence
    assert in_short({"grid": 3, "event": 9, "unit": 1, "visit": 2}) == (
        "事项 9、网格 3、走访 2 等 4 类"
    )


def test_sizes_and_serials_are_written_as_people_read_them():
    assert [file_size(size) for size in (10, 5 << 20, 3 << 30)] == ["1 KB", "5.0 MB", "3.00 GB"]
    assert serials((3,)) == "第 3 包"
    assert serials((3, 4, 5)) == "第 3 至 5 包"
    assert serials((3, 5)) == "第 3、5 包"


def test_a_file_is_named_after_both_offices_and_never_takes_the_place_of_another(tmp_path):
    name = bundle_name("人民里社区", "文昌路/街道", 17, START.date())
    assert name == "人民里社区→文昌路_街道-第0017包-20261102.liren"
    (tmp_path / name).touch()
    assert free_name(tmp_path, name).name == "人民里社区→文昌路_街道-第0017包-20261102（2）.liren"


def test_the_page_says_what_waits_what_is_under_way_and_what_is_confirmed(offices):
    community, street = offices
    assert "还没有制作过" in row_of(community).sentence
    build(community)
    assert "待报送" in row_of(community).sentence
    street.apply(community.make(street).path)
    assert "对方还没有确认" in row_of(community).sentence
    assert row_of(community).pill.text == "等待确认"
    assert "还没有回执" in row_of(street).sentence
    community.apply(street.make(community).path)
    row = row_of(community)
    assert "第 1 包对方已确认" in row.sentence
    assert row.confirmed is not None
    assert row.confirmed.serial == 1


def test_a_bundle_that_never_came_is_named(offices):
    community, street = offices
    build(community)
    community.make(street)
    street.apply(community.make(street).path)
    assert row_of(street).missing == "第 1 包"
    assert "缺对方第 1 包" in row_of(street).sentence


def test_a_week_after_the_last_bundle_it_is_time_for_the_next(offices, calendar):
    community, street = offices
    build(community)
    street.apply(community.make(street).path)
    community.apply(street.make(community).path)
    calendar.pass_days(8)
    assert not row_of(community).is_overdue  # nothing new: nothing to report
    build(community, "2")
    row = row_of(community)
    assert row.is_overdue
    assert row.pill.tone is Tone.LATE
    with community.station.read() as session:
        (waiting,) = exchange_waiting(session)
    assert waiting.title == "该向文昌路街道报送了"
    assert (waiting.kind, waiting.id) == ("bundle", street.id)


def test_the_interval_is_the_office_s_own_and_nought_means_never(offices, calendar):
    community, _ = offices
    build(community)
    calendar.pass_days(30)
    with community.station.write() as session:
        settings.put(session, settings.EXCHANGE_EVERY_DAYS, 0)
    with community.station.read() as session:
        assert exchange_waiting(session) == []


def test_a_subordinate_that_is_silent_for_too_long_is_late(offices, calendar):
    community, street = offices
    street.apply(community.make(street).path)
    with street.station.read() as session:
        assert exchange_waiting(session) == []
    calendar.pass_days(9)
    with street.station.read() as session:
        (waiting,) = exchange_waiting(session)
    assert waiting.title == "人民里社区迟报"
    assert "9 天前报来第 1 包" in waiting.detail


def test_a_peer_that_was_revoked_stands_last_with_the_reason(offices):
    community, street = offices
    with community.station.write() as session:
        revoke(session, community.station.actor, station_id=street.id, reason="街道合并")
    row = row_of(community)
    assert not row.is_active
    assert row.sentence == "已停用：街道合并"
    with community.station.read() as session:
        assert peer_sheet(session, street.id).revoked_reason == "街道合并"


def test_the_history_keeps_both_ways_and_is_filtered_by_way_and_words(offices):
    community, street = offices
    build(community)
    street.apply(community.make(street).path)
    community.apply(street.make(community).path)
    both = history(community)
    assert [row.direction for row in both] == [Direction.IN, Direction.OUT]
    (out,) = history(community, direction=Direction.OUT)
    assert out.result.text == "对方已确认"
    assert "单元 2" in out.short
    assert history(community, text="青年路") == []
    with community.station.read() as session:
        assert count_bundles(session, where=BundleFilter(peer_id=street.id)) == 2
    (came,) = history(street, direction=Direction.IN)
    assert came.check_code == out.check_code
    with street.station.read() as session:
        sheet = bundle_sheet(session, came.id)
    assert sheet.changed


def test_the_last_bundle_is_told_in_a_few_words_from_where_the_office_stands(offices, calendar):
    community, street = offices

    def told(office, level):
        with office.station.read() as session:
            return last_bundle(session, level=level)

    assert told(community, Level.COMMUNITY) == ""
    build(community)
    community.make(street)
    street.apply(community.make(street).path)
    assert told(community, Level.COMMUNITY) == "上次报送 11-02 第 2 包"
    assert told(street, Level.STREET) == ""  # to the district, none yet
    assert told(street, Level.DISTRICT) == "上次收取 11-02 人民里社区 第 2 包"
    calendar.pass_days(90)
    assert told(community, Level.COMMUNITY) == "上次报送 2026-11-02 第 2 包"


def test_a_bundle_made_in_volumes_is_taken_from_any_of_them(offices, tmp_path):
    community, street = offices
    build(community, "1", "2", "3")
    folder, workspace = tmp_path / "stick", tmp_path / "workspace"
    folder.mkdir()
    workspace.mkdir()
    target = folder / "包.liren"
    sent = send_as(community.station, peer_id=street.id, target=target, volume_size=64 << 10)
    assert [path.name for path in sent.files] == ["包.liren.001"]
    assert not target.exists()
    examined = examine(street.station, sent.files[-1], workspace)
    assert examined.check_code == sent.check_code
    assert take(street.station, examined.preview.path).rows > 9


def test_the_slip_says_what_the_history_knows(offices, tmp_path):
    community, street = offices
    build(community)
    sent = send(community.station, peer_id=street.id, folder=tmp_path)
    assert sent.files[0].name == "人民里社区→文昌路街道-第0001包-20261102.liren"
    with community.station.read() as session:
        sheet = slip_sheet(session, operator="赵敏", record_id=sent.record_id)
    assert (sheet.sender, sheet.receiver, sheet.serial) == ("人民里社区", "文昌路街道", 1)
    assert sheet.check_code == sent.check_code
    assert sheet.files == (sent.files[0].name,)
