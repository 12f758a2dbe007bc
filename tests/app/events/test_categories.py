"""Categories: those shipped, the office's own, and those the superior set."""

import pytest

from app.accounts.models import Office
from app.errors import InvalidInput, NotAllowed, RuleBroken
from app.events.categories import (
    CategoryText,
    active_categories,
    add_category,
    all_categories,
    change_category,
    retire_category,
    shipped,
)
from app.events.models import EventCategory
from app.events.rules import LimitUnit
from db.ids import new_id

HOURS = LimitUnit.HOURS


def test_the_four_groups_are_shipped_and_disputes_are_marked():
    groups = {category.group for category in shipped()}
    assert {"市容环境", "公共秩序", "困难群体", "矛盾纠纷"} <= groups
    assert {c.is_dispute for c in shipped() if c.group == "矛盾纠纷"} == {True}
    assert len({c.key for c in shipped()}) == len({c.name for c in shipped()}) == len(shipped())


def test_an_office_adds_a_category_and_its_group_stays_together(office):
    text = CategoryText("楼道飞线", "安全隐患", 4, HOURS)
    key = office.do(add_category, text=text)
    groups = [category.group for category in office.ask(active_categories)]
    assert office.ask(all_categories)[key].limit.text == "4 小时"
    assert [g for n, g in enumerate(groups) if not n or groups[n - 1] != g] == list(
        dict.fromkeys(groups)
    )


def test_a_changed_limit_holds_for_what_is_accepted_from_now_on(office):
    before = office.an_event(until="accepted")
    text = CategoryText("消防通道堵塞", "安全隐患", 2, HOURS)
    office.do(change_category, key="fire_lane", text=text)
    after = office.an_event(until="accepted")
    assert office.detail(before).limit == "4 小时"
    assert office.detail(after).limit == "2 小时"


def test_a_retired_category_is_not_offered_and_its_events_keep_it(office):
    event = office.an_event()
    office.do(retire_category, key="fire_lane")
    assert "fire_lane" not in [category.key for category in office.ask(active_categories)]
    assert office.detail(event).row.category == "消防通道堵塞"
    with pytest.raises(InvalidInput, match="类别"):
        office.an_event()
    office.do(retire_category, key="fire_lane", retired=False)
    office.an_event()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (CategoryText("", "其他", 1), "name"),
        (CategoryText("飞线", "", 1), "group"),
        (CategoryText("飞线", "其他", 0), "limit_value"),
        (CategoryText("飞线", "其他", 721, HOURS), "limit_value"),
        (CategoryText("噪声扰民", "其他", 1), "name"),
    ],
)
def test_what_makes_no_sense_names_the_field(office, text, field):
    with pytest.raises(InvalidInput) as raised:
        office.do(add_category, text=text)
    assert raised.value.field == field


def test_only_who_changes_settings_changes_categories(office):
    with pytest.raises(NotAllowed):
        office.do(retire_category, key="noise", actor=office.a_worker())


def a_line_of(office, level, **fields):
    """A category's line of another office."""
    owner = new_id()
    with office.station.write() as session:
        session.add(Office(id=owner, owner=owner, level=level, name=level, area_code="1"))
        session.add(EventCategory(owner=owner, limit_unit="hours", group_name="公共秩序", **fields))


def test_what_the_superior_set_stands_above_the_offices_own(office):
    own = CategoryText("噪声扰民", "公共秩序", 48, HOURS)
    office.do(change_category, key="noise", text=own)
    a_line_of(office, "district", key="noise", name="噪声扰民", limit_value=8)
    a_line_of(office, "street", key="noise", name="噪声扰民", limit_value=12)
    assert office.ask(all_categories)["noise"].limit.value == 8
    with pytest.raises(RuleBroken, match="上级"):
        office.do(change_category, key="noise", text=own)


def test_what_another_community_changed_does_not_hold_here_and_what_it_added_has_its_name(office):
    a_line_of(office, "community", key="noise", name="吵闹", limit_value=1)
    a_line_of(office, "community", key="own-1", name="海边溺水隐患", limit_value=1)
    found = office.ask(all_categories)
    assert found["noise"].name == "噪声扰民"
    assert (found["own-1"].name, found["own-1"].is_active) == ("海边溺水隐患", False)
