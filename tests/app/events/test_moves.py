"""An event's way from report to close, by the words and numbers an office sees."""

from datetime import timedelta

import pytest

from app.accounts.queries import count_audit
from app.announcements import listen
from app.errors import InvalidInput, NotAllowed, RuleBroken
from app.events.closing import merge_event
from app.events.events import EventText, edit_event, report_event, reveal_reporter
from app.events.facts import EventClosed, EventMoved, EventReported
from app.events.stages import State
from app.events.steps import Said, add_note
from app.events.terms import Satisfaction
from tests.app.events.builders import MORNING
from tests.builders import a_resident


def test_events_are_numbered_by_year(office):
    numbers = [office.detail(office.an_event()).row.number for _ in range(2)]
    assert numbers == ["2026-0001", "2026-0002"]


def test_the_building_tells_the_grid_and_the_place(office):
    detail = office.detail(office.an_event())
    assert (detail.grid_id, detail.row.place) == (office.grid, "3 号楼")


def test_a_known_resident_brings_name_and_phone_and_the_phone_is_masked(office):
    resident = a_resident(office.station, "王秀芬", "3-2-301", phone="13812345678")
    event = office.an_event(reporter_id=resident)
    detail = office.detail(event)
    assert (detail.row.reporter, detail.reporter_phone) == ("王秀芬", "138****5678")
    assert office.do(reveal_reporter, event_id=event) == "13812345678"
    assert office.ask(count_audit, text="完整电话") == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"category": "nothing"}, "category"),
        ({"reporter_phone": "12"}, "reporter_phone"),
        ({"reported_at": MORNING + timedelta(minutes=1)}, "reported_at"),
        ({"occurred_at": MORNING + timedelta(minutes=1)}, "occurred_at"),
    ],
)
def test_a_report_that_cannot_be_names_the_field(office, fields, field):
    with pytest.raises(InvalidInput) as raised:
        office.an_event(**fields)
    assert raised.value.field == field


def test_an_event_goes_its_whole_way_and_every_step_is_on_record(office):
    event = office.an_event(until="verified")
    office.move(event, "close", satisfaction=Satisfaction.SATISFIED)
    detail = office.detail(event)
    assert detail.row.state is State.CLOSED
    assert detail.satisfaction == "满意"
    assert [step.text for step in reversed(detail.steps)] == [
        "上报",
        "受理",
        "派遣（王强）",
        "处置完成",
        "核查通过",
        "结案",
    ]


def test_what_was_done_on_the_spot_takes_one_entry(office):
    text = EventText("楼道堆放杂物", "fire_lane", building_id=office.building)
    said = Said(outcome="当场劝离，通道已清空")
    event = office.do(report_event, text=text, then="handle", said=said)
    detail = office.detail(event)
    assert detail.row.state is State.HANDLED
    assert detail.responded_at == detail.accepted_at == detail.handled_at == MORNING
    assert detail.row.handler == "赵敏"


def test_sending_somebody_from_the_report_accepts_on_its_way(office):
    event = office.an_event()
    office.move(event, "dispatch")
    detail = office.detail(event)
    assert (detail.row.state, detail.accepted_at) == (State.DISPATCHED, MORNING)
    assert detail.limit == "4 小时"


@pytest.mark.parametrize("key", ["respond", "accept", "dispatch", "handle"])
def test_the_first_of_these_is_the_response(office, key):
    event = office.an_event()
    first = office.clock.forward(minutes=20)
    office.move(event, key)
    assert office.detail(event).responded_at == first


def test_a_later_step_does_not_change_the_response(office):
    event = office.an_event(until="accepted")
    office.clock.forward(minutes=20)
    office.move(event, "dispatch")
    assert office.detail(event).responded_at == MORNING


def test_entered_in_the_evening_the_clock_runs_from_the_morning(office):
    office.clock.forward(hours=9)
    event = office.an_event(reported_at=MORNING)
    office.move(event, "accept", at=MORNING + timedelta(minutes=30))
    detail = office.detail(event)
    assert detail.row.is_late_entry
    assert detail.response_due == MORNING + timedelta(hours=1)
    assert detail.responded_at == MORNING + timedelta(minutes=30)


@pytest.mark.parametrize("wrong", [timedelta(minutes=-1), timedelta(days=1)])
def test_a_step_is_neither_before_the_last_one_nor_in_the_future(office, wrong):
    event = office.an_event()
    with pytest.raises(InvalidInput) as raised:
        office.move(event, "accept", at=MORNING + wrong)
    assert raised.value.field == "at"


def test_after_the_limit_the_reason_is_asked(office):
    event = office.an_event(until="dispatched")
    office.clock.forward(hours=5)
    with pytest.raises(InvalidInput, match="超过时限") as raised:
        office.move(event, "handle", late_reason="")
    assert raised.value.field == "late_reason"
    office.move(event, "handle", late_reason="业主不在家")
    assert office.detail(event).late_reason == "业主不在家"


def test_suspended_the_limit_waits_and_moves_on(office):
    event = office.an_event(until="dispatched")
    due = office.detail(event).due_at
    office.move(event, "suspend")
    office.clock.forward(hours=10)
    assert office.detail(event).row.state_name == "已挂起"
    with pytest.raises(RuleBroken, match="已挂起"):
        office.move(event, "handle")
    office.move(event, "resume")
    assert office.detail(event).due_at == due + timedelta(hours=10)


