"""The departments' part of a whistle, and its way so far, as the sheet shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.directing.models import Response, Whistle
from app.directing.queries import UNKNOWN
from app.directing.terms import RESPONSE_STATE_NAMES, UNANSWERED, ResponseState
from app.events.event_views import satisfaction_name
from app.events.pills import span
from app.pills import Pill, Tone

TONES = {
    ResponseState.ASSIGNED: Tone.WAITING,
    ResponseState.ARRIVED: Tone.INFORMATION,
    ResponseState.ANSWERED: Tone.GOOD,
    ResponseState.WITHDRAWN: Tone.QUIET,
}


@dataclass(frozen=True)
class ResponseRow:
    """One department's duty."""

    id: UUID
    department: str
    demand: str
    is_lead: bool
    is_own: bool
    """This office sent it: it records arrival and answer, or withdraws."""
    assigned_at: datetime
    due_at: datetime | None
    state: ResponseState
    pill: Pill
    arrived_at: datetime | None
    answer: str
    """Of a withdrawn one: why."""
    answered_at: datetime | None
    rating: str
    """满意 …; empty: not yet."""
    rating_note: str
    rated_at: datetime | None
    can_rate: bool
    """Answered, and this office evaluates it."""


@dataclass(frozen=True)
class HistoryRow:
    """One line of a whistle's way, newest first."""

    at: datetime
    text: str
    note: str
    who: str


def response_row(response: Response, own: UUID, now: datetime, is_open: bool) -> ResponseRow:
    """One response as ``own`` sees it; ``is_open``: its whistle is not over."""
    state = ResponseState(response.state)
    is_answered = state is ResponseState.ANSWERED
    return ResponseRow(
        id=response.id,
        department=response.department,
        demand=response.demand,
        is_lead=response.is_lead,
        is_own=response.owner == own,
        assigned_at=response.assigned_at,
        due_at=response.due_at,
        state=state,
        pill=_pill(response, state, now),
        arrived_at=response.arrived_at,
        answer=response.answer,
        answered_at=response.answered_at,
        rating=satisfaction_name(response.rating),
        rating_note=response.rating_note,
        rated_at=response.rated_at,
        can_rate=is_open and is_answered and response.addressee == own,
    )


def _pill(response: Response, state: ResponseState, now: datetime) -> Pill:
    if state in UNANSWERED and response.due_at is not None and response.due_at < now:
        return Pill(f"超期 {span(now - response.due_at)}", Tone.LATE)
    return Pill(RESPONSE_STATE_NAMES[state], TONES[state])


def history_of(
    whistle: Whistle, responses: list[Response], names: dict[UUID, str]
) -> tuple[HistoryRow, ...]:
    """What happened to a whistle, as its records tell it, newest first."""
    blower = names.get(whistle.owner, UNKNOWN)
    lines = [HistoryRow(whistle.whistled_at, "吹哨上报", whistle.content, blower)]
    for response in responses:
        lines += _lines_of(response, names.get(response.owner, UNKNOWN), blower)
    if whistle.withdrawn_at is not None:
        lines.append(HistoryRow(whistle.withdrawn_at, "撤回吹哨", whistle.rating_note, blower))
    if whistle.ended_at is not None:
        words = f"办结，评价{satisfaction_name(whistle.rating)}"
        lines.append(HistoryRow(whistle.ended_at, words, whistle.rating_note, blower))
    return tuple(reversed(sorted(lines, key=lambda line: line.at)))


def _lines_of(response: Response, sender: str, blower: str) -> Iterator[HistoryRow]:
    name, answer = response.department, response.answer
    yield HistoryRow(response.assigned_at, f"派单给{name}", response.demand, sender)
    if response.arrived_at is not None:
        yield HistoryRow(response.arrived_at, f"{name}报到", "", sender)
    if response.answered_at is not None:
        yield HistoryRow(response.answered_at, f"{name}答复", answer, sender)
    if response.rated_at is not None:
        words = f"评价{name}：{satisfaction_name(response.rating)}"
        yield HistoryRow(response.rated_at, words, response.rating_note, blower)
