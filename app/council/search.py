"""Full-text search over matters, agendas, speeches and minutes, by any two characters or more.

Migration 0004 lays out the index and keeps it by triggers: every document as its pairs of
characters. A word of two characters is one entry of the index, a longer one its pairs in a row, a
single character every pair that begins with it. Words apart by blanks must all be there. A station
on a server has no index: what comes up to it of matters and agendas is looked through.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, desc, literal, select, text, union_all
from sqlalchemy.orm import Session

from app.council.minutes_text import from_json
from app.council.models import AgendaItem, Matter, Meeting, Minutes, Speech
from db import clock

AROUND = 22
"""Characters shown on each side of what was found."""
READ_AHEAD = 10
"""Documents looked up for each hit shown: several speeches of one meeting make one hit."""


@dataclass(frozen=True)
class CouncilHit:
    """One find; ``kind`` is matter or meeting, ``where`` what of it holds the words."""

    kind: str
    id: UUID
    title: str
    where: str
    """议题, 议程, 发言, 纪要."""
    snippet: str
    at: datetime


@dataclass(frozen=True)
class _Document:
    kind: str
    id: UUID
    title: str
    where: str
    words: str
    at: datetime


def expression(typed: str) -> str:
    """The index's own expression of what was typed; empty when nothing was."""
    return " AND ".join(_word(word) for word in typed.lower().split())


def _word(word: str) -> str:
    if len(word) == 1:
        return f"{_coded(word)}*"
    pairs = (word[place : place + 2] for place in range(len(word) - 1))
    return f'"{" ".join(_coded(pair) for pair in pairs)}"'


def _coded(pair: str) -> str:
    """Hexadecimal UTF-8, which no tokenizer can misread."""
    return pair.encode("utf-8", "replace").hex()


def search_council(session: Session, *, typed: str, limit: int = 30) -> list[CouncilHit]:
    """Matters and meetings in which all the words stand, the latest first, each once."""
    words = typed.lower().split()
    if not words:
        return []
    first: dict[UUID, tuple[str, UUID]] = {}
    for kind, record_id, subject_id in _places(session, typed, limit * READ_AHEAD):
        if len(first) < limit:
            first.setdefault(subject_id, (kind, record_id))
    documents = _documents(session, first.values())
    return [_hit(documents[place[1]], words) for place in first.values() if place[1] in documents]


def _places(session: Session, typed: str, most: int) -> list[tuple[str, UUID, UUID]]:
    """Kind, record and matter or meeting of what fits, the latest first."""
    if session.connection().dialect.name != "sqlite":
        return _looked_through(session, typed.split(), most)
    found = session.execute(
        text(
            "SELECT kind, record_id, subject_id FROM "
            "(SELECT rowid AS number FROM council_search WHERE council_search MATCH :wanted "
            "ORDER BY rowid DESC LIMIT :most) JOIN council_search_place USING (number) "
            "ORDER BY number DESC"
        ),
        {"wanted": expression(typed), "most": most},
    )
    return [(kind, UUID(record_id), UUID(subject_id)) for kind, record_id, subject_id in found]


def _looked_through(
    session: Session, words: Sequence[str], most: int
) -> list[tuple[str, UUID, UUID]]:
    """The same without an index; ids follow the time of making."""
    matter = Matter.number + " " + Matter.title + " " + Matter.content + " " + Matter.scope
    item = AgendaItem.title + " " + AgendaItem.conclusion
    found = union_all(
        select(literal("matter"), Matter.id.label("id"), Matter.id).where(*_all_in(matter, words)),
        select(literal("agenda_item"), AgendaItem.id, AgendaItem.meeting_id).where(
            *_all_in(item, words)
        ),
    ).order_by(desc("id"))
    return [(kind, record, subject) for kind, record, subject in session.execute(found.limit(most))]


def _all_in(document: ColumnElement[str], words: Sequence[str]) -> list[ColumnElement[bool]]:
    return [document.icontains(word, autoescape=True) for word in words]


def _hit(document: _Document, words: Sequence[str]) -> CouncilHit:
    return CouncilHit(
        document.kind,
        document.id,
        document.title,
        document.where,
        snippet(document.words, words),
        document.at,
    )


def snippet(words: str, wanted: Sequence[str]) -> str:
    """The words around the first of those wanted that is there."""
    line = " ".join(words.split())
    low = line.lower()
    places = [low.find(word) for word in wanted]
    first = min((place for place in places if place >= 0), default=0)
    start, end = max(0, first - AROUND), first + len(wanted[0]) + AROUND
    head, tail = ("…" if start else ""), ("…" if end < len(line) else "")
    return f"{head}{line[start:end]}{tail}"


def _documents(session: Session, places: Iterable[tuple[str, UUID]]) -> dict[UUID, _Document]:
    ids: dict[str, list[UUID]] = {}
    for kind, record_id in places:
        ids.setdefault(kind, []).append(record_id)
    return {
        **_matters(session, ids.get("matter", [])),
        **_items(session, ids.get("agenda_item", [])),
        **_speeches(session, ids.get("speech", [])),
        **_minutes(session, ids.get("minutes", [])),
    }


def _matters(session: Session, ids: list[UUID]) -> dict[UUID, _Document]:
    rows = session.scalars(select(Matter).where(Matter.id.in_(ids)))
    return {
        row.id: _Document(
            "matter",
            row.id,
            f"{row.number} {row.title}",
            "议题",
            f"{row.number} {row.title} {row.proposer_name} {row.content} {row.scope}",
            clock.moment(row.proposed_on, 0),
        )
        for row in rows
    }


def _meeting(meeting: Meeting, where: str, words: str) -> _Document:
    return _Document("meeting", meeting.id, meeting.title, where, words, meeting.starts_at)


def _items(session: Session, ids: list[UUID]) -> dict[UUID, _Document]:
    rows = session.execute(
        select(AgendaItem, Meeting)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.id.in_(ids))
    )
    return {
        item.id: _meeting(meeting, "议程", f"{item.title} {item.conclusion}")
        for item, meeting in rows
    }


def _speeches(session: Session, ids: list[UUID]) -> dict[UUID, _Document]:
    rows = session.execute(
        select(Speech, Meeting)
        .join(Meeting, Meeting.id == Speech.meeting_id)
        .where(Speech.id.in_(ids))
    )
    return {
        speech.id: _meeting(meeting, "发言", f"{speech.speaker}：{speech.content}")
        for speech, meeting in rows
    }


def _minutes(session: Session, ids: list[UUID]) -> dict[UUID, _Document]:
    rows = session.execute(
        select(Minutes, Meeting)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(Minutes.id.in_(ids))
    )
    return {
        minutes.id: _meeting(
            meeting, "纪要", " ".join(block.text for block in from_json(minutes.content).blocks)
        )
        for minutes, meeting in rows
    }


def rebuild_search(session: Session) -> None:
    """Forget the index and write it again from the records; for ``liren check`` to offer."""
    session.flush()
    session.execute(text("INSERT INTO council_search (council_search) VALUES ('delete-all')"))
    session.execute(text("DELETE FROM council_search_place"))
    for kind in ("matter", "agenda_item", "speech", "minutes"):
        subject = "id" if kind == "matter" else "meeting_id"
        places = f"(kind, record_id, subject_id) SELECT '{kind}', id, {subject} FROM {kind}"
        pairs = (
            f"SELECT number, pairs FROM council_search_place JOIN council_search_{kind} AS told "
            "ON told.id = record_id"
        )
        session.execute(text(f"INSERT INTO council_search_place {places}"))
        session.execute(text(f"INSERT INTO council_search (rowid, words) {pairs}"))
