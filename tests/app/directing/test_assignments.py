"""Assignments: one task to several stations, and their answers as they come back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.levels import Level
from app.directing.assignment_views import AssignmentFilter, assignment_answers, assignments
from app.directing.assignments import AssignmentText, assign_task, review_answer, withdraw_task
from app.directing.queries import offices_below, own_level
from app.errors import InvalidInput, NotAllowed, NotFound, RuleBroken
from app.events.models import Task
from app.events.task_views import task, tasks
from app.events.tasks import TaskText, answer_task, receive_task
from app.events.terms import TaskReview, TaskState
from app.events.waiting import events_waiting
from db.changelog import Change
from tests.app.events.builders import MORNING

TEXT = AssignmentText("排查飞线充电", "逐栋排查", due_at=MORNING + timedelta(days=3))


def assigned(office, *addressees, **text):
    told = AssignmentText(**{"title": TEXT.title, "due_at": TEXT.due_at, **text})
    return office.do(assign_task, text=told, addressees=addressees)


def answers(office):
    (row,) = office.ask(assignments)
    return office.ask(assignment_answers, batch_id=row.batch_id)


def brought_answer(street, task_id, answer="已排查 68 栋楼。"):
    """Another task of that batch, as its addressee's bundle has left it."""
    with street.station.read() as session:
        sent = session.get_one(Task, task_id)
        fields = {name: getattr(sent, name) for name in ("number", "title", "issuer", "batch_id")}
        addressee = sent.addressee
    return street.brought(
        Task(**fields, owner=street.station.office.id, addressee=addressee, issued_at=MORNING,
             state=TaskState.ANSWERED, answer=answer, answered_at=street.clock.at,
             answered_by="赵敏")
    )  # fmt: skip


def test_one_task_goes_to_several_stations_with_one_number(street):
    ids = assigned(street, street.community, street.neighbour)
    (row,) = street.ask(assignments)
    assert (row.number, row.total, row.progress) == ("街-2026-001", 2, "0/2")
    assert row.pill.text == "待答复 2 个"
    found = answers(street)
    assert {one.task_id for one in found} == set(ids)
    assert {one.station for one in found} == {"人民里社区", "建设里社区"}
    assigned(street, street.community)
    assert street.ask(assignments)[0].number in {"街-2026-001", "街-2026-002"}
    assert {one.number for one in street.ask(assignments)} == {"街-2026-001", "街-2026-002"}


def test_the_district_numbers_its_own_and_knows_streets_and_communities(district):
    assert district.ask(own_level) is Level.DISTRICT
    below = district.ask(offices_below)
    assert [office.name for office in below] == ["文化路街道办事处", "人民里社区", "建设里社区"]
    assigned(district, district.street)
    assert district.ask(assignments)[0].number == "区-2026-001"


def test_a_number_that_is_given_stays(street):
    assigned(street, street.community, number="文街〔2026〕12号")
    assigned(street, street.community)
    numbers = {row.number for row in street.ask(assignments)}
    assert numbers == {"文街〔2026〕12号", "街-2026-001"}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ({"title": " "}, "title"),
        ({"due_at": MORNING - timedelta(days=1)}, "due_at"),
        ({"content": "长" * 2001}, "content"),
    ],
)
def test_a_task_that_cannot_be_names_the_field(street, text, field):
    with pytest.raises(InvalidInput) as raised:
        assigned(street, street.community, **text)
    assert raised.value.field == field
    assert street.ask(assignments) == []


def test_a_task_goes_only_to_those_below(street):
    for addressees in ((), (street.ids[Level.DISTRICT],), (street.station.office.id,)):
        with pytest.raises(InvalidInput) as raised:
            assigned(street, *addressees)
        assert raised.value.field == "addressees"


def test_a_community_assigns_nothing(community):
    with pytest.raises(RuleBroken, match="社区没有下级"):
        assigned(community, community.neighbour)


def test_a_grid_worker_assigns_nothing(street):
    with pytest.raises(NotAllowed):
        street.do(assign_task, actor=street.a_worker(), text=TEXT, addressees=(street.community,))


def test_what_is_assigned_to_others_is_no_task_of_ours(street):
    (task_id,) = assigned(street, street.community)
    assert street.ask(tasks) == []
    assert street.ask(events_waiting) == []
    with pytest.raises(RuleBroken, match="由接收单位答复"):
        street.do(answer_task, task_id=task_id, answer="已办。")


def test_answers_wait_for_review_then_the_task_is_done(street):
    task_id = brought_answer(street, assigned(street, street.neighbour)[0])
    (row,) = [one for one in answers(street) if one.can_review]
    assert (row.pill.text, row.answer) == ("待评价", "已排查 68 栋楼。")
    assert street.ask(assignments)[0].pill.text == "待评价 1 个"
    street.do(review_answer, task_id=task_id, review=TaskReview.ACCEPTED, note="")
    row = next(one for one in answers(street) if one.task_id == task_id)
    assert (row.pill.text, row.can_review, row.can_withdraw) == ("已认可", False, False)
    with pytest.raises(RuleBroken, match="已认可"):
        street.do(review_answer, task_id=task_id, review=TaskReview.RETURNED, note="再查")


