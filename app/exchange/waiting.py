"""What of the exchange waits, for the page of today: our bundle is due, a subordinate is late."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.exchange.queries import PeerRow, peer_rows
from app.exchange.terms import Relation
from app.pills import Pill, Tone
from db import clock

SOON = timedelta(days=1)
"""How long before it is due a bundle is named."""


@dataclass(frozen=True)
class Waiting:
    """One thing that waits; ``kind`` is bundle, ``id`` the peer's."""

    kind: str
    id: UUID
    title: str
    detail: str
    pill: Pill
    due: datetime | None


def exchange_waiting(session: Session) -> list[Waiting]:
    """Bundles to be made for superiors, and subordinates that have been silent too long."""
    return [
        _waiting(row)
        for row in peer_rows(session)
        if row.due is not None
        and (row.is_overdue or (row.relation is Relation.SUPERIOR and _is_soon(row.due)))
    ]


def _is_soon(due: datetime) -> bool:
    return due - clock.now() <= SOON


def _waiting(row: PeerRow) -> Waiting:
    if row.relation is Relation.SUPERIOR:
        title = f"该向{row.name}报送了"
        pill = row.pill if row.is_overdue else Pill("快到报送日", Tone.WAITING)
    else:
        title, pill = f"{row.name}迟报", row.pill
    return Waiting("bundle", row.id, title, row.sentence.rstrip("。"), pill, row.due)
