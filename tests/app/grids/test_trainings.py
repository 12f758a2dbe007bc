"""Trainings and skill contests: who took part, scores, and ranks that ties share."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.permissions import Role
from app.errors import NotAllowed, NotFound
from app.grids.rules import TrainingKind, ranks
from app.grids.training_views import (
    results_of,
    training_row,
    trainings,
    trainings_of,
    who_may_take_part,
)
from app.grids.trainings import (
    Part,
    TrainingText,
    change_training,
    record_training,
    set_results,
)
from db.ids import new_id
from tests.app.grids.test_grids import do, refused, sentences
from tests.app.grids.test_staff import appointed, member
from tests.builders import a_grid

TODAY = date(2026, 11, 24)
CONTEST = TrainingText("三季度技能比武", TODAY, TrainingKind.CONTEST, hours=3, place="党群服务中心")
pytestmark = pytest.mark.usefixtures("tuesday")


def test_equal_scores_share_a_rank_and_the_next_is_left_out():
    assert ranks([80, 95, None, 95, 70]) == [3, 1, None, 1, 4]


@given(st.lists(st.none() | st.integers(0, 5)))
def test_a_rank_is_one_more_than_how_many_did_better(scores):
    for score, rank in zip(scores, ranks(scores), strict=True):
        if score is None:
            assert rank is None
        else:
            assert rank == 1 + len([s for s in scores if s is not None and s > score])


def test_a_contest_is_kept_with_scores_and_shown_best_first(station):
    people = [member(station, name) for name in ("甲", "乙", "丙", "丁")]
    scores = (88.5, 92, 92, None)
    parts = [Part(who, score is not None, score) for who, score in zip(people, scores, strict=True)]
    contest = do(station, record_training, text=CONTEST, parts=parts)
    with station.read() as session:
        row, lines = training_row(session, contest), results_of(session, contest)
        mine = trainings_of(session, people[0])
    assert (row.kind_name, row.attended, row.mean) == (
        "技能比武",
        3,
        pytest.approx(90.83, abs=0.01),
    )
    assert [(line.name, line.rank) for line in lines[2:]] == [("甲", 3), ("丁", None)]
    assert {line.name for line in lines[:2]} == {"乙", "丙"}
    assert {line.rank for line in lines[:2]} == {1}
    assert [(p.title, p.score, p.rank, p.of) for p in mine] == [("三季度技能比武", 88.5, 3, 3)]


def test_results_are_set_anew_and_who_is_not_named_is_off(station):
    people = [member(station, name) for name in ("甲", "乙")]
    contest = do(station, record_training, text=CONTEST, parts=[Part(people[0], True, 60)])
    do(station, set_results, training_id=contest, parts=[Part(people[1], True, 70)])
    with station.read() as session:
        assert [(line.name, line.score) for line in results_of(session, contest)] == [("乙", 70)]
    assert sentences(station)[-1] == "登记成绩：三季度技能比武，1 人"


def test_those_who_may_take_part_are_the_workers_of_today_and_who_has_a_result(station):
    appointed(station, a_grid(station), name="网格员甲")
    other = member(station, "志愿者乙")
    contest = do(station, record_training, text=CONTEST, parts=[Part(other, True, 70)])
    with station.read() as session:
        names = [(line.name, line.attended) for line in who_may_take_part(session, contest)]
    assert names == [("志愿者乙", True), ("网格员甲", False)]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", {"title": " "}),
        ("held_on", {"held_on": TODAY + timedelta(days=1)}),
        ("hours", {"hours": -1}),
        ("full_score", {"full_score": 0}),
        ("place", {"place": "长" * 300}),
    ],
)
def test_a_wrong_field_is_refused_by_its_name(station, field, wrong):
    error = refused(station, record_training, text=replace(CONTEST, **wrong))
    assert error.field == field


def test_a_score_above_the_full_one_is_refused_also_when_the_full_one_sinks(station):
    who = member(station)
    wrong = {"parts": [Part(who, True, 101)]}
    assert refused(station, record_training, text=CONTEST, **wrong).field == "score"
    contest = do(station, record_training, text=CONTEST, parts=[Part(who, True, 100)])
    assert refused(station, set_results, training_id=contest, **wrong).field == "score"
    lower = replace(CONTEST, full_score=50)
    assert refused(station, change_training, training_id=contest, text=lower).field == "score"
    do(station, change_training, training_id=contest, text=replace(CONTEST, title="改名"))
    with station.read() as session:
        assert [row.title for row in trainings(session)] == ["改名"]
        assert trainings(session, text="没有的") == []


def test_strangers_and_those_who_may_not_assess_are_refused(station):
    refused(station, record_training, text=CONTEST, parts=[Part(new_id())], kind=NotFound)
    refused(station, set_results, training_id=new_id(), parts=[], kind=NotFound)
    worker = replace(station, actor=replace(station.actor, role=Role.GRID_WORKER))
    refused(worker, record_training, text=CONTEST, kind=NotAllowed)
