"""The short word on a line of this room, as a state a page can colour."""

from app.pills import Pill, Tone
from app.points.stages import RECORD_STATE_NAMES, RecordState
from app.points.terms import ActivityState

_RECORD_TONES = {
    RecordState.RECORDED: Tone.WAITING,
    RecordState.REVIEWED: Tone.INFORMATION,
    RecordState.PUBLIC: Tone.INFORMATION,
    RecordState.OBJECTED: Tone.LATE,
    RecordState.POSTED: Tone.GOOD,
    RecordState.REJECTED: Tone.QUIET,
    RecordState.WITHDRAWN: Tone.QUIET,
    RecordState.REVERSED: Tone.QUIET,
}


def record_pill(state: RecordState) -> Pill:
    """Where a record stands."""
    return Pill(RECORD_STATE_NAMES[state], _RECORD_TONES[state])


def activity_pill(state: ActivityState, state_name: str) -> Pill:
    """Where an activity stands; 进行中 waits to be finished."""
    if state is ActivityState.PLANNED:
        tone = Tone.WAITING if state_name == "进行中" else Tone.INFORMATION
        return Pill(state_name, tone)
    return Pill(state_name, Tone.GOOD if state is ActivityState.FINISHED else Tone.QUIET)


def stock_pill(stock: int | None, low: int) -> Pill:
    """How many are left."""
    if stock is None:
        return Pill("服务", Tone.INFORMATION)
    if stock == 0:
        return Pill("已兑完", Tone.LATE)
    return Pill(f"剩 {stock}", Tone.WAITING if stock <= low else Tone.GOOD)
