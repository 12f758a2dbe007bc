"""Tasks from above: received, carried out by an event, answered once."""

from datetime import timedelta

import pytest

from app.errors import InvalidInput, NotAllowed, RuleBroken
from app.events.task_views import task, tasks
from app.events.tasks import TaskText, answer_task, link_task, receive_task
from app.events.waiting import events_waiting
from tests.app.events.builders import MORNING

TEXT = TaskText(
    "排查电动自行车飞线充电", "文化路街道", number="文街〔2026〕12号",
    due_at=MORNING + timedelta(days=3),
)  # fmt: skip


def test_a_task_waits_today_until_it_is_answered(office):
    task_id = office.do(receive_task, text=TEXT)
    (waiting,) = office.ask(events_waiting)
    assert (waiting.kind, waiting.detail, waiting.pill.text) == ("task", "文化路街道", "还剩 3 天")
    office.do(answer_task, task_id=task_id, answer="已排查 68 栋楼，整改 12 处。")
    assert office.ask(events_waiting) == []
    row = office.ask(task, task_id=task_id)
    assert (row.pill.text, row.answered_by) == ("已答复", "赵敏")


def test_a_task_names_the_event_that_carries_it_out(office):
    task_id, event = office.do(receive_task, text=TEXT), office.an_event()
    office.do(link_task, task_id=task_id, event_id=event)
    assert office.ask(task, task_id=task_id).event_number == "2026-0001"
    assert [ref.title for ref in office.detail(event).tasks] == [TEXT.title]


def test_a_task_is_answered_once_and_with_words(office):
    task_id = office.do(receive_task, text=TEXT)
    with pytest.raises(InvalidInput, match="答复"):
        office.do(answer_task, task_id=task_id, answer=" ")
    office.do(answer_task, task_id=task_id, answer="已办。")
    with pytest.raises(RuleBroken, match="已由赵敏答复"):
        office.do(answer_task, task_id=task_id, answer="再办。")
    with pytest.raises(RuleBroken):
        office.do(link_task, task_id=task_id, event_id=office.an_event())


def test_a_grid_worker_does_not_answer_for_the_office(office):
    task_id = office.do(receive_task, text=TEXT)
    with pytest.raises(NotAllowed):
        office.do(answer_task, actor=office.a_worker(), task_id=task_id, answer="已办。")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (TaskText("", "街道"), "title"),
        (TaskText("排查", ""), "issuer"),
        (TaskText("排查", "街道", due_at=MORNING - timedelta(days=1)), "due_at"),
    ],
)
def test_a_task_that_cannot_be_names_the_field(office, text, field):
    with pytest.raises(InvalidInput) as raised:
        office.do(receive_task, text=text)
    assert raised.value.field == field


def test_open_tasks_come_first_by_their_end(office):
    done = office.do(receive_task, text=TaskText("报送数据", "文化路街道"))
    office.do(answer_task, task_id=done, answer="已报。")
    office.do(receive_task, text=TaskText("没有期限", "文化路街道"))
    office.do(receive_task, text=TEXT)
    assert [row.title for row in office.ask(tasks)] == [TEXT.title, "没有期限", "报送数据"]
    assert len(office.ask(tasks, only_open=True)) == 2
