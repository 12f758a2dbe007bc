"""What waits to be sent to a peer, in counts; and what of it is personal on purpose."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.exchange.outgoing import changes_for
from app.exchange.peers import active_peer
from app.exchange.scope import ranges
from db.changelog import Operation


def named_in(values: dict[str, Any]) -> list[str]:
    """Of a whistle: whom it names to the superior on purpose, in words."""
    what = [
        word
        for key, word in (("contact_name", "姓名"), ("contact_phone", "电话"))
        if values.get(key)
    ]
    if not what:
        return []
    return [f"吹哨事项 {values.get('event_number', '')} 含报告人{'、'.join(what)}"]


@dataclass(frozen=True)
class Due:
    """What waits to be sent to a peer."""

    counts: dict[str, int]
    """Changes by table."""
    named: tuple[str, ...]
    contents: int
    total: int


def what_is_due(session: Session, *, peer_id: UUID) -> Due:
    """What the next bundle for a peer would carry: shown before it is made.

    Raises:
        NotFound, RuleBroken.
    """
    peer = active_peer(session, peer_id)
    counts: dict[str, int] = {}
    named: list[str] = []
    contents = total = 0
    for change, values in changes_for(session, peer, ranges(session, peer)):
        counts[change.table] = counts.get(change.table, 0) + 1
        total += 1
        contents += change.table == "attachment" and change.operation == Operation.INSERT
        if change.table == "whistle" and change.operation == Operation.INSERT:
            named += named_in(values)
    return Due(counts, tuple(named), contents, total)
