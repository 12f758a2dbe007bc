"""Seconds by the clock and of the processor: on a busy machine the second say more."""

import os
import time
from collections.abc import Callable
from typing import Any

Spent = dict[str, float]
"""``seconds`` by the clock, ``processor`` of this process and the ones it waited for."""


def timed(work: Callable[[], Any]) -> tuple[Any, Spent]:
    """What it gives, and what it took."""
    begun, worked = time.perf_counter(), sum(os.times()[:4])
    result = work()
    return result, {
        "seconds": time.perf_counter() - begun,
        "processor": sum(os.times()[:4]) - worked,
    }


def words(spent: Spent, count: int) -> str:
    """How it is printed: seconds, of them the processor's, and how many a second."""
    rate = count / spent["seconds"]
    return f"{spent['seconds']:7.2f} s ({spent['processor']:6.2f}) {rate:9,.0f}/s"
