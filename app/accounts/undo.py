"""Taking back one's own last step, by name."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor
from app.errors import NotAllowed, NotFound
from db import undo
from db.changelog import Change

UNDONE, REDONE = "撤销：", "恢复："


def undo_step(session: Session, actor: Actor, transaction_id: UUID, *, label: str) -> None:
    """Reverse a whole transaction; itself a logged step, so it can be undone in turn.

    Raises:
        NotFound: the transaction changed nothing that is shared.
        NotAllowed: somebody else's step.
        db.faults.ChangedSince, db.faults.AppendOnly: worded by the station.
    """
    first = session.scalars(
        select(Change).where(Change.transaction_id == transaction_id).limit(1)
    ).first()
    if first is None:
        raise NotFound("这一步没有可以撤销的改动。")
    if first.actor_id != actor.account_id:
        raise NotAllowed("这一步是别人做的，不能由您撤销。", "请本人撤销，或直接修改记录。")
    undo.undo(session, transaction_id)
    audit.record(session, actor, "undo", _named(label))


def _named(label: str) -> str:
    """What taking back a step is called; taking back an 撤销 is a 恢复."""
    if label.startswith(UNDONE):
        return REDONE + label.removeprefix(UNDONE)
    return UNDONE + label.removeprefix(REDONE)
