"""The rules of directing, pure: how far a whistle has come."""

from collections.abc import Collection

from app.directing.terms import ResponseState, WhistleState


def whistle_state(
    *, is_withdrawn: bool, is_ended: bool, responses: Collection[ResponseState]
) -> WhistleState:
    """Where a whistle stands, by what is written on it and on its responses."""
    if is_withdrawn:
        return WhistleState.WITHDRAWN
    if is_ended:
        return WhistleState.ENDED
    wanted = [state for state in responses if state is not ResponseState.WITHDRAWN]
    if not wanted:
        return WhistleState.WAITING
    is_done = all(state is ResponseState.ANSWERED for state in wanted)
    return WhistleState.TO_RATE if is_done else WhistleState.WORKING
