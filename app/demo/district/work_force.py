"""Jobs in processes of their own, with progress and cancel; or one after the other, here.

What a job is given and gives back is sent between processes. Each tells, by its tick, that
something is done and hears by it that it is to stop.
"""

import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from os import cpu_count
from queue import Empty
from typing import TypeVar

from app.errors import Cancelled, LirenError

Job = TypeVar("Job")
Result = TypeVar("Result")
Tick = Callable[[int], None]
"""Tells that so many parts are done, 0: work goes on; raises Cancelled when it is not to."""
Work = Callable[[Job, Tick], Result]
HEARD_EVERY = 0.2
"""Seconds between looking for what the processes tell."""
AT_ONCE = 100
"""How much of it is taken in before the tick hears of it."""


def processes_here() -> int:
    """As many as there are cores; none in the installable program, whose file cannot be run so."""
    return 1 if getattr(sys, "frozen", False) else cpu_count() or 1


class WorkForce:
    """Does jobs; leave it by ``with``, and no process is left behind."""

    def __init__(self, processes: int, tick: Tick):
        """``processes`` of 1: everything is done here. ``tick`` may raise Cancelled."""
        self._tick = tick
        self._pool: ProcessPoolExecutor | None = None
        if processes > 1:
            context = multiprocessing.get_context("spawn")
            self._told: Queue[int] = context.Queue()
            self._stop = context.Event()
            self._pool = ProcessPoolExecutor(
                processes, context, initializer=_begin, initargs=(self._told, self._stop)
            )

    def __enter__(self) -> "WorkForce":
        return self

    def __exit__(self, *_: object) -> None:
        """Whoever still works is told to stop and waited for."""
        if self._pool is not None:
            self._stop.set()
            self._pool.shutdown(cancel_futures=True)
            self._told.close()

    def do(self, work: Work[Job, Result], jobs: Iterable[Job]) -> Iterator[Result]:
        """Do every job; gives each result as soon as it is there.

        Raises:
            Cancelled: the tick raised it; and whatever a job raises.
            LirenError: the system ended one of the processes, as it does when memory is short.
        """
        if self._pool is None:
            yield from (work(job, self._tick) for job in jobs)
            return
        waiting: set[Future[Result]] = {self._pool.submit(_do, work, job) for job in jobs}
        while waiting:
            done, waiting = wait(waiting, HEARD_EVERY, FIRST_COMPLETED)
            self._hear()
            for one in done:
                yield _result(one)

    def _hear(self) -> None:
        parts = 0
        for _ in range(AT_ONCE):
            try:
                parts += self._told.get_nowait()
            except Empty:
                break
        self._tick(parts)


def _result(done: "Future[Result]") -> Result:
    try:
        return done.result()
    except BrokenProcessPool as error:
        raise LirenError(
            "系统中止了一个正在工作的进程，可能是内存不够。", "请关掉别的程序再试。"
        ) from error


_channel: "tuple[Queue[int], Event] | None" = None
"""In a process of its own: where it tells, and whether it is to stop."""


def _begin(told: "Queue[int]", stop: Event) -> None:
    global _channel  # noqa: PLW0603  a process serves one work force
    _channel = told, stop
    told.cancel_join_thread()  # what nobody hears any more keeps no process from ending


def _do(work: Work[Job, Result], job: Job) -> Result:
    return work(job, _tell)


def _tell(parts: int) -> None:
    if _channel is None:
        raise RuntimeError("the process was not begun by a work force")
    told, stop = _channel
    if stop.is_set():
        raise Cancelled
    if parts:
        told.put(parts)
