"""What the lists, tabs and counts of events show."""

from datetime import date, timedelta

import pytest

from app.events.filters import EventFilter
from app.events.queries import SORTS, count_events, events, group_counts, similar_events
from app.events.stages import State
from app.events.terms import StateGroup
from app.events.waiting import events_waiting, find_events
from tests.app.events.builders import MORNING
from tests.builders import a_building, a_grid


def titles(office, **where):
    return [row.title for row in office.ask(events, where=EventFilter(**where))]


def pill(office, event):
    return office.detail(event).row.pill.text


def test_a_report_waits_for_its_answer_and_says_how_long(office):
    event = office.an_event()
    assert pill(office, event) == "1 小时内响应"
    office.clock.forward(minutes=25)
    assert pill(office, event) == "35 分钟内响应"
    office.clock.forward(hours=2)
    assert pill(office, event) == "响应超时 1 小时"


def test_in_handling_the_pill_counts_down_and_then_up(office):
    event = office.an_event(category="parking", until="dispatched")
    assert pill(office, event) == "还剩 12 小时"
    office.clock.forward(hours=15)
    assert pill(office, event) == "超期 3 小时"


def test_the_tabs_hold_what_their_names_say(office):
    office.an_event("待响应的")
    office.an_event("办着的", category="property_firm", until="accepted")
    office.an_event("快到期的", until="dispatched")
    office.an_event("结了的", until="closed")
    void = office.an_event("作废的")
    office.move(void, "void")
    office.clock.forward(hours=3, minutes=30)
    assert titles(office, group=StateGroup.WAITING) == ["待响应的"]
    assert set(titles(office, group=StateGroup.OPEN)) == {"待响应的", "办着的", "快到期的"}
    assert titles(office, group=StateGroup.NEAR) == ["快到期的"]
    assert titles(office, group=StateGroup.OVERDUE) == ["待响应的"]
    assert titles(office, group=StateGroup.CLOSED) == ["结了的"]
    assert "作废的" not in titles(office, group=StateGroup.TODAY)
    assert office.ask(group_counts) == {
        StateGroup.WAITING: 1,
        StateGroup.OPEN: 3,
        StateGroup.NEAR: 1,
        StateGroup.OVERDUE: 1,
        StateGroup.TODAY: 4,
        StateGroup.CLOSED: 1,
        StateGroup.ALL: 5,
    }


def test_what_is_suspended_is_neither_near_nor_overdue(office):
    event = office.an_event(until="dispatched")
    office.move(event, "suspend")
    office.clock.forward(days=3)
    counts = office.ask(group_counts)
    assert (counts[StateGroup.NEAR], counts[StateGroup.OVERDUE]) == (0, 0)
    assert counts[StateGroup.OPEN] == 1


@pytest.mark.parametrize("typed", ["杂物", "ldzw", "2026-0001", "3 号楼", "wxf", "堆放 王秀芬"])
def test_an_event_is_found_by_words_number_and_initials(office, typed):
    office.an_event("楼道杂物堆放", reporter_name="王秀芬")
    office.an_event("路灯不亮", building_id=None)
    assert titles(office, text=typed) == ["楼道杂物堆放"]


def test_a_percent_sign_is_looked_for_and_not_a_wildcard(office):
    office.an_event()
    assert titles(office, text="%") == []


def test_the_filter_row_narrows_by_grid_category_and_days(office):
    other = a_grid(office.station, "02", "第二网格")
    office.an_event("甲")
    office.an_event("乙", building_id=a_building(office.station, other, "9"), category="noise")
    office.clock.forward(days=1)
    office.an_event("丙")
    assert titles(office, grid_id=other) == ["乙"]
    assert set(titles(office, category="fire_lane")) == {"甲", "丙"}
    assert titles(office, from_day=date(2026, 11, 25)) == ["丙"]
    assert set(titles(office, until_day=date(2026, 11, 24))) == {"甲", "乙"}


@pytest.mark.parametrize("key", sorted(SORTS))
def test_every_column_sorts_both_ways_and_pages_fit_together(office, key):
    for title in "甲乙丙":
        office.an_event(title)
        office.clock.forward(minutes=1)
    whole = office.ask(events, sort=key)
    down = office.ask(events, sort=key, descending=True)
    parts = [row for n in range(3) for row in office.ask(events, offset=n, limit=1, sort=key)]
    assert parts == whole
    assert {row.id for row in down} == {row.id for row in whole}
    assert office.ask(count_events) == 3


def test_the_most_pressing_stands_first(office):
    office.an_event("慢的", category="property_firm", until="accepted")
    office.an_event("快的", category="gas_wires", until="accepted")
    office.an_event("急的", category="property_firm", until="accepted", is_urgent=True)
    assert titles(office, group=StateGroup.OPEN) == ["急的", "快的", "慢的"]


def test_the_same_building_and_kind_within_three_days_is_shown(office):
    first = office.an_event()
    office.an_event("噪声", category="noise")
    same = {"building_id": office.building, "category": "fire_lane"}
    assert [row.id for row in office.ask(similar_events, **same)] == [first]
    assert not office.ask(similar_events, **same, but=first)
    office.clock.forward(hours=73)
    assert not office.ask(similar_events, **same)


def test_today_shows_what_presses_by_its_time(office):
    checked = office.an_event("待核查的", until="handled")
    waiting = office.an_event("待响应的")
    office.an_event("不急的", category="property_firm", until="accepted")
    found = office.ask(events_waiting)
    assert [each.id for each in found] == [waiting, checked]
    assert found[0].due == MORNING + timedelta(hours=1)


def test_the_palette_finds_open_ones_first(office):
    office.an_event("路灯不亮", until="closed")
    office.clock.forward(minutes=1)
    open_one = office.an_event("路灯又不亮")
    hits = office.ask(find_events, text="ld")
    assert hits[0].id == open_one
    assert hits[0].detail == "2026-0002 · 待受理"
    assert office.ask(find_events, text=" ") == []


def test_the_drawer_offers_the_next_move_first_and_what_it_asks(office):
    event = office.an_event(until="accepted")
    detail = office.detail(event)
    assert detail.next_move.key == "dispatch"
    assert [offer.label for offer in detail.moves] == [
        "派遣",
        "处置完成",
        "挂起",
        "吹哨上报",
        "作废",
    ]
    office.move(event, "suspend")
    detail = office.detail(event)
    assert detail.next_move.key == "resume"
    handle = next(offer for offer in detail.moves if offer.key == "handle")
    assert handle.missing[0].what == "事项已挂起。"


def test_behind_a_number_stands_its_list(office):
    ids = (office.an_event(), office.an_event())
    assert {row.id for row in office.ask(events, where=EventFilter(ids=ids))} == set(ids)
    assert office.ask(events, where=EventFilter(ids=())) == []
    assert office.ask(count_events, where=EventFilter(states=(State.REPORTED,))) == 2
