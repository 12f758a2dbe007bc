from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInput, NotAllowed, RuleBroken
from app.points import rule_versions
from app.points.rule_versions import RuleText
from app.points.rule_views import rule_choices, rule_history, rules
from app.points.rules import (
    Caps,
    Got,
    Lot,
    Policy,
    capped,
    cutoff,
    expiring,
    last_day_of,
    lots_left,
    months_before,
    shared_out,
)
from app.points.stages import MOVES, RecordState, move_of
from app.points.terms import ExpiryMode
from db import clock

some = st.integers(0, 60)
cap = st.none() | some
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
lots = st.lists(st.builds(Lot, days, st.integers(1, 50)), max_size=8)


@given(st.integers(1, 100), st.builds(Caps, cap, cap, cap), st.builds(Got, some, some, some))
def test_no_cap_is_ever_exceeded_and_nothing_is_lost_without_one(points, caps, got):
    left = capped(points, caps, got)
    assert 0 <= left.points <= points
    pairs = ((caps.day, got.day), (caps.month, got.month), (caps.year, got.year))
    assert all(most is None or used + left.points <= max(most, used) for most, used in pairs)
    tight = any(most is not None and used + points > most for most, used in pairs)
    assert (left.points < points) == tight == bool(left.by)


@given(st.integers(-100, -1), st.builds(Caps, cap, cap, cap))
def test_deductions_are_never_capped(points, caps):
    assert capped(points, caps, Got()).points == points


@given(lots, st.data())
def test_what_is_left_is_what_spending_the_oldest_first_leaves(earned, data):
    total = sum(lot.points for lot in earned)
    spent = data.draw(st.integers(0, total))
    left = []
    still = spent
    for lot in sorted(earned, key=lambda each: each.earned_on):
        gone = min(still, lot.points)
        still -= gone
        if lot.points > gone:
            left.append((lot.earned_on, lot.points - gone))
    by_day = {}
    for lot in lots_left(earned, total - spent):
        by_day[lot.earned_on] = by_day.get(lot.earned_on, 0) + lot.points
    expected = {}
    for day, points in left:
        expected[day] = expected.get(day, 0) + points
    assert by_day == expected


@given(lots, days, st.data())
def test_what_expires_is_what_is_left_of_older_points(earned, before, data):
    balance = data.draw(st.integers(0, sum(lot.points for lot in earned)))
    older = sum(lot.points for lot in lots_left(earned, balance) if lot.earned_on < before)
    assert expiring(earned, balance, before) == older


@given(st.dictionaries(st.uuids(), lots, max_size=3), st.data())
def test_spending_takes_the_oldest_points_of_all_accounts(accounts, data):
    total = sum(lot.points for held in accounts.values() for lot in held)
    amount = data.draw(st.integers(0, total))
    shares = shared_out(accounts, amount)
    assert sum(shares.values()) == amount
    assert all(0 < part <= sum(lot.points for lot in accounts[key]) for key, part in shares.items())


def test_more_than_there_is_cannot_be_shared_out():
    with pytest.raises(ValueError, match="more than there are"):
        shared_out({UUID(int=1): [Lot(date(2026, 1, 1), 5)]}, 6)


@given(days)
def test_yearly_points_end_with_their_year(day):
    policy = Policy(ExpiryMode.YEARLY)
    end = last_day_of(policy, day)
    assert cutoff(policy, end) <= day < cutoff(policy, end + timedelta(days=1))


@given(days, st.integers(1, 60))
def test_rolling_points_can_be_spent_for_their_months(day, months):
    policy = Policy(ExpiryMode.ROLLING, months)
    end = last_day_of(policy, day)
    assert end.day <= day.day
    assert cutoff(policy, end) <= day


def test_months_end_where_the_month_is_shorter():
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 24) == date(2024, 1, 15)


def test_points_without_an_end_never_expire():
    assert cutoff(Policy(ExpiryMode.NEVER), date(2026, 1, 1)) is None


def test_nothing_leads_away_from_what_is_over():
    for state in (RecordState.REJECTED, RecordState.WITHDRAWN, RecordState.REVERSED):
        assert all(move.source is not state for move in MOVES)
    assert move_of("review", RecordState.POSTED) is None


TEXT = RuleText("志愿服务", "志愿服务", 10, "小时", cap_day=40)


def _add(office, text=TEXT, on=date(2026, 1, 1)):
    return office.do(rule_versions.add_rule, text=text, valid_from=on)


def test_a_used_version_never_changes_and_a_new_one_follows(office):
    rule = _add(office)
    made = office.record(office.resident(), rule)
    changed = RuleText("志愿服务", "志愿服务", 12, "小时")
    with pytest.raises(RuleBroken, match="另立新版本"):
        office.do(rule_versions.change_rule, rule_id=rule, text=changed)
    later = clock.today() + timedelta(days=10)
    office.do(rule_versions.add_version, rule_id=rule, text=changed, valid_from=later)
    assert [row.text.points for row in office.ask(rule_choices)] == [10]
    assert [row.text.points for row in office.ask(rule_choices, on=later)] == [12]
    assert [row.version for row in office.ask(rule_history, rule_id=rule)] == [2, 1]
    assert made.points == 10


def test_an_unused_version_can_be_corrected(office):
    rule = _add(office)
    office.do(rule_versions.change_rule, rule_id=rule, text=RuleText("志愿服务", "志愿服务", 8))
    assert office.ask(rules)[0].worth == "+8 分/次"


def test_a_retired_item_is_no_longer_offered_and_comes_back(office):
    rule = _add(office)
    office.do(rule_versions.retire_rule, rule_id=rule, last_day=clock.today())
    office.clock.forward(days=1)
    assert office.ask(rule_choices) == []
    with pytest.raises(InvalidInput):
        office.record(office.resident(), rule)
    office.do(rule_versions.restore_rule, rule_id=rule)
    assert len(office.ask(rule_choices)) == 1


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (RuleText("志愿服务", " ", 10), "item"),
        (RuleText("", "巡逻", 10), "category"),
        (RuleText("志愿服务", "巡逻", 0), "points"),
        (RuleText("志愿服务", "巡逻", 5, cap_day=0), "cap_day"),
        (RuleText("扣分项", "飞线充电", -10, cap_day=5), "cap_day"),
    ],
)
def test_impossible_rules_are_refused_by_field(office, text, field):
    with pytest.raises(InvalidInput) as refused:
        _add(office, text)
    assert refused.value.field == field


def test_two_items_of_one_name_are_refused(office):
    _add(office)
    with pytest.raises(InvalidInput, match="已有"):
        _add(office)


def test_a_clerk_of_the_points_edits_rules_and_a_grid_worker_does_not(office):
    from app.accounts.permissions import Actor, Role
    from db.ids import new_id

    worker = Actor(new_id(), "zhouting", "周婷", Role.GRID_WORKER)
    with pytest.raises(NotAllowed):
        office.do(rule_versions.add_rule, actor=worker, text=TEXT, valid_from=date(2026, 1, 1))
    office.do(rule_versions.add_rule, actor=office.clerk, text=TEXT, valid_from=date(2026, 1, 1))
