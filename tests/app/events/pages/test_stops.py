"""Events that do not go straight on: sent back, suspended, void, opened again, up, merged."""

from app.announcements import listen
from app.events.facts import EventEscalated
from app.events.stages import State


def state(office, event):
    return office.detail(event).row.state


def test_what_was_not_done_well_goes_back_with_the_reason(desk, office):
    event = office.an_event(until="handled")
    desk.open(event)
    desk.choose("核查不通过，退回处置")
    desk.submit(reason="只清了一半")
    desk.sees("处置中", "只清了一半")
    assert state(office, event) is State.DISPATCHED


def test_a_suspended_event_offers_only_to_go_on_and_says_why_nothing_else_goes(desk, office):
    event = office.an_event(until="dispatched")
    desk.open(event)
    desk.choose("挂起")
    desk.submit(reason="等物业报价")
    desk.sees("已挂起，时限暂停计算", "等物业报价")
    desk.choose("处置完成")
    desk.sees("还不能“处置完成”", "事项已挂起。请先恢复办理。")
    desk.press("知道了")
    desk.press("恢复办理")
    desk.submit(reason="报价已到")
    desk.sees("处置中")
    assert not office.detail(event).row.is_suspended


def test_an_event_is_voided_and_leaves_the_open_ones(desk, office):
    event = office.an_event()
    desk.page.reload()
    assert desk.rows() == ["楼道堆放杂物"]
    desk.open(event)
    desk.choose("作废")
    desk.submit(reason="误报")
    desk.sees("已作废", "误报")
    assert desk.rows() == []


def test_a_closed_event_is_opened_again_when_the_resident_does_not_agree(desk, office):
    event = office.an_event(until="closed")
    desk.open(event)
    assert "居民不认可，重新办理" not in desk.buttons()
    desk.choose("居民不认可，重新办理")
    desk.submit(reason="又堆上了")
    desk.sees("已受理", "又堆上了")
    assert office.detail(event).row.rounds == 2


def test_an_event_goes_up_and_says_so(desk, office):
    event = office.an_event(until="accepted")
    desk.open(event)
    desk.choose("吹哨上报")
    desk.submit(reason="需城管部门到场")
    desk.sees("已吹哨，等待上级派单", "需城管部门到场")
    assert "吹哨上报" not in desk.choices()


def test_the_reporter_goes_up_only_when_that_is_chosen(desk, office):
    told = []

    def hear(session, actor, fact):
        told.append(fact.named)

    listen(EventEscalated, hear)
    for chosen in ({}, {"named": True}):
        event = office.an_event(until="accepted", reporter_name="王秀芬")
        desk.open(event)
        desk.choose("吹哨上报")
        assert "named" in desk.form().rows
        desk.submit(reason="需城管部门到场", **chosen)
        desk.sees("已吹哨，等待上级派单")
    assert told == [False, True]


def test_a_second_report_of_the_same_is_merged_into_the_first(desk, office):
    first = office.an_event("单元门口路灯不亮")
    second = office.an_event("路灯坏了", reporter_name="刘建军")
    desk.open(second)
    desk.choose("并入重复事项")
    form = desk.form()
    desk.type("2026-0001")
    desk.enter()
    desk.enter()
    form.submit()
    desk.sees("已并入 2026-0001", "单元门口路灯不亮")
    assert state(office, second) is State.VOID
    assert [one.id for one in office.detail(first).duplicates] == [second]


def test_a_remark_is_written_into_the_history(desk, office):
    event = office.an_event(until="dispatched")
    desk.open(event)
    desk.choose("写备注")
    desk.submit(note="下午去过，家里没人")
    desk.sees("备注", "下午去过，家里没人")
