"""A community sees how its whistles stand, in 来件 and beside the event, and says how it was."""

import pytest

from app.accounts.permissions import Permission
from app.directing.pages.received_page import ReceivedPage
from app.directing.terms import ResponseState, WhistleState
from app.directing.whistle_views import whistle_of_event
from app.events.pages.events_page import EventsPage


@pytest.fixture
def whistled(community):
    """An event that went up, and its whistle."""
    event = community.events.an_event("燃气管道漏气", until="dispatched")
    community.events.move(event, "escalate", reason="需燃气公司到场")
    return event, community.ask(whistle_of_event, event_id=event).row.id


def test_departments_are_rated_and_the_whistle_ended_in_one_form(desk_of, community, whistled):
    _, whistle = whistled
    community.a_response(whistle, "燃气公司", state=ResponseState.ANSWERED)
    community.a_response(whistle, "区住建局", state=ResponseState.ANSWERED)
    desk = desk_of(community, ReceivedPage)
    assert desk.waiting[-1] == 1
    desk.shows("whistle", whistle)
    desk.press("评价并办结")
    desk.sees("燃气公司", "区住建局", "这件事办得怎样")
    form = desk.form()
    for key in form.rows:
        if key.startswith("rating"):
            form.rows[key].editor.set_value("satisfied")
    form.submit()
    desk.sees("评价：满意")
    sheet = community.sheet(whistle)
    assert sheet.row.state is WhistleState.ENDED
    assert [one.rating for one in sheet.responses] == ["满意", "满意"]
    assert desk.waiting[-1] == 0


def test_a_whistle_is_taken_back_and_its_event_opened(desk_of, community, whistled):
    event, whistle = whistled
    desk = desk_of(community, ReceivedPage)
    desk.shows("whistle", whistle)
    desk.choose("查看事项")
    assert desk.went == [("events", ("event", event))]
    desk.choose("撤回吹哨")
    desk.submit(reason="物业已修好")
    desk.sees("撤回", "物业已修好")
    assert community.sheet(whistle).row.state is WhistleState.WITHDRAWN


def test_the_event_shows_who_was_sent_and_leads_to_the_whistle(desk_of, community, whistled):
    event, whistle = whistled
    desk = desk_of(community, EventsPage)
    desk.shows("event", event)
    desk.sees("已吹哨，等待上级派单", "需燃气公司到场")
    community.a_response(whistle, "燃气公司", demand="更换管道")
    desk.page.event_drawer.refresh()
    desk.sees("已吹哨，部门办理中", "燃气公司　待报到")
    desk.press("查看吹哨进展")
    assert desk.went == [("received", ("whistle", whistle))]


def test_a_grid_worker_sees_progress_and_rates_nothing(desk_of, community, whistled):
    _, whistle = whistled
    community.a_response(whistle, "燃气公司", state=ResponseState.ANSWERED)
    community.station.actor = community.a_worker()
    assert not community.station.actor.may(Permission.DIRECT_EVENTS)
    desk = desk_of(community, ReceivedPage)
    desk.shows("whistle", whistle)
    desk.sees("答复：已更换管道")
    assert not {"评价", "评价并办结"} & set(desk.buttons())
