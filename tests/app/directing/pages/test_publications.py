"""发布 at a street: what goes down, who has read it; and what a community does with it (来件)."""

from datetime import date

import pytest

from app.accounts.levels import Level
from app.directing.pages.publications_page import PublicationsPage
from app.directing.pages.received_page import ReceivedPage
from app.directing.publication_views import publication_sheet, publications
from app.directing.publications import publish
from app.directing.terms import PublicationKind
from app.points.rule_versions import RuleText, add_rule, adopt_shipped_rules, rules_on
from app.points.rules_published import published_rules


@pytest.fixture
def at_street(desk_of, street):
    return lambda: desk_of(street, PublicationsPage, Level.STREET)


@pytest.fixture
def at_community(desk_of, community):
    return lambda: desk_of(community, ReceivedPage)


def test_a_notice_is_published_and_shown(at_street, street):
    desk = at_street()
    desk.press("发布通知")
    desk.submit(title="冬季取暖安全", content="逐户排查。", needs_reply=True)
    desk.sees("冬季取暖安全", "逐户排查。", "还没有读", "人民里社区、建设里社区、光明里社区")
    row = street.ask(publications)[0]
    assert (row.needs_reply, row.stations) == (True, 3)


def test_who_has_read_and_replied_stands_in_the_drawer(at_street, street):
    notice = street.do(
        publish, kind=PublicationKind.NOTICE, title="通知", content="排查", needs_reply=True
    )
    street.a_reading(notice, street.community, reply="已排查", replied_at=street.clock.at)
    street.a_reading(notice, street.neighbour)
    desk = at_street()
    desk.shows("publication", notice)
    desk.sees("还没有读", "光明里社区", "已读，还没有回复", "建设里社区", "）：已排查")
    desk.press("撤回")
    desk.submit(reason="内容有误")
    desk.sees("已撤回")


def test_the_rules_in_force_here_go_down_with_what_they_say(at_street, street):
    desk = at_street()
    desk.choose("发布积分细则", "更多")
    desk.sees("本站还没有积分细则")
    desk.page.drawer.close_drawer()
    street.do(adopt_shipped_rules, valid_from=date(2026, 1, 1))
    desk.choose("发布积分细则", "更多")
    desk.sees("随附本站现行的 16 条细则", "参加议事会议")
    desk.form().submit()
    desk.sees("统一积分细则", "16 条细则")
    assert street.ask(publications)[0].kind is PublicationKind.POINTS_RULES


def test_opening_a_notice_from_above_notes_that_it_was_read(at_community, community):
    notice = community.a_publication(needs_reply=True)
    desk = at_community()
    assert desk.waiting[-1] == 1
    desk.shows("publication", notice)
    desk.sees("请落实值班。")
    assert community.ask(publications)[0].read_at is not None
    desk.press("回复")
    desk.submit(reply="已安排值班")
    desk.sees("已回复", "已安排值班")
    assert desk.waiting[-1] == 0


def test_adopting_shows_first_what_would_change(at_community, community):
    community.do(adopt_shipped_rules, valid_from=date(2026, 1, 1))
    rules = community.ask(published_rules)
    text = RuleText("志愿服务", "清扫积雪", 15)
    community.do(add_rule, text=text, valid_from=date(2026, 1, 2))
    ours = community.ask(published_rules)
    extra = next(rule for rule in ours["rules"] if rule["item"] == "清扫积雪")
    rules["rules"].append(extra | {"key": "from-above", "item": "扫雪除冰"})
    sent = community.a_publication(
        "统一积分细则", kind=PublicationKind.POINTS_RULES, payload=rules,
        valid_from=date(2027, 1, 1),
    )  # fmt: skip
    desk = at_community()
    desk.shows("publication", sent)
    desk.press("采用…")
    desk.sees("采用后，本站会新增或改动 1 条细则", "从 2027-01-01 起执行", "扫雪除冰", "16 条细则")
    desk.press("采用")
    desk.sees("已采用")
    items = [rule.item for rule in community.ask(rules_on, day=date(2027, 1, 1))]
    assert {"扫雪除冰", "清扫积雪"} <= set(items)


def test_what_came_from_the_district_has_its_own_tab_at_a_street(at_street, street):
    from app.directing.models import Publication

    came = street.brought(
        Publication(
            owner=street.ids[Level.DISTRICT], kind=PublicationKind.NOTICE, title="全区通知",
            content="请落实", issuer="海港区", published_at=street.clock.at,
        )
    )  # fmt: skip
    desk = at_street()
    assert desk.listed(desk.page.own.table) == []
    desk.look("上级来件")
    assert desk.listed(desk.page.beside.table) == ["全区通知"]
    desk.shows("publication", came)
    desk.sees("请落实")
    assert street.ask(publication_sheet, publication_id=came).row.read_at is not None
