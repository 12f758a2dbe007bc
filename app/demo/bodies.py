"""Sets up the council bodies of the demo community and elects their members."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.council.bodies import BodyText, MemberText, add_member, set_up_body
from app.council.terms import BodyKind, Duty
from app.demo.cast import SeatedBody, Stage
from app.demo.data import data
from app.demo.registry import Neighbour

YOUNGEST, OLDEST = 28, 79
TWO_THIRDS = {"share": "2/3", "inclusive": True}


def seat_bodies(session: Session, stage: Stage) -> None:
    """Set up every body of ``people.toml``; nobody sits twice in one of them."""
    actor = stage.cast.secretary
    for entry in data("people")["body"]:
        text = BodyText(entry["name"], _overrides(entry), _grid(stage, entry), entry["charter"])
        body_id = set_up_body(session, actor, kind=BodyKind(entry["kind"]), text=text)
        members = _elected(stage, entry)
        for position, member in enumerate(members):
            _seat(session, actor, body_id, entry, (position, member))
        stage.cast.bodies[entry["key"]] = SeatedBody(body_id, entry, tuple(members))


def _overrides(entry: dict[str, Any]) -> dict[str, Any]:
    overrides: dict[str, Any] = {}
    if entry.get("proxies"):
        overrides["proxies_allowed"] = True
    if entry.get("strict"):
        overrides["quorum"] = TWO_THIRDS
    if entry.get("households"):
        overrides["base"] = "households"
    return overrides


def _grid(stage: Stage, entry: dict[str, Any]) -> UUID | None:
    grids = entry["grids"]
    return stage.cast.places.grids[grids[0] - 1] if len(grids) == 1 else None


def _elected(stage: Stage, entry: dict[str, Any]) -> list[Neighbour]:
    """Members spread over the grids; no two of all bodies share a name: records stay clear."""
    seated = {n.name: n.id for body in stage.cast.bodies.values() for n in body.members}
    found: dict[str, Neighbour] = {}
    for number in range(entry["members"]):
        grid = entry["grids"][number % len(entry["grids"])]
        fit = [
            n
            for n in stage.cast.registry.settled((grid,))
            if YOUNGEST <= n.age <= OLDEST
            and n.name not in found
            and seated.get(n.name, n.id) == n.id
        ]
        active = [n for n in fit if {"党员", "志愿者"} & set(n.tags)]
        chosen = stage.random.choice(active if stage.random.random() < 0.6 else fit)
        found[chosen.name] = chosen
    return list(found.values())


def _seat(
    session: Session,
    actor: Actor,
    body_id: UUID,
    entry: dict[str, Any],
    seat: tuple[int, Neighbour],
) -> None:
    position, member = seat
    convenes = "chair" not in entry
    duty = {0: Duty.CHAIR, 1: Duty.SECRETARY}.get(position, Duty.MEMBER)
    capacity = "党员代表" if "党员" in member.tags and convenes else entry["capacity"]
    text = MemberText(
        name=member.name,
        capacity=capacity,
        duty=duty if convenes else Duty.MEMBER,
        resident_id=member.id,
    )
    add_member(session, actor, body_id=body_id, text=text)
