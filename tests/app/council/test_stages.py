"""The table of stages and moves, by itself."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.council.guard_facts import RoundFacts, WorkFacts
from app.council.stages import (
    FIVE_STAGES,
    MOVES,
    STAGE_NAMES,
    MatterFacts,
    Stage,
    move_of,
    moves_from,
)
from app.council.terms import Outcome

TODAY = date(2026, 11, 24)
READY = {
    "today": TODAY,
    "title": "停车位",
    "content": "车多位少",
    "proposer": "王秀芬",
    "speeches": 3,
    "last_outcome": Outcome.PASSED,
    "notice_until": TODAY - timedelta(days=1),
    "work": WorkFacts(in_charge="赵敏", due_on=TODAY),
    "reason": "理由",
}


def said(key, stage, **changes):
    return " ".join(m.what for m in move_of(key, stage).missing(MatterFacts(**READY | changes)))


def test_every_stage_has_a_name_and_every_open_stage_a_way_on():
    assert set(STAGE_NAMES) == set(Stage)
    for stage in FIVE_STAGES:
        assert moves_from(stage), stage
    assert moves_from(Stage.ARCHIVED) == ()


def test_no_move_is_named_twice_from_one_stage_and_every_move_is_guarded():
    assert len({(move.key, move.source) for move in MOVES}) == len(MOVES)
    assert all(move.guards for move in MOVES)


def test_the_only_way_into_carrying_out_is_a_vote_or_an_evaluation_that_sent_it_back():
    into = {(move.source, move.key) for move in MOVES if move.target is Stage.IMPLEMENT}
    assert into == {(Stage.DECIDE, "implement"), (Stage.EVALUATE, "redo")}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"last_outcome": None}, "还没有表决结果"),
        ({"last_outcome": Outcome.FAILED, "last_sentence": "还差 2 票"}, "还差 2 票"),
        ({"notice_until": None}, "还没有公示"),
        ({"notice_until": TODAY}, "还剩 1 天"),
        ({"notice_until": TODAY + timedelta(days=2)}, "公示到 11月26日，还剩 3 天"),
        ({"objections_open": 2}, "2 条异议没有答复"),
        ({"vote_open": True}, "表决还没有结束"),
    ],
)
def test_carrying_out_waits_for_vote_notice_and_answers(change, words):
    assert said("implement", Stage.DECIDE) == ""
    assert words in said("implement", Stage.DECIDE, **change)


def test_an_incomplete_proposal_is_told_all_that_it_lacks():
    assert "标题、内容" in said("accept", Stage.PROPOSE, title=" ", content="")


def test_what_residents_passed_cannot_be_dropped():
    assert "已经通过" in said("close_unpassed", Stage.DECIDE)
    assert said("close_unpassed", Stage.DECIDE, last_outcome=Outcome.FAILED) == ""


def test_nothing_is_handed_on_without_a_plan():
    lacking = said("implement", Stage.DECIDE, work=WorkFacts())
    assert "办理计划还缺责任人、完成期限" in lacking


FINISHED = WorkFacts("赵敏", TODAY, TODAY, "42 位", milestones=3, milestones_done=3)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"finished_on": None}, "还没有登记完成日期"),
        ({"result": " "}, "还没有登记办理结果"),
        ({"milestones_done": 1}, "共 3 个，还有 2 个没有完成"),
        ({"claims_open": ("划线", "清运")}, "还有 2 项认领任务没有验收：划线、清运"),
        ({"changes_open": 1}, "还有 1 项计划变更没有审批"),
    ],
)
def test_evaluation_waits_until_the_work_is_done(change, words):
    assert said("evaluate", Stage.IMPLEMENT, work=FINISHED) == ""
    assert words in said("evaluate", Stage.IMPLEMENT, work=replace(FINISHED, **change))


@pytest.mark.parametrize(
    ("counts", "reached"), [((39, 1, 10), True), ((39, 0, 11), False), ((0, 0, 0), False)]
)
def test_the_archive_takes_what_satisfies_four_fifths(counts, reached):
    found = RoundFacts(1, *counts, threshold=80, closed=True)
    missing = said("archive", Stage.EVALUATE, round=found)
    assert (missing == "") is reached
    if counts == (39, 0, 11):
        assert "有效 50 份，满意和基本满意 39 份，满意率 78%" in missing
        assert "门槛 80%（40 份），还差 1 份" in missing


def test_the_archive_waits_for_a_round_that_is_closed():
    found = RoundFacts(2, 50, 0, 0, threshold=80, closed=False)
    assert "第 2 轮评议还没有结束" in said("archive", Stage.EVALUATE, round=found)
    assert "还没有开始" in said("archive", Stage.EVALUATE, round=None)
