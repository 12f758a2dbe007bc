"""Events: reporting and correcting them, and seeing whom to call.

Three times are kept of each: when it happened, when the office heard of it (``reported_at``, from
which the clocks run) and when it was entered; paper and telephone come before the computer.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import line, passage
from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.errors import InvalidInput, RuleBroken
from app.events.categories import all_categories
from app.events.facts import EventReported
from app.events.limits import take_new_limit
from app.events.models import Event
from app.events.moves import BY_KEY
from app.events.rows import next_number, own_event, steps_of, the
from app.events.rules import response_due
from app.events.search_text import search_text
from app.events.stages import OPEN_STATES, REPORT, STATE_NAMES, State
from app.events.steps import NOTHING, Entry, Said, write_step
from app.events.terms import EventSource
from app.grids.models import Building, Grid
from app.residents.identity import read_phone
from app.residents.models import Resident
from db import clock
from db.ids import new_id
from db.replicated import transaction_of


@dataclass(frozen=True)
class EventText:
    """What the form of an event holds."""

    title: str
    category: str
    """Key of an active category."""
    detail: str = ""
    source: EventSource = EventSource.RESIDENT
    is_urgent: bool = False
    place: str = ""
    building_id: UUID | None = None
    grid_id: UUID | None = None
    """Taken from the building where there is one."""
    plan_x: float | None = None
    plan_y: float | None = None
    reporter_id: UUID | None = None
    reporter_name: str = ""
    reporter_phone: str = ""
    """Name and phone are the resident's where he is known and nothing else is written."""
    chat_group_id: UUID | None = None
    occurred_at: datetime | None = None
    reported_at: datetime | None = None
    """Now when not given."""


def report_event(
    session: Session, actor: Actor, *, text: EventText, then: str = "", said: Said = NOTHING
) -> UUID:
    """Enter an event and give it its number; ``then`` is a move made at once.

    ``then`` is the key of a move from 待受理: ``accept`` (上报并受理), ``handle`` (受理并当场处置),
    ``dispatch``; what it needs is in ``said``.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: names the field: no title, no such category, a phone that is none, a time
            to come or in the wrong order; or what the move misses.
    """
    actor.require(Permission.REPORT_EVENTS)
    now = transaction_of(session).at
    reported = text.reported_at or now
    _check_times(text, now)
    event = Event(
        id=new_id(),
        number=next_number(session, clock.local(reported).year),
        state=State.REPORTED,
        state_since=reported,
        reported_at=reported,
        response_due=response_due(reported),
        entered_at=now,
        rounds=1,
    )
    _fill(session, event, text)
    session.add(event)
    session.flush()
    write_step(session, actor, event, Entry(REPORT, None, State.REPORTED, reported))
    sentence = f"登记事项 {event.number}：{event.title}"
    audit.record(session, actor, "event.report", sentence, subject=("event", event.id))
    announce(session, actor, _reported(event))
    if then:
        BY_KEY[then](session, actor, event_id=event.id, said=said)
    return event.id


def _reported(event: Event) -> EventReported:
    return EventReported(
        event.id,
        event.number,
        event.title,
        event.category,
        event.grid_id,
        event.building_id,
        event.reporter_id,
    )


def edit_event(session: Session, actor: Actor, *, event_id: UUID, text: EventText) -> None:
    """Correct what was written down; another category brings its limit.

    When it was reported can be corrected as long as nothing else has been done.

    Raises:
        NotAllowed, NotFound, InvalidInput: as for :func:`report_event`.
        RuleBroken: it is closed or void, or has been worked on and the time of report would change.
    """
    actor.require(Permission.REPORT_EVENTS)
    event = own_event(session, event_id)
    state = State(event.state)
    if state not in OPEN_STATES:
        raise RuleBroken(
            f"事项 {event.number} {STATE_NAMES[state]}，内容不能再改。",
            "居民不认可结果的，可以重新办理。",
        )
    _check_times(text, transaction_of(session).at)
    kept = event.category
    if not text.reporter_phone and text.reporter_id == event.reporter_id:
        text = replace(text, reporter_phone=event.reporter_phone)  # a form shows it masked only
    _fill(session, event, text)
    _correct_report(session, event, text.reported_at)
    if event.category != kept:
        take_new_limit(session, event)
    sentence = f"修改事项 {event.number}：{event.title}"
    audit.record(session, actor, "event.edit", sentence, subject=("event", event.id))


