"""今日 of a street: what waits over all communities, its figures and its warnings."""

from datetime import timedelta

import pytest

from app.accounts.levels import Level
from app.accounts.permissions import Actor, Role
from app.today.rules import lags
from app.today.terms import Rule, When
from app.today.thresholds import change_thresholds
from db.ids import new_id
from tests.app.today.office import EventsOnly

FIGURES = ("在办吹哨", "部门超期未答", "待答复任务", "社区超期事项", "7 天未报社区")


@pytest.fixture
def busy(street):
    """A whistle without departments, a late department, a late notice, an answer, a silent peer."""
    street.late = street.a_whistle("东门路面塌陷")
    street.sent(street.late, due_at=street.clock.at + timedelta(hours=1))
    street.a_subordinate(street.community)
    street.notice = street.a_notice("清明防火", days=1)
    street.batch = street.a_batch("排查飞线充电")
    street.an_answer(street.neighbour, "已排查")
    street.clock.forward(days=8)
    for community in (street.community, street.neighbour):
        street.reports(community)
    street.whistle = street.a_whistle("燃气管道漏气")
    return street


def test_everything_of_a_street_waits_in_order_of_due_time(busy):
    assert busy.items() == [
        ("吹哨", "东门路面塌陷"),
        ("发布", "清明防火"),
        ("报送", "人民里社区迟报"),
        ("吹哨", "燃气管道漏气"),
        ("任务", "排查飞线充电"),
    ]
    items = {item.title: item for item in busy.board().items}
    assert items["清明防火"].when is When.OVERDUE
    assert items["清明防火"].detail.endswith("还有 3 个单位没有回复")
    assert [(item.room, item.record) for item in items.values()] == [
        ("whistles", ("response", busy.late)),
        ("publications", ("publication", busy.notice)),
        ("exchange", ("bundle", busy.community)),
        ("whistles", ("whistle", busy.whistle)),
        ("assignments", ("assignment", busy.batch)),
    ]


def test_a_notice_to_which_all_have_replied_waits_no_more(busy):
    for community in busy.communities:
        busy.a_reading(busy.notice, community, reply="好", replied_at=busy.clock.at)
    assert ("发布", "清明防火") not in busy.items()


def test_the_figures_of_a_street_are_over_all_communities(busy):
    busy.overdue(busy.community, 2)
    busy.overdue(busy.third, 1)
    assert busy.figures() == dict(zip(FIGURES, (2, 1, 2, 3, 1), strict=True))


def test_an_own_whistle_to_the_district_is_nobody_elses_to_answer(street):
    street.a_whistle("跨区河道", by=street.street)
    assert street.figures()["在办吹哨"] == 0


def test_an_account_that_may_not_exchange_sees_no_bundles(busy):
    viewer = EventsOnly(new_id(), "lili", "李丽", Role.VIEWER)
    assert "报送" not in {item.word for item in busy.board(viewer).items}
    assert len(busy.board(viewer).figures) == len(FIGURES)


def test_a_community_with_far_more_overdue_than_the_others_warns(street):
    street.overdue(street.community, 4)
    assert street.warnings(Rule.LAGGING) == []
    street.overdue(street.community, 2)
    street.overdue(street.third, 1)
    (found,) = street.warnings(Rule.LAGGING)
    assert (found.title, found.record) == ("人民里社区超期事项偏多", street.community)
    assert found.reason == "超期 6 件，其他社区平均 0.5 件（满 5 件且达到 3 倍预警）"
    street.overdue(street.third, 5)
    assert street.warnings(Rule.LAGGING) == []


@pytest.mark.parametrize(
    ("count", "others", "found"),
    [(5, (0, 0), True), (4, (0, 0), False), (6, (2, 2), True), (5, (2, 2), False), (9, (), False)],
)
def test_far_more_is_many_and_a_multiple_of_the_others(count, others, found):
    assert lags(count, others, least=5, times=3) is found


def test_a_silent_community_warns_until_something_new_comes(street):
    street.clock.forward(days=7)
    assert street.warnings(Rule.SILENT) == []
    street.clock.forward(days=1)
    street.reports(street.community)
    street.reports(street.neighbour)
    (found,) = street.warnings(Rule.SILENT)
    assert (found.title, found.reason) == ("光明里社区", "8 天没有新数据（超过 7 天预警）")
    assert (found.room, found.record) == ("communities", street.third)
    street.reports(street.third)
    assert street.warnings(Rule.SILENT) == []


def test_a_community_that_never_sent_anything_is_named_first(district_area):
    district_area.clock.forward(days=9)
    found = district_area.warnings(Rule.SILENT)
    assert (found[0].title, found[0].reason) == ("燕北社区", "从未报送（超过 7 天预警）")
    assert len(found) == 4


def test_a_whistle_long_without_an_answer_warns(street):
    whistle = street.a_whistle("燃气管道漏气")
    street.clock.forward(days=3)
    (found,) = street.warnings(Rule.UNANSWERED)
    assert (found.title, found.record) == ("燃气管道漏气", ("whistle", whistle))
    assert found.reason == "人民里社区吹哨 3 天，还没有派单（满 3 天预警）"
    (response,) = street.sent(whistle)
    assert "还没有全部答复" in street.warnings(Rule.UNANSWERED)[0].reason
    street.answered(response)
    assert street.warnings(Rule.UNANSWERED) == []


def test_the_rules_of_a_street_are_switched_off_by_a_zero(street):
    street.overdue(street.community, 9)
    street.a_whistle("燃气管道漏气")
    street.clock.forward(days=10)
    off = ("today.overdue_least", "today.whistle_days", "figures.bundle_days_late")
    street.do(change_thresholds, values=dict.fromkeys(off, 0))
    assert street.board().warnings == ()


# -- the page ---------------------------------------------------------------------------------


def test_the_page_of_a_street_leads_to_its_rooms(busy, desk_of):
    desk = desk_of(busy, level=Level.STREET)
    assert desk.lines()[:2] == ["[已超期 3]", "东门路面塌陷"]
    desk.click("清明防火")
    desk.come_back()
    desk.click("人民里社区迟报")
    desk.come_back()
    desk.press("社区超期事项")
    desk.come_back()
    desk.click("光明里社区")
    assert desk.opened == [
        ("publications", ("publication", busy.notice)),
        ("exchange", ("bundle", busy.community)),
        ("figures", ("overdue", None)),
        ("communities", busy.third),
    ]


def test_a_street_filters_by_its_own_words_and_has_no_grids(busy, desk_of):
    desk = desk_of(busy, level=Level.STREET)
    assert desk.chips() == {"全部": "5", "吹哨": "2", "任务": "1", "发布": "1", "报送": "1"}
    assert not desk.page.waiting.grid.isVisible()
    desk.press("发布")
    assert desk.lines() == ["[已超期 1]", "清明防火"]


def test_many_silent_communities_are_counted(district_area, desk_of):
    for number in range(8):
        district_area.knows(f"第{number + 1}社区", f"13030200200{number + 2}")
    district_area.clock.forward(days=9)
    desk = desk_of(district_area, level=Level.DISTRICT)
    assert desk.warnings()[0] == "[久未报送 12]"
    desk.page.warnings.list.scrollToBottom()
    desk.click("其余 4 个社区")
    assert desk.opened == [("communities", None)]


def test_a_viewer_of_a_street_sees_what_waits(busy, desk_of):
    viewer = Actor(new_id(), "lili", "李丽", Role.VIEWER)
    desk = desk_of(busy, viewer, Level.STREET)
    assert "报送" not in desk.chips()
    assert desk.figures()["在办吹哨"] == 2
