"""The quarterly report: its quarter and its paragraphs of figures; one community in detail."""

from datetime import date, timedelta

import pytest

from app.figures.communities import communities
from app.figures.community_detail import community_detail
from app.figures.community_records import activities_of, events_of
from app.figures.community_words import paragraphs
from app.figures.periods import Period
from app.figures.quarterly import quarter_name, quarter_of, quarterly_sheet
from tests.app.figures.district_office import NOON

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30), 1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "first", "last", "name"),
    [
        (date(2026, 11, 24), date(2026, 10, 1), date(2026, 12, 31), "2026年第四季度"),
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31), "2026年第一季度"),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 6, 30), "2026年第二季度"),
    ],
)
def test_a_quarter_is_three_whole_months_and_compared_with_the_three_before(day, first, last, name):
    quarter = quarter_of(day)
    assert (quarter.from_day, quarter.until_day) == (first, last)
    assert quarter_name(quarter) == name
    assert quarter.before.until_day == first - DAY


def test_the_paragraphs_name_the_best_the_worst_and_what_is_late(district):
    one = district.a_community()
    other = district.a_community("河北里社区", "130302001002")
    district.an_event(one)
    district.an_event(other)
    district.an_event(other, "dispatched", at=NOON - 3 * DAY)
    district.a_change(one, NOON)
    district.a_task(district.station.office.id, one, due=NOON - DAY)
    rows = district.ask(communities, period=NOVEMBER)
    assert paragraphs(rows) == (
        "期内共上报事项3件，处置率66.7%，处置率最高的是人民里社区（100.0%），"
        "按期办结率最高的是人民里社区（100.0%）。",
        "处置率最低的是河北里社区（50.0%），按期办结率最低的是河北里社区（50.0%）。",
        "超期未办结的事项1件，较多的是河北里社区1件；超期未答复的任务1件；"
        "迟报或从未报送的社区1个：河北里社区。",
    )


def test_nothing_is_said_of_what_nobody_sent(district):
    assert paragraphs(district.ask(communities, period=NOVEMBER)) == ("还没有社区报送数据。",)
    district.a_community()
    told = paragraphs(district.ask(communities, period=NOVEMBER))
    assert told[0] == "期内共上报事项0件，处置率—。"
    assert told[1] == "各社区的主要比率没有高低之分。"


def test_many_that_are_equal_are_counted_and_not_named(district):
    for number in range(1, 8):
        owner = district.a_community(f"第{number}社区", f"13030200100{number}")
        district.an_event(owner)
    told = paragraphs(district.ask(communities, period=NOVEMBER))
    assert "最高" not in told[0]  # where all are equal nobody stands out
    assert "等7个社区" in told[2]
    behind = district.a_community("落后社区", "130302001008")
    district.an_event(behind, "dispatched", at=NOON - 3 * DAY)
    told = paragraphs(district.ask(communities, period=NOVEMBER))
    assert "处置率最高的有7个社区（100.0%）" in told[0]


def test_the_sheet_has_the_place_behind_a_rate_and_the_sum_below(district):
    one = district.a_community()
    district.a_community("河北里社区", "130302001002")
    district.an_event(one)
    sheet = district.ask(quarterly_sheet, period=quarter_of(date(2026, 11, 24)), operator="赵敏")
    assert sheet.title == "海港区2026年第四季度社区工作情况报告"
    events = next(table for table in sheet.tables if table.name == "事项办理")
    handled = events.titles.index("处置率")
    assert [line.cells[handled] for line in events.lines] == ["100.0%（1）", "—"]
    assert events.total.cells[handled] == "100.0%"
    assert ("示范社区", "0.0%（0/2）") in [(name, value) for name, value, _ in sheet.headline]


def test_the_detail_has_grids_months_and_bundles_of_that_community_alone(district):
    street = district.a_street()
    one = district.a_community()
    other = district.a_community("河北里社区", "130302001002")
    grid = district.a_grid(one)
    district.homes(one, 2, 1, grid=grid)
    district.an_event(one, grid_id=grid)
    district.an_event(one, "void", grid_id=grid)
    district.an_event(one, at=NOON - 40 * DAY)
    district.an_event(other)
    district.a_change(one, NOON, via=street)
    district.a_bundle(street, 1, NOON - DAY)
    district.a_bundle(street, 3, NOON)
    district.a_bundle(other, 9)
    detail = district.ask(community_detail, office_id=one, period=NOVEMBER)
    line = detail.grids[0]
    assert (line.households, line.residents, line.figures["handled"].shown) == (
        2, 3, "100.0%（1/1）",
    )  # fmt: skip
    months = [(month.label, month.reported, month.closed) for month in detail.months]
    assert len(months) == 12
    assert months[-2:] == [("2026-10", 1, 1), ("2026-11", 1, 1)]
    assert [(b.sender, b.serial) for b in detail.bundles] == [
        ("文化路街道", 3),
        ("文化路街道", 1),
    ]
    assert detail.missing == ("文化路街道已收第 3 包，缺第 2 包",)


def test_lists_of_a_community_hold_its_own_records_of_the_period(district):
    one = district.a_community()
    other = district.a_community("河北里社区", "130302001002")
    district.an_event(one, title="路灯不亮")
    district.an_event(one, at=NOON - 40 * DAY)
    district.an_event(other)
    home = district.homes(one, 0)[0]
    people = [district.a_resident(one, home) for _ in range(2)]
    district.an_activity(one, *people)
    asked = {"office_id": one, "period": NOVEMBER}
    assert [line.title for line in district.ask(events_of, **asked)] == ["路灯不亮"]
    assert [line.came for line in district.ask(activities_of, **asked)] == [2]
