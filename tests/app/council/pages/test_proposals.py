"""Around a proposal at the desk: who seconds it, similar ones merged and parted, handing over."""

from app.council.matter_views import matter_detail
from app.council.pages.proposal_forms import find_similar
from app.council.stages import Stage
from app.council.terms import HandOver
from app.desk.fields import TypedName
from tests.app.council.pages.station import a_name


def test_seconders_are_registered_by_name_and_from_the_register(made, desk_of):
    resident = made.residents(made.a_grid(), 1)[0]
    matter = made.a_matter()
    desk = desk_of(made)
    desk.page.open_record(("matter", matter))
    desk.choose("登记附议")
    desk.submit(who=TypedName("孙玉兰"), address="5 号楼 2 单元 301")
    desk.sees("5 号楼 2 单元 301", desk.page.drawer)
    desk.choose("登记附议")
    form = desk.form()
    form.rows["who"].editor.set_value(_candidate(resident, a_name(0)))
    form.submit()
    desk.sees("附议人（2 户）", desk.page.drawer)
    desk.press("去掉", desk.page.drawer)
    desk.sees("附议人（1 户）", desk.page.drawer)


def _candidate(resident, name):
    from app.desk.fields import Candidate

    return Candidate(str(resident), name)


def test_similar_matters_are_merged_and_parted_again(made, desk_of):
    head = made.a_matter("小区停车位改造方案", seconders=3)
    like = made.a_matter("5 号楼停车难", "李建国", accepted=False)
    found = made.ask(find_similar, "停车", but=like)
    assert [one.id for one in found] == [head]
    desk = desk_of(made)
    desk.page.open_record(("matter", like))
    desk.choose("并入相近的议题")
    desk.submit(into=_candidate(head, "小区停车位改造方案"), reason="都是停车")
    desk.sees("一并办理", desk.page.drawer)
    desk.press("查看", desk.page.drawer)
    desk.sees("并入的议题", desk.page.drawer)
    desk.press("取消并案", desk.page.drawer)
    desk.submit(reason="不是一回事")
    assert made.ask(matter_detail, matter_id=like).row.stage is Stage.PROPOSE


def test_what_is_the_governments_affair_is_handed_over_with_an_answer(made, desk_of):
    matter = made.a_matter("北门公交站迁移", accepted=False)
    desk = desk_of(made)
    desk.page.open_record(("matter", matter))
    desk.choose("转办")
    desk.submit(to=HandOver.SUPERIOR, opinion="属交通部门职权，已上报街道。")
    desk.sees("属交通部门职权", desk.page.drawer)
    assert made.ask(matter_detail, matter_id=matter).row.stage is Stage.HANDED_OVER
