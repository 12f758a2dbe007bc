from datetime import date

import pytest

from app.accounts.undo import undo_step
from app.errors import RuleBroken
from app.points.account_views import account_detail, statement
from app.points.expiry import expiry_preview, reverse_expiry, run_expiry
from app.points.people import merged_records
from app.points.policy import Scheme, change_scheme
from app.points.queries import AccountFilter, count_accounts
from app.points.rankings import RankBy, ranking
from app.points.reports import ReportBy, WithProject, points_figures, points_report
from app.points.rules import Policy
from app.points.terms import ExpiryMode
from app.residents.merges import merge_residents, unmerge_residents
from db import clock

YEAR = {"from_day": date(2026, 1, 1), "until_day": date(2026, 12, 31)}


def test_yearly_points_end_with_the_year_and_come_back_as_a_whole(office):
    wang, li = office.resident(), office.resident("李建国", "3-2-302")
    office.award(wang, 30)
    office.award(li, 20)
    office.redeem(wang, office.reward(price=12))
    office.clock.forward(days=300)
    assert [line.points for line in office.ask(expiry_preview)] == [20, 18]
    batch, total = office.do(run_expiry)
    assert total == 38
    assert office.balance(wang) == 0
    with pytest.raises(RuleBroken, match="没有到期"):
        office.do(run_expiry)
    assert office.do(reverse_expiry, batch_id=batch, reason="延期一个月") == 38
    assert (office.balance(wang), office.balance(li)) == (18, 20)
    with pytest.raises(RuleBroken, match="已经冲正过"):
        office.do(reverse_expiry, batch_id=batch, reason="再来")
    assert len(office.ask(expiry_preview)) == 2
    assert office.year().agrees


def test_rolling_points_end_oldest_first(office):
    office.do(change_scheme, wanted=Scheme(expiry=Policy(ExpiryMode.ROLLING, 6, 30)))
    wang = office.resident()
    office.award(wang, 30)
    office.clock.forward(days=90)
    office.award(wang, 20)
    office.redeem(wang, office.reward(price=10))
    office.clock.forward(days=70)
    detail = office.ask(account_detail, resident_id=wang)
    assert (detail.row.balance, detail.soon) == (40, 20)
    assert [each.points for each in detail.endings] == [20, 20]
    office.clock.forward(days=30)
    office.do(run_expiry)
    assert office.balance(wang) == 20


def test_points_that_never_end_are_not_cleared(office):
    office.do(change_scheme, wanted=Scheme(expiry=Policy(ExpiryMode.NEVER)))
    office.award(office.resident(), 30)
    office.clock.forward(days=3000)
    assert office.ask(expiry_preview) == []


def two_records(office):
    wang, same = office.resident(), office.resident("王秀芬", "3-2-302")
    office.award(wang, 30)
    office.clock.forward(days=1)
    office.award(same, 20)
    return wang, same


def test_merged_records_are_shown_and_spent_together(office):
    wang, same = two_records(office)
    office.do(merge_residents, survivor_id=wang, other_id=same)
    assert office.balance(wang) == office.balance(same) == 50
    assert office.ask(count_accounts) == 1
    detail = office.ask(account_detail, resident_id=wang)
    assert len(detail.cards) == 2
    assert office.redeem(wang, office.reward(price=45)).balance == 5
    assert office.ask(statement, resident_id=wang).closing == 5
    assert office.ask(count_accounts, where=AccountFilter(detail.cards[1])) == 1


def test_parting_merged_records_leaves_each_what_is_its_own(office):
    wang, same = two_records(office)
    office.do(merge_residents, survivor_id=wang, other_id=same)
    office.redeem(wang, office.reward(price=35))
    office.do(unmerge_residents, other_id=same)
    assert (office.balance(wang), office.balance(same)) == (0, 15)
    assert office.ask(merged_records) == {}
    assert office.year().agrees


def test_a_merge_of_people_with_points_can_still_be_undone(office):
    wang, same = two_records(office)
    with office.station.write() as session:
        merge_residents(session, office.station.actor, survivor_id=wang, other_id=same)
        step = session.info["transaction"].id
    office.do(undo_step, transaction_id=step, label="合并")
    assert office.balance(same) == 20


def test_caps_count_all_records_of_a_person(office):
    rule = office.rule("巡逻", 5, cap_day=10)
    wang, same = office.resident(), office.resident("王秀芬", "3-2-302")
    office.record(wang, rule)
    office.record(same, rule)
    office.do(merge_residents, survivor_id=wang, other_id=same)
    assert office.record(same, rule).points == 0


def test_chains_of_merges_lead_to_the_last_record(office):
    first, second = two_records(office)
    third = office.resident("王秀芬", "3-2-303")
    office.do(merge_residents, survivor_id=second, other_id=first)
    office.do(merge_residents, survivor_id=third, other_id=second)
    assert office.ask(account_detail, resident_id=first).row.id == third
    assert office.balance(third) == 50


def test_people_households_buildings_and_grids_are_ranked(office):
    wang, li = office.resident(), office.resident("李建国", "3-2-301")
    zhang = office.resident("张桂兰", "5-1-101")
    for person, points in ((wang, 30), (li, 20), (zhang, 30)):
        office.award(person, points)
    people = office.ask(ranking, **YEAR)
    assert [(line.place, line.points) for line in people] == [(1, 30), (1, 30), (3, 20)]
    homes = office.ask(ranking, by=RankBy.HOUSEHOLD, **YEAR)
    assert [(line.name, line.people, line.points) for line in homes] == [
        ("3-2-301", 2, 50),
        ("5-1-101", 1, 30),
    ]
    assert [line.name for line in office.ask(ranking, by=RankBy.BUILDING, **YEAR)] == [
        "3 号楼",
        "5 号楼",
    ]
    assert office.ask(ranking, by=RankBy.GRID, **YEAR)[0].points == 80
    assert len(office.ask(ranking, limit=1, **YEAR)) == 2


@pytest.mark.parametrize("by", list(ReportBy))
def test_every_report_adds_up(office, by):
    wang = office.resident()
    office.award(wang, 30)
    office.record(wang, office.rule("乱扔垃圾", -5, category="扣分项"))
    found = office.ask(points_report, by=by, **YEAR)
    assert (found.total.added, found.total.deducted, found.total.posted) == (30, 5, 30)
    assert sum(line.added for line in found.lines) == 30
    without = office.ask(points_report, by=by, project=WithProject.WITHOUT, **YEAR)
    assert without.total == found.total
    assert office.ask(points_report, by=by, project=WithProject.WITH, **YEAR).lines == ()


def test_the_yearly_account_balances_to_the_point_year_by_year(office):
    wang = office.resident()
    office.award(wang, 30)
    office.record(wang)
    office.redeem(wang, office.reward(price=12))
    office.clock.forward(days=365)
    office.do(run_expiry)
    first, second = office.year(2026), office.year(2027)
    assert first.agrees
    assert second.agrees
    assert (first.issued, first.placed) == (40, 40)
    lines = {line.name: (line.opening, line.came, line.went, line.closing) for line in second.lines}
    assert lines["居民账户"] == (18, 0, 18, 0)
    assert lines["已清零"] == (0, 18, 0, 18)
    assert [flow.name for flow in second.flows] == ["到期清零"]


def test_figures_count_people_activities_and_points(office):
    office.award(office.resident(), 30)
    figures = {each.key: each.value for each in office.ask(points_figures)}
    assert (figures["points_registered"], figures["points_posted"]) == (1, 30)
    assert clock.today().year == 2026
