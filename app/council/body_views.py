"""Bodies with their rule in words and their members."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.council.bodies import members_on, rule_of
from app.council.duty import term_warning
from app.council.models import Body, BodyMember
from app.council.presets import preset
from app.council.quorum import RuleSet
from app.council.rows import the
from app.council.terms import BODY_KIND_NAMES, DUTY_NAMES, BodyKind, Duty
from app.grids.models import Grid
from db import clock


@dataclass(frozen=True)
class MemberRow:
    """One membership."""

    id: UUID
    name: str
    capacity: str
    duty: Duty
    duty_name: str
    resident_id: UUID | None
    since: date
    until: date | None


@dataclass(frozen=True)
class BodyView:
    """A body, its rule of today, and who serves today."""

    id: UUID
    name: str
    kind: BodyKind
    kind_name: str
    grid_id: UUID | None
    grid_name: str
    charter_note: str
    rule: RuleSet
    """With the charter's changes; ``rule.words()``, ``rule.citation``, ``rule.to_check``."""
    overrides: Mapping[str, Any]
    members: tuple[MemberRow, ...]
    is_dissolved: bool
    term_ends_on: date | None
    term_warning: str
    """Near the end of the term, and after it; else empty."""


def bodies(session: Session, *, include_dissolved: bool = False) -> list[BodyView]:
    """All bodies by name."""
    statement = select(Body).order_by(Body.name, Body.id)
    if not include_dissolved:
        statement = statement.where(Body.dissolved_on.is_(None))
    return [_view(session, body) for body in session.scalars(statement)]


def body_detail(session: Session, *, body_id: UUID) -> BodyView:
    """One body.

    Raises:
        NotFound: it is gone.
    """
    return _view(session, the(session, Body, body_id))


def _view(session: Session, body: Body) -> BodyView:
    grid = session.get(Grid, body.grid_id) if body.grid_id else None
    return BodyView(
        id=body.id,
        name=body.name,
        kind=BodyKind(body.kind),
        kind_name=BODY_KIND_NAMES[BodyKind(body.kind)],
        grid_id=body.grid_id,
        grid_name=grid.name if grid else "",
        charter_note=body.charter_note,
        rule=rule_of(body, clock.today()),
        overrides=dict(body.rule_overrides),
        members=tuple(_member(m) for m in members_on(session, body.id, clock.today())),
        is_dissolved=body.dissolved_on is not None,
        term_ends_on=body.term_ends_on,
        term_warning=term_warning(body),
    )


def past_members(session: Session, *, body_id: UUID) -> list[MemberRow]:
    """Who served before and no longer does, the latest first."""
    rows = session.scalars(
        select(BodyMember)
        .where(BodyMember.body_id == body_id, BodyMember.until < clock.today())
        .order_by(BodyMember.until.desc())
    )
    return [_member(row) for row in rows]


def _member(row: BodyMember) -> MemberRow:
    duty = Duty(row.duty)
    return MemberRow(
        row.id,
        row.name,
        row.capacity,
        duty,
        DUTY_NAMES[duty],
        row.resident_id,
        row.since,
        row.until,
    )


def preset_of(kind: BodyKind) -> RuleSet:
    """Today's preset for a kind of body; ``editable`` names what a form may change."""
    return preset(kind, clock.today())
