"""Early warnings: when they come, what they say, and the figures an office may change."""

import pytest

from app.accounts.queries import audit_page
from app.errors import InvalidInput, NotAllowed
from app.today.terms import Rule
from app.today.thresholds import change_thresholds, thresholds
from tests.app.today.test_waiting import NOBODY_ELSE
from tests.builders import a_building


def told(office, rule, **asked):
    return [(one.title, one.reason) for one in office.warnings(rule, **asked)]


def test_the_third_report_at_a_building_warns_and_says_by_which_rule(office):
    first, second = office.an_event("楼道堆放杂物"), office.an_event("单元门坏了")
    assert told(office, Rule.REPEATED) == []
    third = office.an_event("水管漏水")
    assert told(office, Rule.REPEATED) == [("3 号楼反复上报", "30 天内 3 件（满 3 件预警）")]
    assert set(office.warnings(Rule.REPEATED)[0].ids) == {first, second, third}


def test_what_is_void_long_ago_or_elsewhere_does_not_count(office):
    office.an_event("去年的事")
    office.clock.forward(days=31)
    event = office.an_event("登记错了")
    office.move(event, "void")
    office.an_event("楼道堆放杂物")
    office.an_event("别的楼", building_id=a_building(office.station, office.grid, "5"))
    office.an_event("单元门坏了")
    assert told(office, Rule.REPEATED) == []


def test_a_report_more_makes_the_warning_new(office):
    for title in ("楼道堆放杂物", "单元门坏了", "水管漏水"):
        office.an_event(title)
    (before,) = office.warnings(Rule.REPEATED)
    office.an_event("电梯停了")
    (after,) = office.warnings(Rule.REPEATED)
    assert before.key == after.key
    assert before.mark != after.mark


def test_an_event_near_its_limit_warns(office):
    event = office.an_event(until="dispatched")
    due = office.detail(event).row.due
    office.set(near_hours=2)
    office.clock.at = due
    office.clock.forward(hours=-3)
    assert told(office, Rule.NEAR) == []
    office.clock.forward(hours=2)
    assert told(office, Rule.NEAR) == [("楼道堆放杂物", "还剩 1 小时（不到 2 小时预警）")]
    assert office.warnings(Rule.NEAR)[0].record == ("event", event)
    office.move(event, "suspend")
    assert told(office, Rule.NEAR) == []


def test_a_household_in_need_that_nobody_visited_warns_until_somebody_does(office):
    household = office.somebody_alone()
    assert told(office, Rule.UNVISITED) == [
        ("3-2-301 张桂兰（独居老人）", "还没有走访过（超过 30 天预警）")
    ]
    assert office.warnings(Rule.UNVISITED)[0].record == ("household", household)
    office.visit(household, answered=False)
    assert len(office.warnings(Rule.UNVISITED)) == 1
    office.visit(household)
    office.clock.forward(days=30)
    assert office.warnings(Rule.UNVISITED) == []
    office.clock.forward(days=1)
    assert told(office, Rule.UNVISITED)[0][1] == "31 天没有走访（超过 30 天预警）"


def test_the_household_longest_without_a_visit_comes_first(office):
    second, first = office.somebody_alone(), office.somebody_alone("王秀芬", "3-2-302")
    office.visit(first)
    office.clock.forward(days=3)
    office.visit(second)
    office.somebody_alone("李桂兰", "3-2-303")
    office.clock.forward(days=40)
    titles = [title.split("（")[0] for title, _ in told(office, Rule.UNVISITED)]
    assert titles == ["3-2-303 李桂兰", "3-2-302 王秀芬", "3-2-301 张桂兰"]


def test_a_matter_that_stands_still_warns(office):
    matter = office.a_matter("增设停车位")
    office.clock.forward(days=14)
    assert told(office, Rule.STUCK) == []
    office.clock.forward(days=1)
    assert told(office, Rule.STUCK) == [("增设停车位", "停在“民提”15 天（满 15 天预警）")]
    assert office.warnings(Rule.STUCK)[0].record == ("matter", matter)


def test_a_matter_whose_meeting_is_arranged_is_on_its_way(office):
    matter = office.a_matter("增设停车位", accepted=True)
    office.clock.forward(days=20)
    assert len(office.warnings(Rule.STUCK)) == 1
    office.a_meeting(matter, days=6)
    assert office.warnings(Rule.STUCK) == []


def test_other_figures_give_other_warnings(office):
    office.an_event("楼道堆放杂物")
    office.an_event("单元门坏了")
    office.a_matter()
    office.clock.forward(days=3)
    assert office.warnings() == []
    office.set(repeated_events=2, stuck_days=3)
    assert {one.rule for one in office.warnings()} == {Rule.REPEATED, Rule.STUCK}
    office.set(repeated_days=2, stuck_days=0)
    assert office.warnings() == []


def test_a_rule_at_zero_is_off(office):
    office.somebody_alone()
    office.do(change_thresholds, values={"residents.visit_every_days": 0})
    assert office.warnings(Rule.UNVISITED) == []
    assert office.ask(thresholds).sentences[Rule.UNVISITED] == "不预警"


def test_only_who_may_change_settings_changes_figures(office):
    with pytest.raises(NotAllowed):
        office.do(change_thresholds, actor=office.a_worker(), values={"today.stuck_days": 5})
    with pytest.raises(InvalidInput, match="0 到 366") as refused:
        office.set(stuck_days=400)
    assert refused.value.field == "today.stuck_days"
    assert office.ask(thresholds).stuck_days == 15
    office.set(stuck_days=20)
    assert "改为 20" in office.ask(audit_page, offset=0, limit=1)[0].sentence


def test_an_account_is_warned_of_what_it_may_see(office):
    for title in ("楼道堆放杂物", "单元门坏了", "水管漏水"):
        office.an_event(title)
    office.somebody_alone()
    office.a_matter()
    office.clock.forward(days=20)
    assert {one.rule for one in office.warnings()} >= {Rule.STUCK, Rule.UNVISITED}
    assert {one.rule for one in office.warnings(actor=NOBODY_ELSE)} == {Rule.REPEATED}
