"""The demo's points scheme: a year of it, in order, with something left to do."""

from app.demo.points_cast import clerk_of
from app.points.activity_views import ActivityGroup, group_counts
from app.points.ledger_check import check_ledger
from app.points.reports import points_figures
from app.points.waiting import points_waiting
from app.points.yearly import yearly_account


def test_the_scheme_balances_and_has_run_for_a_year(demo_station):
    with demo_station.read() as session:
        assert yearly_account(session, year=2026).agrees
        assert check_ledger(session)[0]
        figures = {each.key: each.value for each in points_figures(session)}
    assert figures["activities"] > 20
    assert figures["participations"] > 500
    assert figures["points_redeemed"] > 300


def test_something_of_everything_waits(demo_station):
    with demo_station.read() as session:
        kinds = {each.kind for each in points_waiting(session)}
        counts = group_counts(session)
        assert clerk_of(session).name == "孙丽华"
    assert {"review", "publicity", "activity", "stock"} <= kinds
    assert counts[ActivityGroup.COMING] == counts[ActivityGroup.RUNNING] == 1
