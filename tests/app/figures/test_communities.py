"""Communities side by side: every figure against what was counted by hand."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import settings as station_settings
from app.events.rules import RATES
from app.figures.communities import communities, ranks_by, together
from app.figures.community_measures import (
    MEASURES,
    Trend,
    figures_of,
    percent,
    ranked,
    score,
    step_since,
)
from app.figures.community_sources import bundles_in, missing_serials
from app.figures.periods import Period
from db import clock
from tests.app.figures.district_office import NOON

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30), 1)
DAY = timedelta(days=1)


def rows_of(district, period=NOVEMBER, **more):
    return {row.name: row for row in district.ask(communities, period=period, **more)}


def shown(row, *keys):
    return [row.figures[key].shown for key in keys]


@pytest.fixture
def two(district):
    """人民里 and 河北里 of one street, and 燕山里, which sent nothing, of another."""
    district.a_street()
    one = district.a_community()
    other = district.a_community("河北里社区", "130302001002")
    district.a_community("燕山里社区", "130302002001", street="燕山大街街道")
    return district, one, other


def test_a_community_that_sent_nothing_has_a_row_of_zeros_and_dashes(two):
    row = rows_of(two[0])["燕山里社区"]
    for measure in MEASURES:
        assert row.figures[measure.key].shown == ("—" if measure.is_rate else "0")
    assert (row.street, row.reported.words, row.reported.late) == (
        "燕山大街街道", "从未报送", True,
    )  # fmt: skip
    assert row.reported.serial is None


def test_communities_stand_by_area_code_under_their_street_and_can_be_narrowed_to_it(two):
    district = two[0]
    assert list(rows_of(district)) == ["人民里社区", "河北里社区", "燕山里社区"]
    assert rows_of(district)["人民里社区"].street == "文化路街道"
    assert list(rows_of(district, street="130302001")) == ["人民里社区", "河北里社区"]


def test_grids_homes_people_and_staff_are_counted_of_each_owner_alone(two):
    district, one, other = two
    homes = district.homes(one, 2, 1, 0)
    district.a_resident(one, homes[0], status="moved")
    district.a_resident(one, homes[0], status="deceased")
    district.homes(other, 4)
    for duty in ("full_time", "part_time", "part_time", "information_officer", "unit_head"):
        district.staff(one, duty)
    district.staff(one, "full_time", until=date(2026, 2, 1))
    rows = rows_of(district)
    keys = ("grids", "households", "residents", "full_time", "part_time", "information_officer")
    assert shown(rows["人民里社区"], *keys) == ["1", "3", "3", "1", "2", "1"]
    assert shown(rows["河北里社区"], *keys) == ["1", "1", "4", "0", "0", "0"]


def test_a_household_in_two_groups_is_covered_once_and_an_ended_group_covers_nobody(two):
    district, one, _ = two
    homes = district.homes(one, 1, 1, 1, 1)
    district.a_group(one, homes[0], homes[1])
    district.a_group(one, homes[1])
    district.a_group(one, homes[2], ended=date(2026, 3, 1))
    row = rows_of(district)["人民里社区"]
    assert shown(row, "chat_groups", "joined") == ["2", "50.0%（2/4）"]
    assert shown(rows_of(district)["河北里社区"], "joined") == ["—"]


def test_visit_coverage_counts_homes_with_people_that_answered_in_the_period(two):
    district, one, _ = two
    homes = district.homes(one, 1, 2, 1, 0)
    district.a_visit(one, homes[0])
    district.a_visit(one, homes[0])
    district.a_visit(one, homes[1], answered=False)
    district.a_visit(one, homes[2], at=NOON - 40 * DAY)
    district.a_visit(one, homes[3])
    row = rows_of(district)["人民里社区"]
    assert row.figures["visited"].shown == "33.3%（1/3）"
    assert row.before["visited"].shown == "33.3%（1/3）"
    assert row.step("visited").words == "持平"


def test_events_are_counted_by_the_formulas_of_the_events_room(two):
    district, one, other = two
    district.an_event(one)
    district.an_event(one, handled_at=NOON + 3 * DAY, satisfaction="dissatisfied")
    district.an_event(one, "dispatched", at=NOON - 3 * DAY)
    district.an_event(one, "reported", at=NOON - DAY)
    district.an_event(one, "void")
    district.an_event(one, category="neighbours", settled=True, satisfaction="fairly")
    district.an_event(one, at=NOON - 30 * DAY)
    district.an_event(other, "accepted")
    rows = rows_of(district)
    keys = ("reported", "handled", "responded", "in_time", "settled", "satisfied", "overdue")
    assert shown(rows["人民里社区"], *keys) == [
        "5", "75.0%（3/4）", "80.0%（4/5）", "50.0%（2/4）", "100.0%（1/1）", "50.0%（1/2）", "1",
    ]  # fmt: skip
    assert shown(rows["河北里社区"], *keys) == [
        "1", "0.0%（0/1）", "100.0%（1/1）", "—", "—", "—", "0",
    ]  # fmt: skip
    assert rows["人民里社区"].before["reported"].value == 1
    assert rows["人民里社区"].step("reported").words == "多 4"


def test_names_and_formulas_of_events_are_those_of_the_events_room(two):
    figures = rows_of(two[0])["人民里社区"].figures
    assert [(figures[rule.key].name, figures[rule.key].formula) for rule in RATES] == [
        (rule.name, rule.formula) for rule in RATES
    ]


def test_whistles_and_tasks_count_while_they_wait(two):
    district, one, other = two
    district.a_whistle(one)
    district.a_whistle(one, ended_at=NOON)
    district.a_whistle(one, withdrawn_at=NOON)
    own = district.station.office.id
    district.a_task(own, one, due=NOON - DAY)
    district.a_task(own, one, due=NOON + DAY)
    district.a_task(own, one, state="answered", answered_at=NOON)
    district.a_task(
        own, one, state="answered", answered_at=NOON - DAY, review="returned", reviewed_at=NOON
    )
    district.a_task(own, one, review="withdrawn", reviewed_at=NOON)
    district.a_task(other, None)
    rows = rows_of(district)
    assert shown(rows["人民里社区"], "whistles", "tasks", "tasks_overdue") == ["1", "3", "1"]
    assert shown(rows["河北里社区"], "whistles", "tasks", "tasks_overdue") == ["0", "1", "0"]


def test_council_figures_and_the_rate_of_content_forms(two):
    district, one, _ = two
    district.a_body(one)
    district.a_body(one, "grid_council")
    district.a_body(one, "grid_council", dissolved=date(2026, 6, 1))
    district.a_matter(one)
    district.a_matter(one, date(2026, 10, 31))
    district.a_meeting(one)
    district.a_meeting(one, state="cancelled")
    district.a_meeting(one, at=NOON - 40 * DAY)
    district.an_evaluation(one, 6, 2, 2)
    district.an_evaluation(one, 9, 0, 1, closed=date(2026, 10, 9))
    district.an_evaluation(one, 1, 0, 0, closed=None)
    row = rows_of(district)["人民里社区"]
    assert shown(row, "councils", "matters", "meetings", "content") == [
        "2", "1", "1", "80.0%（8/10）",
    ]  # fmt: skip
    assert row.step("content").words == "降 10 个百分点"
    assert row.step("content").good is False


def test_points_count_what_was_issued_less_what_was_taken_back(two):
    district, one, other = two
    home = district.homes(one, 0)[0]
    people = [district.a_resident(one, home) for _ in range(3)]
    district.an_account(one, people[0])
    merged = district.a_resident(one, home, merged_into=people[0], status="moved")
    district.an_account(one, merged)
    district.an_activity(one, *people, absent=[merged])
    district.an_activity(one, people[0], at=NOON - 40 * DAY)
    district.an_activity(one, people[0], state="cancelled")
    district.points(other, 100)
    district.points(other, 30, at=NOON - 40 * DAY, back_at=NOON)
    rows = rows_of(district)
    assert shown(rows["人民里社区"], "registered", "activities", "came", "issued") == [
        "1", "1", "3", "0",
    ]  # fmt: skip
    assert shown(rows["河北里社区"], "registered", "issued") == ["2", "70"]
    assert rows["河北里社区"].before["issued"].value == 30


def test_data_is_as_of_the_newest_change_and_late_after_the_days_of_the_setting(two):
    district, one, other = two
    street = district.a_street("建设大街街道", "130302003000")
    district.a_change(one, NOON - 2 * DAY)
    district.a_change(one, NOON - 9 * DAY)
    district.a_change(other, NOON - 8 * DAY, via=street)
    district.a_bundle(one, 3, NOON - DAY)
    district.a_bundle(one, 4, NOON)
    district.a_bundle(street, 17, NOON)
    rows = rows_of(district)
    fresh, old = rows["人民里社区"].reported, rows["河北里社区"].reported
    assert (fresh.words, fresh.late, fresh.serial, fresh.through) == ("2 天前", False, 4, "")
    assert fresh.as_of == NOON - 2 * DAY
    assert (old.words, old.late, old.serial, old.through) == ("8 天前", True, 17, "建设大街街道")
    with district.station.write() as session:
        station_settings.put(session, station_settings.BUNDLE_DAYS_LATE, 8)
    assert not rows_of(district)["河北里社区"].reported.late
    with district.station.write() as session:
        station_settings.put(session, station_settings.BUNDLE_DAYS_LATE, 0)
    assert not any(row.reported.late for row in rows_of(district).values())


def test_missing_bundles_are_named_of_the_newest_file_of_the_sender(two):
    district, one, other = two
    for serial in (2, 5, 3, 7):
        district.a_bundle(one, serial)
    received = district.ask(bundles_in)[one]
    assert missing_serials(received) == [1, 4, 6]
    assert missing_serials([]) == []
    district.a_bundle(one, 1, NOON + DAY, replica=other)
    assert missing_serials(district.ask(bundles_in)[one]) == []


def test_a_mark_holds_from_its_day_until_it_is_taken_back(two):
    district, one, other = two
    district.a_mark(one)
    district.a_mark(other, revoked=date(2026, 11, 24))
    assert [row.mark_words for row in rows_of(district).values()] == ["示范社区", "", ""]


def test_equal_figures_share_a_place_and_a_zero_base_has_none(district):
    names = ("甲社区", "乙社区", "丙社区", "丁社区", "戊社区")
    made = [district.a_community(n, f"13030200100{i}") for i, n in enumerate(names, start=1)]
    for owner, state in zip(made, ("closed", "accepted", "closed", "reported"), strict=False):
        district.an_event(owner, state)
    district.an_event(made[0], "dispatched", at=NOON - 3 * DAY)
    rows = list(rows_of(district).values())
    handled = ranks_by(rows, "handled")
    assert [handled[row.id] for row in rows] == [2, 3, 1, None, None]
    overdue = ranks_by(rows, "overdue")
    assert [overdue[row.id] for row in rows] == [5, 1, 1, 1, 1]


def test_a_figure_moves_by_what_is_shown_of_it():
    def rate(hits, base):
        return figures_of({"handled_hits": hits, "handled_base": base})["handled"]

    assert step_since(rate(982, 1000), rate(97, 100)).words == "升 1.2 个百分点"
    assert step_since(rate(1, 3), rate(333, 1000)).trend is Trend.LEVEL
    assert step_since(rate(0, 0), rate(1, 1)).trend is Trend.UNKNOWN
    assert step_since(rate(1, 1), None).words == ""
    late = [figures_of({"overdue": number})["overdue"] for number in (3, 1)]
    assert step_since(*late).words == "多 2"
    assert step_since(*late).good is False
    assert [percent(rate(1, 3)), percent(rate(0, 0)), percent(late[0])] == ["33.3%", "—", "3"]
    assert score(rate(0, 0)) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12))
def test_a_place_is_one_more_than_how_many_are_better(pairs):
    figures = [
        figures_of({"handled_hits": min(a, b), "handled_base": b})["handled"] for a, b in pairs
    ]
    scores = [score(figure) for figure in figures]
    for place, own in zip(ranked(figures), scores, strict=True):
        if own is None:
            assert place is None
        else:
            assert place == 1 + sum(one is not None and one > own for one in scores)


STATES = ("reported", "accepted", "dispatched", "handled", "closed", "void")


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(STATES), st.integers(0, 60)), max_size=12)
)
def test_sums_over_communities_are_the_totals_of_the_tables(district, told):
    """Whoever owns an event, it is in one community's numbers and in no other's."""
    owners = [
        district.a_community(f"{n}社区", f"13030200{next(district.numbers):04}") for n in range(3)
    ]
    for owner, state, ago in told:
        district.an_event(owners[owner], state, at=NOON - ago * DAY)
    rows = [row for row in district.ask(communities, period=NOVEMBER) if row.id in owners]
    since = clock.moment(NOVEMBER.from_day)
    live = [(o, s) for o, s, ago in told if s != "void" and NOON - ago * DAY >= since]
    total = together(rows)
    assert total["reported"].value == len(live)
    assert (total["handled"].value, total["handled"].base) == (
        sum(s in ("handled", "closed") for _, s in live), sum(s != "reported" for _, s in live),
    )  # fmt: skip
    counted = Counter(owners[o] for o, _ in live)
    assert [row.figures["reported"].value for row in rows] == [counted[row.id] for row in rows]
