"""Setting up council bodies and their membership."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council import expected
from app.council.models import Body, BodyMember
from app.council.presets import check_overrides, preset, rule_in_force
from app.council.quorum import RuleSet
from app.council.rows import require_text, the
from app.council.terms import BODY_KIND_NAMES, BodyKind, Duty
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id


def rule_of(body: Body, on: date) -> RuleSet:
    """The rule a body follows on a day: the preset in force with its charter's changes."""
    return rule_in_force(body.rule_key, body.rule_overrides, on)


@dataclass(frozen=True)
class BodyText:
    """What the form of a body holds."""

    name: str
    overrides: Mapping[str, Any] = field(default_factory=dict)
    """Changes to the preset, as JSON of :mod:`app.council.presets`."""
    grid_id: UUID | None = None
    charter_note: str = ""


@dataclass(frozen=True)
class MemberText:
    """What the form of a member holds."""

    name: str
    capacity: str = ""
    duty: Duty = Duty.MEMBER
    resident_id: UUID | None = None
    since: date | None = None
    """Today when not given; not changed by editing."""


def set_up_body(session: Session, actor: Actor, *, kind: BodyKind, text: BodyText) -> UUID:
    """Add a body that follows the preset of its kind, changed where the law leaves it open.

    Raises:
        NotAllowed, InvalidInput, RuleBroken: see :func:`app.council.presets.check_overrides`.
    """
    actor.require(Permission.EDIT_BODIES)
    name = _free_name(session, text.name)
    check_overrides(preset(kind, clock.today()), text.overrides)
    body = Body(
        id=new_id(),
        name=name,
        kind=kind,
        rule_key=kind,
        rule_overrides=dict(text.overrides),
        grid_id=text.grid_id,
        charter_note=text.charter_note.strip(),
    )
    session.add(body)
    session.flush()
    sentence = f"设立议事组织：{name}（{BODY_KIND_NAMES[kind]}）"
    audit.record(session, actor, "body.set_up", sentence, subject=("body", body.id))
    return body.id


def _free_name(session: Session, name: str, but: UUID | None = None) -> str:
    text = require_text("name", name, "议事组织名称")
    same = select(Body.id).where(Body.name == text, Body.dissolved_on.is_(None))
    taken = session.scalars(same).first()
    if taken and taken != but:
        raise InvalidInput(f"已经有“{text}”。", "请换一个名称，例如加上网格号。", field="name")
    return text


def edit_body(session: Session, actor: Actor, *, body_id: UUID, text: BodyText) -> None:
    """Change name, charter and what of the rule is open; meetings under way keep their rule."""
    actor.require(Permission.EDIT_BODIES)
    body = the(session, Body, body_id)
    name = _free_name(session, text.name, but=body_id)
    rule = check_overrides(preset(body.rule_key, clock.today()), text.overrides)
    body.name, body.grid_id, body.charter_note = name, text.grid_id, text.charter_note.strip()
    body.rule_overrides = dict(text.overrides)
    sentence = f"修改议事组织：{name}。{rule.words()}"
    audit.record(session, actor, "body.edit", sentence, subject=("body", body.id))


def dissolve_body(session: Session, actor: Actor, *, body_id: UUID, reason: str) -> None:
    """End a body; its meetings and decisions stay on record."""
    actor.require(Permission.EDIT_BODIES)
    body = the(session, Body, body_id)
    why = require_text("reason", reason, "撤销理由")
    if expected.live_meetings(session, body_id):
        raise RuleBroken(f"{body.name}还有会议没有结束。", "请先开完或取消会议。")
    body.dissolved_on = clock.today()
    sentence = f"撤销议事组织：{body.name}。理由：{why}"
    audit.record(session, actor, "body.dissolve", sentence, subject=("body", body.id))


def add_member(session: Session, actor: Actor, *, body_id: UUID, text: MemberText) -> UUID:
    """Add a member from a day on; also to the lists of meetings still being planned.

    Raises:
        InvalidInput: no name, or the same resident serves already.
        RuleBroken: a second chair.
    """
    actor.require(Permission.EDIT_BODIES)
    body = the(session, Body, body_id)
    name = require_text("name", text.name, "成员姓名")
    since = text.since or clock.today()
    serving = members_on(session, body_id, max(since, clock.today()))
    _refuse_twice(body, name, text.resident_id, serving)
    _refuse_second_chair(body, text.duty, serving)
    member = BodyMember(
        id=new_id(),
        body_id=body_id,
        resident_id=text.resident_id,
        name=name,
        capacity=text.capacity.strip(),
        duty=text.duty,
        position=max((m.position for m in serving), default=0) + 1,
        since=since,
    )
    session.add(member)
    session.flush()
    expected.join_planned_meetings(session, member)
    sentence = f"{body.name}增加成员：{name}{f'（{text.capacity}）' if text.capacity else ''}"
    audit.record(session, actor, "body.add_member", sentence, subject=("body_member", member.id))
    return member.id


def _refuse_twice(
    body: Body, name: str, resident_id: UUID | None, serving: list[BodyMember]
) -> None:
    if resident_id and any(member.resident_id == resident_id for member in serving):
        raise InvalidInput(f"{name}已经是{body.name}成员。", "不用重复添加。", field="name")


def _refuse_second_chair(body: Body, duty: Duty, serving: list[BodyMember]) -> None:
    chair = next((m.name for m in serving if m.duty == Duty.CHAIR), None)
    if duty is Duty.CHAIR and chair:
        raise RuleBroken(f"{body.name}的召集人是{chair}。", "请先把原召集人改为成员。")


def edit_member(session: Session, actor: Actor, *, member_id: UUID, text: MemberText) -> None:
    """Correct a member's name, capacity, duty or resident."""
    actor.require(Permission.EDIT_BODIES)
    member = the(session, BodyMember, member_id)
    body = the(session, Body, member.body_id)
    name = require_text("name", text.name, "成员姓名")
    others = [m for m in members_on(session, body.id, clock.today()) if m.id != member_id]
    _refuse_twice(body, name, text.resident_id, others)
    _refuse_second_chair(body, text.duty, others)
    member.name, member.capacity, member.duty = name, text.capacity.strip(), text.duty
    member.resident_id = text.resident_id
    sentence = f"修改{body.name}成员：{name}"
    audit.record(session, actor, "body.edit_member", sentence, subject=("body_member", member.id))


def end_member(
    session: Session,
    actor: Actor,
    *,
    member_id: UUID,
    until: date | None = None,
    reason: str = "",
) -> None:
    """End a membership; ``until`` is the last day of service (yesterday when not given)."""
    actor.require(Permission.EDIT_BODIES)
    member = the(session, BodyMember, member_id)
    body = the(session, Body, member.body_id)
    last = until or max(member.since, clock.today() - timedelta(days=1))
    if last < member.since:
        raise InvalidInput("离任日期早于任职日期。", f"任职从 {member.since} 起。", field="until")
    member.until = last
    expected.leave_planned_meetings(session, member)
    tail = f"。{reason.strip()}" if reason.strip() else ""
    sentence = f"{body.name}成员离任：{member.name}{tail}"
    audit.record(session, actor, "body.end_member", sentence, subject=("body_member", member.id))


def members_on(session: Session, body_id: UUID, day: date) -> list[BodyMember]:
    """Who serves on a day, in the order of the list."""
    return list(
        session.scalars(
            select(BodyMember)
            .where(
                BodyMember.body_id == body_id,
                BodyMember.since <= day,
                BodyMember.until.is_(None) | (BodyMember.until >= day),
            )
            .order_by(BodyMember.position, BodyMember.id)
        )
    )
