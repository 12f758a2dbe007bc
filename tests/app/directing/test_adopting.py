"""What a superior publishes is taken over below by the room it concerns, or refused by row."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.accounts.permissions import Actor, Role
from app.directing.publication_views import publication_sheet
from app.directing.publications import adopt_publication, publish
from app.directing.terms import PublicationKind
from app.errors import InvalidInput, NotAllowed, RuleBroken
from app.events.categories import (
    CategoryText,
    active_categories,
    add_category,
    all_categories,
    change_category,
    retire_category,
)
from app.events.categories_published import (
    adopt_categories,
    described_categories,
    published_categories,
)
from app.events.rules import LimitUnit
from app.points.rule_versions import RuleText, add_rule, adopt_shipped_rules
from app.points.rule_views import rule_history, rules
from app.points.rules_published import adopt_rules, described_rules, published_rules
from db import clock
from db.ids import new_id
from tests.app.events.builders import MORNING

DAY = date(2026, 11, 24)
RULE = {
    "key": "meeting", "category": "议事协商", "item": "参加议事会议", "points": 8, "unit": "次",
    "cap_day": 16, "cap_month": None, "cap_year": None, "evidence": "签到表",
    "trigger": "meeting_attended", "note": "",
}  # fmt: skip
CATEGORY = {
    "key": "sanitation", "name": "环境卫生", "group": "市容环境", "limit_value": 12,
    "limit_unit": "hours", "is_dispute": False,
}  # fmt: skip


def of_rules(*changed):
    return {"form": 1, "rules": [{**RULE, **one} for one in changed or ({},)]}


def of_categories(*changed):
    return {"form": 1, "categories": [{**CATEGORY, **one} for one in changed or ({},)]}


def adopted(office, payload, kind=PublicationKind.POINTS_RULES, **text):
    publication = office.a_publication("2026 年版", kind=kind, payload=payload, **text)
    office.do(adopt_publication, publication_id=publication)
    return office.ask(publication_sheet, publication_id=publication)


# -- points -----------------------------------------------------------------------------------


def test_published_rules_make_a_new_version_and_leave_the_others(community):
    community.do(adopt_shipped_rules, valid_from=date(2026, 1, 1))
    before = {row.key: row for row in community.ask(rules)}
    sheet = adopted(community, of_rules(), valid_from=date(2026, 12, 1))
    assert (sheet.row.pill.text, sheet.can_adopt) == ("已采用", False)
    after = {row.key: row for row in community.ask(rules)}
    assert (after["meeting"].version, after["meeting"].text.points) == (2, 8)
    assert after["meeting"].valid_from == date(2026, 12, 1)
    assert {key: row for key, row in after.items() if key != "meeting"} == {
        key: row for key, row in before.items() if key != "meeting"
    }


def test_what_one_office_publishes_another_one_adopts_unchanged(community):
    community.do(adopt_shipped_rules, valid_from=date(2026, 1, 1))
    community.do(add_rule, text=RuleText("其他", "捡拾垃圾", 3), valid_from=date(2026, 1, 1))
    payload = community.ask(published_rules)
    assert len(payload["rules"]) == len(community.ask(rules))
    assert adopt(community, payload) == 0
    assert {row.version for row in community.ask(rules)} == {1}
    assert "参加议事会议 +5 分/次" in described_rules(payload)


def adopt(office, payload, valid_from=None):
    with office.station.write() as session:
        return adopt_rules(session, office.station.actor, payload, valid_from)


def test_a_new_item_keeps_its_key_so_that_the_next_publication_changes_it(community):
    adopted(community, of_rules({"key": "abc", "item": "捡拾垃圾", "trigger": ""}))
    community.clock.forward(days=1)
    adopted(community, of_rules({"key": "abc", "item": "清理垃圾", "trigger": ""}))
    (row,) = community.ask(rules)
    assert (row.key, row.text.item, row.version) == ("abc", "清理垃圾", 2)


def test_an_item_of_that_name_is_changed_not_doubled(community):
    own = community.do(add_rule, text=RuleText("议事", "参加议事会议", 5), valid_from=DAY)
    adopted(community, of_rules())
    (row,) = community.ask(rules)
    assert len(community.ask(rule_history, rule_id=own)) == 2
    assert (row.text.points, row.valid_from) == (8, DAY + timedelta(days=1))


def test_a_name_that_an_older_version_had_is_refused_and_does_not_change_that_item(community):
    adopted(community, of_rules())
    community.clock.forward(days=1)
    new = {"key": "b", "points": 3, "trigger": ""}
    with pytest.raises(InvalidInput, match="第 1 条“参加议事会议”：已有"):
        adopted(community, of_rules(new, {"item": "参加居民会议"}))
    assert [(row.key, row.text.item) for row in community.ask(rules)] == [
        ("meeting", "参加议事会议")
    ]


def test_rules_never_hold_before_they_are_adopted(community):
    adopted(community, of_rules(), valid_from=date(2026, 1, 1))
    (row,) = community.ask(rules)
    assert row.valid_from == clock.today() == DAY


def test_rules_are_adopted_once_and_by_whom_it_is_given_to(community):
    publication = community.a_publication(kind=PublicationKind.POINTS_RULES, payload=of_rules())
    with pytest.raises(NotAllowed):
        community.do(adopt_publication, actor=community.a_worker(), publication_id=publication)
    clerk = Actor(new_id(), "sunli", "孙丽", Role.POINTS_CLERK)
    community.do(adopt_publication, actor=clerk, publication_id=publication)
    with pytest.raises(RuleBroken, match="已于 2026-11-24 采用"):
        community.do(adopt_publication, publication_id=publication)


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (of_rules({}, {"key": "b", "item": "巡逻", "points": 5000}), "第 2 条“巡逻”：分值应在"),
        (of_rules({"points": "8"}), "第 1 条的“分值”填得不对"),
        (of_rules({"points": True}), "第 1 条的“分值”填得不对"),
        (of_rules({"points": 0}), "第 1 条“参加议事会议”：还没有填写分值"),
        (of_rules({"cap_day": 0}), "上限应在"),
        (of_rules({"item": "长" * 101}), "第 1 条的“项目”太长"),
        (of_rules({"item": "a\nb"}), "看不见的字符"),
        (of_rules({"item": " "}), "太长或有空格"),
        (of_rules({"item": ""}), "还没有填写项目"),
        (of_rules({"key": ""}), "没有编号"),
        (of_rules({"trigger": "every_day"}), "不认识自动登记方式"),
        (of_rules({}, {}), "第 2 条的“编号”与前面重复"),
        (of_rules({}, {"key": "b"}), "第 2 条的“项目”与前面重复"),
        (of_rules({"colour": "red"}), "第 1 条的栏目不对"),
        ({"form": 1, "rules": [None]}, "第 1 条的栏目不对"),
        ({"form": 1, "rules": []}, "格式不对"),
        ({"form": 1, "rules": [RULE] * 501}, "超过 500 条"),
        ({"form": 2, "rules": [RULE]}, "新版本"),
        ({"rules": [RULE]}, "格式不对"),
        ({}, "格式不对"),
    ],
)
def test_rules_that_cannot_be_are_refused_by_row_and_leave_nothing(community, payload, said):
    publication = community.a_publication(kind=PublicationKind.POINTS_RULES, payload=payload)
    with pytest.raises(InvalidInput, match=said):
        community.do(adopt_publication, publication_id=publication)
    assert community.ask(rules) == []
    sheet = community.ask(publication_sheet, publication_id=publication)
    assert sheet.row.adopted_at is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["form", "rules", "categories", *RULE, *CATEGORY]),
                inner,
                max_size=12,
            )
        ),
    )
)
def test_whatever_comes_is_described_or_refused_in_words(payload):
    for describe in (described_rules, described_categories):
        assert all(isinstance(line, str) for line in describe(payload))


# -- categories -------------------------------------------------------------------------------


def adopt_them(office, payload, **text):
    return adopted(office, payload, PublicationKind.EVENT_CATEGORIES, **text)


def test_published_categories_set_the_limit_here(community):
    new = {"key": "own-1a", "name": "共享单车乱停", "limit_value": 2, "limit_unit": "working_days"}
    adopt_them(community, of_categories({}, new))
    found = community.ask(all_categories)
    assert found["sanitation"].limit.text == "12 小时"
    assert (found["own-1a"].name, found["own-1a"].is_active) == ("共享单车乱停", True)


def test_categories_come_over_unchanged(community):
    payload = community.ask(published_categories)
    assert len(payload["categories"]) == len(community.ask(active_categories))
    with community.station.write() as session:
        assert adopt_categories(session, community.station.actor, payload, None) == 0
    assert any("环境卫生" in line for line in described_categories(payload))


def test_a_category_of_that_name_keeps_its_key_and_a_retired_one_is_offered_again(community):
    text = CategoryText("共享单车乱停", "市容环境", 5)
    own = community.do(add_category, text=text)
    community.do(retire_category, key="sanitation")
    changed = {"key": "own-1a", "name": "共享单车乱停", "limit_value": 8}
    adopt_them(community, of_categories({}, changed))
    found = community.ask(all_categories)
    assert "own-1a" not in found
    assert (found[own].limit.value, found[own].limit.unit) == (8, LimitUnit.HOURS)
    assert found["sanitation"].is_active


def test_a_name_may_pass_from_one_category_to_a_new_one(community):
    new = {"key": "own-1a", "limit_value": 48}
    adopt_them(community, of_categories(new, {"name": "道路清扫"}))
    found = community.ask(all_categories)
    assert (found["sanitation"].name, found["sanitation"].limit.value) == ("道路清扫", 12)
    assert (found["own-1a"].name, found["own-1a"].limit.value) == ("环境卫生", 48)


def test_what_was_adopted_can_still_be_changed_here(community):
    adopt_them(community, of_categories())
    text = CategoryText("环境卫生", "市容环境", 6, LimitUnit.HOURS)
    community.do(change_category, key="sanitation", text=text)
    assert community.ask(all_categories)["sanitation"].limit.value == 6


def test_categories_hold_from_their_day(community):
    with pytest.raises(RuleBroken, match="从 2026-12-01 起执行"):
        adopt_them(community, of_categories(), valid_from=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (of_categories({"limit_value": 9999}), "第 1 条“环境卫生”：办理时限应在"),
        (of_categories({"limit_unit": "years"}), "不认识时限单位"),
        (of_categories({"name": "长" * 51}), "第 1 条的“类别名称”太长"),
        (of_categories({"name": ""}), "请填写类别名称"),
        (of_categories({"is_dispute": 1}), "第 1 条的“是否矛盾纠纷”填得不对"),
        (of_categories({}, {"key": "x"}), "第 2 条的“类别名称”与前面重复"),
        (of_categories({"key": "x", "name": "乱堆乱放", "group": ""}), "请填写所属大类"),
        ({"form": 1, "rules": [CATEGORY]}, "格式不对"),
    ],
)
def test_categories_that_cannot_be_are_refused_by_row(community, payload, said):
    before = community.ask(all_categories)
    with pytest.raises(InvalidInput, match=said):
        adopt_them(community, payload)
    assert community.ask(all_categories) == before


def test_only_who_may_change_settings_adopts_categories(community):
    clerk = Actor(new_id(), "sunli", "孙丽", Role.POINTS_CLERK)
    publication = community.a_publication(
        kind=PublicationKind.EVENT_CATEGORIES, payload=of_categories()
    )
    with pytest.raises(NotAllowed):
        community.do(adopt_publication, actor=clerk, publication_id=publication)


def test_a_street_publishes_what_is_in_force_there(street):
    street.do(adopt_shipped_rules, valid_from=MORNING.date())
    payload = street.ask(published_rules)
    publication = street.do(
        publish, kind=PublicationKind.POINTS_RULES, title="积分细则", payload=payload
    )
    sheet = street.ask(publication_sheet, publication_id=publication)
    assert (sheet.payload, sheet.row.pill.text) == (payload, "已采用 0/2")


def test_a_street_without_rules_has_nothing_to_publish(street):
    assert street.ask(published_rules) == {}
