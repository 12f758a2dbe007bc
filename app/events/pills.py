"""The short word on an event's line: how its limit stands, as a state a page can colour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.events.rules import RESPONSE_NEAR
from app.events.stages import IN_HANDLING, STATE_NAMES, State
from app.pills import Pill, Tone


@dataclass(frozen=True)
class Clocks:
    """What decides an event's pill."""

    state: State
    response_due: datetime
    responded_at: datetime | None
    due_at: datetime | None
    near_at: datetime | None
    suspended_at: datetime | None


def pill_of(event: Clocks, now: datetime) -> Pill:
    """The word for an event as it stands at ``now``."""
    if event.suspended_at:
        return Pill("已挂起", Tone.QUIET)
    if event.state is State.REPORTED:
        return _waiting(event, now)
    if event.state in IN_HANDLING and event.due_at:
        return _running(event.due_at, event.near_at, now)
    tone = Tone.WAITING if event.state in (State.HANDLED, State.VERIFIED) else Tone.QUIET
    return Pill(STATE_NAMES[event.state], tone)


def _waiting(event: Clocks, now: datetime) -> Pill:
    if event.responded_at:
        return Pill("已响应，待受理", Tone.WAITING)
    left = event.response_due - now
    if left < timedelta():
        return Pill(f"响应超时 {span(-left)}", Tone.LATE)
    return Pill(f"{span(left)}内响应", Tone.LATE if left <= RESPONSE_NEAR else Tone.WAITING)


def _running(due: datetime, near: datetime | None, now: datetime) -> Pill:
    if now > due:
        return Pill(f"超期 {span(now - due)}", Tone.LATE)
    is_near = near is not None and now >= near
    return Pill(f"还剩 {span(due - now)}", Tone.WAITING if is_near else Tone.INFORMATION)


def span(time: timedelta) -> str:
    """A length of time in one unit, as people say it: 35 分钟, 20 小时, 3 天."""
    minutes = int(time.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} 分钟"
    return f"{minutes // 60} 小时" if minutes < 48 * 60 else f"{minutes // 1440} 天"
