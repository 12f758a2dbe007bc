"""The audit log: who did what, when, to which record, and whose data was seen.

Entries are sentences an office can read. They are only ever added; each carries a hash over its
contents and the hash before it, so that a missing or altered line is found by :func:`first_break`.
"""

import hashlib
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import AuditEntry
from app.accounts.permissions import Actor
from db.replicated import transaction_of

START = "0" * 32


def record(
    session: Session,
    actor: Actor | None,
    action: str,
    sentence: str,
    *,
    subject: tuple[str, UUID] | None = None,
) -> None:
    """Add one line, in the running transaction. ``subject`` is (table name, record id)."""
    transaction = transaction_of(session)
    transaction.label = transaction.label or sentence
    session.flush()
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).first()
    entry = AuditEntry(
        at=transaction.at,
        account_id=actor.account_id if actor else None,
        account_name=actor.name if actor else "系统",
        action=action,
        sentence=sentence,
        subject_table=subject[0] if subject else None,
        subject_id=subject[1] if subject else None,
        transaction_id=transaction.id,
        chain="",
    )
    entry.chain = _link(last.chain if last else START, entry)
    session.add(entry)
    session.flush()


def _link(previous: str, entry: AuditEntry) -> str:
    subject = entry.subject_id.hex if entry.subject_id else ""
    account = entry.account_id.hex if entry.account_id else ""
    parts = (
        previous,
        entry.at.isoformat(),
        account,
        entry.account_name,
        entry.action,
        entry.sentence,
        entry.subject_table or "",
        subject,
        entry.transaction_id.hex,
    )
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def first_break(session: Session) -> int | None:
    """Number of the first entry whose hash does not follow from those before; None if whole."""
    previous, expected = START, 1
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.number)):
        if entry.number != expected or entry.chain != _link(previous, entry):
            return expected
        previous, expected = entry.chain, expected + 1
    return None
