"""What one room does when another one announces something, and what it asks of the others.

Rooms side by side may not import each other; here, above all of them, they are brought together.
:func:`bring_together` is called by whoever opens a station: the window, the command line, the
demo. Calling it again changes nothing.
"""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.entered import LONGEST_TEXT
from app.accounts.permissions import Actor, Permission
from app.announcements import listen
from app.council.concerns import matters_proposed_by, seats_of
from app.council.facts import MatterHandedOver, MatterMoved, MeetingClosed, TaskAccepted
from app.council.models import Matter
from app.council.stages import Stage
from app.council.terms import HandOver
from app.directing.facts import PublicationAdopted, WhistleEnded, WhistleWithdrawn
from app.directing.terms import PublicationKind
from app.directing.whistles import raise_whistle
from app.events.categories_published import adopt_categories
from app.events.concerns import events_reported_by
from app.events.events import EventText, report_event
from app.events.facts import EventEscalated
from app.events.models import Event
from app.events.stages import OPEN_STATES
from app.events.steps import add_note
from app.events.stopping import take_back_escalation
from app.events.terms import SATISFACTION_NAMES, EventSource
from app.grids.shading import Shading, offer
from app.points.awards_by_rule import Occasion, award_by_rule
from app.points.rules_published import adopt_rules
from app.points.terms import Trigger
from app.residents.concerns import tell_of

HANDED_OVER = "other"
"""Category of an event that began as a proposal; the office sorts it when accepting."""


def bring_together() -> None:
    """Let every room hear and tell what concerns it."""
    listen(MeetingClosed, award_attendance)
    listen(MatterMoved, award_adopted_proposal)
    listen(TaskAccepted, award_task)
    listen(MatterHandedOver, report_as_event)
    listen(EventEscalated, whistle_for_event)
    listen(WhistleWithdrawn, let_event_go_up_again)
    listen(WhistleEnded, note_end_of_whistle)
    listen(PublicationAdopted, adopt_published)
    tell_of("事项", events_reported_by)
    tell_of("提议", matters_proposed_by)
    tell_of("议事组织", seats_of)
    offer(Shading("events.open", "在办事项", open_events))


def award_attendance(session: Session, actor: Actor, fact: MeetingClosed) -> None:
    """Who was at a council meeting gets points, where the office has a rule for it."""
    came = [one.resident_id for one in fact.attended if one.resident_id is not None]
    occasion = Occasion(Trigger.MEETING_ATTENDED, "meeting", fact.meeting_id, fact.title)
    _award(session, actor, occasion, came)


def award_adopted_proposal(session: Session, actor: Actor, fact: MatterMoved) -> None:
    """Whose proposal goes on to be carried out gets points, once for each matter."""
    if fact.to_stage is not Stage.IMPLEMENT or fact.from_stage is not Stage.DECIDE:
        return
    matter = session.get_one(Matter, fact.matter_id)
    proposer = [] if matter.proposer_id is None else [matter.proposer_id]
    occasion = Occasion(Trigger.PROPOSAL_ADOPTED, "matter", fact.matter_id, fact.title)
    _award(session, actor, occasion, proposer)


def award_task(session: Session, actor: Actor, fact: TaskAccepted) -> None:
    """Whoever carried out a claimed task gets points when it is accepted."""
    doer = [] if fact.resident_id is None else [fact.resident_id]
    occasion = Occasion(Trigger.TASK_DONE, "work_claim", fact.claim_id, fact.task)
    _award(session, actor, occasion, doer)


def _award(session: Session, actor: Actor, occasion: Occasion, residents: list[UUID]) -> None:
    """Points are a by-product: who may not record any still closes meetings and moves matters."""
    if actor.may(Permission.RECORD_POINTS):
        award_by_rule(session, actor, occasion=occasion, resident_ids=residents)


def report_as_event(session: Session, actor: Actor, fact: MatterHandedOver) -> None:
    """A proposal that is one household's or the government's affair becomes an event."""
    if fact.to is not HandOver.EVENT:
        return
    text = EventText(
        title=fact.title,
        category=HANDED_OVER,
        detail=f"由议题 {fact.number} 转入。{fact.content}\n审核意见：{fact.opinion}".strip(),
        source=EventSource.RESIDENT,
        place=fact.scope,
        grid_id=fact.grid_id,
        reporter_id=fact.proposer_id,
        reporter_name=fact.proposer_name,
    )
    report_event(session, actor, text=text)


def whistle_for_event(session: Session, actor: Actor, fact: EventEscalated) -> None:
    """An event that was whistled for goes up with its photos."""
    raise_whistle(session, actor, event_id=fact.event_id, note=fact.note, named=fact.named)


def let_event_go_up_again(session: Session, actor: Actor, fact: WhistleWithdrawn) -> None:
    """The event's history says that nobody comes any more, and why."""
    note = f"撤回吹哨：{fact.reason}"[:LONGEST_TEXT]
    take_back_escalation(session, actor, event_id=fact.event_id, note=note)


def note_end_of_whistle(session: Session, actor: Actor, fact: WhistleEnded) -> None:
    """The event's history says how it was with the departments; the event itself goes on."""
    words = f"吹哨办结，评价{SATISFACTION_NAMES[fact.rating]}。{fact.note}"
    add_note(session, actor, event_id=fact.event_id, note=words[:LONGEST_TEXT])


def adopt_published(session: Session, actor: Actor, fact: PublicationAdopted) -> None:
    """The room that a publication concerns takes it over."""
    if fact.kind is PublicationKind.POINTS_RULES:
        adopt_rules(session, actor, fact.payload, fact.valid_from)
    elif fact.kind is PublicationKind.EVENT_CATEGORIES:
        adopt_categories(session, actor, fact.payload, fact.valid_from)


def open_events(session: Session) -> Mapping[UUID, float | None]:
    """Events under way in each grid, for the map."""
    found = session.execute(
        select(Event.grid_id, func.count())
        .where(Event.state.in_(OPEN_STATES), Event.grid_id.is_not(None))
        .group_by(Event.grid_id)
    )
    return {grid_id: count for grid_id, count in found if grid_id is not None}