def test_an_answer_is_given_back_only_with_words_and_only_when_there_is_one(street):
    (task_id,) = assigned(street, street.community)
    with pytest.raises(RuleBroken, match="没有待评价的答复"):
        street.do(review_answer, task_id=task_id, review=TaskReview.RETURNED, note="再查")
    answered = brought_answer(street, task_id)
    with pytest.raises(InvalidInput) as raised:
        street.do(review_answer, task_id=answered, review=TaskReview.RETURNED, note=" ")
    assert raised.value.field == "note"


def test_a_withdrawn_task_counts_no_more(street):
    first, second = assigned(street, street.community, street.neighbour)
    with pytest.raises(InvalidInput, match="撤回原因"):
        street.do(withdraw_task, task_id=first, reason="")
    street.do(withdraw_task, task_id=first, reason="该社区已拆迁")
    (row,) = street.ask(assignments)
    assert (row.total, row.pill.text) == (1, "待答复 1 个")
    with pytest.raises(RuleBroken, match="已撤回"):
        street.do(withdraw_task, task_id=first, reason="再撤")
    street.do(withdraw_task, task_id=second, reason="不再需要")
    assert street.ask(assignments)[0].pill.text == "已撤回"


def test_what_is_past_its_time_is_counted(street):
    assigned(street, street.community, street.neighbour)
    street.clock.forward(days=4)
    (row,) = street.ask(assignments, where=AssignmentFilter(only_open=True))
    assert (row.overdue, row.pill.text) == (2, "超期 2 个")
    assert all(one.is_overdue for one in answers(street))
    assert street.ask(assignments, where=AssignmentFilter(text="走访")) == []
    with pytest.raises(NotFound):
        street.ask(assignment_answers, batch_id=street.neighbour)


# -- at the addressee -------------------------------------------------------------------------


def test_a_returned_task_is_open_again_and_keeps_the_answer_before(community):
    task_id = community.a_task(
        state=TaskState.ANSWERED, answer="已排查。", answered_at=MORNING, answered_by="赵敏",
        review=TaskReview.RETURNED, review_note="请写明栋数", reviewed_at=MORNING,
    )  # fmt: skip
    (waiting,) = community.ask(events_waiting)
    assert waiting.pill.text == "退回重办"
    row = community.ask(task, task_id=task_id)
    assert (row.state, row.is_returned, row.review_note) == (TaskState.OPEN, True, "请写明栋数")
    community.do(answer_task, task_id=task_id, answer="已排查 68 栋楼。")
    row = community.ask(task, task_id=task_id)
    assert (row.pill.text, row.answer, row.is_returned) == ("已答复", "已排查 68 栋楼。", False)
    assert community.ask(events_waiting) == []
    with community.station.read() as session:
        found = session.scalars(select(Change).where(Change.row_id == task_id))
        assert "已排查。" in [(change.before or {}).get("answer") for change in found]


def test_a_clock_that_is_behind_does_not_hide_the_new_answer(community):
    task_id = community.a_task(
        state=TaskState.ANSWERED, answer="已排查。", answered_at=MORNING, answered_by="赵敏",
        review=TaskReview.RETURNED, reviewed_at=MORNING + timedelta(hours=6),
    )  # fmt: skip
    community.do(answer_task, task_id=task_id, answer="已排查 68 栋楼。")
    assert community.ask(task, task_id=task_id).state is TaskState.ANSWERED


def test_a_withdrawn_task_asks_for_no_answer(community):
    task_id = community.a_task(review=TaskReview.WITHDRAWN, review_note="不再需要")
    assert community.ask(events_waiting) == []
    row = community.ask(task, task_id=task_id)
    assert (row.pill.text, row.state) == ("已撤回", TaskState.WITHDRAWN)
    with pytest.raises(RuleBroken, match="已由上级撤回"):
        community.do(answer_task, task_id=task_id, answer="已办。")


def test_a_community_cannot_review_or_withdraw_what_it_answers(community):
    task_id = community.a_task(state=TaskState.ANSWERED, answer="已办。", answered_at=MORNING)
    for use_case, said in (
        (review_answer, {"review": TaskReview.ACCEPTED, "note": ""}),
        (withdraw_task, {"reason": "不想办"}),
    ):
        with pytest.raises(RuleBroken, match="属于别的单位"):
            community.do(use_case, task_id=task_id, **said)


def test_a_task_on_paper_is_neither_reviewed_nor_withdrawn(street):
    task_id = street.do(receive_task, text=TaskText("报送数据", "海港区"))
    assert [row.id for row in street.ask(tasks)] == [task_id]
    with pytest.raises(RuleBroken, match="纸质登记"):
        street.do(withdraw_task, task_id=task_id, reason="不用了")
    street.do(answer_task, task_id=task_id, answer="已报。")
    assert street.ask(task, task_id=task_id).pill.text == "已答复"
