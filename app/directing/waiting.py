"""What of the directing room waits, for the page of today."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.directing.assignment_views import AssignmentFilter, assignments
from app.directing.publication_views import PublicationFilter, publications
from app.directing.terms import OPEN_WHISTLES, WhistleState
from app.directing.whistle_views import WhistleFilter, WhistleRow, whistles
from app.events.pills import span
from app.events.waiting import Waiting
from app.pills import Pill, Tone
from db import clock


def directing_waiting(session: Session) -> list[Waiting]:
    """What waits here, by due time; what has none comes last.

    Of a superior: whistles without departments, responses past their time, answers to review. Of
    an office below: publications to read, reply to or adopt, whistles to evaluate. ``kind`` says
    what ``id`` means: whistle, response (its whistle), publication, assignment (its batch).
    """
    waiting = [*_whistles(session), *_publications(session), *_assignments(session)]
    return sorted(waiting, key=lambda each: (each.due is None, each.due or clock.now()))


def _whistles(session: Session) -> Iterator[Waiting]:
    for row in whistles(session, where=WhistleFilter(states=OPEN_WHISTLES)):
        if row.is_own:
            if row.state is WhistleState.TO_RATE:
                yield Waiting("whistle", row.id, row.title, row.event_number, row.pill, None)
        elif row.state is WhistleState.WAITING:
            yield Waiting("whistle", row.id, row.title, _from(row), row.pill, None)
        elif row.is_overdue and row.next_due is not None:
            pill = Pill(f"超期 {span(clock.now() - row.next_due)}", Tone.LATE)
            detail = f"{_from(row)} · {'、'.join(row.departments)}"
            yield Waiting("response", row.id, row.title, detail, pill, row.next_due)


def _from(row: WhistleRow) -> str:
    return " · ".join(part for part in (row.station, row.event_number, row.place) if part)


def _publications(session: Session) -> Iterator[Waiting]:
    for row in publications(session, where=PublicationFilter(only_waiting=True)):
        if not row.is_own:
            detail = f"{row.issuer} · {row.kind_name}"
            yield Waiting("publication", row.id, row.title, detail, row.pill, row.reply_due)


def _assignments(session: Session) -> Iterator[Waiting]:
    for row in assignments(session, where=AssignmentFilter(only_open=True)):
        if row.to_review:
            pill = Pill(f"待评价 {row.to_review} 个", Tone.WAITING)
            detail = f"{row.number} · 已答复 {row.progress}"
            yield Waiting("assignment", row.batch_id, row.title, detail, pill, None)
