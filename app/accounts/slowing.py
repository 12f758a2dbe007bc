"""Slowing down after wrong passwords: none for the first two, then longer each time.

The count lives beside the key slots, so that closing the program does not reset it. It stops
somebody at the keyboard; somebody with a copy of the file is stopped by Argon2id.
"""

from dataclasses import replace
from datetime import timedelta

from app.errors import InvalidInput
from db import clock, keyslots
from db.keyslots import Slot
from db.places import Place

FREE_TRIES = 2
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=5)


def wait_after(failures: int) -> timedelta:
    """How long to wait after this many wrong passwords in a row: 5 s, doubled up to 5 minutes."""
    if failures <= FREE_TRIES:
        return timedelta(0)
    doublings = min(failures - FREE_TRIES - 1, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def refuse_while_waiting(slot: Slot) -> None:
    """Go on only when the wait after earlier failures is over.

    Raises:
        InvalidInput: says how many seconds are left.
    """
    left = slot.wait_until - clock.now().timestamp()
    if 0 < left <= LONGEST_WAIT.total_seconds():
        raise InvalidInput(
            f"密码连续输错 {slot.failures} 次，请等 {int(left) + 1} 秒再试。",
            "忘记密码时可用恢复码打开。",
            field="password",
        )


def remember_failure(station: Place, slot: Slot) -> InvalidInput:
    """Count one more wrong password and return the message for it."""
    failures = slot.failures + 1
    wait = wait_after(failures)
    until = (clock.now() + wait).timestamp()
    counted = replace(slot, failures=failures, wait_until=until)
    keyslots.save(station, keyslots.load(station).with_slot(counted))
    todo = f"请等 {int(wait.total_seconds())} 秒再试。" if wait else "请检查大小写和输入法后再试。"
    return InvalidInput("密码不对。", todo, field="password")


def forget_failures(station: Place, slot: Slot) -> None:
    """Start counting afresh after a right password."""
    if slot.failures:
        settled = replace(slot, failures=0, wait_until=0.0)
        keyslots.save(station, keyslots.load(station).with_slot(settled))
