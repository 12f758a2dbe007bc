"""What the council room knows of a person: matters proposed, and seats in bodies."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.council.models import Body, BodyMember, Matter
from app.council.stages import STAGE_NAMES, Stage
from app.council.terms import DUTY_NAMES, Duty
from app.residents.concerns import MOST_OF_A_KIND, Concern


def matters_proposed_by(session: Session, records: Collection[UUID]) -> list[Concern]:
    """Matters that any of a person's records proposed, newest first."""
    found = session.scalars(
        select(Matter)
        .where(Matter.proposer_id.in_(records))
        .order_by(Matter.proposed_on.desc())
        .limit(MOST_OF_A_KIND)
    )
    return [
        Concern(
            matter.proposed_on,
            "提议",
            matter.title,
            f"{matter.number} · {STAGE_NAMES[Stage(matter.stage)]}",
            ("council", ("matter", matter.id)),
        )
        for matter in found
    ]


def seats_of(session: Session, records: Collection[UUID]) -> list[Concern]:
    """Bodies that a person is or was a member of, newest first."""
    found = session.execute(
        select(BodyMember, Body)
        .join(Body, Body.id == BodyMember.body_id)
        .where(BodyMember.resident_id.in_(records))
        .order_by(BodyMember.since.desc())
        .limit(MOST_OF_A_KIND)
    )
    return [
        Concern(
            member.since,
            "议事组织",
            body.name,
            f"{DUTY_NAMES[Duty(member.duty)]}{_until(member)}",
            ("council", ("body", body.id)),
        )
        for member, body in found
    ]


def _until(member: BodyMember) -> str:
    return f"，任到 {member.until}" if member.until else ""