def test_suspended_twice_both_times_count(office):
    event = office.an_event(until="accepted")
    due = office.detail(event).due_at
    for hours in (2, 3):
        office.move(event, "suspend")
        office.clock.forward(hours=hours)
        office.move(event, "resume")
        office.clock.forward(minutes=10)
    assert office.detail(event).due_at == due + timedelta(hours=5)


def test_sent_back_it_waits_for_another_one(office):
    event = office.an_event(until="dispatched")
    office.move(event, "return", reason="不属于本网格")
    detail = office.detail(event)
    assert (detail.row.state, detail.row.handler) == (State.ACCEPTED, "")
    assert detail.steps[0].note == "不属于本网格"


def test_work_that_is_not_good_goes_back_to_who_did_it(office):
    event = office.an_event(until="handled")
    office.move(event, "return", reason="杂物又堆上了")
    detail = office.detail(event)
    assert (detail.row.state, detail.row.handler) == (State.DISPATCHED, "王强")
    assert detail.handled_at is None


def test_not_accepted_by_the_resident_it_begins_a_second_round(office):
    event = office.an_event(until="closed")
    again = office.clock.forward(days=3)
    office.move(event, "reopen", reason="第二天又堆上了")
    detail = office.detail(event)
    assert (detail.row.state, detail.row.rounds) == (State.ACCEPTED, 2)
    assert detail.due_at == again + timedelta(hours=4)
    assert detail.accepted_at == MORNING


def test_of_a_dispute_it_must_be_said_whether_it_was_settled(office):
    event = office.an_event("楼上漏水争执", category="neighbours", until="verified")
    with pytest.raises(InvalidInput, match="是否化解"):
        office.move(event, "close")
    office.move(event, "close", settled=True)
    assert office.detail(event).settled is True


@pytest.mark.parametrize("key", ["void", "suspend", "escalate"])
def test_what_takes_it_off_the_usual_way_takes_a_reason(office, key):
    event = office.an_event(until="accepted")
    with pytest.raises(InvalidInput) as raised:
        office.move(event, key, reason=" ")
    assert raised.value.field == "reason"


def test_whistled_it_is_marked_and_goes_on(office):
    event = office.an_event(until="accepted")
    office.move(event, "escalate", reason="涉及燃气公司，社区无法处理")
    detail = office.detail(event)
    assert detail.row.is_escalated
    assert detail.row.state is State.ACCEPTED
    assert "escalate" not in [offer.key for offer in detail.moves]


def test_the_second_window_hears_what_happened_meanwhile(office):
    event = office.an_event()
    office.move(event, "accept")
    with pytest.raises(RuleBroken, match=r"赵敏已于 11-24 09:00 登记“受理”"):
        office.move(event, "accept")


def test_a_screen_that_is_behind_does_not_move_the_event(office):
    event = office.an_event(until="dispatched")
    seen = office.detail(event).last_step
    office.do(add_note, event_id=event, note="已联系物业")
    with pytest.raises(RuleBroken, match="登记“备注”"):
        office.move(event, "handle", seen=seen)


def test_reported_twice_the_second_is_void_and_the_first_knows_both_reporters(office):
    first = office.an_event(reporter_name="王秀芬")
    second = office.an_event(reporter_name="李建国")
    office.do(merge_event, event_id=second, original_id=first)
    assert office.detail(second).row.state is State.VOID
    assert office.detail(second).duplicate_of.number == "2026-0001"
    detail = office.detail(first)
    assert [other.number for other in detail.duplicates] == ["2026-0002"]
    assert "李建国也反映过" in detail.steps[0].note


def test_a_corrected_category_brings_its_limit(office):
    event = office.an_event(until="accepted")
    text = EventText("楼道堆放杂物", "sanitation", building_id=office.building)
    office.do(edit_event, event_id=event, text=text)
    assert office.detail(event).due_at == MORNING + timedelta(hours=24)


def test_the_time_of_the_report_can_be_corrected_before_anything_is_done(office):
    event = office.an_event()
    earlier = MORNING - timedelta(hours=2)
    text = EventText("楼道堆放杂物", "fire_lane", reported_at=earlier)
    office.do(edit_event, event_id=event, text=text)
    assert office.detail(event).response_due == earlier + timedelta(hours=1)
    office.move(event, "accept")
    with pytest.raises(RuleBroken, match="上报时间不能再改"):
        office.do(
            edit_event, event_id=event, text=EventText("杂物", "fire_lane", reported_at=MORNING)
        )


def test_what_is_closed_is_not_edited(office):
    event = office.an_event(until="closed")
    with pytest.raises(RuleBroken, match="已结案"):
        office.do(edit_event, event_id=event, text=EventText("杂物", "fire_lane"))


def test_a_grid_worker_handles_and_the_secretary_directs(office):
    worker = office.a_worker()
    event = office.an_event()
    office.move(event, "accept", actor=worker)
    with pytest.raises(NotAllowed, match="网格员"):
        office.move(event, "dispatch", actor=worker)
    office.move(event, "handle", actor=worker)
    with pytest.raises(NotAllowed):
        office.move(event, "close", actor=worker)
    assert office.detail(event).row.handler == "周婷"


def test_other_rooms_hear_of_report_moves_and_close(office):
    heard = []
    for kind in (EventReported, EventMoved, EventClosed):
        listen(kind, lambda session, actor, fact: heard.append(type(fact).__name__))
    office.an_event(until="closed")
    assert heard.count("EventMoved") == 5
    assert heard.count("EventReported") == heard.count("EventClosed") == 1
