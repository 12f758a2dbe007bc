from tests.app.events.pages.conftest import *  # noqa
from tests.app.events.conftest import *  # noqa
from tests.app.events.pages.test_tasks import *  # noqa
from tests.app.events.pages import test_tasks as tt
for n in [n for n in list(globals()) if n.startswith("test_")]: del globals()[n]
from app.between_rooms import bring_together
from pathlib import Path
def test_look(desk, office):
    bring_together()
    desk.page.resize(1180, 720)
    event = office.an_event(until="accepted", reporter_name="王秀芬", reporter_phone="13800001111")
    desk.open(event)
    desk.choose("吹哨上报")
    desk.page.grab().save("/tmp/dir1.png")
    desk.submit(reason="需城管部门到场", named=True)
    desk.settle()
    desk.qtbot.wait(600); desk.page.grab().save("/tmp/dir2.png")
    superior, task = new_id(), new_id()
    with office.station.write() as session:
        session.add(
            Task(id=task, owner=superior, addressee=office.station.office.id, title="楼道专项清理",
                 issuer="文化路街道办事处", issued_at=MORNING, state=TaskState.ANSWERED,
                 answer="已清理", answered_at=MORNING, answered_by="赵敏",
                 review=TaskReview.RETURNED, review_note="请报楼道数", reviewed_at=MORNING)
        )
    desk.look("上级任务")
    desk.page.open_record(("task", task))
    desk.settle()
    desk.page.grab().save("/tmp/dir3.png")
