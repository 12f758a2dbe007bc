"""The changes a bundle carries, one after the other in the order that keeps causes before effects.

Read file by file of the log and merged by clock, so that memory stays flat however many there are.
"""

import heapq
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.attachments.models import Attachment, Content
from app.exchange.declared import declarations
from app.exchange.models import Peer
from app.exchange.scope import Filter, Range
from db.changelog import Change, Operation
from db.folding import LoggedChange

AT_ONCE = 1_000
LOG: Any = Change.__table__


def changes_for(
    session: Session, peer: Peer, wanted: Iterable[Range]
) -> Iterator[tuple[LoggedChange, dict[str, Any]]]:
    """Every change that goes to a peer, with the fields of it that do."""
    decide = Filter(session, peer)
    streams = [_stream(session, one) for one in wanted if one.upto > one.base]
    for _, change, origin in heapq.merge(*streams, key=lambda each: each[0]):
        part = decide.part_of(change, is_return=origin.is_return)
        if part is not None:
            yield change, part


def _stream(session: Session, wanted: Range) -> Iterator[tuple[Any, LoggedChange, Range]]:
    """One database file's changes in the order of their numbers."""
    lines = session.connection().execute(
        select(
            LOG.c.counter,
            LOG.c.clock,
            LOG.c.transaction_id,
            LOG.c.table_name,
            LOG.c.row_id,
            LOG.c.operation,
            LOG.c.after,
        )
        .where(
            LOG.c.origin == wanted.origin,
            LOG.c.counter > wanted.base,
            LOG.c.counter <= wanted.upto,
        )
        .order_by(LOG.c.counter),
        execution_options={"yield_per": AT_ONCE},
    )
    for counter, clock, transaction, table, row_id, operation, after in lines:
        change = LoggedChange(
            wanted.origin, counter, clock, transaction, table, row_id, operation, after or {}
        )
        yield (clock, wanted.station.int, wanted.origin.int, counter), change, wanted


def as_record(change: LoggedChange, values: dict[str, Any]) -> dict[str, Any]:
    """A change as it stands in a bundle; docs/bundle-format.md, "Records"."""
    return {
        "o": change.origin.hex,
        "n": change.counter,
        "c": change.clock,
        "x": change.transaction_id.hex,
        "t": change.table,
        "r": change.row_id.hex,
        "k": change.operation,
        "v": {key: value for key, value in values.items() if key != "id"},
    }


class ContentsToSend:
    """Which photos a bundle must carry: those of attachments in it that the peer has not had."""

    def __init__(self, session: Session, wanted: Iterable[Range]):
        self._session = session
        self._base = {one.origin: one.base for one in wanted}
        self._digests: dict[str, None] = {}
        self._rows: set[Any] = set()

    def note(self, change: LoggedChange, values: dict[str, Any]) -> None:
        """A change goes out; an attachment among them needs its bytes."""
        if change.table == Attachment.__tablename__ and change.operation == Operation.INSERT:
            self._digests[values["content"]] = None
            self._rows.add(change.row_id)

    def each(self) -> Iterator[tuple[str, bytes]]:
        """Digest and bytes, without what the peer has had before and what we lack."""
        for digest in self._digests:
            if self._peer_has(digest):
                continue
            data = self._session.scalar(select(Content.data).where(Content.sha256 == digest))
            if data is not None:
                yield digest, data

    def _peer_has(self, digest: str) -> bool:
        only = declarations()[Attachment.__tablename__].only
        same = select(Attachment).where(Attachment.content == digest)
        if only is not None:
            same = same.where(Attachment.record_table.in_(only[1]))
        return any(
            row.id not in self._rows and row.counter <= self._base.get(row.origin, 0)
            for row in self._session.scalars(same)
        )