def _correct_report(session: Session, event: Event, reported: datetime | None) -> None:
    if reported is None or reported == event.reported_at:
        return
    steps = steps_of(session, event.id)
    if len(steps) > 1:
        raise RuleBroken("事项已经办理，上报时间不能再改。", "时间有误请在备注中说明。")
    event.reported_at = event.state_since = steps[0].at = reported
    event.response_due = response_due(reported)


def _check_times(text: EventText, now: datetime) -> None:
    reported = text.reported_at or now
    if reported > now:
        raise InvalidInput("上报时间在现在之后。", "请核对时间。", field="reported_at")
    if text.occurred_at and text.occurred_at > reported:
        raise InvalidInput("发生时间在上报时间之后。", "请核对时间。", field="occurred_at")


def _fill(session: Session, event: Event, text: EventText) -> None:
    text = _with_reporter(session, _with_place(session, text))
    event.category = _category(session, text.category, event.category)
    event.title = line(text.title, "事项标题", "title", required=True)
    event.detail = passage(text.detail, "详细情况", "detail")
    event.place = line(text.place, "地点", "place")
    event.reporter_name = line(text.reporter_name, "反映人", "reporter_name")
    event.reporter_phone = text.reporter_phone
    event.reporter_id, event.chat_group_id = text.reporter_id, text.chat_group_id
    event.source, event.is_urgent = text.source, text.is_urgent
    event.building_id, event.grid_id = text.building_id, text.grid_id
    event.plan_x, event.plan_y = text.plan_x, text.plan_y
    event.occurred_at = text.occurred_at
    spelled = (event.title, event.reporter_name)
    event.search_text = search_text((event.number, *spelled, event.place), spelled)


def _category(session: Session, wanted: str, kept: str | None) -> str:
    found = all_categories(session).get(wanted)
    if found is None or not (found.is_active or wanted == kept):
        raise InvalidInput("还没有选择事项类别。", "请选择一个类别。", field="category")
    return wanted


def _with_place(session: Session, text: EventText) -> EventText:
    if text.building_id:
        building = the(session, Building, text.building_id)
        place = text.place.strip() or f"{building.number} 号楼"
        return replace(text, grid_id=building.grid_id, place=place)
    if text.grid_id:
        the(session, Grid, text.grid_id)
    return text


def _with_reporter(session: Session, text: EventText) -> EventText:
    name, typed = text.reporter_name.strip(), text.reporter_phone
    try:
        phone = read_phone(typed)
    except InvalidInput as error:
        raise InvalidInput(error.what_happened, error.what_to_do, field="reporter_phone") from error
    if not text.reporter_id:
        return replace(text, reporter_phone=phone)
    resident = the(session, Resident, text.reporter_id)
    return replace(
        text, reporter_name=name or resident.name, reporter_phone=phone or resident.phone
    )


def reveal_reporter(session: Session, actor: Actor, event_id: UUID) -> str:
    """The reporter's phone in full, to call back; who looked is logged.

    Raises:
        NotAllowed, NotFound.
    """
    actor.require(Permission.REVEAL_PERSONAL_DATA)
    event = the(session, Event, event_id)
    sentence = f"查看了事项 {event.number} 反映人{event.reporter_name}的完整电话"
    audit.record(session, actor, "event.reveal", sentence, subject=("event", event_id))
    return event.reporter_phone
