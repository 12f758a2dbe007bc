"""Matters on their way through the five stages, and what the council did in a period."""

from datetime import date

import pytest

from app.council import meetings, steps
from app.council.matters import screen_matter
from app.council.stages import Stage
from app.figures.behind import lines_behind, matters_behind, month_behind
from app.figures.council_period import council_figures, council_months
from app.figures.matter_funnel import matter_funnel
from app.figures.periods import Period, month_period
from db import clock
from tests.app.council.builders import an_office

NOVEMBER = month_period(date(2026, 11, 24))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), 12)


@pytest.fixture
def office(tmp_path):
    made = an_office(tmp_path)
    with clock.set_to(made.clock):
        yield made
    made.database.close()


def funnel(office, period=NOVEMBER):
    return {
        one.stage: (one.reached, one.went_on, one.at_work, one.ended)
        for one in office.ask(matter_funnel, period=period)
    }


def test_without_matters_every_stage_is_zero_and_every_share_a_dash(office):
    stages = office.ask(matter_funnel, period=NOVEMBER)
    assert [(one.name, one.reached, one.share) for one in stages] == [
        (name, 0, "—") for name in ("民提", "民议", "民决", "民办", "民评", "已归档")
    ]


def test_matters_counted_by_hand(office):
    office.a_matter("刚提的", accepted=False)
    office.a_matter("在议的")
    refused = office.a_matter("不归社区管", accepted=False)
    office.do(screen_matter, matter_id=refused, accepted=False, opinion="属于个人事务")
    withdrawn = office.a_matter("撤回的")
    office.do(steps.move_matter, matter_id=withdrawn, move="withdraw", reason="已经解决")
    stages = funnel(office)
    assert stages[Stage.PROPOSE] == (4, 2, 1, 1)
    assert stages[Stage.DELIBERATE] == (2, 0, 1, 1)
    assert stages[Stage.DECIDE] == (0, 0, 0, 0)
    shares = [one.share for one in office.ask(matter_funnel, period=NOVEMBER)]
    assert shares[:3] == ["50.0%", "0.0%", "—"]


def test_a_matter_sent_back_has_reached_what_it_had_reached(office):
    matter = office.a_matter()
    meeting = office.an_open_meeting(office.a_body(), matter)
    office.a_speech(meeting)
    office.do(steps.move_matter, matter_id=matter, move="put_to_vote")
    office.do(steps.move_matter, matter_id=matter, move="deliberate_again", reason="方案变更")
    stages = funnel(office)
    assert stages[Stage.DELIBERATE] == (1, 1, 0, 0)
    assert stages[Stage.DECIDE] == (1, 0, 1, 0)


def test_archived_after_deliberation_is_no_sixth_stage(office):
    matter = office.a_matter()
    meeting = office.an_open_meeting(office.a_body(), matter)
    office.a_speech(meeting)
    office.do(steps.move_matter, matter_id=matter, move="shelve", reason="已经协商解决")
    stages = funnel(office)
    assert stages[Stage.DELIBERATE] == (1, 0, 0, 1)
    assert stages[Stage.ARCHIVED] == (0, 0, 0, 0)


def test_at_every_stage_what_came_went_on_or_stayed_or_ended(office):
    test_matters_counted_by_hand(office)
    for reached, went_on, at_work, ended in funnel(office).values():
        assert reached == went_on + at_work + ended


def test_only_matters_proposed_in_the_period_are_in_it(office):
    office.a_matter("上月提的", proposed_on=date(2026, 10, 31))
    office.a_matter("本月一日提的", proposed_on=date(2026, 11, 1))
    assert funnel(office)[Stage.PROPOSE][0] == 1
    assert funnel(office, NOVEMBER.before)[Stage.PROPOSE][0] == 1
    assert funnel(office, YEAR)[Stage.PROPOSE][0] == 2


def test_the_list_behind_a_stage_names_its_matters(office):
    office.a_matter("刚提的", accepted=False)
    office.a_matter("在议的")
    lines = office.ask(matters_behind, stage=Stage.DELIBERATE, period=NOVEMBER)
    assert [(line.room, line.kind, line.title, line.detail) for line in lines] == [
        ("council", "matter", "在议的", "民议")
    ]


def shown(office, period=NOVEMBER):
    return {one.key: one.shown for one in office.ask(council_figures, period=period)}


def test_a_month_in_which_nothing_met_has_dashes_for_its_rates(office):
    assert shown(office) == {
        "proposed": "0",
        "archived": "0",
        "meetings": "0",
        "attendance": "—",
        "votes": "0",
        "passed": "—",
    }


def test_meetings_and_who_came_are_counted_in_the_month_they_were_held(office):
    meeting = office.an_open_meeting(office.a_body(members=9), present=7)
    assert shown(office)["meetings"] == "0"  # it is still going on
    office.do(meetings.close_meeting, meeting_id=meeting)
    assert shown(office)["meetings"] == "1"
    assert shown(office)["attendance"] == "77.8%（7/9）"
    assert shown(office, NOVEMBER.before)["attendance"] == "—"
    lines = office.ask(lines_behind, key="meetings", period=NOVEMBER)
    assert [line.kind for line in lines] == ["meeting"]


def test_months_tell_matters_and_meetings_apart(office):
    office.a_matter("十月的", proposed_on=date(2026, 10, 31))
    office.do(meetings.close_meeting, meeting_id=office.an_open_meeting(office.a_body()))
    months = office.ask(council_months, period=Period(date(2026, 10, 1), date(2026, 11, 30)))
    assert [(m.label, m.proposed, m.meetings) for m in months] == [
        ("2026-10", 1, 0),
        ("2026-11", 1, 1),
    ]
    november = Period(date(2026, 11, 1), date(2026, 11, 30))
    behind = office.ask(month_behind, period=november)
    assert sorted(line.kind for line in behind) == ["matter", "meeting"]
