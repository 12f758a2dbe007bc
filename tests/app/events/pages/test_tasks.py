"""Tasks from above: entered from paper, carried out by an event, answered."""

from PySide6.QtCore import Qt

from app.accounts.permissions import Role
from app.events.models import Task
from app.events.tasks import TaskText, receive_task
from app.events.terms import EventSource, TaskReview, TaskState
from db.ids import new_id
from tests.app.events.builders import MORNING

TEXT = TaskText("楼道专项清理", "文化路街道办事处", "清理楼道并报送照片", "文街办 41 号")


def open_task(desk, office):
    task = office.do(receive_task, text=TEXT)
    desk.page.open_record(("task", task))
    desk.settle()
    desk.sees("文化路街道办事处", "文街办 41 号")
    return task


def test_a_task_is_answered(desk, office):
    open_task(desk, office)
    desk.press("答复任务")
    desk.submit(answer="")
    desk.sees("请填写答复")
    desk.submit(answer="已清理 12 个楼道")
    desk.sees("赵敏已于", "已清理 12 个楼道")
    assert "答复任务" not in desk.buttons()
    assert desk.rows(desk.page.tasks) == ["楼道专项清理"]


def test_an_answer_that_was_given_back_is_given_again(desk, office):
    superior, task = new_id(), new_id()
    with office.station.write() as session:
        session.add(
            Task(id=task, owner=superior, addressee=office.station.office.id, title="楼道专项清理",
                 issuer="文化路街道办事处", issued_at=MORNING, state=TaskState.ANSWERED,
                 answer="已清理", answered_at=MORNING, answered_by="赵敏",
                 review=TaskReview.RETURNED, review_note="请报楼道数", reviewed_at=MORNING)
        )  # fmt: skip
    desk.page.open_record(("task", task))
    desk.settle()
    desk.sees("退回重办", "请报楼道数", "已清理")
    desk.press("答复任务")
    desk.submit(answer="已清理 12 个楼道")
    desk.sees("已清理 12 个楼道")
    assert "答复任务" not in desk.buttons()


def test_an_event_is_reported_to_carry_out_a_task(desk, office):
    task = open_task(desk, office)
    desk.choose("登记新事项来办", "交事项办理")
    form = desk.form()
    assert form.rows["title"].editor.line.text() == "楼道专项清理"
    desk.submit(category="fire_lane")
    desk.sees("已受理", "上级任务", "楼道专项清理（文化路街道办事处）")
    event = office.detail(desk.page.event_drawer.event_id)
    assert event.source is EventSource.SUPERIOR
    assert [one.id for one in event.tasks] == [task]


def test_a_task_is_carried_out_by_an_event_that_is_there(desk, office):
    event = office.an_event("楼道堆放杂物")
    open_task(desk, office)
    desk.choose("由已有事项办理", "交事项办理")
    desk.type("ldd")
    desk.enter()
    desk.enter()
    desk.control(Qt.Key.Key_Return)
    desk.press("查看事项")
    desk.sees("楼道堆放杂物")
    assert desk.page.event_drawer.event_id == event


def test_a_task_on_paper_is_entered(desk, office):
    desk.choose("登记上级任务", "更多")
    desk.submit(title="报送探访情况", issuer="海港区民政局")
    desk.look("上级任务")
    assert desk.rows(desk.page.tasks) == ["报送探访情况"]


def test_a_grid_worker_reads_tasks_and_answers_none(desk_of, office):
    task = office.do(receive_task, text=TEXT)
    desk = desk_of(office, Role.GRID_WORKER)
    desk.page.open_record(("task", task))
    desk.sees("清理楼道并报送照片")
    assert "答复任务" not in desk.buttons()
    assert "交事项办理" in desk.buttons()
