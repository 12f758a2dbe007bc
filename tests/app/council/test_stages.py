"""The table of stages and moves, by itself."""

from datetime import date, timedelta

import pytest

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
