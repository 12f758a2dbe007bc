"""What somebody was typing, kept in the encrypted station until it is saved or thrown away.

A power cut then loses at most the sentence being typed. Drafts are one account's own and never
leave the station.
"""

from sqlalchemy.orm import Session

from app.accounts.models import Draft
from app.accounts.permissions import Actor
from db import clock


def read_draft(session: Session, *, account: Actor, key: str) -> str | None:
    """What was kept under ``key``, or None."""
    draft = session.get(Draft, (account.account_id, key))
    return None if draft is None else draft.content


def keep_draft(session: Session, actor: Actor, *, key: str, content: str) -> None:
    """Keep ``content`` under ``key``, in place of what was there."""
    draft = session.get(Draft, (actor.account_id, key))
    if draft is None:
        draft = Draft(account_id=actor.account_id, key=key)
        session.add(draft)
    draft.content, draft.saved_at = content, clock.now()


def drop_draft(session: Session, actor: Actor, *, key: str) -> None:
    """Forget what was kept under ``key``."""
    draft = session.get(Draft, (actor.account_id, key))
    if draft is not None:
        session.delete(draft)
