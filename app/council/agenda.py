"""The agenda of a meeting: which matters, in which order, and what was concluded."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council.models import AgendaItem, Matter, Meeting, Speech, Vote
from app.council.rows import live_meeting, require_text, the
from app.council.stages import STAGE_NAMES, Stage
from app.council.terms import MeetingState
from app.errors import InvalidInput, RuleBroken
from db.ids import new_id

READY = frozenset({Stage.DELIBERATE, Stage.DECIDE})
"""Stages from which a matter may go on an agenda."""


def items_of(session: Session, meeting_id: UUID) -> list[AgendaItem]:
    """The agenda in order."""
    return list(
        session.scalars(
            select(AgendaItem)
            .where(AgendaItem.meeting_id == meeting_id)
            .order_by(AgendaItem.position, AgendaItem.id)
        )
    )


def put_on(
    session: Session, meeting: Meeting, matter: Matter | None, title: str = "", reporter: str = ""
) -> AgendaItem:
    """Append an item; with a matter its title and proposer are taken when none are given.

    Raises:
        RuleBroken: the matter is not accepted yet, is done, or is on another live agenda.
    """
    if matter:
        _refuse_unready(session, meeting, matter)
    item = AgendaItem(
        id=new_id(),
        meeting_id=meeting.id,
        matter_id=matter.id if matter else None,
        position=len(items_of(session, meeting.id)) + 1,
        title=title.strip() or (matter.title if matter else ""),
        reporter=reporter.strip() or (matter.proposer_name if matter else ""),
    )
    session.add(item)
    session.flush()
    return item


def _refuse_unready(session: Session, meeting: Meeting, matter: Matter) -> None:
    stage = Stage(matter.stage)
    if stage not in READY:
        todo = "请先审核受理。" if stage is Stage.PROPOSE else "请从议程中去掉它。"
        what = f"议题 {matter.number} 现在是“{STAGE_NAMES[stage]}”，不能上会。"
        raise RuleBroken(what, todo)
    other = session.scalars(
        select(Meeting)
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .where(
            AgendaItem.matter_id == matter.id,
            Meeting.state.in_((MeetingState.PLANNED, MeetingState.OPEN)),
        )
    ).first()
    if other:
        where = "本次会议" if other.id == meeting.id else f"{other.number} {other.title}"
        raise RuleBroken(f"议题 {matter.number} 已排入{where}。", "不用重复排入。")


def add_item(
    session: Session,
    actor: Actor,
    *,
    meeting_id: UUID,
    matter_id: UUID | None = None,
    title: str = "",
    reporter: str = "",
) -> UUID:
    """Add an item with a matter, or one with a title only (a report, an election)."""
    actor.require(Permission.RUN_MEETINGS)
    meeting = live_meeting(session, meeting_id)
    matter = the(session, Matter, matter_id) if matter_id else None
    if matter is None:
        require_text("title", title, "议程标题")
    item = put_on(session, meeting, matter, title, reporter)
    sentence = f"{meeting.title}增加议程：{item.title}"
    audit.record(session, actor, "agenda.add", sentence, subject=("meeting", meeting.id))
    return item.id


def edit_item(
    session: Session, actor: Actor, *, item_id: UUID, title: str, reporter: str = ""
) -> None:
    """Change an item's title and reporter."""
    actor.require(Permission.RUN_MEETINGS)
    item = the(session, AgendaItem, item_id)
    meeting = live_meeting(session, item.meeting_id)
    item.title, item.reporter = require_text("title", title, "议程标题"), reporter.strip()
    sentence = f"{meeting.title}修改议程：{item.title}"
    audit.record(session, actor, "agenda.edit", sentence, subject=("meeting", meeting.id))


def conclude_item(session: Session, actor: Actor, *, item_id: UUID, conclusion: str) -> None:
    """Write down what was concluded on an item."""
    actor.require(Permission.RUN_MEETINGS)
    item = the(session, AgendaItem, item_id)
    meeting = live_meeting(session, item.meeting_id)
    if meeting.state != MeetingState.OPEN:
        raise RuleBroken("会议还没有开始，不能填写结论。", "请先宣布开会。")
    item.conclusion = conclusion.strip()
    sentence = f"{meeting.title}记录结论：{item.title}"
    audit.record(session, actor, "agenda.conclude", sentence, subject=("meeting", meeting.id))


def form_options(
    session: Session, actor: Actor, *, item_id: UUID, options: tuple[str, ...]
) -> None:
    """Write down the options that the deliberation formed, in order; they replace those before.

    Raises:
        InvalidInput: one stands there twice.
        RuleBroken: the meeting has not begun, or is over.
    """
    actor.require(Permission.RUN_MEETINGS)
    item = the(session, AgendaItem, item_id)
    meeting = live_meeting(session, item.meeting_id)
    if meeting.state != MeetingState.OPEN:
        raise RuleBroken("会议还没有开始，不能填写方案。", "请先宣布开会。")
    texts = [text.strip() for text in options if text.strip()]
    twice = next((text for text in texts if texts.count(text) > 1), "")
    if twice:
        raise InvalidInput(f"方案“{twice}”写了两次。", "请去掉一个，或加以区别。", field="options")
    item.options = texts
    sentence = f"{meeting.title}形成方案 {len(texts)} 个：{item.title}"
    audit.record(session, actor, "agenda.options", sentence, subject=("meeting", meeting.id))


def move_item(session: Session, actor: Actor, *, item_id: UUID, position: int) -> None:
    """Put an item at a position (1 is first); the others close up."""
    actor.require(Permission.RUN_MEETINGS)
    item = the(session, AgendaItem, item_id)
    meeting = live_meeting(session, item.meeting_id)
    others = [other for other in items_of(session, meeting.id) if other.id != item_id]
    others.insert(max(0, min(position - 1, len(others))), item)
    _renumber(others)
    sentence = f"{meeting.title}调整议程：{item.title}排第 {item.position}"
    audit.record(session, actor, "agenda.move", sentence, subject=("meeting", meeting.id))


def _renumber(items: list[AgendaItem]) -> None:
    for position, item in enumerate(items, start=1):
        if item.position != position:
            item.position = position


def remove_item(session: Session, actor: Actor, *, item_id: UUID) -> None:
    """Take an item off the agenda.

    Raises:
        RuleBroken: speeches or votes on it are on record.
    """
    actor.require(Permission.RUN_MEETINGS)
    item = the(session, AgendaItem, item_id)
    meeting = live_meeting(session, item.meeting_id)
    for kind in (Speech, Vote):
        if session.scalars(select(kind.id).where(kind.agenda_item_id == item_id)).first():
            raise RuleBroken("这项议程已有发言或表决记录，不能删除。", "可以在结论中说明情况。")
    session.delete(item)
    session.flush()
    _renumber(items_of(session, meeting.id))
    sentence = f"{meeting.title}去掉议程：{item.title}"
    audit.record(session, actor, "agenda.remove", sentence, subject=("meeting", meeting.id))
