"""Registering somebody in one go: the door is found or made, then the person."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.residents.households import household_at
from app.residents.models import Resident
from app.residents.residents import ResidentText, add_resident, the_resident
from app.residents.tags import tags
from app.residents.terms import Residence


@dataclass(frozen=True)
class ResidentForm:
    """A resident as the form shows it, numbers in full."""

    id: UUID
    text: ResidentText
    tags: tuple[str, ...] = ()
    """On offer, and those that the resident has although they no longer are."""


def register_resident(
    session: Session, actor: Actor, *, unit_id: UUID, room: str, text: ResidentText
) -> UUID:
    """Register a resident at an address; the household is registered when it is new.

    Raises:
        NotAllowed, NotFound, InvalidInput: see :func:`household_at` and :func:`add_resident`.
    """
    actor.require(Permission.EDIT_RESIDENTS)
    household_id = household_at(session, actor, unit_id=unit_id, room=room)
    return add_resident(session, actor, household_id=household_id, text=text)


def form_for_change(session: Session, actor: Actor, resident_id: UUID) -> ResidentForm:
    """What the form for changing somebody shows; numbers in full, hence logged.

    Raises:
        NotAllowed, NotFound.
    """
    actor.require(Permission.EDIT_RESIDENTS)
    resident = the_resident(session, resident_id)
    sentence = f"打开{resident.name}的资料修改"
    audit.record(session, actor, "resident.edit", sentence, subject=("resident", resident_id))
    offered = dict.fromkeys((*tags(session), *resident.tags))
    return ResidentForm(resident.id, _text(resident), tuple(offered))


def _text(resident: Resident) -> ResidentText:
    return ResidentText(
        resident.name,
        resident.sex,
        resident.birth,
        resident.id_number,
        resident.phone,
        resident.relation,
        tuple(resident.tags),
        Residence(resident.residence),
        resident.note,
    )
